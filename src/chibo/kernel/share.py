"""A share: never a bare percentage."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many. Two shares are added by their parts, never by their percentages."""

    part: int
    whole: int

    @property
    def ratio(self) -> Fraction | None:
        """The exact value; None where there is nothing to take a share of."""
        return Fraction(self.part, self.whole) if self.whole else None

    @property
    def percent_hundredths(self) -> int | None:
        """The percentage in hundredths, rounded half up (85,00 % is 8500); None for an empty whole."""
        if not self.whole:
            return None
        return (self.part * 20000 + self.whole) // (2 * self.whole)

    def __add__(self, other: Share) -> Share:
        return Share(self.part + other.part, self.whole + other.whole)
