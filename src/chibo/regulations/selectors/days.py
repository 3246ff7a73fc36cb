"""Days off in Vietnam: worked out by the calendar library, put right by the rule `days-off`."""

from datetime import date
from functools import cache, reduce

from chibo.kernel.workdays import Calendar
from chibo.regulations.figures import DaysOff
from chibo.regulations.selectors.library import versions_of


def calendar(*years: int) -> Calendar:
    """Return days off and week-end days worked in exchange of these years. A term that ends in another year
    needs both years. No query; each year is worked out once.

    >>> calendar(2026).is_working(date(2026, 9, 2))
    False
    """
    return reduce(lambda one, other: one | other, (_year(year) for year in years), Calendar())


def calendar_from(day: date) -> Calendar:
    """Return the calendar for a term of less than a year that begins on that day."""
    return calendar(day.year, day.year + 1)


def day_off_names(year: int) -> dict[date, str]:
    """Return the days off of a year with their Vietnamese names."""
    import holidays  # loading it would slow down every start

    named: dict[date, str] = dict(holidays.country_holidays("VN", years=year, language="vi"))
    changes = _changes()
    for change in changes.not_off:
        named.pop(change.day, None)
    named.update({change.day: change.note_vi for change in changes.days_off if change.day.year == year})
    return dict(sorted(named.items()))


@cache
def _year(year: int) -> Calendar:
    worked = {change.day for change in _changes().worked if change.day.year == year}
    return Calendar(frozenset(day_off_names(year)), frozenset(worked))


def _changes() -> DaysOff:
    # Days off are known as of now, not chosen by date: the last version says most.
    newest = versions_of("days-off")[-1].value
    if not isinstance(newest, DaysOff):
        raise TypeError("the rule days-off has another shape")
    return newest
