"""The plan of topics: the year's list in the cell, one topic with its paper, and what the cells have sent up."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chibo.access import may, require
from chibo.documents import selectors as documents
from chibo.kernel import clock
from chibo.kernel.errors import Missing, Refusal
from chibo.kernel.months import Month
from chibo.meetings import services
from chibo.meetings.forms.topics import QUARTERS, TopicForm, TopicNoteForm, TopicPaperForm
from chibo.meetings.models import Topic, TopicPlan
from chibo.meetings.rules.topics import missing_quarters
from chibo.meetings.selectors import topics as selectors
from chibo.meetings.states import State
from chibo.members import selectors as members
from chibo.members.phrases import STATUSES
from chibo.organisations.selectors import place_of
from chibo.ui.asked import version_in
from chibo.ui.forms import carried_out
from chibo.ui.guard import actor_of, needs
from chibo.ui.here import unit_here
from chibo.ui.pages import REFUSED, page, saved
from chibo.ui.say import say

if TYPE_CHECKING:
    from chibo.meetings.forms.preparing import People
    from chibo.organisations.models import Unit


@needs("meetings.topic.read")
def topics(request: HttpRequest) -> HttpResponse:
    """The unit's plan of a year, with what is missing; above, the plans that came from below."""
    actor, unit, year = actor_of(request), _unit(request), _year(request)
    may_plan = may(actor, "meetings.topic.plan", place_of(unit))
    form = TopicForm(request.POST or None, people=_people(unit)) if may_plan else None
    if request.method == "POST":
        require(actor, "meetings.topic.plan", place_of(unit))

    def act() -> object:
        assert form is not None
        return services.plan_topic(actor=actor, unit_id=unit.pk, year=year, said=form.said())

    if request.method == "POST" and form is not None and form.is_valid() and carried_out(form, act):
        saved(request, _("Đã đưa chuyên đề vào kế hoạch."))
        return redirect(_address(unit.pk, year))
    plan = selectors.plan_of(actor, unit, year)
    rows = selectors.topics_of(plan) if plan else []
    is_inside = may(actor, "meetings.inside.read", place_of(unit))
    context = {
        "unit": unit,
        "year": year,
        "years": range(clock.today().year + 1, clock.today().year - 3, -1),
        "plan": plan,
        "rows": [(row, dict(QUARTERS)[row.quarter]) for row in rows],
        "missing": [str(dict(QUARTERS)[quarter]) for quarter in missing_quarters(row.quarter for row in rows)],
        "is_inside": is_inside,
        "form": form,
        "note_form": _note_form(request, plan),
        "below": list(selectors.plans_below(actor, year)),
    }
    return page(request, "meetings/topics.html", context, status=REFUSED if form and form.is_bound else 200)


@needs("meetings.inside.read")
def topic(request: HttpRequest, topic_id: UUID) -> HttpResponse:
    """One topic: change it, attach the author's paper, approve it."""
    actor, row = actor_of(request), selectors.topic_for(actor_of(request), topic_id)
    place = place_of(row.plan.unit)
    may_plan = may(actor, "meetings.topic.plan", place)
    if request.method == "POST":
        require(actor, "meetings.topic.plan", place)
    form = TopicForm(request.POST or None, people=_people(row.plan.unit), initial=_initial(row)) if may_plan else None

    def act() -> object:
        assert form is not None
        version = form.cleaned_data["version"] or 0
        return services.change_topic(actor=actor, topic_id=row.pk, version=version, said=form.said())

    if request.method == "POST" and form is not None and form.is_valid() and carried_out(form, act):
        saved(request, _("Đã lưu chuyên đề."))
        return redirect("meetings:topic", row.pk)
    return _topic_page(request, row, form=form)


@require_POST
@needs("meetings.topic.plan")
def topic_paper(request: HttpRequest, topic_id: UUID) -> HttpResponse:
    row = _to_act_on(request, topic_id, "meetings.topic.plan")
    form = TopicPaperForm(request.POST, request.FILES)

    def act() -> object:
        file, version = form.cleaned_data["file"], form.cleaned_data["version"]
        return services.attach_topic_paper(
            actor=actor_of(request), topic_id=row.pk, version=version, name=file.name, content=file
        )

    if form.is_valid() and carried_out(form, act):
        saved(request, _("Đã lưu bài chuyên đề."))
        return redirect("meetings:topic", row.pk)
    return _topic_page(request, row, paper_form=form)


@require_POST
@needs("meetings.topic.approve")
def approve(request: HttpRequest, topic_id: UUID) -> HttpResponse:
    row = _to_act_on(request, topic_id, "meetings.topic.approve")
    try:
        services.approve_topic_paper(actor=actor_of(request), topic_id=row.pk, version=version_in(request.POST))
    except Refusal as refusal:
        messages.error(request, say(refusal))
    else:
        messages.success(request, _("Đã duyệt bài chuyên đề. Bài được gửi kèm thông báo sinh hoạt."))
    return redirect("meetings:topic", row.pk)


