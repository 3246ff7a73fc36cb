"""Pages: the rules in force for a unit, one rule, and setting it differently."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from chibo.access import Denied
from chibo.kernel import clock
from chibo.kernel.errors import Conflict, Missing, Refusal
from chibo.regulations import services
from chibo.regulations.forms import OverrideForm
from chibo.regulations.rules import ResolvedRule
from chibo.regulations.selectors import (
    LineOf,
    UnitLine,
    all_rules_for,
    cited,
    facts_of,
    find_rule,
    history_of,
    library,
    override_for,
    versions_of,
)
from chibo.regulations.views import shown
from chibo.ui import read
from chibo.ui.asked import number_in
from chibo.ui.forms import refuse
from chibo.ui.guard import actor_of, needs
from chibo.ui.here import unit_here
from chibo.ui.pages import REFUSED, page, saved
from chibo.ui.say import say


@needs("regulations.rule.read")
@require_GET
def own_rules(request: HttpRequest, line_of: LineOf) -> HttpResponse:
    """Show the rules in force for the unit at which the user works now."""
    unit_id = unit_here(request)
    if unit_id is None:
        raise Missing("unit")
    return _rules(request, line_of(actor_of(request), unit_id))


@needs("regulations.rule.read")
@require_GET
def unit_rules(request: HttpRequest, unit_id: UUID, line_of: LineOf) -> HttpResponse:
    """Show the rules in force for a unit."""
    return _rules(request, line_of(actor_of(request), unit_id))


@needs("regulations.rule.read")
@require_GET
def one_rule(request: HttpRequest, unit_id: UUID, rule_id: str, line_of: LineOf) -> HttpResponse:
    """Show what one rule says on a day (`?ngay=`, today without it), where that stands, and its history."""
    actor = actor_of(request)
    line = line_of(actor, unit_id)
    on = _day(request)
    rule = _rule(rule_id, on, line)
    context = {
        "line": line,
        "on": on,
        "is_today": on == clock.today(),
        "rule": rule,
        "rows": shown.line_rows(rule, line),
        "documents": [(cited(basis), basis) for basis in rule.legal_basis],
        "versions": [version.file for version in reversed(versions_of(rule_id))],
        "overrides": shown.override_rows(history_of(line.ids, rule_id), line, actor),
        "may_set": shown.may_set(actor, line.place, rule_id, on),
    }
    return page(request, "regulations/rule.html", context)


@needs("regulations.override.set")
@require_http_methods(["GET", "POST"])
def set_rule(request: HttpRequest, unit_id: UUID, rule_id: str, line_of: LineOf) -> HttpResponse:
    """Set keys of a rule differently for the unit and all below it."""
    actor = actor_of(request)
    line = line_of(actor, unit_id)
    rule = _rule(rule_id, clock.today(), line)
    keys = shown.may_set(actor, line.place, rule_id, clock.today())
    if not keys:
        raise Denied("regulations.override.set")
    form = OverrideForm(rule, keys, request.POST or None, initial={"valid_from": clock.today()})
    context = {"form": form, "rule": rule, "line": line}
    if request.method == "GET":
        return page(request, "regulations/set.html", context)
    if form.is_valid() and _is_set(request, form, line):
        saved(request, _("Đã đặt mức riêng cho “%(rule)s”.") % {"rule": rule.title_vi})
        return redirect("regulations:rule", unit_id, rule_id)
    return page(request, "regulations/set.html", context, status=REFUSED)


@needs("regulations.override.end")
@require_POST
def end_override(request: HttpRequest, unit_id: UUID, override_id: UUID, line_of: LineOf) -> HttpResponse:
    """End what a unit has set differently, from today on; what has not begun is taken back."""
    actor = actor_of(request)
    line = line_of(actor, unit_id)
    override = override_for(override_id, unit_id)
    ends_on = max(clock.today(), override.valid_from)
    try:
        services.end_override(
            actor=actor, place=line.place, override_id=override_id, version=_version(request), ends_on=ends_on
        )
    except (Refusal, Conflict) as refusal:
        saved(request, say(refusal))
    else:
        saved(request, _("Đã kết thúc mức riêng. Quy định chung áp dụng trở lại."))
    return redirect("regulations:rule", unit_id, override.rule_id)


def _rules(request: HttpRequest, line: UnitLine) -> HttpResponse:
    actor = actor_of(request)
    today = clock.today()
    own = list(history_of(line.ids))
    rules = all_rules_for(today, line.for_figures, overrides=map(facts_of, own))
    context = {
        "line": line,
        "today": today,
        "rows": shown.rule_rows(rules, line),
        "overrides": [row for row in shown.override_rows(own, line, actor) if row.state != "draft"],
    }
    return page(request, "regulations/list.html", context)


def _rule(rule_id: str, on: date, line: UnitLine) -> ResolvedRule[Any]:
    rule = find_rule(rule_id, on, line.for_figures) if rule_id in library() else None
    if rule is None:
        raise Missing("rule")
    return rule


def _day(request: HttpRequest) -> date:
    try:
        return read.day(request.GET.get("ngay", "")) or clock.today()
    except ValueError:
        return clock.today()


def _version(request: HttpRequest) -> int | None:
    return number_in(request.POST.get("version", ""))


def _is_set(request: HttpRequest, form: OverrideForm, line: UnitLine) -> bool:
    typed = form.cleaned_data
    try:
        services.set_override(
            actor=actor_of(request),
            place=line.place,
            rule_id=form.rule.id,
            values=form.values(),
            basis_number=typed["basis_number"],
            basis_on=typed["basis_on"],
            valid_from=typed["valid_from"],
            valid_to=typed["valid_to"],
            note=typed["note"],
        )
    except Refusal as refusal:
        refuse(form, refusal, form.field_of(refusal.facts.get("key")))
        return False
    return True
