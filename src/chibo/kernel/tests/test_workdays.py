"""Terms in working days skip week-ends and days off, and count the Saturdays worked in exchange."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.kernel.workdays import Calendar, add_working_days, on_or_after, working_days_between

DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))
SETS = st.frozensets(DAYS, max_size=40)
CALENDARS = st.builds(Calendar, SETS, SETS)
PLAIN = Calendar()


def test_a_term_skips_the_week_end() -> None:
    assert add_working_days(date(2026, 12, 3), 2, PLAIN) == date(2026, 12, 7)


def test_a_term_skips_days_off_and_counts_a_saturday_worked_in_exchange() -> None:
    holiday, saturday = date(2026, 12, 4), date(2026, 12, 5)
    assert add_working_days(date(2026, 12, 3), 1, Calendar(frozenset({holiday}))) == date(2026, 12, 7)
    assert add_working_days(date(2026, 12, 3), 1, Calendar(frozenset({holiday}), frozenset({saturday}))) == saturday


def test_a_term_of_no_days_ends_at_once() -> None:
    assert add_working_days(date(2026, 12, 5), 0, PLAIN) == date(2026, 12, 5)


def test_a_negative_term_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="negative"):
        add_working_days(date(2026, 12, 5), -1, PLAIN)


@given(DAYS, st.integers(1, 60), CALENDARS)
def test_a_term_ends_on_a_working_day_and_has_its_length(day: date, count: int, calendar: Calendar) -> None:
    end = add_working_days(day, count, calendar)
    assert calendar.is_working(end)
    assert working_days_between(day, end, calendar) == count


@given(DAYS, st.integers(0, 40), st.integers(0, 40), CALENDARS)
def test_parts_of_a_term_add_up(day: date, one: int, two: int, calendar: Calendar) -> None:
    middle, end = day + timedelta(days=one), day + timedelta(days=one + two)
    whole = working_days_between(day, end, calendar)
    assert whole == working_days_between(day, middle, calendar) + working_days_between(middle, end, calendar)


@given(DAYS, CALENDARS, SETS)
def test_more_days_off_never_bring_the_next_working_day_nearer(
    day: date, calendar: Calendar, off: frozenset[date]
) -> None:
    assert on_or_after(day, calendar | Calendar(off)) >= on_or_after(day, calendar)
