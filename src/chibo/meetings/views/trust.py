"""The minutes after the reading: remarks with their answers, the seal, and addenda."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chibo.access import may, require
from chibo.documents import selectors as documents
from chibo.kernel import clock
from chibo.kernel.errors import Missing, Refusal
from chibo.meetings import phrases, selectors, services
from chibo.meetings.forms import AddendumForm, RemarkAnswerForm, RemarkForm
from chibo.meetings.models import Meeting, RemarkRow
from chibo.meetings.rules import shown_code
from chibo.meetings.selectors.named import named_of
from chibo.meetings.states import HELD, RemarkState, State
from chibo.ui import write
from chibo.ui.asked import version_in
from chibo.ui.forms import carried_out
from chibo.ui.guard import actor_of, needs
from chibo.ui.pages import REFUSED, page, saved
from chibo.ui.say import say


@needs("meetings.meeting.read")
def record_page(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """What stands with the minutes: for those let inside; a look from outside is logged."""
    return _page(request, _inside(request, meeting_id))


@require_POST
@needs("meetings.meeting.read")
def remark(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Take a remark: one's own, or by chair and clerk for somebody without a phone."""
    actor, meeting = actor_of(request), _inside(request, meeting_id)
    if not may(actor, "meetings.remark.enter", selectors.place_in(actor, meeting)):
        require(actor, "meetings.remark.write", selectors.place_in(actor, meeting, actor.person_id))
    form, _may_send = _remark_form(request, meeting)

    def act() -> object:
        asked = form.cleaned_data
        words = {"actor": actor, "meeting_id": meeting.pk, "text": asked["text"], "draft_key": asked["draft_key"]}
        if asked.get("who"):
            return services.enter_remark(who=asked["who"], **words)
        return services.write_remark(**words)

    if form.is_valid() and carried_out(form, act):
        saved(request, _("Đã gửi góp ý."), draft=f"meetings.remark.{meeting.pk}")
        return redirect("meetings:record", meeting.pk)
    return _page(request, meeting, remark_form=form)


@require_POST
@needs("meetings.remark.answer")
def answer(request: HttpRequest, meeting_id: UUID, remark_id: UUID) -> HttpResponse:
    """Answer a remark: the button says whether it is taken in."""
    meeting = _to_act_on(request, meeting_id, "meetings.remark.answer")
    row = selectors.remark_in(meeting, remark_id)
    form = RemarkAnswerForm(request.POST, auto_id=f"a_{row.pk}_%s")

    def act() -> object:
        taken = request.POST.get("act") == "taken"
        return services.answer_remark(actor=actor_of(request), remark_id=row.pk, taken=taken, **form.cleaned_data)

    if form.is_valid() and carried_out(form, act):
        saved(request, _("Đã trả lời góp ý."), draft=f"meetings.remark_answer.{row.pk}")
        return redirect("meetings:record", meeting.pk)
    return _page(request, meeting, answer_form=form, answered=row.pk)


