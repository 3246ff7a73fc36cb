"""A meeting as its minutes, extracts and reports need it: everything that was written, read once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from chibo.access import Role
from chibo.kernel import clock
from chibo.meetings.models import Break, CellRequest, Guest, Material, Meeting, MentionRow, RemarkRow
from chibo.meetings.selectors.away import names_from_away
from chibo.meetings.selectors.breaks import breaks_of
from chibo.meetings.selectors.invited import roles_held
from chibo.meetings.selectors.named import Named, named_in
from chibo.meetings.selectors.sitting import ItemSeen, Roll, guests_of, items_of, mentions_of, roll_of
from chibo.meetings.selectors.trust import remarks_of
from chibo.members import selectors as members

if TYPE_CHECKING:
    from chibo.organisations.models import Unit


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs in the name of the unit."""

    name: str
    is_deputy: bool = False


@dataclass(frozen=True, slots=True)
class Recorded:
    """What stands in a meeting that was opened."""

    meeting: Meeting
    items: Sequence[ItemSeen]
    roll: Roll
    guests: Sequence[Guest]
    mentions: Sequence[MentionRow]
    materials: Sequence[str]
    """Titles of the files that went out."""
    requests: Sequence[CellRequest]
    """What the unit asks of the committee above."""
    remarks: Sequence[RemarkRow]
    """What those present remarked on the minutes."""
    from_away: Sequence[str]
    """Who took part from away, for any stretch."""
    breaks: Sequence[Break]
    named: Mapping[UUID, Named]
    """Who answered what, of votes by name alone; by vote."""
    signer: Signer


def recorded(meeting: Meeting) -> Recorded:
    """Return everything that was written. About 19 queries for any number of items and members."""
    items, roll = items_of(meeting), roll_of(meeting)
    titles = Material.objects.filter(meeting=meeting, sent_at__isnull=False).order_by("id")
    return Recorded(
        meeting,
        items,
        roll,
        [guest for guest in guests_of(meeting) if guest.is_present],
        mentions_of(meeting),
        list(titles.values_list("title", flat=True)),
        list(CellRequest.objects.filter(meeting=meeting).order_by("number")),
        remarks_of(meeting),
        names_from_away(meeting),
        breaks_of(meeting),
        named_in([vote for seen in items for vote in seen.votes], roll),
        signer_of(meeting),
    )


def signer_of(meeting: Meeting) -> Signer:
    """Return who signs papers of the meeting: its chair where that is secretary or deputy, else secretary or deputy.

    Where the unit has neither, the chair signs as secretary. Six queries.
    """
    found = signer_for(meeting.unit, meeting.held_on or clock.today(), meeting.chair_id)
    return found or Signer(meeting.chair.full_name if meeting.chair else "")


def signer_for(unit: Unit, on: date, first_id: UUID | None = None) -> Signer | None:
    """Return who signs for a unit: secretary, else deputy; `first_id` before either. None without. Six queries."""
    leaders = [(one, roles_held(one, unit, on)) for one in members.committee_of(unit.pk, on)]
    leading = [(one, role) for role in (Role.SECRETARY, Role.DEPUTY) for one, roles in leaders if role in roles]
    leading.sort(key=lambda pair: pair[0].person_id != first_id)
    return next((Signer(one.full_name, role is Role.DEPUTY) for one, role in leading), None)
