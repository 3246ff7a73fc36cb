"""Of whom a meeting consists that is not the whole cell's: a group inside it, or several cells together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from chibo.kernel import clock
from chibo.kernel.errors import Refusal
from chibo.meetings.models import Meeting
from chibo.meetings.selectors.invited import people_at, people_of
from chibo.meetings.states import Kind
from chibo.members.selectors import Comrade
from chibo.organisations import selectors as organisations

if TYPE_CHECKING:
    from chibo.organisations.models import Unit

FEWEST_TOGETHER = 2
"""One cell alone meets by itself."""


def parts_of(kind: Kind, unit: Unit, group_id: UUID | None, cell_ids: Sequence[UUID]) -> tuple[Unit | None, list[Unit]]:
    """Return the group or the cells of a new meeting; none of them for other kinds. At most one query.

    Refuses a group's meeting without a group of this cell, and a joint one of fewer than two cells under the unit.
    """
    below = {one.pk: one for one in organisations.children_of([unit.pk])} if group_id or cell_ids else {}
    if kind is Kind.GROUP:
        if group_id not in below:
            raise Refusal("meetings.group_needed")
        return below[group_id], []
    if kind is not Kind.JOINT:
        return None, []
    cells = [below[pk] for pk in cell_ids if pk in below and organisations.is_cell(below[pk], clock.today())]
    if len(cells) < FEWEST_TOGETHER or len(cells) < len(set(cell_ids)):
        raise Refusal("meetings.cells_needed")
    return None, cells


def bench_of(meeting: Meeting, on: date) -> list[Comrade]:
    """Return among whom the chair of a new meeting is looked for: of a joint one, the committee that calls it."""
    if meeting.kind == Kind.JOINT:
        return people_of(Kind.SUPERIOR, meeting.unit, on)[0]
    return people_at(meeting, on)[0]


def may_be_named(meeting: Meeting, on: date | None = None) -> list[Comrade]:
    """Return who may chair, write, present or prepare: who belongs to it, and of a joint one the committee as well.

    Six queries, more for a joint meeting.
    """
    called, others = people_at(meeting, on)
    found = {one.person_id: one for one in (*called, *others)}
    if meeting.kind == Kind.JOINT:
        committee = people_of(Kind.SUPERIOR, meeting.unit, on or meeting.held_on or clock.today())[0]
        found = {one.person_id: one for one in committee} | found
    return list(found.values())
