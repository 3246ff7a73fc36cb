"""Which cells need a call today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from chibo.access import Actor, Role
from chibo.desk.figures import Stand
from chibo.desk.rules import call_for
from chibo.kernel import clock
from chibo.kernel.months import Month
from chibo.meetings import selectors as meetings
from chibo.meetings.states import State
from chibo.organisations import selectors as organisations
from chibo.regulations.figures import MeetingConduct

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from chibo.meetings.models import Meeting
    from chibo.organisations.models import Unit


@dataclass(frozen=True, slots=True)
class Call:
    """A cell, what is late there for which month, since when, and whom to call."""

    unit: Unit
    month: Month
    code: str
    since: date
    secretary: str
    meeting_id: UUID | None


MOST_CALLED = 500
"""A level with more cells below it calls only those directly under it: the others have a committee of their own."""


def cells_below(actor: Actor, unit: Unit) -> QuerySet[Unit]:
    """Return the cells at and below the unit whose meetings the actor may see, in tree order. One query."""
    codes = [kind.code for kind in organisations.kinds_on(clock.today()).kinds if kind.is_cell]
    rows = organisations.units_for(actor, "meetings.meeting.read").filter(dissolved_on=None, kind__in=codes)
    return rows.filter(organisations.in_subtree(unit.path))


def cells_to_call(below: QuerySet[Unit], unit: Unit) -> list[Unit]:
    """Return those of the cells below that this level itself calls. One query, two where they are many."""
    found = list(below[: MOST_CALLED + 1])
    return found if len(found) <= MOST_CALLED else list(below.filter(parent=unit)[:MOST_CALLED])


def calls_of(cells: list[Unit], conduct: MeetingConduct) -> list[Call]:
    """Return what is late in this month and the next, the longest first. Seven queries for any number of cells.

    `conduct` holds for cells without a meeting; a cell with one goes by the rule kept on it.
    """
    today = clock.today()
    found = []
    for month in (Month.of(today), Month.of(today).plus(1)):
        meetings_of_month = meetings.standing_by_unit([cell.pk for cell in cells], month)
        conducts = meetings.conducts_of(one.pk for one in meetings_of_month.values() if one.state == State.REGISTERED)
        for cell in meetings.meeting_alone(cells, month):
            meeting = meetings_of_month.get(cell.pk)
            own = conducts.get(meeting.pk, conduct) if meeting else conduct
            call = call_for(_stand(meeting, month, own), today)
            if call:
                found.append((cell, month, *call, meeting))
    names = organisations.names_with([cell.pk for cell, *_ in found], Role.SECRETARY, today) if found else {}
    calls = [
        Call(cell, month, code, since, names.get(cell.pk, ""), meeting.pk if meeting else None)
        for cell, month, code, since, meeting in found
    ]
    return sorted(calls, key=lambda call: (call.since, call.unit.path))


def _stand(meeting: Meeting | None, month: Month, conduct: MeetingConduct) -> Stand:
    if meeting is None:
        return Stand("", conduct.registration_due_on(month))
    held_on = meeting.held_on
    return Stand(
        state=meeting.state,
        registration_due_on=meeting.registration_due_on or conduct.registration_due_on(month),
        held_on=held_on,
        materials_due_on=conduct.materials_due_on(held_on) if held_on else None,
        is_postponed=meeting.state == State.DRAFT and bool(meeting.change_reason),
        is_agreed=meeting.change_agreed,
    )
