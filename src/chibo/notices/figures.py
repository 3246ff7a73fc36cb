"""The hours at which people are told."""

from dataclasses import dataclass
from datetime import date, time


@dataclass(frozen=True, slots=True)
class Hours:
    """In Vietnamese time. Between `quiet_from` and `quiet_until` nothing is sent that can wait; they may lie on both
    sides of midnight, and where they are the same no hour is quiet.
    """

    quiet_from: time
    quiet_until: time
    gathered_at: time
    """When the one message of the day is sent."""
    at_once: bool = False
    """Each notice by itself, as soon as no quiet hour holds it; else all of a day in one."""


USUAL = Hours(time(21), time(6), time(17, 30))
"""Where nobody has said anything else."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One notice inside a message, in its reader's language."""

    text: str
    link: str
    due_on: date | None
    kind: str
