"""The one description of a paper, and the measures by which it is printed. Plain data, no framework.

A room that wants a paper makes a `Paper`; both printers and the stored JSON take it from there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter

type Align = Literal["left", "center", "right", "justify"]


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the body. Every text is printed as it is given; empty means that the line is left out."""

    issuer: str
    """In capitals: CHI BỘ THÔN 3."""
    superior: str = ""
    """In capitals: ĐẢNG BỘ XÃ SƠN LỘC."""
    number: str = ""
    """Whole: "Số 05-NQ/CB"."""
    place_date: str = ""
    """Whole: "Sơn Lộc, ngày 03 tháng 02 năm 2026". Empty for minutes."""
    type_name: str = ""
    """In capitals: NGHỊ QUYẾT. Empty for an official letter, whose subject then stands under the number."""
    subject: str = ""
    urgency: str = ""
    """KHẨN, THƯỢNG KHẨN or HỎA TỐC."""
    addressed: tuple[str, ...] = ()
    """Lines after "Kính gửi:" or "Kính trình:"."""
    address_word: str = "Kính gửi"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. `lead` is its bold beginning ("Điều 1.")."""

    text: str
    lead: str = ""
    align: Align = "justify"
    indent: bool = True
    kind: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True, slots=True)
class Heading:
    """A part's title. Level 1 is numbered I-, 2 is 1., 3 is a) unless `numbered` is off."""

    text: str
    level: Literal[1, 2, 3] = 1
    numbered: bool = True
    kind: Literal["heading"] = "heading"


@dataclass(frozen=True, slots=True)
class Banner:
    """A bold line in the middle: QUYẾT NGHỊ."""

    text: str
    kind: Literal["banner"] = "banner"


@dataclass(frozen=True, slots=True)
class Grounds:
    """What the paper rests on, one line each, without dash and semicolon: those are set by the printer."""

    items: tuple[str, ...]
    kind: Literal["grounds"] = "grounds"


@dataclass(frozen=True, slots=True)
class Bullet:
    """A point: "- " at level 1, "+ " at level 2."""

    text: str
    level: Literal[1, 2] = 1
    kind: Literal["bullet"] = "bullet"


@dataclass(frozen=True, slots=True)
class Fact:
    """One line "label: value", as in the head of minutes."""

    label: str
    value: str
    kind: Literal["fact"] = "fact"


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of somebody else, set in and slanted."""

    text: str
    source: str = ""
    kind: Literal["quote"] = "quote"


@dataclass(frozen=True, slots=True)
class Blank:
    """Dotted lines to write on by hand."""

    lines: int = 1
    kind: Literal["blank"] = "blank"


@dataclass(frozen=True, slots=True)
class Pagebreak:
    kind: Literal["pagebreak"] = "pagebreak"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. `width` is its share of the line: columns of 1 and 3 take a quarter and three."""

    title: str
    width: float = 1
    align: Literal["left", "center", "right"] = "left"
    """Right for figures, center for running numbers."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of text under a header that is repeated on every page. `strong` names rows (from 0) set in bold."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    strong: tuple[int, ...] = ()
    caption: str = ""
    kind: Literal["table"] = "table"

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(f"a row has {len(row)} cells under {len(self.columns)} columns: {row!r}")


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing as wide as the line, made by our own rooms and never taken from a user's file."""

    svg: str
    """Its letters are set in the paper's font whatever font it names."""
    alt: str
    """What the drawing shows, in words, for those who do not see it."""
    caption: str = ""
    kind: Literal["picture"] = "picture"


Block = Annotated[
    Paragraph | Heading | Banner | Grounds | Bullet | Fact | Quote | Blank | Pagebreak | Table | Picture,
    Field(discriminator="kind"),
]


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs. `authority` in capitals (T/M CHI BỘ), `office` in capitals (BÍ THƯ), both may be empty."""

    name: str
    office: str = ""
    authority: str = ""
    note: str = ""
    """Under the office, slanted: (ký, ghi rõ họ tên)."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole paper. One signature stands right of the recipients; two stand side by side above them."""

    head: Head
    body: tuple[Block, ...]
    signatures: tuple[Signature, ...] = ()
    recipients: tuple[str, ...] = ()
    """Lines of "Nơi nhận" without dash and end mark; the last one is the file copy (Lưu Chi bộ)."""
    landscape: bool = False
    """For wide tables."""
    is_bare: bool = False
    """Without head and page numbers: ballots, to be cut apart. The head still names the file."""
    foot: str = ""
    """A small line at the foot of every page: by what the sealed paper is checked."""

    def __post_init__(self) -> None:
        if len(self.signatures) > 2:
            raise ValueError(f"a paper has at most two signatures, got {len(self.signatures)}")


@dataclass(frozen=True, slots=True)
class Layout:
    """Measures of the page and of each part, set by the regulation in force on the day of issue (`paper-layout`).

    Lengths end in `_mm`, sizes and distances of letters in `_pt`.
    """

    font: str
    party_title: str
    width_mm: float
    height_mm: float
    top_mm: float
    bottom_mm: float
    left_mm: float
    right_mm: float
    page_number_top_mm: float
    """From the upper edge of the sheet to the page number, which is left out on page 1."""
    page_number_pt: float
    party_title_pt: float
    organisation_pt: float
    number_pt: float
    place_date_pt: float
    type_name_pt: float
    subject_pt: float
    subject_mark: str
    """Set under the subject: five hyphens."""
    letter_subject_pt: float
    body_pt: float
    first_line_mm: float
    line_pt: float
    """From base line to base line in the body, exactly."""
    paragraph_gap_pt: float
    table_pt: float
    signature_pt: float
    signature_lines: int
    """Empty lines for the signature."""
    recipients_title_pt: float
    recipients_pt: float
    recipients_separator: str
    """After each recipient but the last, which ends with a full stop."""
    urgency_pt: float
    duplex: bool = False
    """Margins change sides on the back of the sheet."""


_PAPER = TypeAdapter(Paper)
_LAYOUT = TypeAdapter(Layout)


def as_data(thing: Paper | Layout) -> Any:
    """Return the JSON form of a description."""
    if isinstance(thing, Paper):
        return _PAPER.dump_python(thing, mode="json")
    return _LAYOUT.dump_python(thing, mode="json")


def paper_from(data: object) -> Paper:
    """Read a paper back. Raises pydantic's ValidationError where the data is no paper."""
    return _PAPER.validate_python(data)


def layout_from(data: object) -> Layout:
    """Read the measures from a rule's value. Raises pydantic's ValidationError that names what is missing."""
    return _LAYOUT.validate_python(data)
