"""Plain values of this room."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chibo.proposals.states import Kind


@dataclass(frozen=True, slots=True)
class Asked:
    """What a member sends."""

    kind: Kind
    subject: str
    text: str
    meeting_label: str = ""
    """The meeting before, in or after which it is asked; empty where there is none."""
    meeting_url: str = ""


@dataclass(frozen=True, slots=True)
class Charge:
    """Who sees to the answer, and until when; None for the day of the rule."""

    person_id: UUID
    due_on: date | None = None
    reason: str = ""
    """Why it takes longer than the rule gives."""


@dataclass(frozen=True, slots=True)
class YearCount:
    """What a body received in a year; `late` are those answered after their day, or not answered by now."""

    received: int
    answered: int
    late: int
    waiting: int


@dataclass(frozen=True, slots=True)
class MonthCount:
    """What a body owed in a month and what it answered."""

    due: int
    """With the last day for the answer in the month."""
    due_answered: int
    """Of those, answered by the end of the month."""
    answered: int
    """Answered in the month, whenever they were due."""
    late: int
    """Of those, after their day."""
    waiting: int
    """Without an answer at the end of the month."""
    waiting_due: int
    """Of those, with their day in this month or before."""
