"""Lịch dự: which meetings wait for each assigned committee member, and where two fall together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse

from chibo.access import Role
from chibo.kernel import clock
from chibo.kernel.months import Month
from chibo.organisations import selectors as organisations
from chibo.reports import selectors
from chibo.reports.views.places import ground_of
from chibo.ui.guard import needs
from chibo.ui.pages import page

if TYPE_CHECKING:
    from chibo.meetings.models import Meeting


@dataclass(frozen=True, slots=True)
class Turn:
    """A meeting on somebody's list. `turn` counts those of the same day: 1, 2, …; 0 where it is alone."""

    meeting: Meeting
    unit_name: str
    turn: int
    goes_now: bool
    """Whose turn it is this month, where several fall on one day: they take turns month by month."""


@needs("reports.board.read")
def schedule(request: HttpRequest) -> HttpResponse:
    """The meetings of a month by the committee member in charge; several on one day are no error: they take turns."""
    ground = ground_of(request, "reports.board.read")
    try:
        month = Month.parse(request.GET.get("thang", ""))
    except ValueError:
        month = Month.of(clock.today())
    cells = ground.cells_led(month)
    grid = selectors.grid_of(cells, month, month)
    in_charge = organisations.names_with([cell.pk for cell in cells], Role.ASSIGNED, clock.today())
    found: dict[str, list[tuple[Meeting, str]]] = {}
    for cell in cells:
        meeting = grid[cell.pk, month].meeting
        if meeting is not None and meeting.held_on is not None and meeting.state != "cancelled":
            found.setdefault(in_charge.get(cell.pk, ""), []).append((meeting, cell.name))
    people = [(name, _turns(rows, month)) for name, rows in sorted(found.items())]
    context = {"people": people, "month": month, "before": month.plus(-1), "after": month.plus(1), "ground": ground}
    return page(request, "reports/schedule.html", context)


def _turns(rows: list[tuple[Meeting, str]], month: Month) -> list[Turn]:
    """Return the meetings by day and time; of several on one day another comes first each month."""
    rows = sorted(rows, key=lambda row: (row[0].held_on, row[1]))
    by_day: Mapping[object, list[tuple[Meeting, str]]] = {
        day: [row for row in rows if row[0].held_on == day] for day in dict.fromkeys(row[0].held_on for row in rows)
    }
    found = []
    for same in by_day.values():
        chosen = (month.year * 12 + month.number) % len(same)
        for place, (meeting, name) in enumerate(same):
            found.append(Turn(meeting, name, place + 1 if len(same) > 1 else 0, goes_now=place == chosen))
    return found
