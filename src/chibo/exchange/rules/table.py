"""From an opened file to the rows of its list: the right sheet, the body without titles, totals and signatures."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from chibo.exchange.rules.headers import SEARCHED_ROWS, Header, find_header, with_chosen
from chibo.exchange.rules.opening import Book, Sheet
from chibo.exchange.states import Kind
from chibo.kernel.errors import Refusal
from chibo.kernel.text import fold

_SAMPLE = SEARCHED_ROWS + 20
_SECTION = re.compile(r"^(?:[ivxlc]+|[a-h]|\d{1,2})?[.)\s:-]*((?:chi bo|dang bo|dang uy|cb|to dang)\b.*)$")
_TOTAL = re.compile(r"^(?:tong cong|tong so|tong|cong|cong cong|danh sach (?:nay )?(?:co|gom)|danh sach an dinh)\b")
_SIGNATURE = re.compile(
    r"^(?:t/m|tm\.|t/l|k/t|nguoi lap|nguoi lap bieu|noi nhan|thu truong|xac nhan|ky ten"
    r"|\(?ky,? ?(?:va )?(?:ghi )?ho ten|bi thu$|pho bi thu$|.{0,40}, ?ngay .{0,20}thang .{0,20}nam)"
)
_NUMBER_FIELDS = ("born", "born_male", "born_female", "joined", "card", "card_new", "card_old", "personal_number")
_KEY_FIELDS = (*_NUMBER_FIELDS, "official", "unit", "sex")
"""Where one of these is filled, the row is about somebody."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row of the list: its number as the spreadsheet shows it, and the text of each known column."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """A list found in a sheet."""

    kind: Kind
    sheet: Sheet
    header: Header

    def rows(self) -> Iterator[SheetRow]:
        """Yield the rows of the list, without blank ones, numbering, totals and what follows the last row.

        A row that names a cell ("II. Chi bộ thôn An Lạc") gives the unit of those below it; a cell merged downwards
        counts for each row that it covers.
        """
        fields = self.header.fields
        spans = _downward(self.sheet, set(fields.values()))
        section = ""
        for number, row in enumerate(self.sheet.rows()):
            if number < self.header.row + self.header.depth:
                spans.pop(number, None)
                continue
            _fill(spans, number, row)
            cells = {name: row[index] for name, index in fields.items() if index < len(row) and row[index]}
            if _is_plain(cells):
                yield SheetRow(number + 1, _in_section(cells, section))
                continue
            if not cells or _is_numbering(cells):
                continue
            texts = [text for text in row if text]
            if _is_signature(texts, cells):
                return
            named = _section(texts) if self.kind is Kind.MEMBERS else ""
            if named:
                section = named
            elif not _is_total(texts, cells):
                yield SheetRow(number + 1, _in_section(cells, section))


def find_table(book: Book, kind: Kind, sheet_name: str = "", chosen: dict[int, str | None] | None = None) -> Table:
    """Return the list of a file: the named sheet, else the visible one with the most known columns.

    Refuses a file in which no row names the columns of such a list; `chosen` are fields given by hand.
    """
    best: tuple[int, Table] | None = None
    seen: list[str] = []
    for name in [sheet_name] if sheet_name else book.names[:20]:
        sheet = book.sheet(name)
        sample = list(islice(sheet.rows(), _SAMPLE))
        header = find_header(sample, sheet.merged, kind)
        seen += _texts_of_widest(sample)
        if header and (best is None or len(header.fields) > best[0]):
            best = (len(header.fields), Table(kind, sheet, with_chosen(header, chosen or {})))
    if best is None:
        raise Refusal("exchange.no_list" if seen else "exchange.file_empty", seen=", ".join(seen[:8]))
    if best[1].header.missing(kind):
        raise Refusal("exchange.name_column_missing")
    return best[1]


def _texts_of_widest(sample: list[list[str]]) -> list[str]:
    """Return the row with the most texts: most likely the headings that were meant."""
    rows = [[text for text in row if text] for row in sample[:SEARCHED_ROWS]]
    return max(rows, key=len, default=[])


def _is_plain(cells: dict[str, str]) -> bool:
    """Tell cheaply that this is a row about somebody: three cells, a name, and a day or number of theirs."""
    if len(cells) < 3 or len(cells.get("full_name", "")) < 3:
        return False
    return any(cells[name][-1:].isdigit() for name in _NUMBER_FIELDS if name in cells)


def _in_section(cells: dict[str, str], section: str) -> dict[str, str]:
    return cells if "unit" in cells or not section else {**cells, "unit": section}


def _is_numbering(cells: dict[str, str]) -> bool:
    """Tell whether this is the row of column numbers under the headings: 1 2 3, (1) (2), A B 1 2."""
    bare = [text.strip("() .") for text in cells.values()]
    numbers = [int(text) for text in bare if text.isascii() and text.isdigit() and len(text) < 3]
    short = all(len(text) <= 2 for text in bare)
    return short and len(bare) >= 2 and len(numbers) >= len(bare) - 2 and numbers == sorted(set(numbers))


def _is_total(texts: list[str], cells: dict[str, str]) -> bool:
    return any(_TOTAL.match(fold(text)) for text in texts[:2]) and not _has_key(cells)


def _is_signature(texts: list[str], cells: dict[str, str]) -> bool:
    """Tell whether the list is over: place and day, signatures. Never a row with a day of birth or a card."""
    if _has_key({name: text for name, text in cells.items() if any(sign.isdigit() for sign in text)} | _marks(cells)):
        lone = len(texts) <= 2
        return lone and any(_SIGNATURE.match(fold(text)) for text in texts)
    return any(_SIGNATURE.match(fold(text)) for text in texts)


def _marks(cells: dict[str, str]) -> dict[str, str]:
    return {name: text for name, text in cells.items() if name == "sex" and fold(text) in {"nam", "nu"}}


def _has_key(cells: dict[str, str]) -> bool:
    return any(cells.get(name) for name in _KEY_FIELDS)


def _section(texts: list[str]) -> str:
    """Return the unit that a row standing alone names; empty where it is no such row."""
    words = [text for text in texts if not re.fullmatch(r"[IVXLC]+\.?|[A-H]\.?|\d{1,3}\.?", text)]
    if len(words) != 1 or len(texts) > 3:
        return ""
    found = _SECTION.match(fold(words[0]))
    if not found:
        return ""
    return re.sub(r"^(?:[IVXLC]+|[A-H]|\d{1,2})[.)\s:-]+", "", words[0]).split(":")[0].strip()


Spans = dict[int, list[tuple[int, int, str]]]


def _downward(sheet: Sheet, columns: set[int]) -> Spans:
    """Return the cells merged over several rows: first row to what they cover. Text is filled in while walking."""
    spans: Spans = {}
    for (top, left), (bottom, right) in sheet.merged:
        if bottom > top and left == right and left in columns:
            spans.setdefault(top, []).append((left, bottom, ""))
    return spans


def _fill(spans: Spans, number: int, row: list[str]) -> None:
    """Copy the text of a merged cell into the rows that it covers, by handing the span to the next row."""
    for column, bottom, text in spans.pop(number, ()):
        while len(row) <= column:
            row.append("")
        row[column] = row[column] or text
        if number < bottom:
            spans.setdefault(number + 1, []).append((column, bottom, row[column]))
