"""A record with something in it, sealed into a folder of its own."""

import uuid
from datetime import date

from chibo.access import Actor, Place
from chibo.accounts.models import User
from chibo.audit.services import command, look, record

ACTOR = Actor(user_id=7, person_id=uuid.uuid4(), name="Lê Minh Đức", mandates=(), on=date(2026, 12, 3))
HERE = Place(uuid.uuid4(), "00001")


@command("audit.test.rename")
def rename(user: User, name: str) -> None:
    before, user.display_name = user.display_name, name
    user.save(update_fields=["display_name"])
    record(ACTOR, user, HERE, changed={"display_name": (before, name), "note": (None, 3)}, details={"n": 1})


def fill(user: User, entries: int = 5, looks: int = 2) -> None:
    """Leave so many entries and looks."""
    for number in range(entries):
        rename(user, f"Tên {number}")
    for _ in range(looks):
        look(ACTOR, "members.record", person_id=uuid.uuid4(), purpose="Đối chiếu", details={"rows": 3})
