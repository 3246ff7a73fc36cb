"""What both printers print, line by line: the body with its marks and numbers, the two head columns, the end.

Whatever is decided about words is decided here, so that the two printers cannot differ in what they say.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from chibo.documents.figures import (
    Align,
    Banner,
    Blank,
    Block,
    Bullet,
    Fact,
    Grounds,
    Head,
    Heading,
    Layout,
    Pagebreak,
    Paper,
    Paragraph,
    Picture,
    Quote,
    Signature,
    Table,
)
from chibo.documents.rules.books import heading_label

RECIPIENTS_TITLE = "Nơi nhận:"
WHOLE_ROW_LETTERS = 600
"""Cells up to this length are never cut by the end of a page."""
_NOT_TEXT = {"Cc", "Cs", "Cn"}


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph to be set. `lead` is its bold beginning; `level` is 1 to 3 for headings, else 0."""

    text: str
    lead: str = ""
    align: Align = "justify"
    bold: bool = False
    italic: bool = False
    first_line: bool = True
    inset: bool = False
    level: int = 0
    dotted: bool = False
    keep: bool = False
    """Stays on the page of what follows."""

    @property
    def whole(self) -> str:
        return " ".join(part for part in (self.lead, self.text) if part)


@dataclass(frozen=True, slots=True)
class HeadLine:
    """A line of one of the two head columns."""

    text: str
    size_pt: float
    bold: bool = False
    italic: bool = False


type Piece = Line | Table | Pagebreak | Picture


def clean(text: str) -> str:
    """Return the text in NFC without characters that no printer can carry; line ends as they are.

    >>> clean("a\\x00\\tb\\r\\nc")
    'a b\\nc'
    """
    whole = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(letter for letter in whole if letter == "\n" or unicodedata.category(letter) not in _NOT_TEXT)


def head_left(head: Head, layout: Layout) -> tuple[list[HeadLine], list[HeadLine]]:
    """Return the left column: the organisations, and below them asterisk, number, a letter's subject, urgency."""
    top = [
        HeadLine(clean(head.superior), layout.organisation_pt),
        HeadLine(clean(head.issuer), layout.organisation_pt, bold=True),
    ]
    letter_subject = "" if head.type_name else clean(head.subject)
    below = [
        HeadLine("*", layout.organisation_pt),
        HeadLine(clean(head.number), layout.number_pt),
        HeadLine(letter_subject, layout.letter_subject_pt, italic=True),
        HeadLine(clean(head.urgency), layout.urgency_pt, bold=True),
    ]
    return [line for line in top if line.text], [line for line in below if line.text]


def titles(head: Head, layout: Layout) -> list[HeadLine]:
    """Return the lines between head and body: type name, subject and its mark. None for an official letter."""
    if not head.type_name:
        return []
    lines = [HeadLine(clean(head.type_name), layout.type_name_pt, bold=True)]
    if head.subject:
        lines.append(HeadLine(clean(head.subject), layout.subject_pt, bold=True))
        lines.append(HeadLine(layout.subject_mark, layout.subject_pt))
    return lines


def flow(paper: Paper) -> list[Piece]:
    """Return the body as lines, tables, pictures and page breaks; the last line stays with the signatures."""
    numbers = [0, 0, 0]
    pieces: list[Piece] = [*_addressed(paper.head)]
    for block in paper.body:
        pieces.extend(_pieces(block, numbers))
    if pieces and isinstance(pieces[-1], Line) and paper.signatures:
        pieces[-1] = replace(pieces[-1], keep=True)
    return pieces


def kept_rows(table: Table) -> set[int]:
    """Return the rows (from 0) that stay on the page of the next one: titles of groups, and the row before a sum."""
    last = len(table.rows) - 1
    kept = {index for index in table.strong if index < last}
    return kept | {last - 1} if last > 0 and last in table.strong else kept


def is_short(row: Sequence[str]) -> bool:
    """Return whether the row is printed on one page: it is short enough to be moved as a whole."""
    return max(map(len, row), default=0) <= WHOLE_ROW_LETTERS


