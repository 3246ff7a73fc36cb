"""Meetings with a day, for one's own calendar."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from chibo.access import Actor
from chibo.meetings.models import Meeting
from chibo.meetings.selectors.reach import meetings_for
from chibo.meetings.states import State

_HAS_A_DAY = (State.REGISTERED, State.CALLED, State.OPEN, State.CLOSED)


def dated_at(actor: Actor, unit_ids: Iterable[UUID], first_on: date, last_on: date) -> QuerySet[Meeting]:
    """Return the meetings of these units between two days that the actor may see, held ones too. One query."""
    rows = meetings_for(actor).filter(unit_id__in=list(unit_ids), state__in=_HAS_A_DAY)
    rows = rows.filter(held_on__range=(first_on, last_on)).order_by("held_on", "pk")
    fields = ("held_on", "starts_at", "planned_minutes", "title", "place", "version", "called_at", "registered_at")
    return rows.select_related("unit").only(*fields, "unit__name")
