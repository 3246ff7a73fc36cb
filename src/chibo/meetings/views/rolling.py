"""The beginning and the end: opening, the roll, late and early, the close, and entering a meeting held on paper."""

from datetime import datetime
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chibo.access import Actor, require
from chibo.kernel.errors import Refusal
from chibo.meetings import services
from chibo.meetings.forms import EndForm, OpenForm, PaperForm, RollForm
from chibo.meetings.models import Meeting
from chibo.meetings.selectors.clerking import people_to_charge
from chibo.meetings.selectors.reach import meeting_for, place_in
from chibo.meetings.selectors.rolling import lines_to_call, members_on
from chibo.meetings.selectors.ruling import remark_hours
from chibo.meetings.selectors.sitting import guests_of
from chibo.meetings.states import Form, State
from chibo.meetings.views.opening import call_roll
from chibo.ui import write
from chibo.ui.asked import version_in
from chibo.ui.forms import refuse
from chibo.ui.guard import actor_of, needs
from chibo.ui.pages import REFUSED, page
from chibo.ui.say import say


@needs("meetings.meeting.hold")
def open_(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Choose chair and clerk where they are not named, and open; a meeting held on paper states its times."""
    meeting = _meeting(request, meeting_id)
    if meeting.state == State.OPEN:
        return redirect("meetings:roll", meeting_id)
    on_paper = request.GET.get("giay") == "1"
    people = people_to_charge(meeting)
    kind = PaperForm if on_paper else OpenForm
    initial = {"version": meeting.version, "chair": meeting.chair_id, "clerk": meeting.clerk_id}
    form = kind(request.POST or None, people=people, initial=initial | {"starts_at": meeting.starts_at})
    if request.method == "POST" and form.is_valid():
        try:
            _open(actor_of(request), meeting, form)
        except Refusal as refusal:
            refuse(form, refusal)
        else:
            return redirect("meetings:roll", meeting_id)
    context = {"meeting": meeting, "form": form, "on_paper": on_paper}
    return page(request, "meetings/open.html", context, status=REFUSED if form.is_bound else 200)


@needs("meetings.meeting.hold")
def roll(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Everybody there but those marked: one act for a whole room."""
    meeting = _meeting(request, meeting_id)
    if meeting.state != State.OPEN:
        return redirect("meetings:detail", meeting_id)
    lines, guests = lines_to_call(meeting), guests_of(meeting)
    form = RollForm(request.POST or None, lines=lines, guests=guests, online=meeting.form != Form.IN_PERSON)
    if request.method == "POST" and form.is_valid():
        try:
            call_roll(actor_of(request), meeting, partial(services.take_roll, **form.asked()))
        except Refusal as refusal:
            refuse(form, refusal)
        else:
            return redirect("meetings:room", meeting_id)
    context = {"meeting": meeting, "form": form, "rows": form.rows(), "guests": form.guest_rows()}
    context |= {"is_taken": members_on(meeting) > 0, "is_chair": meeting.chair_id == actor_of(request).person_id}
    return page(request, "meetings/roll.html", context, status=REFUSED if form.is_bound else 200)


@require_POST
@needs("meetings.meeting.close")
def close(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    actor, meeting = actor_of(request), _meeting(request, meeting_id)
    require(actor, "meetings.meeting.close", place_in(actor, meeting))
    try:
        version = version_in(request.POST)
        end = services.read_out if remark_hours(meeting) else services.close_meeting
        ended = end(actor=actor, meeting_id=meeting.pk, version=version, ended_at=_stated_end(request, meeting))
    except Refusal as refusal:
        messages.error(request, say(refusal))
        return redirect("meetings:room", meeting_id)
    if ended.remarks_until is not None:
        until = write.moment(ended.remarks_until)
        messages.success(
            request, _("Đã kết thúc buổi sinh hoạt. Biên bản được góp ý đến %(until)s.") % {"until": until}
        )
        return redirect("meetings:record", meeting_id)
    messages.success(request, _("Đã kết thúc buổi sinh hoạt. Biên bản đã được khóa."))
    return redirect("meetings:detail", meeting_id)


def _open(actor: Actor, meeting: Meeting, form: OpenForm) -> None:
    asked = form.cleaned_data
    services.open_meeting(
        actor=actor,
        meeting_id=meeting.pk,
        version=asked["version"],
        chair_id=asked["chair"],
        clerk_id=asked["clerk"],
        opened_at=form.begun(meeting.held_on),
    )


def _stated_end(request: HttpRequest, meeting: Meeting) -> datetime | None:
    """Return the typed end of a meeting held on paper; None for one that ends now. Refuses what is no time of day."""
    if not meeting.is_on_paper or meeting.opened_at is None:
        return None
    form = EndForm(request.POST)
    if not form.is_valid():
        raise Refusal("meetings.end_not_typed")
    return form.ended(meeting.opened_at)


def _meeting(request: HttpRequest, meeting_id: UUID) -> Meeting:
    actor = actor_of(request)
    meeting = meeting_for(actor, meeting_id)
    require(actor, "meetings.meeting.hold", place_in(actor, meeting))
    return meeting
