"""A paper that was not issued, printed for a download: drafts, lists, books."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal

from django.http import HttpResponse

from chibo.documents.figures import Paper
from chibo.documents.models import IssuedPaper
from chibo.documents.selectors.answers import bytes_response
from chibo.documents.selectors.printed import paper_docx, paper_pdf, print_docx, print_pdf
from chibo.documents.selectors.regulated import regulated
from chibo.kernel.errors import Missing

if TYPE_CHECKING:
    from chibo.organisations.models import Unit

PrintKind = Literal["docx", "pdf"]


def print_kind(text: str) -> PrintKind:
    """Read the kind of file from an address. Raises Missing for all others."""
    match text:
        case "docx" | "pdf":
            return text
        case _:
            raise Missing("paper")


def printed_response(paper: Paper, unit: Unit, *, on: date, name: str, kind: PrintKind) -> HttpResponse:
    """Return the answer that hands out the paper, printed by the layout of that day. Three queries."""
    layout = regulated(unit, on).layout
    content = print_docx(paper, layout, on=on) if kind == "docx" else print_pdf(paper, layout, on=on)
    return bytes_response(content, name, kind)


def issued_response(issued: IssuedPaper, name: str, kind: PrintKind) -> HttpResponse:
    """Return the answer that hands out an issued paper; as PDF the sealed bytes, where it is sealed."""
    return bytes_response(paper_docx(issued) if kind == "docx" else paper_pdf(issued), name, kind)
