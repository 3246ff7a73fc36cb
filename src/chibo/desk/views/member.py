"""The desk of a member: the next meeting, one's own tasks, what to read before. Made for the phone."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from chibo.access import require
from chibo.desk.views.lines import Line, hours, task_lines
from chibo.directives import selectors as directives
from chibo.kernel import clock
from chibo.meetings import selectors as meetings
from chibo.meetings.phrases import REPLIES, REPLY_SIGNS
from chibo.meetings.states import State
from chibo.organisations.selectors import place_of
from chibo.tasks import selectors as tasks
from chibo.tasks.states import UNDECIDED
from chibo.ui.guard import actor_of
from chibo.ui.pages import page

if TYPE_CHECKING:
    from chibo.meetings.models import Meeting
    from chibo.organisations.models import Unit

DAYS_AHEAD, SHOWN = 62, 8


def desk(request: HttpRequest, unit: Unit) -> HttpResponse:
    actor, today = actor_of(request), clock.today()
    require(actor, "desk.desk.read", place_of(unit))
    ahead = meetings.standing_between(actor, today, today + timedelta(DAYS_AHEAD))
    meeting = ahead.filter(unit=unit).first()
    reply = meetings.own_reply(actor, meeting) if meeting else None
    mine = tasks.tasks_of_person(actor, actor.person_id).filter(state__in=UNDECIDED)
    context = {
        "unit": unit,
        "today": today,
        "meeting": meeting,
        "hours": hours(meeting) if meeting else "",
        "answerable": meeting is not None and meeting.state in (State.REGISTERED, State.CALLED),
        "is_open": meeting is not None and meeting.state == State.OPEN,
        "reply_word": REPLIES[reply.state] if reply else "",
        "reply_sign": REPLY_SIGNS[reply.state] if reply else "",
        "tasks": task_lines(mine[:SHOWN], today, names=False),
        "papers": [*_materials(request, meeting), *_directives(request, unit)],
    }
    return page(request, "desk/member.html", context)


def _materials(request: HttpRequest, meeting: Meeting | None) -> list[Line]:
    """Return the papers of the next meeting. Two queries at most."""
    if meeting is None or not meetings.may_read_materials(actor_of(request), meeting):
        return []
    return [
        Line(one.title, reverse("meetings:material", args=[meeting.pk, one.pk]), notes=(meeting.title,))
        for one in meetings.materials_of(meeting)
        if one.sent_at
    ]


def _directives(request: HttpRequest, unit: Unit) -> list[Line]:
    """Return what the level above sent for this month or a later one. One query."""
    this = clock.today().replace(day=1)
    rows = directives.received_by(actor_of(request), unit.pk).filter(
        directive__month_on__gte=this, directive__state="issued"
    )
    return [
        Line(
            row.directive.subject,
            reverse("directives:detail", args=[row.directive_id]),
            notes=(_("Từ %(unit)s") % {"unit": row.directive.unit.name},),
        )
        for row in rows[:SHOWN]
    ]
