"""What the cells ask of the committee above: the list, one request with its answer, writing and sending."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chibo.access import may, require
from chibo.kernel.errors import Refusal
from chibo.meetings import selectors, services
from chibo.meetings.forms import AnswerForm, RequestForm
from chibo.meetings.states import Request
from chibo.meetings.views import shown
from chibo.ui.asked import version_in
from chibo.ui.forms import carried_out
from chibo.ui.guard import actor_of, needs
from chibo.ui.pages import REFUSED, page, saved
from chibo.ui.paging import page_of
from chibo.ui.say import say


@needs("meetings.request.read")
def request_list(request: HttpRequest) -> HttpResponse:
    rows = selectors.requests_for(actor_of(request))
    if request.GET.get("xem") == "cho":
        rows = rows.filter(state=Request.SENT)
    found = page_of(rows, request.GET, by="-id")
    return page(request, "meetings/requests.html", {"page": found, "rows": shown.request_rows(found.rows)}, part="rows")


@needs("meetings.request.read")
def answer(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Show a request; the level above answers it here."""
    actor = actor_of(request)
    row = selectors.request_for(actor, request_id)
    place = selectors.place_in(actor, row.meeting)
    may_answer = row.state == Request.SENT and may(actor, "meetings.request.answer", place)
    form = AnswerForm(request.POST or None, initial={"version": row.version}) if may_answer else None
    if request.method == "POST":
        require(actor, "meetings.request.answer", place)

    def act() -> object:
        assert form is not None
        return services.answer_request(actor=actor, request_id=row.pk, **form.cleaned_data)

    if request.method == "POST" and form is not None and form.is_valid() and carried_out(form, act):
        saved(request, _("Đã gửi trả lời."), draft=f"meetings.answer.{row.pk}")
        return redirect("meetings:request", row.pk)
    _row, sign, word = shown.request_rows([row])[0]
    context = {
        "row": row,
        "sign": sign,
        "word": word,
        "form": form,
        "may_send": row.state == Request.DRAFT and may(actor, "meetings.request.write", place),
    }
    return page(request, "meetings/request.html", context, status=REFUSED if form and form.is_bound else 200)


@needs("meetings.request.write")
def write(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Write a request of this meeting, and send it at once where that button was pressed."""
    actor = actor_of(request)
    meeting = selectors.meeting_for(actor, meeting_id)
    require(actor, "meetings.request.write", selectors.place_in(actor, meeting))
    form = RequestForm(request.POST or None)
    send_now = request.POST.get("act") == "send"

    def act() -> object:
        return services.write_request(actor=actor, meeting_id=meeting.pk, text=form.cleaned_data["text"], send=send_now)

    if request.method == "POST" and form.is_valid() and carried_out(form, act):
        sentence = _("Đã gửi kiến nghị lên cấp trên.") if send_now else _("Đã lưu kiến nghị.")
        saved(request, sentence, draft=f"meetings.request.{meeting.pk}")
        return redirect("meetings:requests")
    context = {"meeting": meeting, "form": form, "title": _("Kiến nghị của chi bộ")}
    return page(request, "meetings/write_request.html", context, status=REFUSED if form.is_bound else 200)


@require_POST
@needs("meetings.request.write")
def send(request: HttpRequest, request_id: UUID) -> HttpResponse:
    row = selectors.request_for(actor_of(request), request_id)
    try:
        version = version_in(request.POST)
        services.send_request(actor=actor_of(request), request_id=row.pk, version=version)
    except Refusal as refusal:
        messages.error(request, say(refusal))
    else:
        messages.success(request, _("Đã gửi kiến nghị lên cấp trên."))
    return redirect("meetings:request", row.pk)
