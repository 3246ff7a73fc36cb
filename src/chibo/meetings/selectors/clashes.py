"""Meetings that ask for the same person at the same time. Never an error: day 3 is fixed for the whole Party."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chibo.access import Role
from chibo.meetings.figures import Slot
from chibo.meetings.models import Guest, Meeting
from chibo.meetings.rules import overlaps
from chibo.meetings.states import State
from chibo.organisations import selectors as organisations

_STANDS = (State.REGISTERED, State.CALLED, State.OPEN)


@dataclass(frozen=True, slots=True)
class Clash:
    """Somebody expected at this meeting is expected at another one at the same time."""

    name: str
    meeting_id: UUID
    unit_name: str
    slot: Slot


def slots_of_unit(unit_ids: Iterable[UUID], day: date) -> list[tuple[Meeting, Slot]]:
    """Return the meetings of these units that stand on that day, with their time. One query."""
    rows = Meeting.objects.filter(unit_id__in=list(unit_ids), held_on=day, state__in=_STANDS)
    found = rows.select_related("unit").defer("rules").order_by("starts_at", "id")
    return [(row, slot) for row in found if (slot := slot_of(row))]


def clashes_of(meeting: Meeting) -> list[Clash]:
    """Return where else the assigned committee members are expected at that time.

    At the meetings of all units at which they hold a mandate. One query for the guests, two for each of them.
    """
    slot = slot_of(meeting)
    if slot is None:
        return []
    guests = Guest.objects.filter(meeting=meeting, is_assigned=True, person__user__isnull=False)
    found = []
    for guest in guests.select_related("person"):
        assert guest.person is not None and guest.person.user_id is not None
        held = organisations.mandates_of(guest.person.user_id, slot.held_on)
        units = {mandate.unit_id for mandate in held if mandate.unit_id and mandate.role in _EXPECTS}
        others = slots_of_unit(units - {meeting.unit_id}, slot.held_on)
        found += [
            Clash(guest.name, other.pk, other.unit.name, theirs) for other, theirs in others if overlaps(slot, [theirs])
        ]
    return found


def slot_of(meeting: Meeting) -> Slot | None:
    """Return the meeting's time; None while it has none."""
    if meeting.held_on is None or meeting.starts_at is None:
        return None
    return Slot(meeting.held_on, meeting.starts_at, meeting.planned_minutes)


_EXPECTS = frozenset({Role.ASSIGNED, Role.SECRETARY, Role.DEPUTY, Role.CELL_COMMITTEE, Role.MEMBER})
