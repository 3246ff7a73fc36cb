"""Plain values that go into this room's rules and services."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from chibo.meetings.states import Form


@dataclass(frozen=True, slots=True)
class Plan:
    """When, where and with whom a meeting is to be held. Times are those of a Vietnamese clock."""

    held_on: date
    starts_at: time
    ends_at: time
    form: Form = Form.IN_PERSON
    place: str = ""
    link: str = ""
    """Address of the video link where somebody takes part from elsewhere."""
    chair_id: UUID | None = None
    """None lets the secretary chair."""
    clerk_id: UUID | None = None
    """None where the clerk is named in the meeting."""

    @property
    def minutes(self) -> int:
        """The length, negative where the end stands before the start."""
        return minutes_of(self.ends_at) - minutes_of(self.starts_at)


@dataclass(frozen=True, slots=True)
class Part:
    """A meeting as a part of a sitting: a regular and a thematic one may follow each other."""

    kind: str
    held_on: date
    starts_at: time
    minutes: int


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that a rule would have otherwise; it does not stop the act. `code` names the sentence."""

    code: str
    facts: dict[str, object]


@dataclass(frozen=True, slots=True)
class Slot:
    """A stretch of time in which somebody is expected somewhere."""

    held_on: date
    starts_at: time
    minutes: int


@dataclass(frozen=True, slots=True)
class MonthFacts:
    """What is known of a unit's month, for the track of seven steps. A moment is None while it has not come."""

    guidance_at: datetime | None = None
    """When the guidance of the level above for this month arrived."""
    guidance_expected: bool = True
    """False for a unit that has nobody above it here."""
    registered_at: datetime | None = None
    registration_due_on: date | None = None
    called_at: datetime | None = None
    materials_due_on: date | None = None
    held_on: date | None = None
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    is_cancelled: bool = False
    is_postponed: bool = False
    posted_at: datetime | None = None
    posting_due_on: date | None = None
    reported_at: datetime | None = None
    report_due_on: date | None = None
    confirmed_at: datetime | None = None


def minutes_of(moment: time) -> int:
    """Return the minutes since midnight."""
    return moment.hour * 60 + moment.minute


def later(moment: time, minutes: int) -> time:
    """Return the time of day so many minutes later; stops at 23:59."""
    return time(*divmod(min(minutes_of(moment) + minutes, 24 * 60 - 1), 60))
