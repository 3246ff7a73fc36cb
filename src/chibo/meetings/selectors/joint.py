"""Meetings that several cells hold together: who came from which cell, and what a cell sees of them in its month."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from chibo.ballots.rules import base_of
from chibo.kernel import clock
from chibo.kernel.months import Month
from chibo.kernel.share import Share
from chibo.meetings.models import JointCell, Meeting
from chibo.meetings.rules import Called, head_of
from chibo.meetings.selectors.ruling import ATTENDANCE, rules_of
from chibo.meetings.selectors.sitting import Roll, roll_of, summoned_in
from chibo.meetings.states import Kind, Presence, State
from chibo.members import selectors as members

if TYPE_CHECKING:
    from chibo.organisations.models import Unit


@dataclass(frozen=True, slots=True)
class CellPart:
    """One cell in a joint meeting. Counts are None before the roll was taken."""

    unit: Unit
    names: tuple[str, ...]
    """Who is absent with or without reason, by name."""
    total: int
    share: Share | None = None
    """Present, of those who had to come."""
    base: int | None = None
    """How many of the cell stand in the base of a majority now."""


def by_cell(meeting: Meeting, roll: Roll | None = None) -> list[CellPart]:
    """Return the cells with their attendance and their part of the base, by name. Six queries."""
    found = roll or roll_of(meeting)
    rows = JointCell.objects.filter(meeting=meeting).select_related("unit").order_by("unit__sort_name")
    cells = [row.unit for row in rows]
    day = meeting.held_on or clock.today()
    homes = members.homes_among([cell.pk for cell in cells], day)
    if not found.is_taken:
        return [CellPart(cell, (), sum(home == cell.pk for home in homes.values())) for cell in cells]
    return [_part(cell, found, homes, meeting) for cell in cells]


def _part(cell: Unit, roll: Roll, homes: Mapping[UUID, UUID], meeting: Meeting) -> CellPart:
    states = rules_of(meeting, ATTENDANCE).value
    rows = [row for row in roll.rows if homes.get(row.person_id) == cell.pk]
    head = head_of([Called(row.status, Presence(row.presence)) for row in rows], states)
    here = {row.person_id for row in rows}
    base = base_of([one for one in summoned_in(roll) if one.person_id in here], states)
    absent = tuple(row.name for row in rows if row.presence in (Presence.EXCUSED, Presence.UNEXCUSED))
    return CellPart(cell, absent, len(rows), Share(head.due_present, head.due), base.count)


def joint_of_month(unit_id: UUID, month: Month) -> list[JointCell]:
    """Return the joint meetings in which a cell takes part that month, with the meeting. One query.

    For rooms above, which have asked for permission.
    """
    rows = JointCell.objects.filter(unit_id=unit_id, meeting__month_on=month.first_on, meeting__kind=Kind.JOINT)
    rows = rows.exclude(meeting__state__in=(State.CANCELLED, State.DRAFT))
    return list(rows.select_related("meeting__unit").defer("meeting__rules").order_by("meeting__held_on", "pk"))


def meeting_alone(cells: Sequence[Unit], month: Month) -> list[Unit]:
    """Return those cells for whose regular meeting of the month no joint one stands. One query."""
    together = joint_for_regular([cell.pk for cell in cells], month, month)
    return [cell for cell in cells if (cell.pk, month) not in together]


def joint_for_regular(unit_ids: Iterable[UUID], first: Month, last: Month) -> dict[tuple[UUID, Month], Meeting]:
    """Return the joint meetings that stand for a cell's regular one, by cell and month. One query.

    For boards of rooms above, which have asked for permission.
    """
    months = (first.first_on, last.first_on)
    rows = JointCell.objects.filter(replaces=True, unit_id__in=list(unit_ids), meeting__month_on__range=months)
    rows = rows.exclude(meeting__state__in=(State.CANCELLED, State.DRAFT)).select_related("meeting")
    return {(row.unit_id, Month.of(row.meeting.month_on)): row.meeting for row in rows.defer("meeting__rules")}