def recipients(paper: Paper, separator: str) -> list[str]:
    """Return the lines of "Nơi nhận" with their marks: the separator after each, a full stop after the last."""
    names = [clean(name) for name in paper.recipients]
    ends = [separator] * (len(names) - 1) + ["."]
    return [f"- {name.rstrip(' .;,')}{end}" for name, end in zip(names, ends, strict=False)]


def signature_lines(signature: Signature, layout: Layout) -> list[HeadLine]:
    """Return one signature from the authority line to the name, with empty lines to sign in."""
    size = layout.signature_pt
    lines = [
        HeadLine(clean(signature.authority), size, bold=True),
        HeadLine(clean(signature.office), size),
        HeadLine(clean(signature.note), size - 1, italic=True),
    ]
    room = [HeadLine("", size)] * layout.signature_lines
    return [*(line for line in lines if line.text), *room, HeadLine(clean(signature.name), size, bold=True)]


def _addressed(head: Head) -> Iterator[Line]:
    names = [clean(name) for name in head.addressed]
    word = clean(head.address_word)
    if len(names) == 1:
        yield Line(f"{word}: {names[0]}", align="center", first_line=False)
    elif names:
        yield Line(f"{word}:", align="left", keep=True)
        for name in names[:-1]:
            yield Line(f"- {name};", align="left", inset=True)
        yield Line(f"- {names[-1]}.", align="left", inset=True)


def _pieces(block: Block, numbers: list[int]) -> Sequence[Piece]:
    match block:
        case Paragraph():
            return _paragraphs(block)
        case Heading():
            return [Line(_heading(block, numbers), bold=True, level=block.level, keep=True)]
        case Banner():
            return [Line(clean(block.text), align="center", bold=True, first_line=False, keep=True)]
        case Grounds():
            return [Line(f"- {clean(item).rstrip(' .;,')};") for item in block.items]
        case Bullet():
            return [Line(f"{'-' if block.level == 1 else '+'} {clean(block.text)}")]
        case Fact():
            return [Line(f"{clean(block.label).rstrip(' :')}: {clean(block.value)}")]
        case Quote():
            source = [Line(f"({clean(block.source)})", align="right", inset=True)] if block.source else []
            return [Line(clean(block.text), italic=True, inset=True, first_line=False), *source]
        case Blank():
            return [Line("", dotted=True, first_line=False)] * block.lines
        case Table():
            return [*_caption(block.caption), _table(block)]
        case Picture():
            return [*_caption(block.caption), replace(block, alt=clean(block.alt))]
        case Pagebreak():
            return [block]


def _caption(text: str) -> list[Line]:
    """Return the line above a table or picture; it stays with it."""
    return [Line(clean(text), align="center", italic=True, first_line=False, keep=True)] if text else []


def _paragraphs(block: Paragraph) -> list[Line]:
    parts = [part.strip() for part in clean(block.text).split("\n")]
    parts = [part for part in parts if part] or [""]
    first = Line(parts[0], clean(block.lead), align=block.align, first_line=block.indent)
    return [first, *(Line(part, align=block.align, first_line=block.indent) for part in parts[1:])]


def _heading(block: Heading, numbers: list[int]) -> str:
    text = clean(block.text)
    if not block.numbered:
        return text
    numbers[block.level - 1] += 1
    numbers[block.level :] = [0] * (3 - block.level)
    number = numbers[block.level - 1]
    return f"{heading_label(block.level, number)} {text}"


def _table(table: Table) -> Table:
    return replace(
        table,
        columns=tuple(replace(column, title=clean(column.title)) for column in table.columns),
        rows=tuple(tuple(clean(cell) for cell in row) for row in table.rows),
    )


def file_title(paper: Paper) -> str:
    """Return the title for a file's own properties: "NGHỊ QUYẾT lãnh đạo …"."""
    return clean(" ".join(part for part in (paper.head.type_name, paper.head.subject) if part)).replace("\n", " ")
