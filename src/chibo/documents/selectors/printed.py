"""Printing, with what was printed kept by its content, so that the second download costs nothing."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Literal

from django.conf import settings

from chibo.documents.figures import Layout, Paper, as_data, layout_from, paper_from
from chibo.documents.models import IssuedPaper
from chibo.documents.selectors.papers import open_file

PRINTERS_VERSION = 2
"""Raised with every change of a printer: what was kept before is then printed anew."""


def print_docx(paper: Paper, layout: Layout, *, on: date) -> bytes:
    """Return the paper as a Word document, from the kept ones if it is there. `on` is the file's own date."""
    from chibo.documents.printing.docx import print_docx  # loading the printer would slow down every start

    return _kept("docx", paper, layout, on, lambda: print_docx(paper, layout, on=on, font_folder=_fonts()))


def print_pdf(paper: Paper, layout: Layout, *, on: date, keep: bool = True) -> bytes:
    """Return the paper as PDF/A-2b, from the kept ones if it is there. `on` is the file's own date.

    `keep` off for what must not lie about on the disk, as a person's record.
    """
    from chibo.documents.printing.pdf import print_pdf  # loading the printer would slow down every start

    if not keep:
        return print_pdf(paper, layout, on=on, font_folder=_fonts())
    return _kept("pdf", paper, layout, on, lambda: print_pdf(paper, layout, on=on, font_folder=_fonts()))


def paper_docx(issued: IssuedPaper) -> bytes:
    """Return an issued paper as Word, to go on editing."""
    return print_docx(paper_from(issued.content), layout_from(issued.layout["measures"]), on=issued.issued_on)


def paper_pdf(issued: IssuedPaper) -> bytes:
    """Return an issued paper as PDF: the sealed bytes where there are, else printed. One query if sealed."""
    if issued.sealed_pdf is not None:
        with open_file(issued.sealed_pdf) as content:
            return content.read()
    return print_pdf(paper_from(issued.content), layout_from(issued.layout["measures"]), on=issued.issued_on)


def kept_prints() -> list[Path]:
    """Return what was printed and kept; any of it may be removed at any time."""
    folder = _kept_folder()
    return [place for place in folder.iterdir() if place.is_file()] if folder.exists() else []


def _fonts() -> Path | None:
    return Path(settings.PAPER_FONTS) if settings.PAPER_FONTS else None


def _kept_folder() -> Path:
    return Path(settings.DATA) / "cache" / "papers"


def _kept(kind: Literal["docx", "pdf"], paper: Paper, layout: Layout, on: date, printed: Callable[[], bytes]) -> bytes:
    content = [PRINTERS_VERSION, settings.PAPER_FONTS, as_data(paper), as_data(layout), on.isoformat()]
    key = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
    place = _kept_folder() / f"{key}.{kind}"
    try:
        return place.read_bytes()
    except FileNotFoundError:
        pass
    whole = printed()
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=place.parent, delete=False) as draft:
        draft.write(whole)
    Path(draft.name).replace(place)
    return whole
