"""Plain values of this room: a count, what is known of a cell's month, and a row of the board."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from chibo.kernel.share import Share
from chibo.reports.states import Indicator

type Counts = Mapping[Indicator, Share]
"""So many of so many by indicator. Where nothing is taken a share of, the whole is the number of cells counted."""


@dataclass(frozen=True, slots=True)
class MonthSeen:
    """What is known of a cell's month, for its sign on the board."""

    meeting_state: str = ""
    """`meetings.states.State`; empty where there is no meeting."""
    held_on: date | None = None
    """The registered day, later the day it was held."""
    is_registered: bool = False
    is_put_off: bool = False
    """Postponed, without a new day."""
    put_off_agreed: bool = False
    score_state: str = ""
    registration_due_on: date | None = None
    latest_on: date | None = None
    """Last day that counts as held in time; None where none is set."""
    is_closed: bool = False
    is_no_unit: bool = False
    """The cell was not founded yet, or no more, and nothing was held."""
