"""How party papers look, which there are, and how they are numbered."""

from typing import Annotated, Literal

from pydantic import Field

from chibo.regulations.figures.base import Figures, Words
from chibo.regulations.states import Certainty

type Millimetres = Annotated[int, Field(ge=0, le=60)]
type FontSize = Annotated[int, Field(ge=6, le=24)]


class SizeRange(Figures):
    """Smallest and largest font size allowed; the program prints the smallest unless a unit's form differs."""

    smallest: FontSize
    largest: FontSize


class PaperLayout(Figures):
    """Lengths in millimetres, fonts and spacing in points."""

    name_vi: Words
    font: Words
    margin_top_mm: Millimetres
    margin_bottom_mm: Millimetres
    margin_left_mm: Millimetres
    margin_right_mm: Millimetres
    back_left_mm: Millimetres
    """On the back of a sheet printed on both sides."""
    back_right_mm: Millimetres
    page_number_size: FontSize
    page_number_from_top_mm: Millimetres
    page_number_on_first: bool
    party_title: SizeRange
    superior: SizeRange
    issuer: SizeRange
    number: SizeRange
    place_and_date: SizeRange
    type_name: SizeRange
    subject: SizeRange
    body: SizeRange
    authority: SizeRange
    signer: SizeRange
    recipients_head: SizeRange
    recipients_list: SizeRange
    letter_subject_size: FontSize
    """Of the line "về việc …" under the number of a letter."""
    first_line_mm: Millimetres
    paragraph_gap_pt: int
    line_spacing_min_pt: int
    line_spacing_max_pt: int
    recipients_separator: Literal[";", ","]
    recipients_archive_vi: Words
    """Last line of the recipients."""
    subject_rule: Words
    """What stands under the subject."""
    number_min_digits: int
    minutes_have_place_and_date: bool
    signature_lines: int


class PaperType(Figures):
    """A type of paper."""

    code: Annotated[str, Field(pattern=r"^\w{2,4}$")]
    """As it stands in the number, e.g. NQ."""
    name_vi: Words
    by_cell: bool
    by_congress: bool
    has_type_name: bool
    """False for a letter (công văn), which carries its subject under the number."""
    certainty: Certainty


class PaperTypes(Figures):
    """The types, and how they are numbered."""

    types: Annotated[tuple[PaperType, ...], Field(min_length=1)]
    numbered_within: Literal["term", "year"]
    """Per type from 01 within one term of the committee, or within the year."""
    number_form_vi: Words
    """With %(number)s, %(type)s and %(body)s."""

    def paper(self, code: str) -> PaperType:
        """Return the type. Raises KeyError that names those there are."""
        for paper in self.types:
            if paper.code == code:
                return paper
        raise KeyError(f"no type {code!r}; there are {[paper.code for paper in self.types]}")
