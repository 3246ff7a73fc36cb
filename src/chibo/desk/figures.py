"""Plain values of this room."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chibo.desk.states import DueKind


@dataclass(frozen=True, slots=True)
class Due:
    """Something that falls due for one member."""

    kind: DueKind
    row_id: UUID
    """Of the standing or exemption: the same person may fall due again another year."""
    person_id: UUID | None
    """None for the cell as a whole."""
    name: str
    on: date
    """First day on which it may be considered: the probation is over, the exemption has ended."""
    until: date | None = None
    """Last day to consider it; None where no rule sets one."""
    opens_on: date | None = None
    """First day on which the cell takes it up; None for `on`."""
    years: int | None = None
    """Of a badge."""

    @property
    def key(self) -> str:
        """The key under which an agenda knows it."""
        return f"{self.kind}:{self.row_id}" + (f":{self.years}" if self.years else "")


@dataclass(frozen=True, slots=True)
class Stand:
    """How a cell's month stands, as the level above looks at it. `state` is empty while there is no meeting."""

    state: str
    registration_due_on: date
    held_on: date | None = None
    materials_due_on: date | None = None
    is_postponed: bool = False
    is_agreed: bool = False


@dataclass(frozen=True, slots=True)
class Started:
    """What the start of a month did."""

    meeting_id: UUID
    drafted: bool
    brought: int
    """Items that came onto the agenda by themselves this time."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """Something that somebody should be reminded of, once."""

    key: str
    code: str
    """Names the sentence."""
    user_ids: tuple[int, ...]
    facts: dict[str, object]
    link: str
    due_on: date | None = None
