"""Elections in the Party, and the ballot on a form of discipline."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from chibo.regulations.figures.base import Bar, Code, Figures, Words


class Body(StrEnum):
    """What is elected."""

    COMMITTEE = "committee"
    STANDING_COMMITTEE = "standing_committee"
    SECRETARY = "secretary"
    DEPUTY = "deputy"
    INSPECTION = "inspection"
    DELEGATES = "delegates"
    GROUP_LEADER = "group_leader"
    """Leader or deputy of a group inside a cell."""


class Elections(Figures):
    """The figures by which a list is made and somebody is elected."""

    elected: Bar
    """Of the members or delegates summoned."""
    surplus_required: tuple[Body, ...]
    """Bodies whose list must be longer than their seats."""
    surplus_max_percent: Annotated[int, Field(ge=0, le=100)]
    """How much longer a list may be than its seats."""
    surplus_least: Annotated[int, Field(ge=0)]
    """So many names over the seats are allowed even where the share makes less than one."""
    surplus_prepared_percent: tuple[int, int]
    """From and to: what the convening committee prepares."""
    floor_support: Bar
    """Support that a nomination from the floor needs to be put before the congress."""
    rounds_max: Annotated[int, Field(ge=1)]
    """Rounds in all."""
    runoff_needs_majority: bool
    """Whether a second vote among the tied needs more than half once more."""
    report_working_days: Annotated[int, Field(ge=0)]
    approve_working_days: Annotated[int, Field(ge=0)]


class DisciplineLine(Figures):
    """A line of the ballot on discipline."""

    code: Code
    name_vi: Words
    decision: str | None
    """Kind of decision in `vote-majorities` whose share it needs; None for "no discipline"."""


class DisciplineBallot(Figures):
    """The forms of discipline of a member, the heaviest first, "no discipline" last."""

    forms: Annotated[tuple[DisciplineLine, ...], Field(min_length=2)]
    adds_from_heaviest: bool
    """Where no form reaches its share, votes of heavier forms are added to the lighter."""
    none_needs: Bar

    @model_validator(mode="after")
    def _none_stands_last(self) -> Self:
        if [line.decision is None for line in self.forms] != [False] * (len(self.forms) - 1) + [True]:
            raise ValueError("the last line, and only the last, is no discipline")
        return self
