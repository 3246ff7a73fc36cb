"""Forms that change the tree and its terms."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from chibo.access import require
from chibo.kernel import clock
from chibo.organisations import selectors, services
from chibo.organisations.forms import FoundForm, MoveForm, RenameForm, TermForm
from chibo.organisations.models import Unit
from chibo.organisations.selectors import place_of
from chibo.ui.forms import Form, carried_out
from chibo.ui.guard import actor_of, needs
from chibo.ui.pages import REFUSED, page


@needs("organisations.unit.found")
def found(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """A new unit under this one."""
    parent = asked(request, unit_id, "organisations.unit.found")
    form = FoundForm(
        request.POST or None, kinds=selectors.kind_choices(clock.today(), parent.kind), initial={"place": parent.place}
    )
    if form.is_valid():
        actor = actor_of(request)
        if carried_out(form, lambda: services.found_unit(actor=actor, parent=parent, **form.cleaned_data)):
            messages.success(request, _("Đã lập %(name)s.") % {"name": form.cleaned_data["name"]})
            return redirect("organisations:unit", parent.pk)
    title = _("Lập tổ chức trực thuộc %(name)s") % {"name": parent.name}
    return ask(request, form, unit=parent, title=title, act=_("Lập tổ chức"))


@needs("organisations.unit.change")
def rename(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """Another name or place from a day on; papers of earlier days keep the old name."""
    unit = asked(request, unit_id, "organisations.unit.change")
    form = RenameForm(request.POST or None, initial=_names(unit) | {"version": unit.version})
    if form.is_valid():
        changes = {"actor": actor_of(request), "unit_id": unit.pk, **form.cleaned_data}
        if carried_out(form, lambda: services.rename_unit(**changes), lambda: _names(selectors.unit(unit.pk))):
            messages.success(request, _("Đã đổi tên thành %(name)s.") % {"name": form.cleaned_data["name"]})
            return redirect("organisations:unit", unit.pk)
    return ask(request, form, unit=unit, title=_("Đổi tên %(name)s") % {"name": unit.name}, act=_("Lưu tên mới"))


@needs("organisations.unit.change")
def move(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """Under another unit from a day on, with everything below."""
    unit = asked(request, unit_id, "organisations.unit.change")
    initial = {"version": unit.version, "new_parent": unit.parent_id}
    form = MoveForm(request.POST or None, parents=_possible_parents(request, unit), initial=initial)
    if form.is_valid():
        changes = {"actor": actor_of(request), "unit_id": unit.pk, **form.cleaned_data}
        if carried_out(form, lambda: services.move_unit(**changes)):
            messages.success(request, _("Đã chuyển %(name)s.") % {"name": unit.name})
            return redirect("organisations:unit", unit.pk)
    return ask(request, form, unit=unit, title=_("Chuyển %(name)s") % {"name": unit.name}, act=_("Chuyển tổ chức"))


@needs("organisations.term.open")
def term(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """A new term of office; the numbers of papers begin again."""
    unit = asked(request, unit_id, "organisations.term.open")
    form, actor = TermForm(request.POST or None), actor_of(request)
    if form.is_valid() and carried_out(form, lambda: services.open_term(actor=actor, unit=unit, **form.cleaned_data)):
        messages.success(request, _("Đã mở nhiệm kỳ %(name)s.") % {"name": form.cleaned_data["name"]})
        return redirect("organisations:unit", unit.pk)
    title = _("Mở nhiệm kỳ mới của %(name)s") % {"name": unit.name}
    return ask(request, form, unit=unit, title=title, act=_("Mở nhiệm kỳ"))


def ask(request: HttpRequest, form: Form, *, title: str, act: str, unit: Unit | None = None) -> HttpResponse:
    """Answer with the form on a page of its own; with what was typed where it was refused."""
    back = reverse("organisations:unit", args=[unit.pk]) if unit else reverse("organisations:tree")
    context = {"form": form, "title": title, "act": act, "unit": unit, "back": back}
    return page(request, "organisations/form.html", context, status=REFUSED if form.errors else 200)


def asked(request: HttpRequest, unit_id: UUID, action: str) -> Unit:
    """Return the unit: 404 where the viewer may not see it, 403 where the act is not theirs."""
    unit = selectors.unit_for(actor_of(request), unit_id)
    require(actor_of(request), action, place_of(unit))
    return unit


def _names(unit: Unit) -> dict[str, Any]:
    return {"name": unit.name, "place": unit.place}


def _possible_parents(request: HttpRequest, unit: Unit) -> Any:
    kinds = selectors.kinds_on(clock.today())
    above = [kind.code for kind in kinds.kinds if unit.kind in kind.may_contain]
    found = selectors.units_for(actor_of(request), "organisations.unit.change")
    inside = selectors.in_subtree(unit.path)
    return found.filter(dissolved_on=None, kind__in=above).exclude(inside).order_by("path")
