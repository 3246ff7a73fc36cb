"""Numbers that a spreadsheet has damaged: card numbers and personal numbers without their zeros."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from chibo.kernel.errors import Refusal

NEW_DIGITS = 12
"""The personal number, on the card since 2/9/2025 (38-HD/BTCTW)."""
OLD_DIGITS = 8
_NOISE = re.compile(r"[\s.\-'’`,_/]")
_ZEROS_AFTER = re.compile(r"^(\d+)[.,]0+$")
_FLOATED = re.compile(r"^\d(?:[.,]\d+)?[eE]\+?\d{1,2}$")
_CENTURY = {"0": 19, "1": 19, "2": 20, "3": 20, "4": 21, "5": 21}
"""Fourth digit of the personal number: century and sex together, even for men."""


@dataclass(frozen=True, slots=True)
class Card:
    """A number of 8 or 12 digits. `restored` tells that leading zeros were put back."""

    number: str
    restored: bool = False

    @property
    def is_new(self) -> bool:
        return len(self.number) == NEW_DIGITS


def read_card(text: str, digits: int | None = None) -> Card:
    """Return the number that a cell means; `digits` is 12 or 8 where the column says which it is.

    Puts back the zeros that Excel took from a number of 12 digits (the first three name a province, from 001) and
    one zero of an old number. Refuses anything that is not 8 or 12 digits then, and says what it might have been.
    """
    seen = text.strip()
    bare = _digits_of(seen)
    if len(bare) == NEW_DIGITS and digits != OLD_DIGITS:
        return Card(bare)
    if len(bare) == OLD_DIGITS and digits != NEW_DIGITS:
        return Card(bare)
    if len(bare) in {10, 11} and digits != OLD_DIGITS:
        return Card(bare.zfill(NEW_DIGITS), restored=True)
    if len(bare) == OLD_DIGITS - 1 and digits != NEW_DIGITS:
        return Card(bare.zfill(OLD_DIGITS), restored=True)
    raise Refusal("exchange.card_digits", seen=seen, digits=len(bare))


def _digits_of(seen: str) -> str:
    if seen.isascii() and seen.isdigit():
        return seen
    if _FLOATED.match(seen):
        return _from_float(seen)
    whole = _ZEROS_AFTER.match(seen)
    # 34090001234.0 is a number that became a float; 78.00 of 78.004512 is not: only zeros may follow
    bare = whole[1] if whole and len(whole[1]) >= OLD_DIGITS - 1 else _NOISE.sub("", seen)
    if not (bare.isascii() and bare.isdigit()):
        raise Refusal("exchange.card_unreadable", seen=seen)
    return bare


def _from_float(seen: str) -> str:
    """Return the digits of 3.4090001234E+10; refuse where Excel had already rounded them away."""
    try:
        value = Decimal(seen.replace(",", "."))
    except InvalidOperation:
        raise Refusal("exchange.card_unreadable", seen=seen) from None
    kept = len(value.as_tuple().digits)
    if kept < value.adjusted():
        raise Refusal("exchange.card_rounded", seen=seen)
    return str(int(value))


def contradicts(number: str, *, sex: str, born_year: int | None) -> bool:
    """Tell whether a personal number speaks of another sex or year of birth than the row does.

    Digit 4 holds century and sex, digits 5 and 6 the year of birth (Nghị định 137/2015/NĐ-CP, điều 7).
    """
    if len(number) != NEW_DIGITS or number[3] not in _CENTURY:
        return False
    if sex and (int(number[3]) % 2 == 0) != (sex == "male"):
        return True
    return born_year is not None and _CENTURY[number[3]] * 100 + int(number[4:6]) != born_year