@require_POST
@needs("meetings.meeting.close")
def seal(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Seal minutes whose time for remarks is over."""
    meeting = _to_act_on(request, meeting_id, "meetings.meeting.close")
    try:
        version = version_in(request.POST)
        services.close_meeting(actor=actor_of(request), meeting_id=meeting.pk, version=version)
    except Refusal as refusal:
        messages.error(request, say(refusal))
    else:
        messages.success(request, _("Biên bản đã được khóa."))
    return redirect("meetings:record", meeting.pk)


@needs("meetings.addendum.write")
def addendum(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Write an addendum to sealed minutes; sending it prints and seals it."""
    meeting = _to_act_on(request, meeting_id, "meetings.addendum.write")
    later = [(pk, f"{title}, {write.day(on)}") for pk, title, on in selectors.later_meetings(meeting)]
    form = AddendumForm(request.POST or None, meetings=later)

    def act() -> object:
        return services.write_addendum(actor=actor_of(request), meeting_id=meeting.pk, correction=form.correction())

    if request.method == "POST" and form.is_valid() and carried_out(form, act):
        saved(request, _("Đã lập và khóa phụ lục."), draft=f"meetings.addendum.{meeting.pk}")
        return redirect("meetings:record", meeting.pk)
    context = {"meeting": meeting, "form": form}
    return page(request, "meetings/addendum.html", context, status=REFUSED if form.is_bound else 200)


@needs("meetings.meeting.read")
def addendum_file(request: HttpRequest, meeting_id: UUID, number: int, kind: str) -> HttpResponse:
    """Hand out a sealed addendum. Only for those let inside."""
    meeting = _inside(request, meeting_id)
    row = selectors.addendum_in(meeting, number)
    if row.paper is None:
        raise Missing("addendum")
    name = _("Phụ lục số %(number)s, %(title)s") % {"number": row.number, "title": meeting.title}
    return documents.issued_response(row.paper, name, documents.print_kind(kind))


def _page(request: HttpRequest, meeting: Meeting, **typed: object) -> HttpResponse:
    """Answer with the page; `typed` are refused forms to show again."""
    actor, place = actor_of(request), selectors.place_in(actor_of(request), meeting)
    remarks = selectors.remarks_of(meeting)
    is_over = meeting.remarks_until is None or clock.now() > meeting.remarks_until
    taken = meeting.state == State.READ and not is_over
    taken = taken or (meeting.state == State.OPEN and selectors.is_read_out(meeting))
    form, may_send = _remark_form(request, meeting)
    may_answer = meeting.state != State.CLOSED and may(actor, "meetings.remark.answer", place)
    may_seal = meeting.state == State.READ and may(actor, "meetings.meeting.close", place)
    is_sealed = meeting.state == State.CLOSED
    pdf = meeting.minutes_paper.sealed_pdf if meeting.minutes_paper else None
    context: dict[str, object] = {
        "meeting": meeting,
        "rows": [_remark_row(row, may_answer=may_answer) for row in remarks],
        "remark_form": form if taken and may_send else None,
        "may_seal": may_seal,
        "is_ready": is_over and not any(row.state == RemarkState.WAITING for row in remarks),
        "addenda": [(row, phrases.ADOPTED[row.adopted]) for row in selectors.addenda_of(meeting)] if is_sealed else [],
        "may_add": is_sealed and may(actor, "meetings.addendum.write", place),
        "named": named_of(meeting),
        "code": shown_code(meeting.check_code),
        "sha256": pdf.sha256 if pdf else "",
    }
    return page(request, "meetings/record.html", context | typed, status=REFUSED if typed else 200)


def _remark_row(row: RemarkRow, *, may_answer: bool) -> tuple[RemarkRow, str, str | Promise, RemarkAnswerForm | None]:
    """Return a remark with sign and word of its state, and the form of its answer where there may be one."""
    form = None
    if may_answer:
        initial = {"version": row.version, "answer": row.answer}
        form = RemarkAnswerForm(initial=initial, auto_id=f"a_{row.pk}_%s")
    return row, phrases.REMARK_SIGNS[row.state], phrases.REMARK_STATES[row.state], form


def _remark_form(request: HttpRequest, meeting: Meeting) -> tuple[RemarkForm, bool]:
    """Return the form, in which chair and clerk choose for whom; and whether the actor may send it at all."""
    actor, place = actor_of(request), selectors.place_in(actor_of(request), meeting)
    is_own = selectors.was_there(meeting, actor.person_id) is not None
    people = selectors.people_there(meeting) if may(actor, "meetings.remark.enter", place) else []
    typed = request.POST if request.method == "POST" and "text" in request.POST else None
    form = RemarkForm(typed, people=people, is_own=is_own, initial={"draft_key": uuid4().hex})
    return form, is_own or bool(people)


def _inside(request: HttpRequest, meeting_id: UUID) -> Meeting:
    actor = actor_of(request)
    meeting = selectors.meeting_for(actor, meeting_id)
    if meeting.state not in HELD:
        raise Missing("minutes")
    return selectors.inside_for(actor, meeting, "meeting.minutes")


def _to_act_on(request: HttpRequest, meeting_id: UUID, action: str) -> Meeting:
    meeting = _inside(request, meeting_id)
    require(actor_of(request), action, selectors.place_in(actor_of(request), meeting))
    return meeting
