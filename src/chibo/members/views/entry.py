"""How somebody comes into the book: entered as a member, or newly admitted."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from chibo.kernel import clock
from chibo.members import services
from chibo.members.forms import AdmitForm, EnterForm
from chibo.members.models import Person
from chibo.members.services import Entered
from chibo.members.states import StandingKind
from chibo.organisations import selectors as organisations
from chibo.ui.forms import Form, carried_out
from chibo.ui.guard import actor_of, needs
from chibo.ui.pages import REFUSED, page

WRITE = "members.record.write"
ENTERED = ("stays_from", "joined_on", "admitted_on", "official_on", "file_number", "card_number", "decision")


@needs(WRITE)
def enter(request: HttpRequest) -> HttpResponse:
    """Somebody who is a member already: from a list, or come from elsewhere."""
    form = EnterForm(request.POST or None, **_offered(request))
    made: list[Person] = []
    if form.is_valid() and carried_out(form, lambda: made.append(_enter(request, form))):
        messages.success(request, _("Đã ghi đồng chí %(name)s.") % {"name": made[0].full_name})
        return redirect("members:record", made[0].pk)
    return _ask(request, form, title=_("Ghi đảng viên"), act=_("Ghi đảng viên"))


@needs(WRITE)
def admit(request: HttpRequest) -> HttpResponse:
    """Somebody newly admitted, by decision; probation begins with the ceremony."""
    form = AdmitForm(request.POST or None, **_offered(request))
    made: list[Person] = []
    if form.is_valid() and carried_out(form, lambda: made.append(_admit(request, form))):
        messages.success(request, _("Đã ghi đồng chí %(name)s.") % {"name": made[0].full_name})
        return redirect("members:record", made[0].pk)
    return _ask(request, form, title=_("Ghi đảng viên mới kết nạp"), act=_("Ghi đảng viên mới"))


def _enter(request: HttpRequest, form: EnterForm) -> Person:
    typed = form.cleaned_data
    entered = Entered(standing=StandingKind(typed["standing"]), **{name: typed[name] for name in ENTERED})
    return services.enter_member(actor=actor_of(request), unit=typed["unit"], facts=form.facts(), entered=entered)


def _admit(request: HttpRequest, form: AdmitForm) -> Person:
    names = ("unit", "admitted_on", "joined_on", "decision")
    typed = {name: form.cleaned_data[name] for name in names}
    return services.admit_member(actor=actor_of(request), facts=form.facts(), **typed)


def _offered(request: HttpRequest) -> dict[str, Any]:
    """Return the cells to choose from, the words that narrow a long list, and the cell that the address names."""
    kinds = [kind.code for kind in organisations.kinds_on(clock.today()).kinds if kind.is_cell]
    cells = organisations.units_for(actor_of(request), WRITE).filter(dissolved_on=None, kind__in=kinds)
    looked_for = request.GET.get("tim-chi-bo", "")
    return {"cells": cells, "looked_for": looked_for, "initial": {"unit": request.GET.get("don-vi")}}


def _ask(request: HttpRequest, form: Form, *, title: str, act: str) -> HttpResponse:
    context = {"form": form, "title": title, "act": act, "back": reverse("members:list")}
    return page(request, "members/form.html", context, status=REFUSED if form.errors else 200)
