"""Working days: Monday to Friday without the days off, and Saturdays worked in exchange.

Which days are off is data (`regulations.selectors.calendar`); it is passed in, so that a count never depends
on where it is made.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days on which offices are closed outside week-ends, and the week-end days on which they work."""

    days_off: frozenset[date] = frozenset()
    extra_working_days: frozenset[date] = frozenset()

    def is_working(self, day: date) -> bool:
        """Tell whether offices work on that day."""
        if day in self.extra_working_days:
            return True
        return day.weekday() < _SATURDAY and day not in self.days_off

    def __or__(self, other: Calendar) -> Calendar:
        """Put the calendars of two years together."""
        return Calendar(self.days_off | other.days_off, self.extra_working_days | other.extra_working_days)


def add_working_days(day: date, count: int, calendar: Calendar) -> date:
    """Return the last day of a term of `count` working days that begins on the day after `day`.

    With 0 it is `day` itself, working or not. Raises ValueError for a negative count.
    """
    if count < 0:
        raise ValueError(f"a term has no negative number of working days, got {count}")
    while count:
        day += _ONE_DAY
        count -= calendar.is_working(day)
    return day


def working_days_between(first: date, last: date, calendar: Calendar) -> int:
    """Return how many working days lie after `first` up to and with `last`; 0 where `last` is not later."""
    return sum(calendar.is_working(first + timedelta(days=n)) for n in range(1, (last - first).days + 1))


def on_or_after(day: date, calendar: Calendar) -> date:
    """Return the day itself if offices work then, else the next working day."""
    while not calendar.is_working(day):
        day += _ONE_DAY
    return day
