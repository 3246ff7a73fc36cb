"""Which resolutions and reserved opinions an actor sees at all."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q, QuerySet

from chibo.access import Actor, Place, scope
from chibo.kernel.errors import Missing
from chibo.meetings import selectors as meetings
from chibo.meetings.states import PREPARABLE, Outcome
from chibo.meetings.states import State as MeetingState
from chibo.organisations.selectors import by_keys, within
from chibo.resolutions.models import ReservedOpinion, Resolution
from chibo.resolutions.states import State

if TYPE_CHECKING:
    from chibo.meetings.models import AgendaItem, Meeting


def place_in(actor: Actor, resolution: Resolution) -> Place:
    """Return where it stands, with what the actor is in its meeting. Reads meeting and unit."""
    return meetings.place_in(actor, resolution.meeting)


def resolutions_for(actor: Actor) -> QuerySet[Resolution]:
    """Return what the actor may see, newest month first: adopted ones, and drafts where they may be read. One query."""
    read, drafts = (
        by_keys(scope(actor, action), unit="unit")
        for action in ("resolutions.resolution.read", "resolutions.draft.read")
    )
    drafts |= Q(meeting__in=meetings.part_taken(actor, scope(actor, "resolutions.draft.read")))
    rows = Resolution.objects.filter(Q(read, state=State.ADOPTED) | drafts)
    return rows.select_related("unit", "vote").order_by("-month_on", "-id")


def resolution_for(actor: Actor, resolution_id: UUID) -> Resolution:
    """Return it with unit, meeting, item, vote and paper. Raises Missing out of reach. One query."""
    related = ("meeting__unit", "meeting__chair", "meeting__clerk", "item", "paper__unit", "paper__sealed_pdf")
    row = resolutions_for(actor).select_related("unit", "vote", *related).filter(pk=resolution_id).first()
    if row is None:
        raise Missing("resolution")
    return row


def of_item(item_id: UUID) -> Resolution | None:
    """Return the draft or adopted resolution of an agenda item, for those who were let into the meeting. One query."""
    return Resolution.objects.filter(item_id=item_id).exclude(state=State.REJECTED).first()


def to_draft_in(meeting: Meeting, item: AgendaItem) -> bool:
    """Tell whether a resolution or conclusion can still be drafted in that item. No query."""
    is_before_the_end = meeting.state in PREPARABLE or meeting.state == MeetingState.OPEN
    return item.outcome_kind == Outcome.CONCLUSION and is_before_the_end


def adopted_of(meeting_ids: Iterable[UUID]) -> dict[UUID, list[Resolution]]:
    """Return the adopted resolutions by meeting, for rooms above that were let into those meetings. One query."""
    found: dict[UUID, list[Resolution]] = {}
    rows = Resolution.objects.filter(meeting_id__in=set(meeting_ids), state=State.ADOPTED)
    for row in rows.select_related("paper", "vote").order_by("adopted_on", "id"):
        found.setdefault(row.meeting_id, []).append(row)
    return found


def adopted_of_year(unit_id: UUID, first_on: date, last_on: date) -> list[Resolution]:
    """Return what the unit adopted between two days, in the order of issue, with papers: the book. One query."""
    rows = Resolution.objects.filter(unit_id=unit_id, state=State.ADOPTED, adopted_on__range=(first_on, last_on))
    return list(rows.select_related("paper", "vote").order_by("adopted_on", "id"))


def opinions_on(actor: Actor, resolution: Resolution) -> list[ReservedOpinion]:
    """Return the opinions reserved on it that this actor may see. One query.

    The author sees it, the secretary of the unit, and the body above where it is addressed to that. They stand in no
    list, no search and no report.
    """
    read = within(scope(actor, "resolutions.opinion.read"), unit="resolution__unit", person="person_id")
    received = within(scope(actor, "resolutions.opinion.receive"), unit="addressed_to")
    rows = ReservedOpinion.objects.filter(read | received, resolution=resolution)
    return list(rows.select_related("person", "addressed_to").order_by("sent_at"))


def own_opinion(actor: Actor, resolution: Resolution) -> ReservedOpinion | None:
    """Return what the actor has reserved; None while nothing. One query."""
    if actor.person_id is None:
        return None
    return ReservedOpinion.objects.filter(resolution=resolution, person_id=actor.person_id).first()
