"""Finding the row of headings under titles and merged cells, and what each column holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from chibo.exchange.rules.columns import REQUIRED, field_for
from chibo.exchange.rules.opening import Merged
from chibo.exchange.states import Kind
from chibo.kernel.text import fold

SEARCHED_ROWS = 40
_DEPTHS = (1, 2, 3)
Rows = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the sheet: what it is headed, and the field it holds; None where nobody knows."""

    index: int
    heading: str
    field: str | None


@dataclass(frozen=True, slots=True)
class Header:
    """Where the headings stand. `row` is the first of `depth` rows, counted from 0."""

    row: int
    depth: int
    columns: tuple[Column, ...]

    @property
    def fields(self) -> dict[str, int]:
        """Field to column; of two columns with one field the first counts."""
        found: dict[str, int] = {}
        for column in self.columns:
            if column.field and column.field != "ignored":
                found.setdefault(column.field, column.index)
        return found

    @property
    def unknown(self) -> tuple[str, ...]:
        """Headings that nobody knows; their columns are left out."""
        return tuple(column.heading for column in self.columns if column.field is None and column.heading)

    def missing(self, kind: Kind) -> tuple[str, ...]:
        """Fields without which this is no list of that kind."""
        return tuple(name for name in REQUIRED[kind] if name not in self.fields and not self._in_two(name))

    def _in_two(self, name: str) -> bool:
        return name == "full_name" and {"family_name", "given_name"} <= set(self.fields)


def find_header(rows: Rows, merged: Sequence[Merged], kind: Kind) -> Header | None:
    """Return the headings among the first rows; None where no row looks like them.

    Tries each row with one to three rows of headings and takes what names the most known columns; the highest and
    flattest of equals. Two known columns at least, one of them the name.
    """
    best: tuple[int, Header] | None = None
    for row in range(min(len(rows), SEARCHED_ROWS)):
        for depth in _DEPTHS:
            if row + depth > len(rows):
                continue
            header = Header(row, depth, _columns(rows[row : row + depth], row, merged, kind))
            score = _score(header, kind)
            if score and (best is None or score > best[0]):
                best = (score, header)
    return _with_split_name(best[1], rows) if best else None


def with_chosen(header: Header, chosen: dict[int, str | None]) -> Header:
    """Return the header with the fields that a person gave to columns."""
    columns = tuple(Column(c.index, c.heading, chosen.get(c.index, c.field)) for c in header.columns)
    return Header(header.row, header.depth, columns)


def _score(header: Header, kind: Kind) -> int:
    fields = set(header.fields) - {"seq"}
    if len(fields) < 2 - (kind is Kind.UNITS) or header.missing(kind):
        return 0
    # unknown headings count a little against it: a deeper reading that joins data rows makes them unknown
    return 10 * len(fields) - len(header.unknown)


def _columns(block: Rows, top: int, merged: Sequence[Merged], kind: Kind) -> tuple[Column, ...]:
    width = max(len(row) for row in block)
    levels = [_spread(row, top + level, width, merged) for level, row in enumerate(block)]
    for upper, lower in pairwise(levels):
        _lend(upper, lower)
    columns = []
    for index in range(width):
        texts = [level[index] for level in levels]
        heading, field = _heading(texts, kind)
        columns.append(Column(index, heading, field))
    return tuple(columns)


def _spread(row: Sequence[str], number: int, width: int, merged: Sequence[Merged]) -> list[str]:
    """Return the row with the text of a cell merged sideways repeated over its columns."""
    spread = [*row, *[""] * (width - len(row))]
    for (top, left), (bottom, right) in merged:
        if top <= number <= bottom and right > left and left < width:
            text = spread[left] if number == top else ""
            for column in range(left, min(right + 1, width)):
                spread[column] = spread[column] or text
    return spread


def _lend(upper: list[str], lower: list[str]) -> None:
    """Repeat a parent over its children where the file says nothing of merged cells (.csv, .ods)."""
    for index in range(1, len(upper)):
        if not upper[index] and lower[index] and lower[index - 1]:
            upper[index] = upper[index - 1]


def _heading(texts: list[str], kind: Kind) -> tuple[str, str | None]:
    """Return the heading of one column and its field: parent and child together, the child, then the parent."""
    parts = [text for position, text in enumerate(texts) if text and text not in texts[:position]]
    if not parts:
        return "", None
    joined = " ".join(parts)
    for attempt in (joined, parts[-1], *parts[:-1]) if len(parts) > 1 else (joined,):
        field = field_for(attempt, kind)
        if field and not (attempt != joined and len(parts) > 1 and _is_lone_word(attempt)):
            return joined, field
    return joined, None


def _is_lone_word(heading: str) -> bool:
    """Tell whether a sub-heading says nothing without its parent: Nam, Nữ, Tên, Số, Ngày."""
    return fold(heading).strip(" .*") in {"nam", "nu", "so", "ngay", "loai", "cap", "trang thai", "tt"}


def _with_split_name(header: Header, rows: Rows) -> Header:
    """Read "Họ và tên" over two columns without sub-headings as family name and given name."""
    name = header.fields.get("full_name")
    follower = next((c for c in header.columns if name is not None and c.index == name + 1), None)
    if name is None or follower is None or (follower.heading and follower.field != "full_name"):
        return header
    body = rows[header.row + header.depth :]
    given = [row[name + 1] for row in body if len(row) > name + 1 and row[name + 1]]
    if not given or any(" " in text or not text.isalpha() for text in given):
        return header
    return with_chosen(header, {name: "family_name", name + 1: "given_name"})
