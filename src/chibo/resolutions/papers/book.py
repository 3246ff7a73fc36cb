"""The resolution book (sổ nghị quyết): the list of a year, then every text as it was issued."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from chibo.documents import selectors as documents
from chibo.documents.figures import Column, Head, Paper, Table, paper_from
from chibo.documents.rules import book
from chibo.kernel.share import Share
from chibo.resolutions.papers.words import TITLES, day

if TYPE_CHECKING:
    from chibo.organisations.models import Unit
    from chibo.resolutions.models import Resolution

COLUMNS = (
    Column("TT", 1, "center"),
    Column("Số, ký hiệu", 2.4),
    Column("Ngày", 2.2),
    Column("Loại, trích yếu", 6),
    Column("Biểu quyết", 2, "center"),
)


def book_of(unit: Unit, rows: Sequence[Resolution], span: str, on: date) -> Paper:
    """Return the book of what was adopted in a span: "năm 2026", "nhiệm kỳ 2025 - 2030". Six queries."""
    head = documents.head_for(unit, type_code="NQ", subject=span, on=on, body=documents.body_of(unit, on))
    lines = [
        (str(number), row.number_text, day(row.adopted_on), f"{TITLES[row.kind]} {row.subject}", _voted(row))
        for number, row in enumerate(rows, start=1)
    ]
    papers = [paper_from(row.paper.content) for row in rows if row.paper]
    return book(_titled(head), Table(COLUMNS, tuple(lines)), papers)


def _titled(head: Head) -> Head:
    return replace(head, type_name="SỔ NGHỊ QUYẾT")


def _voted(row: Resolution) -> str:
    share = Share(row.vote.for_count or 0, row.vote.base_count) if row.vote else Share(0, 0)
    return f"{share.part}/{share.whole}"
