"""Reading what follows a meeting: requests of the cells, and the minutes of a year."""

from uuid import UUID

from django.db.models import Q, QuerySet

from chibo.access import Actor, scope
from chibo.kernel.errors import Missing
from chibo.meetings.models import CellRequest, Meeting
from chibo.meetings.selectors.reach import with_part
from chibo.meetings.states import APART, Request, State
from chibo.organisations.selectors import by_keys


def requests_for(actor: Actor) -> QuerySet[CellRequest]:
    """Return the requests within reach, newest first: sent ones above, unsent ones in the unit. One query."""
    read, write = (
        by_keys(scope(actor, action), unit="meeting__unit")
        for action in ("meetings.request.read", "meetings.request.write")
    )
    write |= with_part(actor, scope(actor, "meetings.request.write"), "meeting")
    rows = CellRequest.objects.filter(Q(read, ~Q(state=Request.DRAFT)) | write)
    return rows.select_related("meeting__unit").order_by("-id")


def request_for(actor: Actor, request_id: UUID) -> CellRequest:
    """Return one request. Raises Missing out of reach. One query."""
    row = requests_for(actor).filter(pk=request_id).first()
    if row is None:
        raise Missing("request")
    return row


def requests_of(meeting: Meeting) -> list[CellRequest]:
    """Return what the meeting asks, unsent ones too, for those who finish its papers. One query."""
    return list(CellRequest.objects.filter(meeting=meeting).order_by("number"))


def closed_of_year(unit_id: UUID, year: int, *, with_committee: bool) -> list[Meeting]:
    """Return the closed meetings of a year with their sealed minutes, oldest first: the minutes book. One query."""
    rows = Meeting.objects.filter(unit_id=unit_id, state=State.CLOSED, held_on__year=year)
    if not with_committee:
        rows = rows.exclude(kind__in=APART)
    return list(rows.select_related("minutes_paper").order_by("held_on", "id"))
