"""A process of its own that votes or closes for a test, to be killed: `python -m chibo.ballots.tests.process`.

    cast BOX FROM TO     everybody of the base from one place to another; prints each voter as the cast is confirmed
    close BOX            shuts and counts the box; prints a line before and one after
    give BOX PERSON CODE brings a teller's code; prints a line before and one after

Votes go by place in the base: the first for, the second against, the third otherwise, and so on.
"""

import os
import subprocess
import sys
from pathlib import Path
from uuid import UUID

ROOT = Path(__file__).resolve().parents[4]
THREE = ((1, 0, 0), (0, 1, 0), (0, 0, 1))


def started(*arguments: object) -> "subprocess.Popen[str]":
    """Start it beside a test, on the test's database, with the durability of a real installation."""
    from django.conf import settings
    from tests.site import address_of_the_test_database

    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "chibo.web.settings",
        "CHIBO_DATABASE": address_of_the_test_database(),
        "CHIBO_DATA": str(settings.DATA),
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
    }
    command = [sys.executable, "-m", "chibo.ballots.tests.process", *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)


def tell(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def _cast(box_id: UUID, first: int, last: int) -> None:
    from chibo.ballots import services
    from chibo.ballots.models import BoxMember
    from chibo.ballots.tests.factories import actor_at
    from chibo.kernel.errors import Refusal

    members = BoxMember.objects.filter(box=box_id).select_related("person", "box__unit").order_by("person_id")
    for place, member in enumerate(members[first:last], start=first):
        actor = actor_at(member.box.unit, member.person)
        try:
            found = services.cast_ballot(actor=actor, box_id=box_id, version=1, marks=THREE[place % 3])
        except Refusal as refusal:
            tell("refused", refusal.code)
            return
        tell(actor.person_id, found.is_first)


def _close(box_id: UUID) -> None:
    from chibo.ballots import services
    from chibo.ballots.selectors import box, place_of_box
    from chibo.organisations.tests.factories import system_actor

    found = box(box_id)
    actor = system_actor(found.unit)
    tell("closing")
    services.close_box(actor=actor, place=place_of_box(found), box_id=box_id, version=None)
    tell("closed")


def _give(box_id: UUID, person_id: UUID, code: str) -> None:
    from chibo.ballots import services
    from chibo.ballots.selectors import box, place_of_box
    from chibo.ballots.tests.factories import actor_at
    from chibo.members.models import Person

    found = box(box_id)
    actor = actor_at(found.unit, Person.objects.get(pk=person_id))
    tell("giving")
    services.give_code(actor=actor, place=place_of_box(found), box_id=box_id, code=code)
    tell("given")


def main() -> None:
    import django

    django.setup()
    act, box_id, *more = sys.argv[1:]
    if act == "cast":
        _cast(UUID(box_id), *map(int, more))
    elif act == "give":
        _give(UUID(box_id), UUID(more[0]), more[1])
    else:
        _close(UUID(box_id))


if __name__ == "__main__":
    main()
