"""Opinions before the meeting: the author writes them, the cell reads those that were sent."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chibo.kernel.errors import Refusal
from chibo.meetings import selectors, services
from chibo.meetings.forms import OpinionForm
from chibo.meetings.views import shown
from chibo.meetings.views.detail import item_choices, member_page
from chibo.ui.asked import version_in
from chibo.ui.forms import refuse
from chibo.ui.guard import actor_of, needs
from chibo.ui.pages import page, saved
from chibo.ui.say import say


@needs("meetings.meeting.read")
def opinions(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    actor = actor_of(request)
    meeting = selectors.inside_for(actor, selectors.meeting_for(actor, meeting_id), "meeting.opinions")
    rows = selectors.opinions_sent(meeting)
    context = shown.base_context(request, meeting) | {
        "opinions": rows,
        "tabs": shown.tabs(request, meeting, "opinions", {}),
    }
    return page(request, "meetings/opinions.html", context)


@needs("meetings.opinion.write")
@require_POST
def write(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    meeting = selectors.meeting_for(actor_of(request), meeting_id)
    items = item_choices(selectors.agenda_of(meeting))
    form = OpinionForm(request.POST, items=items, auto_id="opinion_%s")
    send = request.POST.get("gui") == "1"
    if form.is_valid():
        typed = form.cleaned_data
        try:
            services.write_opinion(
                actor=actor_of(request),
                meeting_id=meeting.pk,
                text=typed["text"],
                item_id=typed["item"],
                opinion_id=typed["opinion"],
                send=send,
            )
        except Refusal as refusal:
            refuse(form, refusal)
        else:
            done = _("Đã gửi ý kiến.") if send else _("Đã lưu, chỉ đồng chí xem được.")
            saved(request, done, draft=f"meetings.opinion.{meeting.pk}")
            return redirect("meetings:detail", meeting.pk)
    return member_page(request, meeting, opinion_form=form)


@needs("meetings.opinion.write")
@require_POST
def decide(request: HttpRequest, meeting_id: UUID, opinion_id: UUID) -> HttpResponse:
    """Send an opinion that was kept, or throw it away."""
    meeting = selectors.meeting_for(actor_of(request), meeting_id)
    send = request.POST.get("gui") == "1"
    act = services.send_opinion if send else services.drop_opinion
    version = version_in(request.POST)
    try:
        act(actor=actor_of(request), opinion_id=opinion_id, version=version)
    except Refusal as refusal:
        messages.error(request, say(refusal))
    else:
        saved(request, _("Đã gửi ý kiến.") if send else _("Đã bỏ ý kiến chưa gửi."))
    return redirect("meetings:detail", meeting.pk)
