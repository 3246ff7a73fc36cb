"""Registering, moving, putting off, cancelling; chair and clerk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chibo.access import may
from chibo.kernel import clock
from chibo.kernel.errors import Missing, Refusal
from chibo.kernel.months import Month
from chibo.meetings import selectors, services
from chibo.meetings.figures import Slot, later
from chibo.meetings.forms import BenchForm, People, PlanForm, ReasonForm
from chibo.meetings.models import Meeting
from chibo.meetings.phrases import KINDS
from chibo.meetings.rules import remarks_on
from chibo.meetings.rules.registering import rule_kind
from chibo.meetings.states import MONTHLY, Kind, State
from chibo.meetings.views import shown
from chibo.organisations import selectors as organisations
from chibo.regulations.figures import MeetingConduct
from chibo.ui import write
from chibo.ui.forms import refuse
from chibo.ui.guard import actor_of, needs
from chibo.ui.here import unit_here
from chibo.ui.pages import REFUSED, page
from chibo.ui.say import say
from chibo.ui.shapes import Tab

if TYPE_CHECKING:
    from chibo.organisations.models import Unit

OF_CELL = (Kind.REGULAR, Kind.THEMATIC, Kind.EXTRAORDINARY, Kind.COMMITTEE)
OF_COMMITTEE = (Kind.SUPERIOR,)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address of a new meeting says: where, for which month, which kind."""

    unit: Unit
    month: Month
    kind: Kind
    kinds: tuple[Kind, ...]
    """What this unit holds; the first is its monthly meeting."""
    conduct: MeetingConduct
    people: People
    last: Meeting | None


@needs("meetings.meeting.register")
def new(request: HttpRequest) -> HttpResponse:
    asked = _asked(request)
    form = plan_form(request, asked.conduct, asked.people, initial=_like_last(asked))
    if request.method == "POST" and form.is_valid():
        regular = selectors.regular_of(asked.unit.pk, asked.month) if request.POST.get("follows") else None
        done = tried(
            form,
            lambda: services.register_new(
                actor=actor_of(request),
                unit_id=asked.unit.pk,
                month=asked.month,
                kind=asked.kind,
                plan=form.plan(),
                follows_id=regular.pk if regular else None,
            ),
        )
        if done:
            return registered(request, done)
    return page(request, "meetings/register.html", _new_context(asked, form), status=status_of(form))


