"""Plain values of this room."""

from dataclasses import dataclass
from datetime import date

from chibo.directives.states import Kind
from chibo.kernel.months import Month


@dataclass(frozen=True, slots=True)
class Draft:
    """What a directive says."""

    kind: Kind
    month: Month
    """For whose meetings it is meant."""
    subject: str
    body: str = ""
    number: str = ""
    """As written, e.g. 12-NQ/ĐU; empty where it bears none."""
    discuss_by_on: date | None = None
    """None where no last day is set."""


@dataclass(frozen=True, slots=True)
class Where:
    """The meeting that took a directive up: its name and its address."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a directive has come; the three parts add up to `sent`."""

    sent: int
    waiting: int
    """Arrived, on no agenda yet."""
    on_agenda: int
    dealt_with: int
    noted: int
    """Units that took note of it, in whatever state it now is."""
