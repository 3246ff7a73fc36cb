"""The counting desk: a secret vote on paper is opened from its item, counted by tellers apart, and read out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chibo.access import Actor, Denied, may
from chibo.audit.services import look
from chibo.ballots import selectors as ballots
from chibo.ballots.phrases import LISTED
from chibo.documents import selectors as documents
from chibo.kernel import clock
from chibo.kernel.errors import Missing
from chibo.kernel.share import Share
from chibo.meetings import selectors
from chibo.meetings.forms.counting import (
    AgainForm,
    CountForm,
    DisciplineForm,
    ElectionForm,
    MotionForm,
    StopForm,
    TeamForm,
)
from chibo.meetings.models import AgendaItem, Meeting
from chibo.meetings.papers.counting import ballots_paper, counting_minutes_paper
from chibo.meetings.selectors.counting import (
    CountSeen,
    count_in,
    discipline_rule,
    members_here,
    motions_on_paper,
    who_may_count,
    who_may_stand,
)
from chibo.meetings.selectors.reach import place_in
from chibo.meetings.selectors.voting import permission_of
from chibo.meetings.services.counting import (
    enter_count,
    open_discipline,
    open_election,
    open_motion,
    stop_count,
    vote_again,
)
from chibo.meetings.states import State
from chibo.meetings.views import counting_shown, shown
from chibo.meetings.views.keyed import box_page
from chibo.regulations.figures import DISCIPLINE as DISCIPLINE_DECISIONS
from chibo.regulations.figures import Decision
from chibo.ui import sheets
from chibo.ui.forms import carried_out
from chibo.ui.guard import actor_of, needs
from chibo.ui.pages import REFUSED, page, saved
from chibo.ui.shapes import Tab

if TYPE_CHECKING:
    from chibo.ballots.models import PaperCount, SecretBox

ELECTION, DISCIPLINE, MOTION = "bau-cu", "ky-luat", "noi-dung"


@needs("meetings.meeting.hold")
def open_count(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """Choose what is voted on and who counts. `?loai=` names the kind; an election where nothing else fits."""
    meeting = _held(request, meeting_id)
    item = selectors.item_in(meeting, item_id)
    kind = _kind(request, meeting, item)
    form = _form(request, meeting, item, kind)
    made: list[PaperCount | SecretBox] = []
    if (
        request.method == "POST"
        and form.is_valid()
        and carried_out(form, lambda: made.append(_open(request, item, form)))
    ):
        prepared = _("Đã chuẩn bị hòm phiếu. Ba đồng chí tổ kiểm phiếu nhận mã giữ khóa trên điện thoại của mình.")
        opened = _("Đã mở bỏ phiếu kín. In phiếu và phát cho các đồng chí có mặt được biểu quyết.")
        saved(request, prepared if form.on_phones else opened)
        return redirect("meetings:counting", meeting.pk, made[0].pk)
    context = {"meeting": meeting, "item": item, "kind": kind, "tabs": _tabs(kind), "form": form}
    context |= {"rules": _rules(meeting, kind)}
    return page(request, "meetings/count_open.html", context, status=REFUSED if form.is_bound else 200)


@needs("meetings.meeting.read")
def counting(request: HttpRequest, meeting_id: UUID, count_id: UUID) -> HttpResponse:
    """One count: to the chair how far it is, to a teller the own entry, to everybody the result once two agree."""
    meeting = selectors.meeting_for(actor_of(request), meeting_id)
    item, seen = count_in(meeting, count_id)
    return box_page(request, item, seen) if seen.on_phones else _shown(request, item, seen)


@require_POST
@needs("meetings.count.enter")
def enter(request: HttpRequest, meeting_id: UUID, count_id: UUID) -> HttpResponse:
    """Keep what this teller counted. Whoever is no teller is told so before anything is read."""
    actor = actor_of(request)
    item, seen = _on_paper(selectors.meeting_for(actor, meeting_id), count_id)
    if str(actor.person_id) not in seen.count.tellers:
        raise Denied("meetings.count.enter")
    form = CountForm(request.POST, sheet=seen.sheet)
    found: list[Any] = []

    def act() -> None:
        found.append(enter_count(actor=actor, item_id=item.pk, count_id=count_id, figures=form.count()))

    if not (form.is_valid() and carried_out(form, act)):
        return _shown(request, item, seen, count_form=form, status=REFUSED)
    if found[0].is_agreed:
        saved(request, _("Hai đồng chí đếm khớp nhau. Đã có kết quả."))
    return redirect("meetings:counting", meeting_id, count_id)


@require_POST
@needs("meetings.meeting.hold")
def stop(request: HttpRequest, meeting_id: UUID, count_id: UUID) -> HttpResponse:
    """Stop the vote without a result."""
    item, seen = _on_paper(_held(request, meeting_id), count_id)
    form = StopForm(request.POST)

    def act() -> object:
        asked = form.cleaned_data
        return stop_count(
            actor=actor_of(request),
            item_id=item.pk,
            count_id=count_id,
            version=asked["version"],
            reason=asked["reason"],
        )

    if not (form.is_valid() and carried_out(form, act)):
        return _shown(request, item, seen, stop_form=form, status=REFUSED)
    messages.success(request, _("Đã dừng, không lấy kết quả lần bỏ phiếu này."))
    return redirect("meetings:counting", meeting_id, count_id)


@needs("meetings.meeting.hold")
def again(request: HttpRequest, meeting_id: UUID, before_id: UUID) -> HttpResponse:
    """Open a further round: the tied alone, or those who were not elected. Missing where none is due."""
    meeting = _held(request, meeting_id)
    item, seen = count_in(meeting, before_id)
    if not seen.further:
        raise Missing("further round")
    form = _again_form(request, meeting, seen)
    made: list[PaperCount | SecretBox] = []

    def act() -> None:
        names, tellers = form.cleaned_data["names"], form.tellers()
        made.append(
            vote_again(actor=actor_of(request), item_id=item.pk, count_id=before_id, names=names, tellers=tellers)
        )

    if request.method == "POST" and form.is_valid() and carried_out(form, act):
        return redirect("meetings:counting", meeting.pk, made[0].pk)
    context = counting_shown.count_context(actor_of(request), meeting, seen) | {"form": form, "item": item}
    return page(request, "meetings/count_again.html", context, status=REFUSED if form.is_bound else 200)


@needs("meetings.meeting.hold")
def ballot_sheets(request: HttpRequest, meeting_id: UUID, count_id: UUID, kind: str) -> HttpResponse:
    """Hand out the ballots to print, as many as there are voters."""
    meeting = shown.to_act_on(request, meeting_id, "meetings.meeting.hold")
    _item, seen = _on_paper(meeting, count_id)
    return _printed(meeting, ballots_paper(meeting, seen.count), f"{_('Phiếu')} {seen.count.subject}", kind)


@needs("meetings.meeting.read")
def count_minutes(request: HttpRequest, meeting_id: UUID, count_id: UUID, kind: str) -> HttpResponse:
    """Hand out the counting minutes. Only for those let inside."""
    meeting, seen = _inside(request, meeting_id, count_id)
    paper = counting_minutes_paper(meeting, ballots.minutes_of(seen.count))
    return _printed(meeting, paper, f"{_('Biên bản kiểm phiếu')} {seen.count.subject}", kind)


@needs("meetings.meeting.read")
def elected_list(request: HttpRequest, meeting_id: UUID, count_id: UUID) -> HttpResponseBase:
    """Hand out who was elected as a sheet, to go up for approval. Only for those let inside; the look is written."""
    meeting, seen = _inside(request, meeting_id, count_id)
    found = ballots.minutes_of(seen.count)
    look(actor_of(request), "meeting.elected", object_id=meeting.pk, unit_id=meeting.unit_id)
    heads = (_("TT"), _("Họ và tên"), _("Nội dung bầu"), _("Vào danh sách"), _("Số phiếu"), _("Tỷ lệ"))
    columns = [sheets.Column(head, width) for head, width in zip(heads, (6, 32, 40, 24, 12, 24), strict=True)]
    rows = [
        (
            number,
            line.label,
            found.subject,
            str(LISTED.get(seen.count.listed.get(line.option, ""), "")),
            line.votes,
            Share(line.votes, line.base),
        )
        for number, line in enumerate(found.elected, start=1)
    ]
    return sheets.xlsx("danh-sach-trung-cu.xlsx", columns, rows, title=_("Danh sách trúng cử"))


def _on_paper(meeting: Meeting, count_id: UUID) -> tuple[AgendaItem, CountSeen]:
    """Return a count of paper ballots with its item. Raises Missing for a box."""
    item, seen = count_in(meeting, count_id)
    if seen.on_phones:
        raise Missing("count on paper")
    return item, seen


def _shown(request: HttpRequest, item: AgendaItem, seen: CountSeen, *, status: int = 200, **forms: Any) -> HttpResponse:
    actor, meeting = actor_of(request), item.meeting
    context = counting_shown.count_context(actor, meeting, seen) | {"item": item}
    if context["may_enter"]:
        differing = ballots.open_differences(actor, seen.count.pk)
        context["count_form"] = CountForm(sheet=seen.sheet, differing=differing)
    if context["may_run"] and seen.is_open:
        context["stop_form"] = StopForm(initial={"version": seen.count.version})
    return page(request, "meetings/count.html", context | forms, status=status)


def _kind(request: HttpRequest, meeting: Meeting, item: AgendaItem) -> str:
    asked = request.GET.get("loai", "")
    if asked in {ELECTION, DISCIPLINE, MOTION}:
        return asked
    return MOTION if item.decision in dict(motions_on_paper(meeting)) else ELECTION


def _tabs(kind: str) -> list[Tab]:
    labels = {ELECTION: _("Bầu cử"), DISCIPLINE: _("Kỷ luật"), MOTION: _("Nội dung khác")}
    return [Tab(label, f"?loai={code}", code == kind) for code, label in labels.items()]


def _rules(meeting: Meeting, kind: str) -> list[Any]:
    if kind == ELECTION:
        return [counting_shown.list_rule(meeting), counting_shown.decision_rule(meeting, Decision.ELECTION)]
    if kind == DISCIPLINE:
        way = counting_shown.decision_rule(meeting, Decision.REPRIMAND)
        return [counting_shown.discipline_ballot_rule(meeting), way]
    return [counting_shown.decision_rule(meeting, Decision.ADMISSION)]


def _form(request: HttpRequest, meeting: Meeting, item: AgendaItem, kind: str) -> TeamForm:
    may_use_phones = _may_use_phones(actor_of(request), meeting, kind)
    given: dict[str, Any] = {
        "data": request.POST or None,
        "tellers": who_may_count(meeting),
        "may_use_phones": may_use_phones,
    }
    if kind == ELECTION:
        return ElectionForm(**given, standing=who_may_stand(meeting), initial={"subject": item.title, "seats": 1})
    if kind == DISCIPLINE:
        lines = [(line.code, line.name_vi) for line in discipline_rule(meeting).value.forms if line.decision]
        return DisciplineForm(**given, people=members_here(meeting), offered=lines)
    initial = {"subject": item.title, "decision": item.decision}
    return MotionForm(**given, decisions=motions_on_paper(meeting), initial=initial)


def _may_use_phones(actor: Actor, meeting: Meeting, kind: str) -> bool:
    """Tell whether a unit has allowed secret votes of this kind on phones, and the actor may run a box."""
    if not may(actor, "ballots.box.run", place_in(actor, meeting)):
        return False
    if kind == MOTION:
        return any(permission_of(meeting, code) for code, _words in motions_on_paper(meeting))
    decisions = [Decision.ELECTION] if kind == ELECTION else sorted(DISCIPLINE_DECISIONS)
    return all(permission_of(meeting, decision) for decision in decisions)


def _again_form(request: HttpRequest, meeting: Meeting, seen: CountSeen) -> AgainForm:
    """Return the form of a further round; the team stays unless the meeting elects another."""
    label = dict(zip(seen.sheet.options, seen.sheet.labels, strict=True))
    leader, clerk, third = (*seen.count.tellers, None)[:3]
    return AgainForm(
        request.POST or None,
        offered=[(key, label[key]) for key in seen.further],
        tellers=who_may_count(meeting),
        initial={"leader": leader, "clerk": clerk, "third": third},
    )


def _open(request: HttpRequest, item: AgendaItem, form: TeamForm) -> PaperCount | SecretBox:
    asked = form.cleaned_data
    shared: dict[str, Any] = {
        "actor": actor_of(request),
        "item_id": item.pk,
        "tellers": form.tellers(),
        "on_phones": form.on_phones,
    }
    if isinstance(form, ElectionForm):
        return open_election(**shared, election=form.election())
    if isinstance(form, DisciplineForm):
        return open_discipline(**shared, person_id=asked["person"], forms=asked["kinds"])
    return open_motion(**shared, decision=asked["decision"], subject=asked["subject"])


def _held(request: HttpRequest, meeting_id: UUID) -> Meeting:
    """Return a meeting that is open to whoever holds it."""
    meeting = shown.to_act_on(request, meeting_id, "meetings.meeting.hold")
    if meeting.state != State.OPEN:
        raise Missing("open meeting")
    return meeting


def _inside(request: HttpRequest, meeting_id: UUID, count_id: UUID) -> tuple[Meeting, CountSeen]:
    """Return a count with its result to those who may read the inside; the look from outside is logged."""
    actor = actor_of(request)
    meeting = selectors.meeting_for(actor, meeting_id)
    _item, seen = count_in(meeting, count_id)
    if seen.minutes is None:
        raise Missing("counting minutes")
    return selectors.inside_for(actor, meeting, "meeting.count"), seen


def _printed(meeting: Meeting, paper: Any, name: str, kind: str) -> HttpResponse:
    on = meeting.held_on or clock.today()
    return documents.printed_response(paper, meeting.unit, on=on, name=name, kind=documents.print_kind(kind))
