"""Days as offices write them: as text in many shapes, as a year alone, or as Excel's serial number."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from chibo.kernel.errors import Refusal

_EXCEL_ZERO = date(1899, 12, 30)
"""Serial 1 is 31/12/1899 counted from here, which also swallows Excel's 29/2/1900."""
_OLDEST = date(1900, 1, 1)
_WORDS = re.compile(r"\b(ngày|ngay|tháng|thang|năm|nam|sinh|ng|th)\b\.?", re.IGNORECASE)
_SPLIT = re.compile(r"[\s/.\-,_–—]+")
_TIME = re.compile(r"(?:[ T]\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?Z?(?: ?[AaPp][Mm])?)$")


class Precision(StrEnum):
    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class PartDate:
    """A day as far as the list knows it; of a month or a year the first day is kept."""

    first_on: date
    precision: Precision = Precision.DAY

    @property
    def on(self) -> date | None:
        """The day; None where only month or year are known."""
        return self.first_on if self.precision is Precision.DAY else None

    @property
    def year(self) -> int:
        return self.first_on.year


@lru_cache(maxsize=50_000)
def read_date(text: str, latest: date) -> PartDate:
    """Return the day that a cell means.

    `latest` is the last day that makes sense there; it also decides the century of a year of two digits. Refuses
    what cannot be read, days that do not exist, and days before 1900 or after `latest`.

    >>> read_date("03-02-90", date(2026, 1, 1))
    PartDate(first_on=datetime.date(1990, 2, 3), precision=<Precision.DAY: 'day'>)
    """
    seen = text.strip()
    bare = _TIME.sub("", seen)
    pieces = [piece for piece in _SPLIT.split(_WORDS.sub(" ", bare)) if piece]
    if not pieces or not all(piece.isascii() and piece.isdigit() for piece in pieces):
        raise Refusal("exchange.date_unreadable", seen=seen)
    numbers = [int(piece) for piece in pieces]
    if len(pieces) == 1:
        found = _from_one(pieces[0], seen, latest)
    elif len(pieces) == 2:
        found = _from_two(pieces, numbers, seen, latest)
    elif len(pieces) == 3:
        found = _from_three(pieces, numbers, seen, latest)
    else:
        raise Refusal("exchange.date_unreadable", seen=seen)
    return _checked(found, seen, latest)


def _from_one(digits: str, seen: str, latest: date) -> PartDate:
    number = int(digits)
    if len(digits) == 4 and 1900 <= number <= 2100:
        return PartDate(date(number, 1, 1), Precision.YEAR)
    if len(digits) == 5 and number >= 10_000:
        return PartDate(_EXCEL_ZERO + timedelta(days=number))
    if len(digits) in {7, 8}:
        return _from_run_together(digits.zfill(8), seen)
    if len(digits) == 6:
        year = _full_year(digits[4:], latest)
        return PartDate(_day(year, int(digits[2:4]), int(digits[:2]), seen))
    raise Refusal("exchange.date_unreadable", seen=seen)


def _from_run_together(digits: str, seen: str) -> PartDate:
    if 1900 <= int(digits[4:]) <= 2100:
        return PartDate(_day(int(digits[4:]), int(digits[2:4]), int(digits[:2]), seen))
    return PartDate(_day(int(digits[:4]), int(digits[4:6]), int(digits[6:]), seen))


def _from_two(pieces: list[str], numbers: list[int], seen: str, latest: date) -> PartDate:
    if len(pieces[0]) == 4:
        pieces, numbers = pieces[::-1], numbers[::-1]
    if len(pieces[1]) not in {2, 4} or not 1 <= numbers[0] <= 12:
        raise Refusal("exchange.date_unreadable", seen=seen)
    return PartDate(_day(_full_year(pieces[1], latest), numbers[0], 1, seen), Precision.MONTH)


def _from_three(pieces: list[str], numbers: list[int], seen: str, latest: date) -> PartDate:
    if len(pieces[0]) == 4:
        return _day_or_less(numbers[0], numbers[1], numbers[2], seen)
    if len(pieces[2]) not in {2, 4} or max(len(pieces[0]), len(pieces[1])) > 2:
        raise Refusal("exchange.date_unreadable", seen=seen)
    return _day_or_less(_full_year(pieces[2], latest), numbers[1], numbers[0], seen)


def _day_or_less(year: int, month: int, day: int, seen: str) -> PartDate:
    """Read 00/02/1990 as a month and 00/00/1990 as a year: that is how unknown days are written."""
    if day == 0 and month == 0:
        return PartDate(_day(year, 1, 1, seen), Precision.YEAR)
    if day == 0:
        return PartDate(_day(year, month, 1, seen), Precision.MONTH)
    return PartDate(_day(year, month, day, seen))


def _full_year(digits: str, latest: date) -> int:
    year = int(digits)
    if len(digits) == 4:
        return year
    century = latest.year // 100 * 100
    return century + year if century + year <= latest.year else century - 100 + year


def _day(year: int, month: int, day: int, seen: str) -> date:
    if 12 < month <= 31 and 1 <= day <= 12:
        # 02/28/1990: month first, as an American Excel writes. Asked, not guessed: 03/02 beside it would be wrong.
        raise Refusal("exchange.date_month_first", seen=seen, meant=f"{month:02d}/{day:02d}/{year}")
    try:
        return date(year, month, day)
    except ValueError:
        raise Refusal("exchange.date_impossible", seen=seen) from None


def _checked(found: PartDate, seen: str, latest: date) -> PartDate:
    if found.first_on > latest:
        raise Refusal("exchange.date_too_late", seen=seen, latest=latest.strftime("%d/%m/%Y"))
    if found.first_on < _OLDEST:
        raise Refusal("exchange.date_too_early", seen=seen)
    return found
