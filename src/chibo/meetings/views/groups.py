"""Meetings of the groups of a cell (tổ đảng): the page of all, a new one, and what comes onto the cell's agenda."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chibo.access import may, require
from chibo.kernel import clock
from chibo.kernel.errors import Missing, Refusal
from chibo.meetings import selectors, services
from chibo.meetings.figures import later
from chibo.meetings.models import Meeting
from chibo.meetings.phrases import KINDS
from chibo.meetings.selectors.groups import groups_seen, next_draft, proposed_in
from chibo.meetings.selectors.reach import place_at
from chibo.meetings.selectors.ruling import special_rule
from chibo.meetings.states import Kind
from chibo.meetings.views import shown
from chibo.meetings.views.registering import asked_month, plan_form, registered, status_of, tried
from chibo.organisations import selectors as organisations
from chibo.regulations import selectors as regulations
from chibo.ui import write
from chibo.ui.guard import actor_of, needs
from chibo.ui.here import unit_here
from chibo.ui.pages import page
from chibo.ui.say import say

if TYPE_CHECKING:
    from chibo.organisations.models import Unit
    from chibo.ui.shapes import Rule


@needs("meetings.meeting.read")
def groups(request: HttpRequest) -> HttpResponse:
    """The groups of the cell at which one works, with their meetings and what they put before the committee."""
    actor, cell = actor_of(request), _cell(request)
    found = groups_seen(actor, cell)
    if not found:
        raise Missing("unit")
    proposed = proposed_in([meeting for one in found for meeting in one.meetings])
    may_take = may(actor, "meetings.meeting.prepare", organisations.place_of(cell))
    lines = [(one, [(row, shown.state_tag(row), proposed.get(row.pk, ())) for row in one.meetings]) for one in found]
    context = {
        "cell": cell,
        "lines": lines,
        "rule": _rule(cell),
        "draft": next_draft(cell.pk) if may_take else None,
        "may_take": may_take,
        "may_arrange": may(actor, "members.group.change", organisations.place_of(cell)),
    }
    return page(request, "meetings/groups.html", context)


@needs("meetings.meeting.register")
def new(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """Register a meeting of a group: by its leader, or by whoever registers those of the cell."""
    actor, month = actor_of(request), asked_month(request)
    group = organisations.unit(group_id)
    if group.parent is None or not organisations.is_group(group, clock.today()):
        raise Missing("unit")
    cell = organisations.unit_for(actor, group.parent.pk)
    require(actor, "meetings.meeting.register", place_at(actor, cell, group.pk))
    probe = Meeting(unit=cell, kind=Kind.GROUP, month_on=month.first_on, group=group)
    last = selectors.regular_before(cell.pk, month.plus(1), Kind.GROUP, group.pk)
    start = last.starts_at if last and last.starts_at else time(19, 30)
    initial = {
        "starts_at": start,
        "ends_at": later(start, last.planned_minutes if last else 60),
        "place": last.place if last else "",
        "clerk": last.clerk_id if last else None,
        "chair": actor.person_id,
    }
    conduct = selectors.conduct_on(cell.pk, month.first_on)
    form = plan_form(request, conduct, shown.people_choices(probe), initial=initial)
    if request.method == "POST" and form.is_valid():
        done = tried(
            form,
            lambda: services.register_new(
                actor=actor, unit_id=cell.pk, month=month, kind=Kind.GROUP, plan=form.plan(), group_id=group.pk
            ),
        )
        if done:
            return registered(request, done)
    context = {"form": form, "month": month, "kind_label": f"{KINDS[Kind.GROUP]}: {group.name}"}
    return page(request, "meetings/register.html", context, status=status_of(form))


@needs("meetings.meeting.prepare")
@require_POST
def take(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Put what a group proposed onto the agenda that the cell prepares."""
    actor = actor_of(request)
    selectors.item_for(actor, item_id)
    try:
        taken = services.take_proposal(actor=actor, item_id=item_id)
    except Refusal as refusal:
        messages.error(request, say(refusal))
    else:
        messages.success(request, _("Đã đưa vào chương trình “%(title)s”.") % {"title": taken.meeting.title})
    return redirect("meetings:groups")


def _cell(request: HttpRequest) -> Unit:
    here = unit_here(request)
    unit = organisations.unit(here) if here is not None else None
    if unit is None or not organisations.is_cell(unit, clock.today()):
        raise Missing("unit")
    return unit


def _rule(cell: Unit) -> Rule:
    rule = special_rule(Meeting(unit=cell, kind=Kind.GROUP, month_on=clock.today(), held_on=clock.today()))
    assert rule is not None, "a group's meeting has a rule of its own"
    text = _("Tổ đảng sinh hoạt ít nhất %(count)s lần trong năm; chỉ bầu tổ trưởng, tổ phó, không ra nghị quyết.")
    times = write.number(rule.value.times_a_year)
    return regulations.scale(rule, "decides", text=text % {"count": times})
