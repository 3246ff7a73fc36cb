"""Reading pages: the tree, a unit, what lies below it, and who reaches it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from chibo.access import Actor, may
from chibo.kernel import clock
from chibo.organisations import selectors
from chibo.organisations.models import Unit
from chibo.organisations.phrases import ACTIONS
from chibo.organisations.views.shown import acts_on, history, mandate_lines
from chibo.ui.guard import actor_of, needs
from chibo.ui.pages import page
from chibo.ui.shapes import Crumb, Fact
from chibo.ui.write import day


@needs("organisations.unit.read")
def tree(request: HttpRequest) -> HttpResponse:
    """The highest units within reach, or what a search finds. Branches open in place."""
    actor, typed = actor_of(request), request.GET.get("tim", "")
    found = selectors.units_matching(actor, typed) if typed.strip() else None
    units = selectors.roots_for(actor) if found is None else []
    opened = _below(actor, units[0]) if len(units) == 1 else []
    context = {"units": units, "opened": opened, "found": found, "typed": typed}
    return page(request, "organisations/tree.html", context, part="rows")


@needs("organisations.unit.read")
def children(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """The branch below a unit, for htmx; without script the unit's own page has it."""
    actor = actor_of(request)
    unit = selectors.unit_for(actor, unit_id)
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect("organisations:unit", unit.pk)
    return page(request, "organisations/tree.html", {"units": _below(actor, unit)}, part="branch")


def _below(actor: Actor, unit: Unit) -> list[Unit]:
    below = selectors.units_for(actor).filter(parent=unit, dissolved_on=None).order_by("sort_name")
    return selectors.with_children(list(below), actor)


@needs("organisations.unit.read")
def unit(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """One unit: what it is and was, its terms, who holds what, and what lies below it."""
    actor, today = actor_of(request), clock.today()
    found = selectors.unit_for(actor, unit_id)
    below = list(selectors.units_for(actor).filter(parent=found, dissolved_on=None).order_by("sort_name"))
    in_charge = selectors.assigned_users([one.pk for one in below])
    names = selectors.committee_users(found.pk, today)
    context = {
        "unit": found,
        "crumbs": _crumbs(found, selectors.line_above(found)),
        "facts": _facts(found),
        "history": history(found),
        "predecessors": selectors.predecessors_of(found.pk),
        "terms": selectors.terms_of(found.pk),
        "mandates": mandate_lines(found, actor, today),
        "below": [(one, names.get(in_charge.get(one.pk, 0), "")) for one in below],
        "may_assign": not selectors.is_cell(found, today)
        and any(may(actor, "organisations.cell.assign", selectors.place_of(one)) for one in below),
        "acts": acts_on(found, actor),
    }
    return page(request, "organisations/unit.html", context)


@needs("organisations.unit.read")
def readers(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """Who may see and change what of this unit, and by which mandate."""
    found = selectors.unit_for(actor_of(request), unit_id)
    lines = selectors.explained(selectors.who_may(tuple(ACTIONS), selectors.place_of(found)), ACTIONS)
    crumbs = [Crumb(found.name, reverse("organisations:unit", args=[found.pk]))]
    return page(request, "organisations/readers.html", {"unit": found, "lines": lines, "crumbs": crumbs})


def _crumbs(unit: Unit, above: list[Unit]) -> list[Crumb]:
    line = [Crumb(one.name, reverse("organisations:unit", args=[one.pk])) for one in above]
    return [*line, Crumb(unit.name)] if line else []


def _facts(unit: Unit) -> list[Fact]:
    version = selectors.versions_of(unit.pk).first()
    items = [
        Fact(_("Loại hình"), selectors.kind_name(unit.kind, unit.dissolved_on or clock.today())),
        Fact(_("Địa danh ghi trên văn bản"), unit.place or "–"),
    ]
    if version is not None:
        items.append(Fact(_("Mang tên này từ"), day(version.valid_from), version.decision))
    if unit.dissolved_on:
        items.append(Fact(_("Kết thúc hoạt động"), day(unit.dissolved_on)))
    return items
