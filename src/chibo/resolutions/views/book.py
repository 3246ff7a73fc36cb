"""The resolution book (sổ nghị quyết) of a year or a term, as Word or PDF."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from chibo.documents import selectors as documents
from chibo.kernel import clock
from chibo.kernel.errors import Missing
from chibo.organisations import selectors as organisations
from chibo.resolutions import papers, selectors
from chibo.ui.guard import actor_of, needs
from chibo.ui.here import unit_here
from chibo.ui.pages import page

if TYPE_CHECKING:
    from chibo.organisations.models import Unit

YEARS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Span:
    """A year or a term of the committee."""

    key: str
    title: str
    """As the book bears it, in Vietnamese."""
    first_on: date
    last_on: date


@needs("resolutions.book.read")
def book(request: HttpRequest) -> HttpResponse:
    unit = _unit(request)
    spans = _spans(unit)
    chosen = next((span for span in spans if span.key == request.GET.get("ky", "")), spans[0])
    rows = selectors.adopted_of_year(unit.pk, chosen.first_on, chosen.last_on)
    if request.GET.get("tep"):
        kind, on = documents.print_kind(request.GET["tep"]), min(chosen.last_on, clock.today())
        name = _("Sổ nghị quyết %(span)s") % {"span": chosen.title}
        paper = papers.book_of(unit, rows, chosen.title, on)
        return documents.printed_response(paper, unit, on=on, name=name, kind=kind)
    return page(request, "resolutions/book.html", {"unit": unit, "spans": spans, "chosen": chosen, "rows": rows})


def _unit(request: HttpRequest) -> Unit:
    unit_id = unit_here(request)
    asked = request.GET.get("to_chuc", "")
    try:
        unit_id = UUID(asked) if asked else unit_id
    except ValueError:
        raise Missing("unit") from None
    if unit_id is None:
        raise Missing("unit")
    return organisations.unit_for(actor_of(request), unit_id, "resolutions.book.read")


def _spans(unit: Unit) -> list[Span]:
    """Return this year and those before, then the terms that are entered. One query."""
    this = clock.today().year
    years = [
        Span(f"{year}", f"năm {year}", date(year, 1, 1), date(year, 12, 31))
        for year in range(this, this - YEARS_SHOWN, -1)
    ]
    terms = [
        Span(
            f"nk-{term.pk}",
            f"nhiệm kỳ {term.name}",
            term.starts_on,
            term.ends_on - timedelta(days=1) if term.ends_on else clock.today(),
        )
        for term in organisations.terms_of(unit.pk)
    ]
    return years + terms
