"""Breaks of a meeting: how long one may be, and the time that an item really took."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from chibo.kernel.errors import Refusal

LONGEST_MINUTES = 180
"""A slip of the finger, not a rule: whoever pauses longer closes the meeting or starts another break."""


def check_length(minutes: int | None) -> int:
    """Return the minutes of a break. Refuses none, and more than anybody means."""
    if minutes is None or not 1 <= minutes <= LONGEST_MINUTES:
        raise Refusal("meetings.break_length", most=LONGEST_MINUTES)
    return minutes


def running_since(started_at: datetime, breaks: Iterable[tuple[datetime, datetime]]) -> datetime:
    """Return when an item would have begun without the breaks that ended since: its time runs from there.

    Breaks are (from, to); what of one lies before the beginning does not count.
    """
    return sum((to - max(start, started_at) for start, to in breaks if to > started_at), timedelta()) + started_at
