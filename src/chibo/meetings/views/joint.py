"""Meetings that several cells hold together: registered by the committee above, with the roll by cell."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from chibo.access import require
from chibo.kernel import clock
from chibo.kernel.errors import Missing
from chibo.meetings import selectors, services
from chibo.meetings.figures import later
from chibo.meetings.forms import JointForm
from chibo.meetings.phrases import KINDS
from chibo.meetings.selectors.invited import people_of
from chibo.meetings.selectors.joint import by_cell
from chibo.meetings.states import Kind
from chibo.meetings.views.registering import asked_month, registered, status_of, tried
from chibo.members.phrases import STATUSES
from chibo.organisations import selectors as organisations
from chibo.ui.guard import actor_of, needs
from chibo.ui.here import unit_here
from chibo.ui.pages import page

if TYPE_CHECKING:
    from chibo.organisations.models import Unit

LONG = 120
"""Minutes that the form proposes."""


@needs("meetings.meeting.register")
def new(request: HttpRequest) -> HttpResponse:
    """Register a meeting of cells of the committee at which one works."""
    actor, month, unit = actor_of(request), asked_month(request), _unit(request)
    today = clock.today()
    cells = [one for one in organisations.children_of([unit.pk]) if organisations.is_cell(one, today)]
    bench = people_of(Kind.SUPERIOR, unit, today)[0]
    last = selectors.regular_before(unit.pk, month.plus(1), Kind.JOINT)
    initial = {
        "starts_at": time(7, 30),
        "ends_at": later(time(7, 30), LONG),
        "place": last.place if last else "",
        "cells": [str(cell.pk) for cell in cells],
    }
    form = JointForm(
        request.POST or None,
        cells=[(cell.pk, cell.name) for cell in cells],
        people=[(one.person_id, one.full_name, STATUSES.get(one.status, "")) for one in bench],
        is_move=False,
        online=selectors.conduct_on(unit.pk, month.first_on).online.permitted,
        initial=initial,
    )
    if request.method == "POST" and form.is_valid():
        done = tried(
            form,
            lambda: services.register_new(
                actor=actor,
                unit_id=unit.pk,
                month=month,
                kind=Kind.JOINT,
                plan=form.plan(),
                cell_ids=form.cleaned_data["cells"],
            ),
        )
        if done:
            return registered(request, done)
    context = {"form": form, "month": month, "kind_label": KINDS[Kind.JOINT]}
    return page(request, "meetings/register.html", context, status=status_of(form))


@needs("meetings.inside.read")
def cells(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The roll of a joint meeting by cell: who came of how many, and the cell's part of the base."""
    actor = actor_of(request)
    meeting = selectors.inside_for(actor, selectors.meeting_for(actor, meeting_id))
    if meeting.kind != Kind.JOINT:
        raise Missing("meeting")
    parts = by_cell(meeting)
    context = {
        "meeting": meeting,
        "parts": parts,
        "base": sum(part.base or 0 for part in parts),
        "due": sum(part.share.whole for part in parts if part.share),
        "present": sum(part.share.part for part in parts if part.share),
        "is_taken": any(part.share for part in parts),
    }
    return page(request, "meetings/cells.html", context)


def _unit(request: HttpRequest) -> Unit:
    here = unit_here(request)
    unit = organisations.unit(here) if here is not None else None
    if unit is None or organisations.is_cell(unit, clock.today()):
        raise Missing("unit")
    require(actor_of(request), "meetings.meeting.register", organisations.place_of(unit))
    return unit
