"""What all figures have in common: they are read strictly, never change, and say how sure they are."""

from datetime import date
from fractions import Fraction
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

type Words = Annotated[str, Field(min_length=1, max_length=600)]
type Code = Annotated[str, Field(pattern=r"^[a-z0-9_]+$", max_length=60)]


class Figures(BaseModel):
    """A typed piece of a rule. Unknown keys and near types ("3" for 3) are refused.

    A shape may grow by fields that have a default, and by nothing else: released files and the rules stored on
    meetings must stay readable.
    """

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", str_strip_whitespace=False)


class Basis(Figures):
    """A document on which a rule rests. Two documents may bear one number: number and day belong together."""

    number: Words
    """As quoted, e.g. `Hướng dẫn số 42-HD/BTCTW`."""
    signed_on: date | None
    """None where only the month or year was seen."""
    in_force_from: date | None = None
    """The day the document names; None where it was not seen."""
    part: str = ""
    """Item or article."""


class Bar(Figures):
    """A share that must be reached: more than one half, at least two thirds, at least 90 of 100."""

    part: Annotated[int, Field(ge=1)]
    whole: Annotated[int, Field(ge=1)]
    strict: bool
    """True for "more than", False for "at least"."""

    @property
    def ratio(self) -> Fraction:
        return Fraction(self.part, self.whole)

    def needed(self, base: int) -> int:
        """Return the smallest count that reaches the bar over `base`.

        >>> Bar(part=1, whole=2, strict=True).needed(16), Bar(part=2, whole=3, strict=False).needed(16)
        (9, 11)
        """
        if self.strict:
            return base * self.part // self.whole + 1
        return -(-base * self.part // self.whole)

    def is_met(self, count: int, base: int) -> bool:
        """Tell whether the count reaches the bar; never over an empty base."""
        return base > 0 and count >= self.needed(base)
