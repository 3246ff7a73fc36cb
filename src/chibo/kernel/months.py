"""The month (kỳ): the unit in which a cell works and reports."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, order=True, slots=True)
class Month:
    """A calendar month. Stored as its first day; written `2026-12` in addresses, `12/2026` on screen."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not 1 <= self.number <= 12:
            raise ValueError(f"a month has a number from 1 to 12, got {self.number}")

    @classmethod
    def of(cls, day: date) -> Month:
        """Return the month in which the day lies."""
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> Month:
        """Read `2026-12`. Raises ValueError for anything else, and for years so far off that counting leads nowhere."""
        found = re.fullmatch(r"(1[89]\d\d|2\d{3})-(\d{2})", text, re.ASCII)
        if not found:
            raise ValueError(f"a month is written 2026-12, got {text!r}")
        return cls(int(found[1]), int(found[2]))

    @property
    def first_on(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last_on(self) -> date:
        return date(self.year, self.number, monthrange(self.year, self.number)[1])

    @property
    def quarter(self) -> int:
        return (self.number - 1) // 3 + 1

    def plus(self, months: int) -> Month:
        """Return the month that lies so many months later (earlier if negative)."""
        index = self.year * 12 + self.number - 1 + months
        return Month(index // 12, index % 12 + 1)

    def through(self, last: Month) -> Iterator[Month]:
        """Go month by month from this one to `last`, both included; nothing where `last` is earlier."""
        month = self
        while month <= last:
            yield month
            month = month.plus(1)

    def day(self, number: int) -> date:
        """Return that day of the month, the last day where the month is shorter."""
        return date(self.year, self.number, min(number, self.last_on.day))

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"
