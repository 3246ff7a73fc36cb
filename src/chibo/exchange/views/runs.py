"""Pages of runs: the list, a new one, the preview, and what may be done with it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from chibo.access import holds_anywhere
from chibo.exchange import selectors, services
from chibo.exchange.forms import AgreeForm, ColumnsForm, StartForm
from chibo.exchange.models import ImportRun
from chibo.exchange.phrases import FIELDS, KINDS, RUN_STATES
from chibo.exchange.rules.columns import fields_of
from chibo.exchange.states import AT_WORK, Fate, Kind, Result, RunState
from chibo.exchange.views import preview
from chibo.kernel import clock
from chibo.kernel.errors import Refusal
from chibo.organisations import selectors as organisations
from chibo.ui.forms import carried_out
from chibo.ui.guard import actor_of, needs
from chibo.ui.pages import REFUSED, page
from chibo.ui.paging import page_of
from chibo.ui.say import say
from chibo.ui.shapes import Crumb

STATE_TAGS = {
    RunState.PREVIEWED: "now",
    RunState.DONE: "ok",
    RunState.FAILED: "no",
    RunState.UNDONE: "wait",
    RunState.DROPPED: "wait",
}


@needs("exchange.import.start")
def home(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    found = page_of(selectors.runs(actor), request.GET, by="-created_at")
    rows = [(run, KINDS[Kind(run.kind)], RUN_STATES[RunState(run.state)], _tag(run)) for run in found.rows]
    units = organisations.roots_for(actor, selectors.ACTION)
    may_export = holds_anywhere(actor, "members.record.export")
    context = {"page": found, "rows": rows, "units": units, "may_export": may_export}
    return page(request, "exchange/home.html", context, part="rows")


@needs("exchange.import.start")
def start(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    units = organisations.roots_for(actor, selectors.ACTION)
    choices = [(unit.pk, unit.name) for unit in units]
    form = StartForm(request.POST or None, request.FILES or None, units=choices, initial={"as_of_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        asked = dict(form.cleaned_data)
        file, unit_id = asked.pop("file"), asked.pop("unit")
        given = {**asked, "kind": Kind(asked["kind"]), "unit": next(unit for unit in units if unit.pk == unit_id)}
        made: list[ImportRun] = []

        def act() -> None:
            made.append(services.start_import(actor=actor, file_name=file.name, content=file.chunks(), **given))

        if carried_out(form, act):
            return redirect("exchange:run", made[0].pk)
    context = {"form": form, "crumbs": _crumbs(_("Nhập danh sách"))}
    return page(request, "exchange/start.html", context, status=REFUSED if form.errors else 200)


@needs("exchange.import.start")
def run(request: HttpRequest, run_id: UUID) -> HttpResponse:
    return show(request, selectors.run_for(actor_of(request), run_id))


def show(request: HttpRequest, found: ImportRun, problem: str = "") -> HttpResponse:
    """Answer with the page of a run in its state; with `problem` as a refused act on it."""
    state = RunState(found.state)
    context: dict[str, Any] = {
        "run": found,
        "problem": problem,
        "steps": preview.steps_of(found),
        "crumbs": _crumbs(found.file_name),
        "state": RUN_STATES[state],
        "state_tag": _tag(found),
    }
    if state in AT_WORK:
        return _progress(request, context)
    if state == RunState.PREVIEWED:
        context |= _preview(request, found)
    elif state in {RunState.DONE, RunState.UNDONE}:
        context |= {
            "left": selectors.left_with_reasons(found),
            "written": found.rows.filter(fate=Fate.WRITTEN).count(),
            "version_text": str(found.version),
            **summary_of(found),
        }
    template = "exchange/preview.html" if state == RunState.PREVIEWED else "exchange/result.html"
    if state == RunState.FAILED:
        context["reason"] = say(found.problem["code"], **found.problem["facts"])
    part = "rows" if state == RunState.PREVIEWED and not problem else ""
    return page(request, template, context, part=part, status=REFUSED if problem else 200)


def _progress(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    run = context["run"]
    writes = run.state in {RunState.COMMITTING, RunState.UNDOING}
    whole = run.to_write if writes else run.row_count
    context |= {"whole": max(whole, run.done_count, 1)}
    return page(request, "exchange/progress.html", context, part="progress")


def _preview(request: HttpRequest, run: ImportRun) -> dict[str, Any]:
    chosen = request.GET.get("xem", "")
    rows = run.rows.filter(result=chosen) if chosen in set(Result) else run.rows.all()
    found = page_of(rows, request.GET, by="number")
    shown = preview.columns_of(run, found.rows)
    return {
        "page": found,
        "lines": preview.lines_of(run, found.rows, shown),
        "heads": preview.heads_of(shown),
        "shown": " ".join(shown),
        "earlier": selectors.earlier_run(run),
        "unknown": [heading for _index, heading, field in run.columns if heading and field is None],
        "form": agree_form(run),
        **summary_of(run, chosen),
    }


def agree_form(run: ImportRun) -> AgreeForm:
    """Return the form that agrees to what the preview shows now."""
    return AgreeForm(initial={"version": run.version, "expected": run.to_write})


def summary_of(run: ImportRun, chosen: str = "") -> dict[str, Any]:
    """Return what the summary of a preview shows; it is swapped after each repair."""
    count = run.to_write
    if run.kind == Kind.MEMBERS:
        act = ngettext("Cập nhật %(count)s đảng viên", "Cập nhật %(count)s đảng viên", count)
    else:
        act = ngettext("Lập %(count)s tổ chức đảng", "Lập %(count)s tổ chức đảng", count)
    return {
        "run": run,
        "act": act % {"count": count},
        "to_write": count,
        "parts": preview.parts_of(run),
        "filters": preview.filters_of(run, chosen),
        "chosen": chosen,
        "refused": int(run.counts.get(Result.REFUSED, 0)),
        "doubled": int(run.counts.get(Result.DOUBLED, 0)),
        "whole": sum(run.counts.values()),
    }


@needs("exchange.import.start")
def columns(request: HttpRequest, run_id: UUID) -> HttpResponse:
    found = selectors.run_for(actor_of(request), run_id)
    headed = [(index, heading) for index, heading, _field in found.columns if heading]
    known = [(name, FIELDS[name]) for name in fields_of(Kind(found.kind)) if name in FIELDS]
    initial = {f"c{index}": field or "" for index, _heading, field in found.columns}
    form = ColumnsForm(
        request.POST or None,
        columns=headed,
        choices=[("", _("Bỏ qua cột này")), *known],
        initial={**initial, "version": found.version},
    )
    if request.method == "POST" and form.is_valid():
        given = {"run_id": found.pk, "version": form.cleaned_data["version"], "chosen": form.chosen}
        if carried_out(form, lambda: services.choose_columns(actor=actor_of(request), **given)):
            return redirect("exchange:run", found.pk)
    context = {"run": found, "form": form, "crumbs": _crumbs(_("Ghép cột"))}
    return page(request, "exchange/columns.html", context, status=REFUSED if form.errors else 200)


@require_POST
@needs("exchange.import.write")
def agree(request: HttpRequest, run_id: UUID) -> HttpResponse:
    found = selectors.run_for(actor_of(request), run_id)
    form = AgreeForm(request.POST)
    given = form.cleaned_data if form.is_valid() else {"version": 0, "expected": 0}
    return _after(request, found, lambda: services.agree(actor=actor_of(request), run_id=found.pk, **given))


@require_POST
@needs("exchange.import.start")
def drop(request: HttpRequest, run_id: UUID) -> HttpResponse:
    found = selectors.run_for(actor_of(request), run_id)
    version = _version(request)
    answer = _after(request, found, lambda: services.drop(actor=actor_of(request), run_id=found.pk, version=version))
    if answer.status_code != REFUSED:
        messages.success(request, _("Đã hủy lần nhập. Chưa có gì được cập nhật."))
    return answer


@require_POST
@needs("exchange.import.write")
def undo(request: HttpRequest, run_id: UUID) -> HttpResponse:
    found = selectors.run_for(actor_of(request), run_id)
    version = _version(request)
    return _after(request, found, lambda: services.undo(actor=actor_of(request), run_id=found.pk, version=version))


def _after(request: HttpRequest, found: ImportRun, act: Any) -> HttpResponse:
    """Do the act and go back to the run; refused, show the run as it is now with the sentence."""
    try:
        act()
    except Refusal as refusal:
        found.refresh_from_db()
        return show(request, found, problem=say(refusal))
    return redirect("exchange:run", found.pk)


def _version(request: HttpRequest) -> int:
    text = request.GET.get("version", "")
    return int(text) if text.isascii() and text.isdigit() else 0


def _crumbs(last: str) -> list[Crumb]:
    return [Crumb(_("Nhập, xuất dữ liệu"), reverse("exchange:home")), Crumb(last)]


def _tag(run: ImportRun) -> str:
    return STATE_TAGS.get(RunState(run.state), "info")
