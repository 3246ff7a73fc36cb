"""`python -m chibo.keeping.tests.writer COUNT BYTES`: store files through the service, one line each.

Run in a process of its own, while another one makes a backup. COUNT 0 goes on until it is stopped.
"""

import os
import random
import sys
from io import BytesIO
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from chibo.organisations.models import Unit


def main(count: int, size: int) -> None:
    django.setup()
    from chibo.documents.services import store_file
    from chibo.organisations.models import Unit
    from chibo.organisations.tests.factories import system_actor
    from chibo.web import server

    server.migrate()
    unit = Unit.objects.first() or _begin()
    actor, chance = system_actor(unit), random.Random(os.getpid())
    number = 0
    while count == 0 or number < count:
        number += 1
        content = BytesIO(b"%PDF-1.7\n" + chance.randbytes(size))
        stored = store_file(actor=actor, unit=unit, content=content, name=f"văn bản {number}.pdf")
        sys.stdout.write(stored.sha256 + "\n")
        sys.stdout.flush()


def _begin() -> "Unit":
    """Found a committee and its office, whose account is called `van.phong`."""
    from chibo.access import Role
    from chibo.accounts.services import create_user
    from chibo.organisations.selectors import place_of
    from chibo.organisations.services import give_mandate
    from chibo.organisations.tests.factories import LONG_AGO, a_committee, system_actor

    unit = a_committee()
    actor = system_actor(unit)
    user = create_user(actor=actor, place=place_of(unit), username="van.phong", display_name="Nguyễn Thị Mai Chi")
    give_mandate(actor=actor, user=user, role=Role.OFFICE, unit=unit, starts_on=LONG_AGO)
    return unit


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
