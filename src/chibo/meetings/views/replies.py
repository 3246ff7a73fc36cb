"""Who comes: one's own answer, the secretary's overview, excuses, guests, and who may see the meeting."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from chibo.access import may, require
from chibo.kernel.errors import Refusal
from chibo.meetings import phrases, selectors, services
from chibo.meetings.forms import ExcuseForm, GuestForm
from chibo.meetings.models import Meeting
from chibo.meetings.selectors.invited import Answer
from chibo.meetings.states import Reason, Reply
from chibo.meetings.views import shown
from chibo.meetings.views.detail import head_parts, left_out, member_page
from chibo.members.phrases import STATUSES
from chibo.ui.asked import key_of
from chibo.ui.guard import actor_of, needs
from chibo.ui.pages import REFUSED, page
from chibo.ui.say import say


@needs("meetings.reply.give")
@require_POST
def give(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    meeting = selectors.meeting_for(actor_of(request), meeting_id)
    coming = request.POST.get("du") == "1"
    form = ExcuseForm(request.POST, auto_id="excuse_%s")
    if not coming and not form.is_valid():
        return member_page(request, meeting, excuse_form=form)
    reason = None if coming else form.cleaned_data["reason"]
    note = "" if coming else form.cleaned_data["note"]
    try:
        services.give_reply(actor=actor_of(request), meeting_id=meeting.pk, coming=coming, reason=reason, note=note)
    except Refusal as refusal:
        messages.error(request, say(refusal))
    else:
        messages.success(request, _("Đã ghi: đồng chí sẽ dự.") if coming else _("Đã gửi đề nghị vắng đến bí thư."))
    return redirect("meetings:detail", meeting.pk)


@needs("meetings.reply.enter")
def replies(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    actor = actor_of(request)
    meeting = selectors.meeting_for(actor, meeting_id)
    place = selectors.place_in(actor, meeting)
    require(actor, "meetings.reply.enter", place)
    return _replies_page(request, meeting)


def _replies_page(request: HttpRequest, meeting: Meeting, form: GuestForm | None = None) -> HttpResponse:
    actor = actor_of(request)
    answers = selectors.answers_of(meeting)
    context = shown.base_context(request, meeting) | {
        "answers": answers,
        "lines": [_line(row) for row in answers.rows],
        "asked": [_line(row) for row in answers.asked],
        "heads": head_parts(answers),
        "left_out": left_out(answers),
        "reasons": phrases.REASONS,
        "may_answer": may(actor, "meetings.excuse.answer", selectors.place_in(actor, meeting)),
        "guest_form": form or GuestForm(auto_id="guest_%s"),
        "tabs": shown.tabs(request, meeting, "replies", {}),
    }
    status = REFUSED if form else 200
    return page(request, "meetings/replies.html", context, status=status)


@needs("meetings.reply.enter")
@require_POST
def enter(request: HttpRequest, meeting_id: UUID, person_id: UUID) -> HttpResponse:
    meeting = selectors.meeting_for(actor_of(request), meeting_id)
    said = request.POST.get("tra-loi", "")
    reason = Reason(said) if said in phrases.REASONS else None
    try:
        services.enter_reply(
            actor=actor_of(request),
            meeting_id=meeting.pk,
            person_id=person_id,
            coming=said == Reply.COMING,
            reason=reason,
        )
    except Refusal as refusal:
        messages.error(request, say(refusal))
    else:
        messages.success(request, _("Đã ghi trả lời."))
    return redirect("meetings:replies", meeting.pk)


@needs("meetings.excuse.answer")
@require_POST
def answer(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    meeting = selectors.meeting_for(actor_of(request), meeting_id)
    ids = [key_of(one) for one in request.POST.getlist("reply")]
    agreed = request.POST.get("dong-y") == "1"
    try:
        done = services.answer_excuses(actor=actor_of(request), meeting_id=meeting.pk, reply_ids=ids, agreed=agreed)
    except Refusal as refusal:
        messages.error(request, say(refusal))
    else:
        sentence = ngettext("Đã trả lời %(count)s đồng chí.", "Đã trả lời %(count)s đồng chí.", len(done))
        messages.success(request, sentence % {"count": len(done)})
    return redirect("meetings:replies", meeting.pk)


@needs("meetings.reply.enter")
@require_POST
def remind(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    meeting = selectors.meeting_for(actor_of(request), meeting_id)
    try:
        count = services.remind_silent(actor=actor_of(request), meeting_id=meeting.pk)
    except Refusal as refusal:
        messages.error(request, say(refusal))
    else:
        sentence = ngettext("Đã nhắc %(count)s đồng chí.", "Đã nhắc %(count)s đồng chí.", count)
        messages.success(request, sentence % {"count": count})
    return redirect("meetings:replies", meeting.pk)


@needs("meetings.meeting.prepare")
@require_POST
def invite(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    meeting = shown.to_act_on(request, meeting_id, "meetings.meeting.prepare")
    form = GuestForm(request.POST, auto_id="guest_%s")
    if not form.is_valid():
        return _replies_page(request, meeting, form)
    services.invite_guest(actor=actor_of(request), meeting_id=meeting.pk, **form.cleaned_data)
    messages.success(request, _("Đã thêm khách mời."))
    return redirect("meetings:replies", meeting.pk)


@needs("meetings.meeting.prepare")
@require_POST
def uninvite(request: HttpRequest, meeting_id: UUID, guest_id: UUID) -> HttpResponse:
    meeting = selectors.meeting_for(actor_of(request), meeting_id)
    guest = selectors.guest_in(meeting, guest_id)
    services.uninvite_guest(actor=actor_of(request), guest_id=guest.pk, version=guest.version)
    return redirect("meetings:replies", meeting.pk)


def _line(row: Answer) -> dict[str, object]:
    reply = row.reply
    return {
        "comrade": row.comrade,
        "status": STATUSES[row.comrade.status],
        "reply": reply,
        "word": phrases.REPLIES[reply.state] if reply else _("Chưa trả lời"),
        "sign": phrases.REPLY_SIGNS[reply.state] if reply else "wait",
        "reason": phrases.REASONS.get(reply.reason, "") if reply else "",
        "said": reply.reason or reply.state if reply else "",
        "has_account": row.comrade.user_id is not None,
    }
