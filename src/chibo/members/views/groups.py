"""Groups of a cell: which there are, who belongs to each, who leads it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from chibo.access import may, require
from chibo.audit.services import look
from chibo.kernel import clock
from chibo.kernel.errors import Missing
from chibo.members import selectors, services
from chibo.members.forms import EndGroupForm, GroupForm, GroupMembersForm
from chibo.members.states import LEADER, LEADERS_DEPUTY
from chibo.organisations import selectors as organisations
from chibo.regulations import selectors as regulations
from chibo.ui import shapes
from chibo.ui.forms import Form, carried_out
from chibo.ui.guard import actor_of, needs
from chibo.ui.pages import REFUSED, page

if TYPE_CHECKING:
    from chibo.organisations.models import Unit

READ, CHANGE = "members.list.read", "members.group.change"


@needs(READ)
def groups(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """The groups of a cell with their members; whoever may, founds another one here."""
    actor, today = actor_of(request), clock.today()
    cell = organisations.unit_for(actor, unit_id, READ)
    if not organisations.is_cell(cell, today):
        raise Missing("unit")
    may_change = may(actor, CHANGE, organisations.place_of(cell)) and cell.dissolved_on is None
    form = GroupForm(request.POST or None, initial={"founded_on": today}) if may_change else None
    if request.method == "POST":
        require(actor, CHANGE, organisations.place_of(cell))
    if form is not None and form.is_valid():
        made: list[Unit] = []
        typed = form.cleaned_data
        if carried_out(form, lambda: made.append(services.found_group(actor=actor, cell=cell, **typed))):
            messages.success(request, _("Đã lập %(name)s. Chọn đảng viên vào tổ.") % {"name": made[0].name})
            return redirect("members:group", made[0].pk)
    look(actor, "members.list", unit_id=cell.pk)
    found, free = selectors.groups_with_members(cell, today)
    total = sum(len(one.members) for one in found) + len(free)
    context = {
        "unit": cell,
        "groups": [(one, one.holder(LEADER), one.holder(LEADERS_DEPUTY)) for one in found],
        "free": free if found else [],
        "total": total,
        "rule": groups_reason(total),
        "ought": not found and selectors.ought_to_divide(cell, total, today),
        "form": form,
        "may_change": may_change,
    }
    return page(request, "members/groups.html", context, status=_status(form))


@needs(CHANGE)
def group(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """Who belongs to a group, and who leads it."""
    actor, today = actor_of(request), clock.today()
    unit, cell = _asked(request, group_id)
    found, free = selectors.groups_with_members(cell, today)
    mine = next(one for one in found if one.unit.pk == unit.pk)
    others = {one.person_id: other.unit.name for other in found if other is not mine for one in other.members}
    form = GroupMembersForm(request.POST or None, group=mine, cell=_everybody(found, free), others=others)
    if form.is_valid() and carried_out(
        form, lambda: services.arrange_group(actor=actor, group=unit, **form.arranged())
    ):
        messages.success(request, _("Đã ghi đảng viên và tổ trưởng của %(name)s.") % {"name": unit.name})
        return redirect("members:groups", cell.pk)
    context = {"unit": unit, "cell": cell, "form": form}
    return page(request, "members/group.html", context, status=_status(form))


@needs(CHANGE)
def end(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """The group is no more; its members stay in the cell."""
    unit, cell = _asked(request, group_id)
    form = EndGroupForm(request.POST or None, initial={"version": unit.version, "ended_on": clock.today()})
    if form.is_valid():
        facts = {"actor": actor_of(request), "group": unit, **form.cleaned_data}
        if carried_out(form, lambda: services.end_group(**facts)):
            messages.success(request, _("Đã ghi giải thể %(name)s.") % {"name": unit.name})
            return redirect("members:groups", cell.pk)
    title = _("Giải thể %(name)s") % {"name": unit.name}
    back = reverse("members:groups", args=[cell.pk])
    context = {"form": form, "title": title, "act": _("Ghi giải thể"), "back": back}
    return page(request, "members/form.html", context, status=_status(form))


def groups_reason(total: int) -> shapes.Rule:
    """Return from how many members on a cell is divided into groups, with the section that says so."""
    rule = selectors.groups_rule(clock.today())
    least = organisations.kinds_on(clock.today()).groups_from_members
    text = _("Chi bộ có từ %(count)s đảng viên chia thành tổ đảng.")
    here = _("Chi bộ có %(count)s đồng chí.") % {"count": total}
    return regulations.scale(rule, selectors.GROUPS_FROM, text=text % {"count": least}, here=here)


def _everybody(found: list[selectors.Group], free: list[selectors.Comrade]) -> list[selectors.Comrade]:
    everybody = [one for group in found for one in group.members] + free
    return sorted(everybody, key=lambda one: (one.sort_name, str(one.person_id)))


def _asked(request: HttpRequest, group_id: UUID) -> tuple[Unit, Unit]:
    """Return a group and its cell. Raises Missing where the cell is out of reach."""
    actor = actor_of(request)
    unit = organisations.unit(group_id)
    if unit.parent is None or unit.dissolved_on is not None or not organisations.is_group(unit, clock.today()):
        raise Missing("unit")
    cell = organisations.unit_for(actor, unit.parent.pk, READ)
    require(actor, CHANGE, organisations.place_of(cell))
    return unit, cell


def _status(form: Form | None) -> int:
    return REFUSED if form is not None and form.errors else 200
