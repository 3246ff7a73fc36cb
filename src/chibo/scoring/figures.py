"""What is counted for a criterion, and the points that somebody gives. Points are whole hundredths."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Measure:
    """One counted fact. `value` is what the sheet's conditions compare: minutes, counts, or hundredths of a percent."""

    key: str
    """`regulations.figures.Evidence`."""
    value: int | None
    """None where nothing is known."""
    part: int | None = None
    whole: int | None = None
    """The fraction behind a share; None for a plain count."""
    is_settled: bool = True
    """False while the meeting, or the time left for it, can still change the value."""

    def as_json(self) -> dict[str, Any]:
        return {
            "key": self.key,
            "value": self.value,
            "part": self.part,
            "whole": self.whole,
            "is_settled": self.is_settled,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        return cls(**stored)


@dataclass(frozen=True, slots=True)
class Given:
    """Points for one criterion and, where they are corrected, the reason."""

    points: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Marked:
    """A criterion as the sums take it: its most points, the points given, and whether it applies this month."""

    code: str
    max_points: int
    points: int | None
    applies: bool = True


@dataclass(frozen=True, slots=True)
class Stand:
    """What stood on a sheet at one moment: points and evidence by criterion."""

    points: Mapping[str, int]
    evidence: Mapping[str, tuple[Measure, ...]]
