"""What share a decision needs, of whom, and how it is voted."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from chibo.regulations.figures.base import Bar, Figures, Words
from chibo.regulations.states import Method


class Base(StrEnum):
    """Whose number the share is taken of."""

    OFFICIAL_MEMBERS = "official_members"
    """Full members summoned, less those whom `AttendanceStates` leaves out."""
    COMMITTEE_MEMBERS = "committee_members"
    """Members of the committee in office."""


class Decision(StrEnum):
    """Kinds of decisions; each is a field of `VoteMajorities`."""

    AGENDA = "agenda"
    CONCLUSION = "conclusion"
    RESOLUTION = "resolution"
    SELF_SCORE = "self_score"
    MINUTES = "minutes"
    TASK = "task"
    EXEMPTION = "exemption"
    HELPER = "helper"
    PROPOSAL = "proposal"
    TEAM = "team"
    ADMISSION = "admission"
    RECOGNITION = "recognition"
    REMOVAL = "removal"
    REPRIMAND = "reprimand"
    DISMISSAL = "dismissal"
    EXPULSION = "expulsion"
    ELECTION = "election"
    CLASSIFICATION = "classification"
    COMMITTEE = "committee"
    OTHER = "other"


DISCIPLINE = frozenset({Decision.REPRIMAND, Decision.DISMISSAL, Decision.EXPULSION})
"""Kinds that decide on the discipline of a member; `DisciplineBallot` has a line or more for each."""


class Majority(Figures):
    """The rule for one kind of decision."""

    name_vi: Words
    needed: Bar
    base: Base
    methods: Annotated[tuple[Method, ...], Field(min_length=1)]
    """The first is offered first."""
    superior_after_fails: int | None = None
    """After so many votes running below the share the results go up and the superior decides."""
    reported_if_below: bool = False
    """A result below the share is reported upwards all the same."""

    @model_validator(mode="after")
    def _methods_differ(self) -> Self:
        if len(set(self.methods)) != len(self.methods):
            raise ValueError(f"a method stands twice in {self.methods}")
        return self

    @property
    def default_method(self) -> Method:
        return self.methods[0]

    @property
    def is_secret(self) -> bool:
        """Whether the decision can be taken in secret only."""
        return all(method.is_secret for method in self.methods)


class VoteMajorities(Figures):
    """Only votes for are compared with the base; abstentions are not regulated in what was read."""

    agenda: Majority
    conclusion: Majority
    resolution: Majority
    self_score: Majority
    minutes: Majority
    task: Majority
    exemption: Majority
    helper: Majority
    proposal: Majority
    team: Majority
    """Clerk, presidium, vetting and counting teams."""
    admission: Majority
    recognition: Majority
    removal: Majority
    reprimand: Majority
    """Reprimand and warning, decided by the cell."""
    dismissal: Majority
    """Proposal to dismiss from a post."""
    expulsion: Majority
    election: Majority
    classification: Majority
    committee: Majority
    """Whatever a committee decides among its members."""
    other: Majority

    def of(self, decision: Decision | str) -> Majority:
        """Return the rule for that kind of decision."""
        found: Majority = getattr(self, Decision(decision).value)
        return found
