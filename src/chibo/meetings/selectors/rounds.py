"""What the rooms above look through for many units at once. They have asked for permission, or act for the machine."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from chibo.access import Actor, scope
from chibo.kernel.months import Month
from chibo.meetings.models import AgendaItem, CellRequest, Meeting
from chibo.meetings.selectors.reach import meetings_for, narrowed
from chibo.meetings.selectors.ruling import conduct_of
from chibo.meetings.states import Kind, Request, State
from chibo.organisations.selectors import within
from chibo.regulations.figures import MeetingConduct

_STANDS = (State.REGISTERED, State.CALLED, State.OPEN)


def regular_by_unit(unit_ids: Iterable[UUID], month: Month) -> dict[UUID, Meeting]:
    """Return the regular meeting of that month for each unit; units without one are left out. One query."""
    rows = Meeting.objects.filter(unit_id__in=list(unit_ids), month_on=month.first_on, kind=Kind.REGULAR)
    return {row.unit_id: row for row in rows.exclude(state=State.CANCELLED)}


def standing_by_unit(unit_ids: Iterable[UUID], month: Month) -> dict[UUID, Meeting]:
    """Return the same without the rules kept on the meetings, for looking through hundreds of units. One query."""
    rows = Meeting.objects.filter(unit_id__in=list(unit_ids), month_on=month.first_on, kind=Kind.REGULAR)
    return {row.unit_id: row for row in rows.exclude(state=State.CANCELLED).defer("rules")}


def conducts_of(meeting_ids: Iterable[UUID]) -> dict[UUID, MeetingConduct]:
    """Return how each of these meetings is held, by the rule stored on it. One query."""
    rows = Meeting.objects.filter(pk__in=list(meeting_ids)).only("rules")
    return {row.pk: conduct_of(row) for row in rows}


def not_sent_yet(first_on: date, last_on: date) -> list[Meeting]:
    """Return the registered meetings between two days whose notice has not gone out, with their units. One query."""
    rows = Meeting.objects.filter(state=State.REGISTERED, held_on__range=(first_on, last_on))
    return list(rows.select_related("unit").order_by("held_on", "pk"))


def not_posted_yet(first_on: date, last_on: date) -> list[Meeting]:
    """Return the regular meetings held between two days whose papers are not posted, with their units. One query."""
    rows = Meeting.objects.filter(state=State.CLOSED, kind=Kind.REGULAR, posted_at=None)
    return list(rows.filter(held_on__range=(first_on, last_on)).select_related("unit").order_by("held_on", "pk"))


def source_keys_of(meeting: Meeting) -> set[str]:
    """Return the keys of all that was ever brought onto this agenda, also of what was taken off. One query."""
    rows = AgendaItem.every.filter(meeting=meeting).exclude(source_key="")
    return set(rows.values_list("source_key", flat=True))


def standing_between(actor: Actor, first_on: date, last_on: date) -> QuerySet[Meeting]:
    """Return the registered meetings between two days that the actor may see, the soonest first. One query.

    One more for whoever reaches a part of the tree. Of many units they are found by their day and then asked for their
    place, else every meeting below would be read.
    """
    read, rows = scope(actor, "meetings.meeting.read"), meetings_for(actor)
    chosen = Q(state__in=_STANDS, held_on__range=(first_on, last_on))
    if read.subtrees or read.below or read.installation:
        rows, is_wide = narrowed(actor, rows)
        chosen = Q(pk__in=Meeting.objects.filter(chosen).values("pk")) if is_wide else chosen
    return rows.filter(chosen).order_by("held_on", "starts_at", "pk")


def requests_waiting(actor: Actor) -> QuerySet[CellRequest]:
    """Return what cells within reach have asked of the level above and nobody has answered, oldest first. One query.

    The few that wait are found by their own index and then asked for their place.
    """
    reach = within(scope(actor, "meetings.request.answer"), unit="meeting__unit")
    waiting = CellRequest.objects.filter(state=Request.SENT).values("pk")
    rows = CellRequest.objects.filter(reach, pk__in=waiting)
    return rows.select_related("meeting__unit").order_by("sent_at", "pk")
