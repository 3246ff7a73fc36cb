"""What a secret ballot may say: a motion, one of several forms, names out of a list, or yes and no for each name.

The same on paper and on a phone. Source of what is valid: 190-QĐ/TW (10/10/2024), in substance its Điều 16 and 17.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

from chibo.kernel.errors import Refusal

LENGTH = 128
"""Bytes of every ballot before it is sealed, whatever it says: its length tells nothing. One byte an option."""
BLANK, FOR, AGAINST = 0, 1, 2

type Marks = tuple[int, ...]
"""A mark for each option of the sheet, in its order."""


class Form(StrEnum):
    """How a ballot is filled in."""

    ONE = "one"
    """Exactly one of the options: a motion, a form of discipline."""
    CHOOSE = "choose"
    """From one name to as many as there are seats, out of a longer list."""
    EACH = "each"
    """Yes or no for each name, where the list is no longer than the seats."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is printed on the ballot."""

    form: Form
    options: tuple[str, ...]
    """Code of a form (`for`, `expulsion`) or key of a candidate, in the order of the ballot."""
    labels: tuple[str, ...]
    """What the voter reads for each option."""
    seats: int = 1

    def as_json(self) -> dict[str, Any]:
        return {
            "form": self.form.value,
            "options": list(self.options),
            "labels": list(self.labels),
            "seats": self.seats,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        return cls(Form(stored["form"]), tuple(stored["options"]), tuple(stored["labels"]), stored["seats"])


@dataclass(frozen=True, slots=True)
class Totals:
    """A count of ballots."""

    valid: int
    invalid: int
    votes: Mapping[str, int]
    """Votes for each option, of valid ballots alone."""

    @property
    def cast(self) -> int:
        return self.valid + self.invalid


def motion_sheet(agree: str, disagree: str, other: str) -> Sheet:
    """Return the ballot of a motion, with the words for its three answers."""
    return Sheet(Form.ONE, ("for", "against", "other"), (agree, disagree, other))


def discipline_sheet(forms: Iterable[tuple[str, str]]) -> Sheet:
    """Return the ballot on a form of discipline; `forms` are (code, words), the heaviest first, none last."""
    codes, labels = zip(*forms, strict=True)
    return Sheet(Form.ONE, codes, labels)


def check_sheet(sheet: Sheet) -> None:
    """Refuse a ballot on which nothing could be chosen, or more than a sealed one holds."""
    if not sheet.options or len(set(sheet.options)) != len(sheet.options):
        raise Refusal("ballots.options_missing")
    if len(sheet.options) > LENGTH:
        raise Refusal("ballots.too_many_options", most=LENGTH)
    if sheet.form is Form.ONE and len(sheet.options) < 2:
        raise Refusal("ballots.options_missing")
    if sheet.form is Form.CHOOSE and not 0 < sheet.seats < len(sheet.options):
        raise Refusal("ballots.list_not_longer", seats=sheet.seats)
    if sheet.form is Form.EACH and not 0 < len(sheet.options) <= sheet.seats:
        raise Refusal("ballots.list_longer", seats=sheet.seats)


def is_valid(marks: Marks, sheet: Sheet) -> bool:
    """Tell whether a ballot with these marks counts."""
    if len(marks) != len(sheet.options):
        return False
    if sheet.form is Form.EACH:
        return all(mark in {FOR, AGAINST} for mark in marks)
    chosen = marks.count(FOR)
    most = 1 if sheet.form is Form.ONE else sheet.seats
    return marks.count(BLANK) + chosen == len(marks) and 1 <= chosen <= most


def check_marks(marks: Marks, sheet: Sheet) -> None:
    """Refuse a choice that would make the ballot invalid, while the voter can still mend it."""
    if is_valid(marks, sheet):
        return
    if sheet.form is Form.EACH:
        raise Refusal("ballots.mark_each")
    if sheet.form is Form.ONE:
        raise Refusal("ballots.mark_one")
    raise Refusal("ballots.mark_up_to", seats=sheet.seats)


def marks_on(sheet: Sheet, chosen: Mapping[str, int]) -> Marks:
    """Return the marks of a ballot on which only these options are marked."""
    return tuple(chosen.get(option, BLANK) for option in sheet.options)


def packed(marks: Marks) -> bytes:
    """Return the marks as the bytes that are sealed: always of one length."""
    return bytes(marks).ljust(LENGTH, b"\0")


def unpacked(content: bytes, sheet: Sheet) -> Marks | None:
    """Return the marks that a ballot was sealed with; None for bytes that no page of ours has made."""
    marks, rest = content[: len(sheet.options)], content[len(sheet.options) :]
    if len(content) != LENGTH or any(rest) or not set(marks) <= {BLANK, FOR, AGAINST}:
        return None
    return tuple(marks)


def total(ballots: Iterable[Marks | None], sheet: Sheet) -> Totals:
    """Count opened ballots. One that cannot be read is invalid, as a torn paper is."""
    votes = dict.fromkeys(sheet.options, 0)
    valid = invalid = 0
    for marks in ballots:
        if marks is None or not is_valid(marks, sheet):
            invalid += 1
            continue
        valid += 1
        for option, mark in zip(sheet.options, marks, strict=True):
            votes[option] += mark == FOR
    return Totals(valid, invalid, votes)
