"""A member joins an open meeting from away, and leaves it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chibo.kernel.errors import Refusal
from chibo.meetings import selectors, services
from chibo.ui.guard import actor_of, needs
from chibo.ui.say import say


@require_POST
@needs("meetings.away.join")
def join(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Note who joins or leaves; the button says which. The video room itself opens by its own link."""
    actor = actor_of(request)
    meeting = selectors.meeting_for(actor, meeting_id)
    act, sentence = services.join_from_away, _("Đã ghi đồng chí dự từ xa.")
    if request.POST.get("act") == "leave":
        act, sentence = services.leave_from_away, _("Đã ghi đồng chí rời cuộc họp.")
    try:
        act(actor=actor, meeting_id=meeting.pk)
    except Refusal as refusal:
        messages.error(request, say(refusal))
    else:
        messages.success(request, sentence)
    return redirect("meetings:detail", meeting.pk)