@require_POST
@needs("meetings.topic.plan")
def drop(request: HttpRequest, topic_id: UUID) -> HttpResponse:
    row = _to_act_on(request, topic_id, "meetings.topic.plan")
    try:
        services.drop_topic(actor=actor_of(request), topic_id=row.pk, version=version_in(request.POST))
    except Refusal as refusal:
        messages.error(request, say(refusal))
        return redirect("meetings:topic", row.pk)
    messages.success(request, _("Đã bỏ chuyên đề khỏi kế hoạch."))
    return redirect(_address(row.plan.unit_id, row.plan.year))


@needs("meetings.inside.read")
def topic_file(request: HttpRequest, topic_id: UUID) -> HttpResponseBase:
    """Hand out the paper: before its approval to those who plan, afterwards to all members of the unit."""
    actor, row = actor_of(request), selectors.topic_for(actor_of(request), topic_id)
    may_plan = may(actor, "meetings.topic.plan", place_of(row.plan.unit))
    is_author = row.author_id is not None and row.author_id == actor.person_id
    if row.file is None or (row.approved_at is None and not may_plan and not is_author):
        raise Missing("topic paper")
    return documents.file_response(row.file)


@require_POST
@needs("meetings.topic.plan")
def send(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    plan = selectors.sent_plan_for(actor_of(request), plan_id)
    require(actor_of(request), "meetings.topic.plan", place_of(plan.unit))
    try:
        services.send_topics(actor=actor_of(request), plan_id=plan.pk, version=version_in(request.POST))
    except Refusal as refusal:
        messages.error(request, say(refusal))
    else:
        messages.success(request, _("Đã gửi kế hoạch chuyên đề lên cấp trên."))
    return redirect(_address(plan.unit_id, plan.year))


@require_POST
@needs("meetings.topic.note")
def note(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    plan = selectors.sent_plan_for(actor_of(request), plan_id)
    require(actor_of(request), "meetings.topic.note", place_of(plan.unit))
    form = TopicNoteForm(request.POST)
    if form.is_valid() and carried_out(
        form, lambda: services.note_topics(actor=actor_of(request), plan_id=plan.pk, **form.cleaned_data)
    ):
        messages.success(request, _("Đã ghi nhận kế hoạch chuyên đề."))
    else:
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
    return redirect(_address(plan.unit_id, plan.year))


def _topic_page(request: HttpRequest, row: Topic, **typed: object) -> HttpResponse:
    actor, place = actor_of(request), place_of(row.plan.unit)
    may_plan = may(actor, "meetings.topic.plan", place)
    refused = any(getattr(form, "is_bound", False) for form in typed.values())
    context = {
        "row": row,
        "quarter": dict(QUARTERS)[row.quarter],
        "plan_url": _address(row.plan.unit_id, row.plan.year),
        "form": TopicForm(people=_people(row.plan.unit), initial=_initial(row)) if may_plan else None,
        "paper_form": TopicPaperForm(initial={"version": row.version}) if may_plan else None,
        "may_plan": may_plan,
        "may_approve": row.file_id is not None
        and row.approved_at is None
        and may(actor, "meetings.topic.approve", place),
        "may_read": row.file_id is not None
        and (row.approved_at is not None or may_plan or row.author_id == actor.person_id),
        # a draft is for those who prepare it
        "may_open": row.meeting is not None and (row.meeting.state != State.DRAFT or may_plan),
    }
    return page(request, "meetings/topic.html", context | typed, status=REFUSED if refused else 200)


def _note_form(request: HttpRequest, plan: TopicPlan | None) -> TopicNoteForm | None:
    if plan is None or plan.sent_at is None:
        return None
    if not may(actor_of(request), "meetings.topic.note", place_of(plan.unit)):
        return None
    return TopicNoteForm(initial={"version": plan.version, "note": plan.note})


def _initial(row: Topic) -> dict[str, object]:
    month = Month.of(row.month_on) if row.month_on else None
    return {
        "title": row.title,
        "quarter": row.quarter,
        "month": month,
        "author": row.author_id,
        "version": row.version,
    }


def _people(unit: Unit) -> People:
    return [(one.person_id, one.full_name, STATUSES[one.status]) for one in members.roster(unit.pk, clock.today())]


def _to_act_on(request: HttpRequest, topic_id: UUID, action: str) -> Topic:
    row = selectors.topic_for(actor_of(request), topic_id)
    require(actor_of(request), action, place_of(row.plan.unit))
    return row


def _unit(request: HttpRequest) -> Unit:
    try:
        unit_id = UUID(request.GET["to_chuc"]) if request.GET.get("to_chuc") else unit_here(request)
    except ValueError:
        raise Missing("unit") from None
    if unit_id is None:
        raise Missing("unit")
    return selectors.topics_unit(actor_of(request), unit_id)


def _year(request: HttpRequest) -> int:
    text, this_year = request.GET.get("nam", ""), clock.today().year
    return int(text) if text.isdecimal() and abs(int(text) - this_year) < 10 else this_year


def _address(unit_id: UUID, year: int) -> str:
    return f"{reverse('meetings:topics')}?to_chuc={unit_id}&nam={year}"
