"""What the page of a unit shows of its members, and cells that merge or end."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from chibo.access import may, require
from chibo.audit.services import look
from chibo.kernel import clock
from chibo.kernel.errors import Missing
from chibo.members import selectors, services
from chibo.members.forms import DissolveForm, MergeForm, SplitForm
from chibo.members.phrases import STATUSES
from chibo.members.views.groups import groups_reason
from chibo.organisations import selectors as organisations
from chibo.ui.forms import Form, carried_out
from chibo.ui.guard import actor_of, needs
from chibo.ui.pages import REFUSED, page

if TYPE_CHECKING:
    from chibo.organisations.models import Unit

CHANGE, ACCOUNT = "members.standing.change", "members.account.open"


@needs("organisations.unit.read")
def door(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """Who holds which post at a unit, and how many members it has: names of posts are no secret in the unit."""
    actor, today = actor_of(request), clock.today()
    unit = organisations.unit_for(actor, unit_id)
    place = organisations.place_of(unit)
    is_cell = organisations.is_cell(unit, today)
    words = Counter(comrade.status for comrade in selectors.roster(unit.pk, today)) if is_cell else Counter()
    may_change = may(actor, CHANGE, place) and unit.dissolved_on is None
    context = {
        "unit": unit,
        "is_cell": is_cell,
        "committee": selectors.posts_held_at(unit, today),
        "counts": [(STATUSES[status], count) for status, count in words.items()],
        "total": sum(words.values()),
        "ought_to_divide": is_cell and selectors.ought_to_divide(unit, sum(words.values()), today),
        "groups_rule": groups_reason(sum(words.values())) if is_cell else None,
        "may_list": may(actor, "members.list.read", place),
        "may_open": is_cell and may(actor, ACCOUNT, place) and unit.dissolved_on is None,
        "may_merge": may_change and not is_cell,
        "may_dissolve": may_change,
        "may_split": may_change and is_cell,
    }
    return page(request, "members/unit_door.html", context, part="door")


@needs(CHANGE)
def merge(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """Cells of one committee become a new one; their members go with them."""
    unit = _asked(request, unit_id)
    actor, today = actor_of(request), clock.today()
    kinds = [kind.code for kind in organisations.kinds_on(today).kinds if kind.is_cell]
    cells = organisations.units_for(actor, CHANGE).filter(parent=unit, dissolved_on=None, kind__in=kinds)
    form = MergeForm(request.POST or None, units=cells.order_by("sort_name"), initial={"place": unit.place})
    made: list[Unit] = []
    if form.is_valid():
        typed = {**form.cleaned_data, "units": list(form.cleaned_data["units"])}
        kind = typed["units"][0].kind
        if carried_out(form, lambda: made.append(services.merge_cells(actor=actor, kind=kind, **typed))):
            messages.success(request, _("Đã sáp nhập thành %(name)s.") % {"name": made[0].name})
            return redirect("organisations:unit", made[0].pk)
    return _ask(request, form, unit, title=_("Sáp nhập chi bộ"), act=_("Sáp nhập"))


@needs(CHANGE)
def split(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """New cells out of one: their names, who goes where, and by which decision. Whoever is not named stays."""
    unit, actor = _asked(request, unit_id), actor_of(request)
    if not organisations.is_cell(unit, clock.today()) or unit.dissolved_on is not None:
        raise Missing("unit")
    comrades = selectors.roster(unit.pk, clock.today())
    form = SplitForm(request.POST or None, comrades=comrades, initial={"version": unit.version})
    if form.is_valid():
        typed = {name: form.cleaned_data[name] for name in ("version", "split_on", "decision")}
        parts = form.parts()
        if carried_out(form, lambda: services.split_cell(actor=actor, unit=unit, parts=parts, **typed)):
            messages.success(request, _("Đã tách %(name)s.") % {"name": unit.name})
            return redirect("organisations:unit", unit.pk)
    rows = [(comrade, STATUSES[comrade.status], bound) for comrade, bound in form.rows()]
    context = {"form": form, "unit": unit, "rows": rows}
    return page(request, "members/split.html", context, status=REFUSED if form.errors else 200)


@needs(CHANGE)
def dissolve(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """A unit ends; its members were transferred before."""
    unit = _asked(request, unit_id)
    form = DissolveForm(request.POST or None, initial={"version": unit.version})
    if form.is_valid():
        facts = {"actor": actor_of(request), "unit": unit, **form.cleaned_data}
        if carried_out(form, lambda: services.dissolve_cell(**facts)):
            messages.success(request, _("Đã ghi giải thể %(name)s.") % {"name": unit.name})
            return redirect("organisations:unit", unit.pk)
    return _ask(request, form, unit, title=_("Giải thể %(name)s") % {"name": unit.name}, act=_("Ghi giải thể"))


@never_cache
@needs(ACCOUNT)
def accounts(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """Accounts for all of a cell who have none, and their slips on sheets to print: each code is shown this once."""
    actor, today = actor_of(request), clock.today()
    unit = organisations.unit_for(actor, unit_id)
    require(actor, ACCOUNT, organisations.place_of(unit))
    comrades = selectors.roster(unit.pk, today)
    without = [comrade for comrade in comrades if comrade.user_id is None]
    back = reverse("organisations:unit", args=[unit.pk])
    context = {"unit": unit, "back": back, "without": without, "total": len(comrades)}
    if request.method != "POST":
        look(actor, "members.list", unit_id=unit.pk, details={"without_account": len(without)})
        return page(request, "members/accounts.html", context)
    slips = services.open_accounts(actor=actor, comrades=without)
    address = request.build_absolute_uri(reverse("account_slip"))
    return page(request, "members/slips.html", context | {"slips": slips, "address": address})


def _asked(request: HttpRequest, unit_id: UUID) -> Unit:
    unit = organisations.unit_for(actor_of(request), unit_id)
    require(actor_of(request), CHANGE, organisations.place_of(unit))
    return unit


def _ask(request: HttpRequest, form: Form, unit: Unit, *, title: str, act: str) -> HttpResponse:
    context = {"form": form, "title": title, "act": act, "back": reverse("organisations:unit", args=[unit.pk])}
    return page(request, "members/form.html", context, status=REFUSED if form.errors else 200)
