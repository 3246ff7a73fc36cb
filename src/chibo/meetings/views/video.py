"""The video room of a meeting inside its own page, and the way into it in a window of its own."""

from functools import partial
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_GET

from chibo.kernel.errors import Refusal
from chibo.meetings.models import Meeting
from chibo.meetings.selectors.reach import meeting_for
from chibo.meetings.selectors.video import way_in
from chibo.meetings.views.shown import base_context
from chibo.ui.guard import actor_of, needs
from chibo.ui.pages import page
from chibo.ui.say import say


@require_GET
@needs("meetings.meeting.read")
def video(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Show the room in a frame. Only this page may hold one, of the video server and nobody else."""
    meeting = meeting_for(actor_of(request), meeting_id)
    try:
        address = way_in(actor_of(request), meeting)
    except Refusal as refusal:
        return _refused(request, meeting, refusal)
    policy: dict[str, Any] = {**settings.SECURE_CSP, "frame-src": [settings.JITSI_URL]}
    draw = partial(page, template="meetings/video.html", context=base_context(request, meeting) | {"address": address})
    answer: HttpResponse = csp_override(policy)(draw)(request)
    uses = (f'{device}=(self "{settings.JITSI_URL}")' for device in ("camera", "microphone", "display-capture"))
    answer["Permissions-Policy"] = ", ".join((*uses, "geolocation=()"))
    return answer


@require_GET
@needs("meetings.meeting.read")
def enter(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Lead to the video server with a token made this moment: a frame may be switched off, or the page be old."""
    meeting = meeting_for(actor_of(request), meeting_id)
    try:
        return redirect(way_in(actor_of(request), meeting))
    except Refusal as refusal:
        return _refused(request, meeting, refusal)


def _refused(request: HttpRequest, meeting: Meeting, refusal: Refusal) -> HttpResponse:
    messages.error(request, say(refusal))
    return redirect("meetings:detail", meeting.pk)
