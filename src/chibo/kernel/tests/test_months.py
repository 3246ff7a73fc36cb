"""Months are counted, written and read without gaps."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.kernel.months import Month

MONTHS = st.builds(Month, st.integers(2000, 2100), st.integers(1, 12))


@given(MONTHS, st.integers(-500, 500))
def test_going_on_and_back_ends_where_it_began(month: Month, steps: int) -> None:
    assert month.plus(steps).plus(-steps) == month
    assert (month.plus(steps) > month) == (steps > 0)


@given(MONTHS)
def test_a_month_is_read_as_it_is_written(month: Month) -> None:
    assert Month.parse(str(month)) == month


@given(st.dates(date(1950, 1, 1), date(2150, 12, 31)))
def test_every_day_lies_in_its_month(day: date) -> None:
    month = Month.of(day)
    assert month.first_on <= day <= month.last_on
    assert month.last_on + timedelta(days=1) == month.plus(1).first_on
    assert month.day(day.day) == day


def test_a_day_that_a_short_month_lacks_is_its_last() -> None:
    assert Month(2027, 2).day(30) == date(2027, 2, 28)
    assert Month(2028, 2).day(31) == date(2028, 2, 29)


def test_the_months_from_one_to_another() -> None:
    assert [str(m) for m in Month(2026, 11).through(Month(2027, 1))] == ["2026-11", "2026-12", "2027-01"]
    assert list(Month(2026, 11).through(Month(2026, 10))) == []


def test_the_quarters() -> None:
    assert [Month(2026, number).quarter for number in (1, 3, 4, 12)] == [1, 1, 2, 4]


@pytest.mark.parametrize("text", ["2026-13", "2026-00", "12/2026", "2026-1", "", "2026-012"])
def test_other_writings_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="month"):
        Month.parse(text)


@pytest.mark.parametrize("text", ["0000-05", "0001-01", "9999-12", "2026-13", "2026-00", "２０２６-12", "2026-1", ""])
def test_what_is_no_month_to_count_from_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        Month.parse(text)
