"""The PDF printer: PDF/A-2b by typst, with the paper font that is installed as a package."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from functools import cache, lru_cache
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path
from typing import Any, Final

import typst

from chibo.documents.figures import Layout, Paper, Picture, Table
from chibo.documents.printing import lines
from chibo.documents.printing.lines import Line, Piece
from chibo.documents.printing.pictures import in_paper_font

FONT_PACKAGE = "rinoh-typeface-texgyretermes"
FAMILIES = ["Times New Roman", "Tinos", "TeX Gyre Termes"]
"""In this order, as far as they are there: the first two only where a font folder is set."""
STANDARD: Final = "a-2b"
UNKNOWN = "□"
"""Stands for a letter that no font has: PDF/A allows no letter without a shape."""
_TEMPLATE = Path(__file__).with_name("paper.typ")
_SHIPPED = Path(__file__).with_name("fonts")
_SURE = "".join(map(chr, range(0x20, 0x7F))) + "".join(map(chr, range(0xA0, 0x180))) + "\nƠơƯư–—‘’“”…•"


class NoPaperFont(RuntimeError):
    """The font of papers is not installed; the message says what to install."""


def print_pdf(paper: Paper, layout: Layout, *, on: date, font_folder: Path | None = None) -> bytes:
    """Return the paper as PDF/A-2b, the same bytes for the same paper, layout and day. About 50 ms.

    `on` is the day written into the file's own properties. Raises NoPaperFont where there is no font to print with.
    """
    data = json.dumps(_data(paper, layout, on), ensure_ascii=False)
    fonts = _fonts(font_folder)
    unknown = {letter for letter in set(data) if not _is_sure(letter) and not _has_shape(letter, font_folder)}
    data = data.translate({ord(letter): UNKNOWN for letter in unknown})
    return _set(_TEMPLATE.read_bytes(), {"paper": data}, fonts)


def _set(template: bytes, inputs: dict[str, str], fonts: typst.Fonts) -> bytes:
    return typst.compile(template, format="pdf", font_paths=fonts, pdf_standards=STANDARD, sys_inputs=inputs)


def _data(paper: Paper, layout: Layout, on: date) -> dict[str, Any]:
    head = paper.head
    top, below = lines.head_left(head, layout)
    day = [lines.HeadLine(lines.clean(head.place_date), layout.place_date_pt, italic=True)] if head.place_date else []
    return {
        "layout": asdict(layout),
        "fonts": FAMILIES,
        "title": lines.file_title(paper),
        "on": [on.year, on.month, on.day],
        "landscape": paper.landscape,
        "bare": paper.is_bare,
        "foot": lines.clean(paper.foot),
        "head_top": [asdict(line) for line in top],
        "head_below": [asdict(line) for line in below],
        "place_date": [asdict(line) for line in day],
        "titles": [asdict(line) for line in lines.titles(head, layout)],
        "body": [_piece(piece) for piece in lines.flow(paper)],
        "signatures": [
            [asdict(line) for line in lines.signature_lines(signature, layout)] for signature in paper.signatures
        ],
        "recipients_title": lines.RECIPIENTS_TITLE,
        "recipients": lines.recipients(paper, layout.recipients_separator),
    }


def _piece(piece: Piece) -> dict[str, Any]:
    if isinstance(piece, Line):
        return asdict(piece) | {"kind": "line"}
    if isinstance(piece, Table):
        whole = [lines.is_short(row) for row in piece.rows]
        return asdict(piece) | {"kind": "table", "kept": sorted(lines.kept_rows(piece)), "whole": whole}
    if isinstance(piece, Picture):
        return asdict(piece) | {"svg": in_paper_font(piece.svg, FAMILIES)}
    return {"kind": "pagebreak"}


@cache
def _fonts(font_folder: Path | None) -> typst.Fonts:
    """Return the fonts, read once per process: the paper font, typst's own for signs, and the operator's folder."""
    folders = [font_folder] if font_folder else []
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[*folders, *package_folder()])
    if not set(FAMILIES) & set(fonts.families()):
        raise NoPaperFont(f"no font for papers: pip install --no-deps -r requirements/paper-fonts.txt ({FONT_PACKAGE})")
    return fonts


def package_folder() -> list[Path]:
    """Return the folder of the font: in a wheel beside this file, else the package's, which is never imported."""
    if _SHIPPED.is_dir():
        return [_SHIPPED]
    try:
        found = [file for file in files(FONT_PACKAGE) or [] if file.suffix == ".otf"]
    except PackageNotFoundError:
        return []
    return [Path(str(found[0].locate())).parent] if found else []


def _is_sure(letter: str) -> bool:
    return letter in _SURE or 0x1EA0 <= ord(letter) <= 0x1EF9


@lru_cache(maxsize=4096)
def _has_shape(letter: str, font_folder: Path | None) -> bool:
    """Ask typst whether some font has the letter. About 2 ms, once per letter and process."""
    page = b'#set document(date: datetime(year: 2026, month: 1, day: 1))\n#set text(font: "TeX Gyre Termes")\n'
    try:
        _set(page + b"#json(bytes(sys.inputs.letter))", {"letter": json.dumps(letter)}, _fonts(font_folder))
    except typst.TypstError:
        return False
    return True
