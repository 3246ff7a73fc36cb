"""Pages of tasks: the list, by member, one's own, and one task with what may be done to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from chibo.access import may, require, scope
from chibo.kernel import clock
from chibo.kernel.errors import Missing
from chibo.kernel.months import Month
from chibo.members import selectors as members
from chibo.members.phrases import STATUSES
from chibo.organisations import selectors as organisations
from chibo.tasks import selectors, services
from chibo.tasks.forms import ChangeTaskForm, NewTaskForm, ReportForm, SettleForm
from chibo.tasks.models import Task
from chibo.tasks.phrases import KINDS, MOVES, STATES
from chibo.tasks.rules import days_late
from chibo.tasks.states import CLOSED, UNDECIDED, Kind, Move, State
from chibo.ui import sheets
from chibo.ui.forms import carried_out
from chibo.ui.guard import actor_of, needs
from chibo.ui.here import unit_here
from chibo.ui.pages import REFUSED, page
from chibo.ui.paging import page_of
from chibo.ui.shapes import Event, Fact, Tab

if TYPE_CHECKING:
    from chibo.organisations.models import Unit

COLUMNS = (
    sheets.Column(lazy("Nhiệm vụ"), 50),
    sheets.Column(lazy("Đồng chí chịu trách nhiệm"), 26),
    sheets.Column(lazy("Tổ chức đảng"), 30),
    sheets.Column(lazy("Hạn"), 12),
    sheets.Column(lazy("Trạng thái"), 16),
    sheets.Column(lazy("Kết quả"), 40),
)
SHOWN_STATES = {
    "mo": UNDECIDED,
    "xong": (State.DONE,),
    "khong-xong": (State.NOT_DONE, State.CANCELLED),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A task as a list shows it."""

    task: Task
    url: str
    state: str
    """Of the tag and the date leaf."""
    label: str | Promise
    who: str


@needs("tasks.task.read")
def task_list(request: HttpRequest) -> HttpResponseBase:
    shown = request.GET.get("xem", "mo")
    rows = _chosen(selectors.tasks_for(actor_of(request)).exclude(due_on=None), shown)
    if request.GET.get("tep") == "xlsx":
        return sheets.xlsx("nhiem-vu.xlsx", COLUMNS, map(_cells, rows.iterator()), title=_("Nhiệm vụ"))
    found = page_of(rows, request.GET, by="due_on")
    tabs = [Tab(label, f"?xem={key}", key == shown) for key, label in _filters().items()]
    context = {"page": found, "lines": _lines(found.rows), "tabs": tabs, "may_give": _may_give(request)}
    return page(request, "tasks/list.html", context, part="rows")


