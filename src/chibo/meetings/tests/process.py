"""A process of its own that seals a meeting for a test, to be killed: `python -m chibo.meetings.tests.process MEETING`.

Prints a line before and one after.
"""

import os
import subprocess
import sys
from pathlib import Path
from uuid import UUID

ROOT = Path(__file__).resolve().parents[4]


def started(meeting_id: UUID) -> "subprocess.Popen[str]":
    """Start it beside a test, on the test's database, with the durability of a real installation."""
    from django.conf import settings
    from tests.site import address_of_the_test_database

    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "chibo.web.settings",
        "CHIBO_DATABASE": address_of_the_test_database(),
        "CHIBO_DATA": str(settings.DATA),
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
    }
    command = [sys.executable, "-m", "chibo.meetings.tests.process", str(meeting_id)]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)


def main() -> None:
    import django

    django.setup()
    from chibo.kernel import clock
    from chibo.meetings import services
    from chibo.meetings.models import Meeting
    from chibo.meetings.tests.factories import EVENING
    from chibo.members.tests.factories import actor_of

    meeting = Meeting.objects.get(pk=UUID(sys.argv[1]))
    with clock.at(EVENING):
        chair = actor_of(meeting.chair)
        print("sealing", flush=True)  # noqa: T201 - told to the test
        services.close_meeting(actor=chair, meeting_id=meeting.pk, version=meeting.version)
    print("sealed", flush=True)  # noqa: T201 - told to the test


if __name__ == "__main__":
    main()
