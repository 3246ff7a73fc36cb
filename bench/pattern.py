"""A few months of a few cells, played through the services, as plain rows: what `province.py` copies.

The rows are those of the demo, so that every snapshot, paper and audit entry in them is a real one.
"""

import os
import pickle
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

ROOT = Path(__file__).resolve().parent.parent
TODAY = date(2026, 11, 10)
"""The day on which the province stands still; `pages.py` sets the clock to it."""
BEHIND = 2
"""Whole months behind the present one."""


@dataclass
class CellMonth:
    """What one cell did in one month: rows by model label, each a mapping of columns to Python values."""

    month_on: date
    unit_id: UUID
    persons: dict[UUID, int]
    """Members of the cell and their places in it."""
    users: dict[int, int]
    others: dict[UUID, int]
    """Persons of the first cell of the committee, who act from above, and their places there."""
    other_users: dict[int, int]
    committee_id: UUID
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)


def pattern() -> dict[tuple[int, date], CellMonth]:
    """Play the months in a process and a database of their own (about a minute) and return them by cell and month."""
    with tempfile.TemporaryDirectory(prefix="chibo-pattern-") as folder:
        place = Path(folder) / "pattern.pickle"
        variables = {name: value for name, value in os.environ.items() if name != "CHIBO_DATABASE"}
        variables |= {
            "CHIBO_DATA": folder,
            "CHIBO_SECRET_KEY": "bench",
            "DJANGO_SETTINGS_MODULE": "chibo.web.settings",
            "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        }
        subprocess.run([sys.executable, __file__, str(place)], env=variables, check=True)
        found: dict[tuple[int, date], CellMonth] = pickle.loads(place.read_bytes())
        return found


def _play(place: Path) -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from chibo.kernel import clock
    from chibo.reports.services.facts import refresh_stale
    from chibo.web.demo import names
    from chibo.web.demo.make import _at, make

    call_command("migrate", verbosity=0)
    connection.cursor().execute("PRAGMA synchronous=OFF")
    ground = make(today=TODAY, password="not to be used", behind=BEHIND)
    with clock.at(_at(TODAY)):
        while refresh_stale():
            pass
    sys.path.insert(0, str(ROOT / "bench"))
    import pattern as here  # under this name the other process finds the class again

    first = names.CELLS[0].members
    found = {}
    for number, plan in enumerate(names.CELLS):
        for month in _months(ground.cells[number].pk):
            found[number, month] = here.CellMonth(
                month,
                ground.cells[number].pk,
                *_places(ground, plan.members),
                *_places(ground, first),
                ground.committee.pk,
                _rows_of(ground.cells[number].pk, month),
            )
    place.write_bytes(pickle.dumps(found))


def _places(ground: Any, members: tuple[str, ...]) -> tuple[dict[UUID, int], dict[int, int]]:
    people = [ground.people[name] for name in members]
    return (
        {person.pk: place for place, person in enumerate(people)},
        {person.user_id: place for place, person in enumerate(people) if person.user_id},
    )


def _months(cell: UUID) -> list[date]:
    """Return the months of the cell up to the present one; next month's draft is not a month yet."""
    from chibo.meetings.models import Meeting

    held = Meeting.objects.filter(unit_id=cell, month_on__lte=TODAY)
    return list(held.order_by("month_on").values_list("month_on", flat=True).distinct())


def _rows_of(cell: UUID, month: date) -> dict[str, list[dict[str, Any]]]:
    """Collect what hangs on the meeting of the month, from the top down, with its audit and its notices."""
    from django.apps import apps

    rows: dict[str, list[dict[str, Any]]] = {}

    def take(label: str, **which: Any) -> list[Any]:
        found = list(apps.get_model(label)._base_manager.filter(**which).order_by("pk").values())
        rows[label] = found
        return [row["id"] for row in found]

    delivery = take("directives.Delivery", unit=cell, directive__month_on=month)
    meeting = take("meetings.Meeting", unit=cell, month_on=month)
    for row in rows["meetings.Meeting"]:
        row["check_code"] = ""  # of one paper alone
    items = take("meetings.AgendaItem", meeting__in=meeting)
    replies = take("meetings.ReplyRow", meeting__in=meeting)
    roll = take("meetings.Attendance", meeting__in=meeting)
    take("meetings.PresenceSpan", attendance__in=roll)
    take("meetings.Guest", meeting__in=meeting)
    speeches = take("meetings.Speech", item__in=items)
    take("meetings.MentionRow", meeting__in=meeting)
    votes = take("ballots.OpenVote", origin_id__in=items)
    take("ballots.BaseMember", vote__in=votes)
    tasks = take("tasks.Task", unit=cell, month_on=month)
    take("tasks.Report", task__in=tasks)
    resolutions = take("resolutions.Resolution", meeting__in=meeting)
    take("resolutions.Shortcoming", resolution__in=resolutions)
    take("resolutions.Measure", resolution__in=resolutions, task__in=tasks)
    scores = take("scoring.Score", meeting__in=meeting)
    take("scoring.Line", score__in=scores)
    papers = take("documents.IssuedPaper", origin_id__in=[*meeting, *resolutions])
    take("documents.StoredFile", pk__in=[row["sealed_pdf_id"] for row in rows["documents.IssuedPaper"]])
    take("reports.Fact", unit=cell, month_on=month, version=0)
    acts = [delivery, meeting, items, replies, speeches, votes, tasks, resolutions, scores, papers]
    entries = take("audit.Entry", object_id__in=[str(one) for some in acts for one in some])
    take("audit.EntryValue", entry_id__in=entries)
    take("notices.Notice", link__in=[f"{way}{one}/" for one in meeting for way in ("/sinh-hoat/",)])
    rows["notices.Notice"] += _notices_of([*scores, *resolutions])
    return rows


def _notices_of(things: list[Any]) -> list[dict[str, Any]]:
    from chibo.notices.models import Notice

    return [row for one in things for row in Notice.objects.filter(link__contains=str(one)).order_by("pk").values()]


if __name__ == "__main__":
    _play(Path(sys.argv[1]))
