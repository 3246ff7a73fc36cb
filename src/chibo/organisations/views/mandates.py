"""Forms for mandates: who is in charge of which cell, and roles of the offices."""

from collections import Counter
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from chibo.access import Denied, Role
from chibo.accounts import selectors as accounts
from chibo.kernel import clock
from chibo.organisations import selectors, services
from chibo.organisations.forms import AssignForm, EndForm, GiveForm
from chibo.organisations.models import Unit
from chibo.organisations.phrases import ROLES
from chibo.organisations.views.change import ask, asked
from chibo.ui.forms import carried_out
from chibo.ui.guard import actor_of, needs
from chibo.ui.pages import REFUSED, page


@needs("organisations.cell.assign")
def assign(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """All cells of a committee on one page: who is in charge of each, and how many each has."""
    actor, today = actor_of(request), clock.today()
    unit = selectors.unit_for(actor, unit_id)
    reached = selectors.units_for(actor, "organisations.cell.assign").filter(parent=unit, dissolved_on=None)
    cells = list(reached.order_by("sort_name"))
    if not cells or selectors.is_cell(unit, today):
        raise Denied("organisations.cell.assign")  # whoever has no cell to assign sees not who sits on the committee
    committee = selectors.committee_users(unit.pk, today)
    present = selectors.assigned_users([cell.pk for cell in cells])
    form = AssignForm(request.POST or None, cells=cells, committee=committee, present=present, initial={"since": today})
    if form.is_valid():
        facts = {"since": form.cleaned_data["since"], "decision": form.cleaned_data["decision"]}
        choices = form.choices()
        if carried_out(form, lambda: services.assign_cells(actor=actor, committee=unit, choices=choices, **facts)):
            messages.success(request, _("Đã lưu phân công đảng ủy viên phụ trách."))
            return redirect("organisations:assign", unit.pk)
    load = Counter(present.values())
    context = {
        "unit": unit,
        "form": form,
        "load": [(name, load[user_id]) for user_id, name in committee.items()],
    }
    return page(request, "organisations/assign.html", context, status=REFUSED if form.errors else 200)


@needs("organisations.mandate.give")
def give(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """A role of an office for somebody who has an account and no post for it."""
    unit = asked(request, unit_id, "organisations.mandate.give")
    form = GiveForm(request.POST or None, initial={"starts_on": clock.today()})
    if form.is_valid() and carried_out(form, lambda: _give(request, form, unit)):
        messages.success(request, _("Đã giao vai trò."))
        return redirect("organisations:unit", unit.pk)
    return ask(
        request, form, unit=unit, title=_("Giao vai trò tại %(name)s") % {"name": unit.name}, act=_("Giao vai trò")
    )


@needs("organisations.mandate.end")
def end(request: HttpRequest, mandate_id: UUID) -> HttpResponse:
    """End a role that was given by itself, from a day on."""
    mandate = selectors.mandate(mandate_id)
    unit = asked(request, mandate.unit_id or mandate.pk, "organisations.mandate.end")
    form = EndForm(request.POST or None, initial={"ends_on": clock.today()})
    if form.is_valid():
        ends_on = form.cleaned_data["ends_on"]
        if carried_out(
            form, lambda: services.end_mandate(actor=actor_of(request), mandate_id=mandate_id, ends_on=ends_on)
        ):
            messages.success(request, _("Đã kết thúc vai trò."))
            return redirect("organisations:unit", unit.pk)
    facts = {"role": ROLES[mandate.role], "name": mandate.user.display_name}
    title = _("Kết thúc vai trò %(role)s của đ/c\u00a0%(name)s") % facts
    return ask(request, form, unit=unit, title=title, act=_("Kết thúc"))


def _give(request: HttpRequest, form: GiveForm, unit: Unit) -> None:
    """Give the role; refuses a name that nobody signs in with, in the field where it was typed."""
    facts = form.cleaned_data
    services.give_mandate(
        actor=actor_of(request),
        user=accounts.user_named(facts["username"]),
        role=Role(facts["role"]),
        unit=unit,
        starts_on=facts["starts_on"],
        decided_by=facts["decided_by"],
    )