@needs("tasks.task.read")
def mine(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    rows = selectors.tasks_of_person(actor, actor.person_id)
    lines = _lines(rows.order_by("-due_on", "-id")[:200])
    open_lines = [line for line in reversed(lines) if line.task.state in UNDECIDED]
    closed_lines = [line for line in lines if line.task.state in CLOSED]
    return page(request, "tasks/mine.html", {"open_lines": open_lines, "closed_lines": closed_lines})


@needs("tasks.task.give")
def by_member(request: HttpRequest) -> HttpResponse:
    unit, today = _unit_to_give(request), clock.today()
    counts = selectors.counts_by_person(unit.pk, today)
    nothing = {"open": 0, "late": 0, "done": 0}
    rows = [
        {"comrade": comrade, "status": STATUSES[comrade.status], **counts.get(comrade.person_id, nothing)}
        for comrade in members.roster(unit.pk, today)
    ]
    without = sum(not (row["open"] or row["done"]) for row in rows)
    return page(request, "tasks/by_member.html", {"unit": unit, "rows": rows, "without": without})


@needs("tasks.task.read")
def of_person(request: HttpRequest, person_id: UUID) -> HttpResponse:
    rows = selectors.tasks_of_person(actor_of(request), person_id)
    lines = _lines(rows.order_by("-due_on", "-id")[:100])
    name = members.names_of([person_id]).get(person_id) if lines else None
    return page(request, "tasks/of_person.html", {"lines": lines, "name": name}, part="door")


@needs("tasks.task.give")
def new(request: HttpRequest) -> HttpResponse:
    unit = _unit_to_give(request)
    form = NewTaskForm(request.POST or None, people=_people(unit), initial={"person": request.GET.get("ai")})
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        give = {**asked, "person_id": asked["person"], "kind": Kind(asked["kind"])}
        give.pop("person")
        month = Month.of(clock.today())
        if carried_out(form, lambda: services.give_task(actor=actor_of(request), unit=unit, month=month, **give)):
            messages.success(request, _("Đã giao nhiệm vụ."))
            return redirect("tasks:list")
    context = {"form": form, "title": _("Giao nhiệm vụ"), "act": _("Giao nhiệm vụ"), "back": reverse("tasks:list")}
    return page(request, "tasks/form.html", context, status=_status(form))


@needs("tasks.task.read")
def detail(request: HttpRequest, task_id: UUID) -> HttpResponse:
    task = selectors.task_for(actor_of(request), task_id)
    return _detail(request, task)


@needs("tasks.task.report")
def report(request: HttpRequest, task_id: UUID) -> HttpResponse:
    task = _to_act_on(request, task_id, "tasks.task.report")
    form = ReportForm(request.POST)
    if form.is_valid():
        asked = {"task_id": task.pk, "version": form.cleaned_data["version"], "text": form.cleaned_data["text"]}
        if carried_out(form, lambda: services.report_task(actor=actor_of(request), **asked)):
            messages.success(request, _("Đã gửi báo cáo kết quả."))
            return redirect("tasks:detail", task_id)
    return _detail(request, task, report_form=form)


@needs("tasks.task.verify")
def settle(request: HttpRequest, task_id: UUID) -> HttpResponse:
    task = _to_act_on(request, task_id, "tasks.task.verify")
    form = SettleForm(request.POST, state=task.state)
    if form.is_valid():
        asked = {**form.cleaned_data, "task_id": task.pk, "move": Move(form.cleaned_data["move"])}
        if carried_out(form, lambda: services.settle_task(actor=actor_of(request), **asked)):
            messages.success(request, _("Đã ghi kết luận về nhiệm vụ."))
            return redirect("tasks:detail", task_id)
    return _detail(request, task, settle_form=form)


@needs("tasks.task.give")
def change(request: HttpRequest, task_id: UUID) -> HttpResponse:
    task = _to_act_on(request, task_id, "tasks.task.give")
    initial = {"person": task.person_id, "version": task.version}
    initial |= {name: getattr(task, name) for name in ("title", "helpers", "due_on")}
    form = ChangeTaskForm(request.POST or None, people=_people(task.unit), initial=initial)
    if request.method == "POST" and form.is_valid():
        asked = {**form.cleaned_data, "task_id": task.pk, "person_id": form.cleaned_data["person"]}
        asked.pop("person")
        if carried_out(form, lambda: services.change_task(actor=actor_of(request), **asked)):
            messages.success(request, _("Đã sửa nhiệm vụ."))
            return redirect("tasks:detail", task_id)
    back = reverse("tasks:detail", args=[task_id])
    context = {"form": form, "title": _("Sửa nhiệm vụ"), "act": _("Lưu nhiệm vụ"), "back": back}
    return page(request, "tasks/form.html", context, status=_status(form))


def _to_act_on(request: HttpRequest, task_id: UUID, action: str) -> Task:
    """Return the task: 404 where the viewer may not see it, 403 where the act is not theirs."""
    actor = actor_of(request)
    task = selectors.task_for(actor, task_id)
    require(actor, action, selectors.place(task))
    return task


def _detail(
    request: HttpRequest, task: Task, *, report_form: ReportForm | None = None, settle_form: SettleForm | None = None
) -> HttpResponse:
    actor, here, today = actor_of(request), selectors.place(task), clock.today()
    reports = [
        Event(report.by_name, MOVES[report.move], report.reported_at, after=report.text)
        for report in selectors.reports_on(task)
    ]
    version = {"version": task.version}
    may_report = task.state == State.OPEN and may(actor, "tasks.task.report", here)
    may_settle = may(actor, "tasks.task.verify", here) and task.state not in {State.PROPOSED, State.CANCELLED}
    context = {
        "task": task,
        "line": _line(task, today),
        "facts": _facts(task),
        "reports": reports,
        "report_form": (report_form or ReportForm(initial=version)) if may_report else None,
        "settle_form": (settle_form or SettleForm(initial=version, state=task.state)) if may_settle else None,
        "may_change": task.state not in CLOSED and may(actor, "tasks.task.give", here),
    }
    refused = bool((report_form and report_form.errors) or (settle_form and settle_form.errors))
    return page(request, "tasks/detail.html", context, status=REFUSED if refused else 200)


def _facts(task: Task) -> list[Fact]:
    facts = [
        Fact(_("Chịu trách nhiệm"), task.person.full_name if task.person else _("Cả chi bộ")),
        Fact(_("Xong trước ngày"), task.due_on),
        Fact(_("Loại nhiệm vụ"), KINDS[task.kind]),
        Fact(_("Tổ chức đảng"), task.unit.name),
    ]
    if task.helpers:
        facts.insert(1, Fact(_("Phối hợp"), task.helpers))
    if task.carried:
        facts.append(Fact(_("Đã lùi thời hạn"), _("%(count)s lần") % {"count": task.carried}))
    return facts


def _status(form: Any) -> int:
    return REFUSED if form.is_bound else 200


def _people(unit: Unit) -> list[tuple[UUID, str, str]]:
    found = members.roster(unit.pk, clock.today())
    return [(comrade.person_id, comrade.full_name, str(STATUSES[comrade.status])) for comrade in found]


def _unit_to_give(request: HttpRequest) -> Unit:
    """Return the unit at which the user works now. Denied where they hand out nothing there."""
    actor, unit_id = actor_of(request), unit_here(request)
    if unit_id is None:
        raise Missing("unit")
    unit = organisations.unit_for(actor, unit_id)
    require(actor, "tasks.task.give", organisations.place_of(unit))
    return unit


def _may_give(request: HttpRequest) -> bool:
    return unit_here(request) in scope(actor_of(request), "tasks.task.give").unit_ids


def _filters() -> dict[str, str]:
    return {
        "mo": _("Đang thực hiện"),
        "cham": _("Chậm"),
        "xong": _("Hoàn thành"),
        "khong-xong": _("Không hoàn thành, đã hủy"),
    }


def _chosen(rows: QuerySet[Task], shown: str) -> QuerySet[Task]:
    if shown == "cham":
        return rows.filter(state__in=UNDECIDED, due_on__lt=clock.today())
    return rows.filter(state__in=SHOWN_STATES.get(shown, UNDECIDED))


def _lines(tasks: Iterable[Task]) -> list[Line]:
    today = clock.today()
    return [_line(task, today) for task in tasks]


def _line(task: Task, today: Any) -> Line:
    state, label = _look(task, today)
    who = task.person.full_name if task.person else _("Cả chi bộ")
    return Line(task, reverse("tasks:detail", args=[task.pk]), state, label, who)


def _look(task: Task, today: Any) -> tuple[str, str | Promise]:
    late = days_late(State(task.state), task.due_on, today)
    if late:
        return "late", _("Chậm %(days)s ngày") % {"days": late}
    left = (task.due_on - today).days if task.due_on else None
    if task.state == State.OPEN and left is not None and left <= 6:
        return "now", _("Còn %(days)s ngày") % {"days": left} if left else _("Hạn hôm nay")
    looks = {State.OPEN: "info", State.REPORTED: "info", State.DONE: "ok", State.NOT_DONE: "no"}
    return looks.get(State(task.state), "wait"), STATES[task.state]


def _cells(task: Task) -> tuple[object, ...]:
    who = task.person.full_name if task.person else ""
    return task.title, who, task.unit.name, task.due_on, STATES[task.state], task.result
