"""Repairing a row in place, and deciding on a doubled one."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from chibo.exchange import selectors, services
from chibo.exchange.models import ImportRun
from chibo.exchange.views import preview, runs
from chibo.kernel.errors import Refusal
from chibo.ui.guard import actor_of, needs
from chibo.ui.pages import page
from chibo.ui.say import say

PREFIX = "o-"
"""Of the inputs that hold cells."""


@require_POST
@needs("exchange.import.start")
def repair(request: HttpRequest, run_id: UUID, number: int) -> HttpResponse:
    found = selectors.run_for(actor_of(request), run_id)
    cells = {key.removeprefix(PREFIX): request.POST[key] for key in request.POST if key.startswith(PREFIX)}
    try:
        services.repair_row(actor=actor_of(request), run_id=found.pk, number=number, cells=cells)
    except Refusal as refusal:
        return runs.show(request, found, problem=say(refusal))
    return _row(request, found, number)


@require_POST
@needs("exchange.import.start")
def decide(request: HttpRequest, run_id: UUID, number: int) -> HttpResponse:
    found = selectors.run_for(actor_of(request), run_id)
    decision = "same" if request.POST.get("decision") == "same" else "other"
    try:
        services.decide_row(actor=actor_of(request), run_id=found.pk, number=number, decision=decision)
    except Refusal as refusal:
        return runs.show(request, found, problem=say(refusal))
    return _row(request, found, number)


def _row(request: HttpRequest, found: ImportRun, number: int) -> HttpResponse:
    """Answer htmx with the row and the summary as they are now; a plain form goes back to the row."""
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(f"{reverse('exchange:run', args=[found.pk])}#dong-{number}")
    found.refresh_from_db()
    row = selectors.row_for(found, number)
    shown = [name for name in request.POST.get("cot", "").split() if name]
    [line] = preview.lines_of(found, [row], shown)
    context = {
        "line": line,
        "shown": " ".join(shown),
        "form": runs.agree_form(found),
        **runs.summary_of(found, request.POST.get("xem", "")),
    }
    return page(request, "exchange/preview.html", context, part="swapped")
