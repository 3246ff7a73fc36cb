"""When people are told something, and what each member commits to for a year."""

from datetime import date
from typing import Annotated

from pydantic import Field

from chibo.regulations.figures.base import Code, Figures, Words

type ClockTime = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]


class Reaching(Figures):
    """Of an installation; a person may choose otherwise."""

    quiet_from: ClockTime
    quiet_until: ClockTime
    """Nothing that can wait is sent between the two; they may lie on both sides of midnight."""
    gathered_at: ClockTime
    """When the one message of the day is sent."""
    urgent_hours: Annotated[int, Field(ge=1, le=72)]
    """What is changed so shortly before a meeting is told at once."""


class CommitmentKind(Figures):
    code: Code
    name_vi: Words
    basis_vi: Words
    """The document that asks for it, as it is written on the paper."""
    required: bool
    """Of every member; else whoever registers one."""
    parts_vi: Annotated[tuple[Words, ...], Field(min_length=1)]
    """Headings under which the member writes."""


class Commitments(Figures):
    """What members register at the beginning of a year, and when they look back on it before the cell."""

    kinds: Annotated[tuple[CommitmentKind, ...], Field(min_length=1)]
    due_month: Annotated[int, Field(ge=1, le=12)]
    due_day: Annotated[int, Field(ge=1, le=31)]
    mid_year_month: Annotated[int, Field(ge=1, le=12)]
    year_end_month: Annotated[int, Field(ge=1, le=12)]
    remind_days: Annotated[int, Field(ge=0, le=60)]
    """How many days before the due day those who have not sent theirs are reminded; 0 for the day itself."""

    def due_on(self, year: int) -> date:
        """Return the day by which the commitments of a year are with the cell."""
        return date(year, self.due_month, self.due_day)

    def kind(self, code: str) -> CommitmentKind:
        """Return the kind of that code. Raises KeyError."""
        return {kind.code: kind for kind in self.kinds}[code]
