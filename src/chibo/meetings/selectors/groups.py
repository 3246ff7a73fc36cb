"""Meetings of the groups of a cell, and what they put before the cell's committee."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q

from chibo.access import Actor, may
from chibo.kernel import clock
from chibo.kernel.months import Month
from chibo.meetings.models import AgendaItem, Meeting
from chibo.meetings.selectors.months import regular_of
from chibo.meetings.selectors.reach import leads, meetings_for, place_at
from chibo.meetings.states import PREPARABLE, Kind, State
from chibo.members import selectors as members
from chibo.organisations import selectors as organisations
from chibo.organisations.selectors import place_of

if TYPE_CHECKING:
    from chibo.organisations.models import Unit

SHOWN = 12
TO_COMMITTEE = "to_committee"
"""The line of the standard agenda in which a group says what it puts before the committee."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """What a group put before the committee in one item."""

    item: AgendaItem
    text: str
    is_taken: bool
    """It stands on an agenda of the cell already."""


@dataclass(frozen=True, slots=True)
class GroupSeen:
    """A group with its meetings, the newest first."""

    unit: Unit
    meetings: Sequence[Meeting]
    may_register: bool


def groups_of_cell(actor: Actor, cell: Unit) -> list[Unit]:
    """Return the groups whose meetings the actor may see: all of the cell for its committee, else the own one.

    One query, two for whoever is not of the committee.
    """
    units = list(organisations.groups_of(cell.pk))
    if not units or may(actor, "meetings.committee.read", place_of(cell)):
        return units
    own = set(_own(actor))
    return [unit for unit in units if unit.pk in own or leads(actor, unit.pk)]


def groups_seen(actor: Actor, cell: Unit) -> list[GroupSeen]:
    """Return the groups of `groups_of_cell` with their meetings. Three queries for any number of groups."""
    units = groups_of_cell(actor, cell)
    rows = list(meetings_for(actor).filter(kind=Kind.GROUP, group__in=units)[: SHOWN * max(len(units), 1)])
    return [
        GroupSeen(
            unit,
            [row for row in rows if row.group_id == unit.pk][:SHOWN],
            may(actor, "meetings.meeting.register", place_at(actor, cell, unit.pk)),
        )
        for unit in units
    ]


def proposed_in(meetings: Sequence[Meeting]) -> dict[UUID, list[Proposed]]:
    """Return what closed meetings of groups put before the committee, by meeting. Two queries."""
    closed = [meeting.pk for meeting in meetings if meeting.state == State.CLOSED]
    said = ~Q(conclusion="") | Q(line=TO_COMMITTEE) & ~Q(text="")
    items = list(AgendaItem.objects.filter(said, meeting__in=closed).order_by("position"))
    keys = [key_of(item) for item in items]
    taken = set(AgendaItem.objects.filter(source_key__in=keys).values_list("source_key", flat=True))
    found: dict[UUID, list[Proposed]] = {}
    for item in items:
        found.setdefault(item.meeting_id, []).append(Proposed(item, words_of(item), key_of(item) in taken))
    return found


def words_of(item: AgendaItem) -> str:
    """Return what the group proposes in an item: the conclusion, else the text."""
    return item.conclusion or item.text


def key_of(item: AgendaItem) -> str:
    """Return the key by which an item of a group stands on the cell's agenda once."""
    return f"group:{item.pk}"


def next_draft(cell_id: UUID) -> Meeting | None:
    """Return the regular meeting of this month or the next that is still prepared; None for none. Two queries."""
    month = Month.of(clock.today())
    found = (regular_of(cell_id, one) for one in (month, month.plus(1)))
    return next((meeting for meeting in found if meeting and meeting.state in PREPARABLE), None)


def _own(actor: Actor) -> list[UUID]:
    if actor.person_id is None:
        return []
    return [row["unit_id"] for row in members.groups_of_person(actor.person_id, clock.today())]