@needs("meetings.meeting.register")
def edit(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    meeting = shown.to_act_on(request, meeting_id, "meetings.meeting.register")
    is_move = meeting.state != State.DRAFT
    people = shown.people_choices(meeting)
    form = plan_form(request, selectors.conduct_of(meeting), people, is_move=is_move, initial=_as_planned(meeting))
    if request.method == "POST" and form.is_valid():
        done = tried(
            form,
            lambda: services.register_meeting(
                actor=actor_of(request),
                meeting_id=meeting.pk,
                version=form.cleaned_data["version"],
                plan=form.plan(),
                reason=form.cleaned_data.get("reason", ""),
            ),
        )
        if done:
            return registered(request, done, was_registered=is_move)
    context = {"form": form, "meeting": meeting, "is_move": is_move}
    return page(request, "meetings/register.html", context, status=status_of(form))


@needs("meetings.meeting.register")
@require_POST
def like_last_month(request: HttpRequest) -> HttpResponse:
    unit, month = _unit(request), _month(request.POST.get("thang", ""))
    try:
        done = services.register_like_last_month(
            actor=actor_of(request), unit_id=unit.pk, month=month, kind=kinds_of(unit)[0]
        )
    except Refusal as refusal:
        messages.error(request, say(refusal))
        return redirect("meetings:list")
    return registered(request, done)


@needs("meetings.meeting.prepare")
@require_POST
def draft(request: HttpRequest) -> HttpResponse:
    unit, month = _unit(request), _month(request.POST.get("thang", ""))
    try:
        meeting = services.draft_meeting(actor=actor_of(request), unit_id=unit.pk, month=month, kind=kinds_of(unit)[0])
    except Refusal as refusal:
        messages.error(request, say(refusal))
        return redirect("meetings:list")
    return redirect("meetings:detail", meeting.pk)


@needs("meetings.meeting.change")
def bench(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    meeting = shown.to_act_on(request, meeting_id, "meetings.meeting.change")
    initial = {"chair": meeting.chair_id, "clerk": meeting.clerk_id, "version": meeting.version}
    form = BenchForm(request.POST or None, people=shown.people_choices(meeting), initial=initial)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        done = tried(
            form,
            lambda: services.choose_bench(
                actor=actor_of(request),
                meeting_id=meeting.pk,
                version=typed["version"],
                chair_id=typed["chair"],
                clerk_id=typed["clerk"],
            ),
        )
        if done:
            messages.success(request, _("Đã ghi chủ trì và thư ký."))
            return redirect("meetings:detail", meeting.pk)
    context = {"form": form, "meeting": meeting, "title": _("Chủ trì, thư ký"), "act": _("Ghi chủ trì, thư ký")}
    return page(request, "meetings/form.html", context, status=status_of(form))


@needs("meetings.meeting.change")
def postpone(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    words = {
        "title": _("Hoãn buổi sinh hoạt"),
        "act": _("Hoãn buổi sinh hoạt"),
        "note": _("Buổi họp trở lại dự thảo, chưa có ngày. Đề nghị hoãn được gửi lên cấp trên."),
    }
    return _with_reason(request, meeting_id, services.postpone_meeting, words, _("Đã hoãn, đã báo cấp trên."))


@needs("meetings.meeting.change")
def cancel(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    words = {
        "title": _("Hủy buổi họp"),
        "act": _("Hủy buổi họp"),
        "note": _("Buổi họp đã hủy không mở lại được; có thể lập buổi khác cho tháng này."),
    }
    return _with_reason(request, meeting_id, services.cancel_meeting, words, _("Đã hủy buổi họp."))


@needs("meetings.postponement.agree")
@require_POST
def agree(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    meeting = selectors.meeting_for(actor_of(request), meeting_id)
    try:
        services.agree_postponement(actor=actor_of(request), meeting_id=meeting.pk, version=meeting.version)
    except Refusal as refusal:
        messages.error(request, say(refusal))
    else:
        messages.success(request, _("Đã đồng ý cho hoãn."))
    return redirect("meetings:detail", meeting.pk)


def _with_reason(
    request: HttpRequest, meeting_id: UUID, act: Callable[..., Meeting], words: dict[str, str], done: str
) -> HttpResponse:
    meeting = shown.to_act_on(request, meeting_id, "meetings.meeting.change")
    form = ReasonForm(request.POST or None, initial={"version": meeting.version})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        if tried(form, lambda: act(actor=actor_of(request), meeting_id=meeting.pk, **typed)):
            messages.success(request, done)
            return redirect("meetings:detail", meeting.pk)
    return page(request, "meetings/form.html", {"form": form, "meeting": meeting} | words, status=status_of(form))


def _asked(request: HttpRequest) -> Asked:
    unit, month = _unit(request), _month(request.GET.get("thang", ""))
    kinds = kinds_of(unit)
    kind = Kind(request.GET["loai"]) if request.GET.get("loai") in kinds else kinds[0]
    conduct = selectors.conduct_on(unit.pk, month.first_on)
    probe = Meeting(unit=unit, kind=kind, month_on=month.first_on)
    return Asked(
        unit, month, kind, kinds, conduct, shown.people_choices(probe), selectors.regular_before(unit.pk, month, kind)
    )


def _unit(request: HttpRequest) -> Unit:
    """Return the unit at which one works now. Raises Missing where one registers nothing there."""
    here = unit_here(request)
    if here is None:
        raise Missing("unit")
    unit = organisations.unit(here)
    if not may(actor_of(request), "meetings.meeting.prepare", organisations.place_of(unit)):
        raise Missing("unit")
    return unit


def kinds_of(unit: Unit) -> tuple[Kind, ...]:
    """Return the kinds of meetings that the unit holds, its monthly one first."""
    return OF_CELL if organisations.is_cell(unit, clock.today()) else OF_COMMITTEE


def asked_month(request: HttpRequest) -> Month:
    """Return the month that the address names, else this one."""
    return _month(request.GET.get("thang", ""))


def _month(text: str) -> Month:
    try:
        return Month.parse(text)
    except ValueError:
        return Month.of(clock.today())


def plan_form(
    request: HttpRequest, conduct: MeetingConduct, people: People, *, initial: dict[str, object], is_move: bool = False
) -> PlanForm:
    """Return the form of a day; without a permission to meet online it asks for none."""
    return PlanForm(
        request.POST or None, people=people, is_move=is_move, online=conduct.online.permitted, initial=initial
    )


def _like_last(asked: Asked) -> dict[str, object]:
    """Return what the form shows before anything is typed: last month's plan on the day that the rule sets."""
    draft = selectors.regular_of(asked.unit.pk, asked.month, asked.kind) if asked.kind in MONTHLY else None
    least = asked.conduct.kind(rule_kind(asked.kind)).min_minutes or 60
    set_on = asked.conduct.meeting_on(asked.month) if asked.kind is Kind.REGULAR else None
    initial: dict[str, object] = {
        "held_on": set_on if set_on and set_on >= clock.today() else None,
        "chair": draft.chair_id if draft else None,
        "clerk": draft.clerk_id if draft else None,
    }
    if asked.last is None or asked.last.starts_at is None:
        return initial | {"starts_at": time(19, 30), "ends_at": later(time(19, 30), least)}
    return initial | {
        "starts_at": asked.last.starts_at,
        "ends_at": later(asked.last.starts_at, asked.last.planned_minutes),
        "place": asked.last.place,
        "link": asked.last.link,
        "form": asked.last.form,
        "chair": asked.last.chair_id,
        "clerk": asked.last.clerk_id,
    }


def _as_planned(meeting: Meeting) -> dict[str, object]:
    start = meeting.starts_at or time(19, 30)
    set_on = selectors.conduct_of(meeting).meeting_on(Month.of(meeting.month_on))
    return {
        "held_on": meeting.held_on or (set_on if set_on and set_on >= clock.today() else None),
        "starts_at": start,
        "ends_at": later(start, meeting.planned_minutes),
        "place": meeting.place,
        "form": meeting.form,
        "link": meeting.link,
        "chair": meeting.chair_id,
        "clerk": meeting.clerk_id,
        "version": meeting.version,
    }


def _new_context(asked: Asked, form: PlanForm) -> dict[str, object]:
    regular = selectors.regular_of(asked.unit.pk, asked.month) if asked.kind is Kind.THEMATIC else None
    tabs = [Tab(KINDS[kind], f"?thang={asked.month}&loai={kind.value}", kind is asked.kind) for kind in asked.kinds]
    return {
        "form": form,
        "month": asked.month,
        "kind_label": KINDS[asked.kind],
        "tabs": tabs,
        "has_last": asked.kind in MONTHLY and selectors.kept_on(asked.unit.pk, asked.month, asked.kind) is not None,
        "regular": regular if regular and regular.held_on else None,
        "due": asked.conduct.registration_due_on(asked.month) if asked.kind in MONTHLY else None,
    }


def registered(request: HttpRequest, meeting: Meeting, *, was_registered: bool = False) -> HttpResponse:
    """Say what was registered and for which day, and what a rule would have otherwise."""
    assert meeting.held_on is not None and meeting.starts_at is not None
    facts = {"title": meeting.title, "day": write.weekday_day(meeting.held_on)}
    done = _("Đã đổi lịch: %(title)s, %(day)s.") if was_registered else _("Đã đăng ký: %(title)s, %(day)s.")
    messages.success(request, done % facts)
    slot = Slot(meeting.held_on, meeting.starts_at, meeting.planned_minutes)
    month = Month.of(meeting.month_on)
    for remark in remarks_on(Kind(meeting.kind), month, slot, selectors.conduct_of(meeting)):
        messages.warning(request, say(remark.code, **remark.facts))
    return redirect("meetings:detail", meeting.pk)


def tried[Done](form: Form, act: Callable[[], Done]) -> Done | None:
    """Do the act; a refusal goes onto the form, which then shows what was typed."""
    try:
        return act()
    except Refusal as refusal:
        refuse(form, refusal)
        return None


def status_of(form: Form) -> int:
    """Return 422 for a form that was refused, else 200."""
    return REFUSED if form.errors else 200
