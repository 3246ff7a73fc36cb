"""Opening a spreadsheet: what kind of file it is by its bytes, guards against hostile ones, cells as text."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import python_calamine as calamine

from chibo.exchange.rules.encodings import decode, from_tcvn3, utf16_of
from chibo.kernel.errors import Refusal
from chibo.kernel.text import tidy

MAX_ROWS = 200_000
MAX_COLUMNS = 200
MAX_UNPACKED_BYTES = 1_200_000_000
MAX_TEXT_BYTES = 100_000_000
MAX_CELL = 2_000
"""Letters kept of one cell; nothing that a list holds is longer."""
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CELL = re.compile(rb'<(?:\w+:)?c [^>]*?r="([A-Z]{1,3})([0-9]{1,7})"[^>]*(?<!/)>')
_REPEATED = re.compile(rb'number-(columns|rows)-repeated="([0-9]+)"[^>]*(?<!/)>')
_CHUNK = 1 << 20
_OVERLAP = 4096
_DELIMITERS = ";,\t|"

Merged = tuple[tuple[int, int], tuple[int, int]]


@dataclass(slots=True)
class Sheet:
    """One sheet as rows of text. `rows` may be walked as often as wanted; row and column numbers begin at 0."""

    name: str
    first_column: int
    _source: Any
    merged: list[Merged] = field(default_factory=list)

    def rows(self) -> Iterator[list[str]]:
        """Yield every row, blank ones too, so that row numbers are those that Excel shows (less one)."""
        lead = [""] * self.first_column
        for number, cells in enumerate(self._walk()):
            if number >= MAX_ROWS:
                raise Refusal("exchange.file_too_long", limit=MAX_ROWS)
            yield lead + [cell_text(cell) for cell in cells[:MAX_COLUMNS]]

    def _walk(self) -> Iterator[list[Any]]:
        if isinstance(self._source, list):
            return iter(self._source)
        return iter(self._source.iter_rows())


class Book:
    """An opened file. Use it as a context; sheets are loaded one at a time."""

    def __init__(self, kind: str, names: list[str], source: Any) -> None:
        self.kind = kind
        self.names = names
        self._source = source

    def __enter__(self) -> "Book":
        return self

    def __exit__(self, *_error: object) -> None:
        if not isinstance(self._source, list):
            self._source.close()

    def sheet(self, name: str) -> Sheet:
        """Load a sheet. Refuses one whose cells lie too far apart to be a list."""
        if isinstance(self._source, list):
            return Sheet(name, 0, self._source)
        try:
            found = self._source.get_sheet_by_name(name)
        except calamine.CalamineError as error:
            raise Refusal("exchange.file_broken") from error
        start = found.start or (0, 0)
        return Sheet(name, start[1], found, found.merged_cell_ranges or [])


def open_book(path: Path) -> Book:
    """Open a file by its content, never by its ending.

    Refuses with a sentence: an empty file, one with a password, a web page that calls itself .xls, a broken one, one
    that unpacks to more than 1.2 GB, and anything that is no spreadsheet.
    """
    with path.open("rb") as file:
        head = file.read(4096)
    if not head.strip():
        raise Refusal("exchange.file_empty")
    if head.startswith(_ZIP):
        kind = _check_zip(path)
    elif head.startswith(_OLE):
        kind = _check_ole(path)
    else:
        _check_text(head)
        return Book("csv", [""], _read_delimited(path))
    return _open_workbook(path, kind)


def _open_workbook(path: Path, kind: str) -> Book:
    try:
        # by content: a stored file has no ending
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
    except calamine.PasswordError as error:
        raise Refusal("exchange.file_password") from error
    except calamine.CalamineError as error:
        raise Refusal("exchange.file_broken") from error
    names = [
        sheet.name
        for sheet in book.sheets_metadata
        if sheet.visible == calamine.SheetVisibleEnum.Visible and sheet.typ == calamine.SheetTypeEnum.WorkSheet
    ]
    if not names:
        raise Refusal("exchange.file_no_sheet")
    return Book(kind, names, book)


def _check_zip(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as packed:
            return _check_members(packed)
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError) as error:
        raise Refusal("exchange.file_broken") from error


def _check_members(packed: zipfile.ZipFile) -> str:
    entries = packed.infolist()
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED_BYTES or len(entries) > 5000:
        raise Refusal("exchange.file_too_big")
    names = {entry.filename for entry in entries}
    if "[Content_Types].xml" in names:
        for name in names:
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                _check_box(packed, name)
        return "xlsx"
    if "content.xml" in names and "mimetype" in names:
        _check_repeats(packed)
        return "ods"
    raise Refusal("exchange.file_not_spreadsheet")


def _check_box(packed: zipfile.ZipFile, name: str) -> None:
    """Refuse a sheet whose filled cells span more than a list can: calamine lays the whole box out in memory."""
    widest, lowest = b"A", 0
    for match in _matches(packed, name, _CELL):
        column, row = match[1], int(match[2])
        if (len(column), column) > (len(widest), widest):
            widest = column
        lowest = max(lowest, row)
    if _column_number(widest) > MAX_COLUMNS:
        raise Refusal("exchange.file_too_wide", limit=MAX_COLUMNS)
    if lowest > MAX_ROWS:
        raise Refusal("exchange.file_too_long", limit=MAX_ROWS)


def _check_repeats(packed: zipfile.ZipFile) -> None:
    """Refuse an .ods whose filled cells or rows are repeated beyond any list (a few bytes would fill the memory)."""
    for match in _matches(packed, "content.xml", _REPEATED):
        if match[1] == b"columns" and int(match[2]) > MAX_COLUMNS:
            raise Refusal("exchange.file_too_wide", limit=MAX_COLUMNS)
        if match[1] == b"rows" and int(match[2]) > MAX_ROWS and not _is_padding(match):
            raise Refusal("exchange.file_too_long", limit=MAX_ROWS)


def _is_padding(match: "re.Match[bytes]") -> bool:
    """Tell whether a repeated row holds nothing: every list saved by LibreOffice ends in a million of those."""
    after = match.string[match.end() : match.end() + 200]
    return b"<text:" not in after.split(b"</table:table-row>")[0]


def _matches(packed: zipfile.ZipFile, name: str, pattern: "re.Pattern[bytes]") -> Iterator["re.Match[bytes]"]:
    """Search a packed file piece by piece, so that memory stays flat."""
    rest, total = b"", 0
    with packed.open(name) as file:
        while chunk := file.read(_CHUNK):
            total += len(chunk)
            if total > MAX_UNPACKED_BYTES:  # the directory of the archive may lie about sizes
                raise Refusal("exchange.file_too_big")
            text = rest + chunk
            end = 0
            for match in pattern.finditer(text):
                end = match.end()
                yield match
            rest = text[max(end, len(text) - _OVERLAP) :]


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _check_ole(path: Path) -> str:
    content = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in content or "EncryptionInfo".encode("utf-16-le") in content:
        raise Refusal("exchange.file_password")
    if not any(name.encode("utf-16-le") in content for name in ("Workbook", "Book")):
        raise Refusal("exchange.file_not_spreadsheet")
    return "xls"


def _check_text(head: bytes) -> None:
    start = head.lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if start.startswith((b"<!doctype", b"<html", b"<table", b"<?xml", b"<meta")):
        raise Refusal("exchange.file_web_page")
    if start.startswith(b"%pdf") or (b"\x00" in head and not utf16_of(head)):
        raise Refusal("exchange.file_not_spreadsheet")


def _read_delimited(path: Path) -> list[list[str]]:
    if path.stat().st_size > MAX_TEXT_BYTES:
        raise Refusal("exchange.file_too_big")
    text = decode(path.read_bytes())
    lines = io.StringIO(text, newline="")
    rows: list[list[str]] = []
    try:
        for row in csv.reader(lines, delimiter=_delimiter(text)):
            if len(rows) >= MAX_ROWS:
                raise Refusal("exchange.file_too_long", limit=MAX_ROWS)
            rows.append(row)
    except csv.Error as error:
        raise Refusal("exchange.file_broken") from error
    return rows


def _delimiter(text: str) -> str:
    """Return the sign that splits the first lines into the most cells, most evenly."""
    first = text[:65536]
    marked = re.match(r"sep=(.)\r?\n", first)
    if marked:
        return marked[1]

    def fitness(sign: str) -> int:
        widths = [len(row) for row in _try_split(first, sign)[:30]]
        return sum(width for width in widths if width > 1)

    return max(_DELIMITERS, key=fitness)


def _try_split(text: str, sign: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=sign))
    except csv.Error:
        return []


def cell_text(value: Any) -> str:
    """Return a cell as a person would type it: days as 03/02/1990, whole numbers without a point."""
    if isinstance(value, str):
        return _tidied(value[:MAX_CELL]) if value else ""
    if isinstance(value, bool):
        return "x" if value else ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e16 else repr(value)
    if isinstance(value, date):  # a datetime too
        return f"{value.day:02d}/{value.month:02d}/{value.year:04d}"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, time | timedelta):
        return str(value)
    return ""


@lru_cache(maxsize=20_000)
def _tidied(text: str) -> str:
    return tidy(from_tcvn3(text))


__all__ = ["Book", "Sheet", "cell_text", "open_book"]
