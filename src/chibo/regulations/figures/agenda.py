"""The steps of a meeting and the agenda that covers them."""

import re
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from chibo.regulations.figures.base import Code, Figures, Words
from chibo.regulations.figures.meetings import MeetingKind
from chibo.regulations.states import Certainty

PLACEHOLDERS = frozenset(
    {
        *("chair", "clerk", "guests", "present", "expected", "excused", "unexcused"),
        *("month", "previous_month", "tally", "points", "band", "ended_at"),
    }
)
"""What a standard sentence may ask for: `%(tally)s` is e.g. "18/20 đồng chí tán thành, đạt 90,00 %"."""

SUPERIOR = "superior"
"""The kind of agenda that no cell has."""

type StepCode = Annotated[str, Field(pattern=r"^[POMEA][1-9]$")]


class Outcome(StrEnum):
    """What an item must have before the meeting can be closed."""

    AGENDA = "agenda"
    CONCLUSION = "conclusion"
    """A conclusion, or a resolution where the cell passes one."""
    SELF_SCORE = "self_score"
    MINUTES = "minutes"


class Step(Figures):
    """A step that the guidance names."""

    code: StepCode
    phase: Literal["before", "opening", "main", "end", "after"]
    title_vi: Words
    who_vi: Words
    certainty: Certainty


class AgendaRow(Figures):
    """A line of the standard agenda. It may cover several steps and says which."""

    code: Code
    title_vi: Words
    steps: tuple[StepCode, ...]
    presenter: Literal["chair", "secretary", "clerk", "committee", "assigned", "members", "author"]
    minutes: Annotated[int, Field(ge=1, le=240)]
    formal: bool
    """A formal line writes its standard sentence into the minutes and asks for no conclusion."""
    sentence_vi: str = ""
    outcome: Outcome | None = None
    decision: Code | None = None
    """The kind of vote, a field of `VoteMajorities`; None where nothing is voted."""
    only_if: Literal["always", "assigned_attends", "has_petitions"] = "always"

    @model_validator(mode="after")
    def _sentence_fits(self) -> Self:
        unknown = set(re.findall(r"%\((\w+)\)s", self.sentence_vi)) - PLACEHOLDERS
        if unknown:
            raise ValueError(f"row {self.code}: unknown {sorted(unknown)}; known are {sorted(PLACEHOLDERS)}")
        if self.formal and not self.sentence_vi:
            raise ValueError(f"row {self.code} is formal and needs a standard sentence")
        return self


class MeetingAgenda(Figures):
    """The steps, and a standard agenda for each kind of meeting."""

    steps: tuple[Step, ...]
    regular: tuple[AgendaRow, ...]
    thematic: tuple[AgendaRow, ...]
    extraordinary: tuple[AgendaRow, ...]
    committee: tuple[AgendaRow, ...]
    superior: tuple[AgendaRow, ...] = ()
    """The monthly meeting of a committee that has cells below it. Empty: as the meeting of a cell's committee."""
    due_items_before: Code
    """What falls due in the month is put before this line of the regular agenda."""

    def rows(self, kind: MeetingKind | str) -> tuple[AgendaRow, ...]:
        """Return the standard agenda of that kind of meeting."""
        if kind == SUPERIOR:
            return self.superior or self.committee
        found: tuple[AgendaRow, ...] = getattr(self, MeetingKind(kind).value)
        return found

    @model_validator(mode="after")
    def _rows_fit_the_steps(self) -> Self:
        known = {step.code for step in self.steps}
        for kind in (*MeetingKind, SUPERIOR):
            codes = [row.code for row in self.rows(kind)]
            if len(codes) != len(set(codes)):
                raise ValueError(f"{kind}: a code stands twice in {codes}")
            unknown = {step for row in self.rows(kind) for step in row.steps} - known
            if unknown:
                raise ValueError(f"{kind}: no such steps {sorted(unknown)}")
        missing = {step.code for step in self.steps if step.phase in {"opening", "main", "end"}} - {
            step for row in self.regular for step in row.steps
        }
        if missing:
            raise ValueError(f"the regular agenda leaves out {sorted(missing)}")
        if self.due_items_before not in {row.code for row in self.regular}:
            raise ValueError(f"due_items_before names no line of the regular agenda: {self.due_items_before}")
        return self
