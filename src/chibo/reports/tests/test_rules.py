"""Signs of the board, sums and differences."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.kernel.months import Month
from chibo.kernel.share import Share
from chibo.reports import rules
from chibo.reports.figures import MonthSeen
from chibo.reports.states import ClosedAs, Indicator, Sign, State

MONTH, TODAY = Month(2026, 12), date(2026, 12, 10)
shares = st.builds(Share, st.integers(0, 50), st.integers(0, 50))
counts = st.dictionaries(st.sampled_from(list(Indicator)), shares, max_size=5)


@pytest.mark.parametrize(
    ("seen", "sign"),
    [
        (MonthSeen(), Sign.NONE),
        (MonthSeen(registration_due_on=date(2026, 11, 20)), Sign.LATE),
        (MonthSeen("registered", date(2026, 12, 15), is_registered=True), Sign.REGISTERED),
        (MonthSeen("registered", date(2026, 12, 3), is_registered=True), Sign.LATE),
        (MonthSeen("draft", is_put_off=True, put_off_agreed=True), Sign.POSTPONED),
        (MonthSeen("draft", is_put_off=True, registration_due_on=date(2026, 11, 20)), Sign.LATE),
        (MonthSeen("draft", is_put_off=True, registration_due_on=date(2026, 12, 20)), Sign.NONE),
        (MonthSeen(is_no_unit=True, registration_due_on=date(2026, 11, 20)), Sign.NO_UNIT),
        (MonthSeen("closed", date(2026, 12, 3), latest_on=date(2026, 12, 7)), Sign.HELD),
        (MonthSeen("closed", date(2026, 12, 9), latest_on=date(2026, 12, 7)), Sign.HELD_LATE),
        (MonthSeen("closed", date(2026, 12, 3), score_state="self_scored"), Sign.SCORED),
        (MonthSeen("closed", date(2026, 12, 3), score_state="appraised"), Sign.SCORED),
        (MonthSeen("closed", date(2026, 12, 3), score_state="decided"), Sign.CONFIRMED),
        (MonthSeen("cancelled"), Sign.NOT_HELD),
        (MonthSeen(is_closed=True), Sign.NOT_HELD),
        (MonthSeen("closed", date(2026, 12, 3), score_state="decided", is_closed=True), Sign.CONFIRMED),
    ],
)
def test_every_history_has_its_sign(seen: MonthSeen, sign: Sign) -> None:
    assert rules.sign_of(seen, MONTH, TODAY) is sign


def test_a_month_that_is_over_without_a_meeting_is_late() -> None:
    assert rules.sign_of(MonthSeen(), Month(2026, 11), TODAY) is Sign.LATE


@given(
    st.dates(date(2026, 9, 1), date(2027, 3, 1)),
    st.dates(date(2026, 9, 1), date(2027, 3, 1)),
    st.sampled_from(["", "draft"]),
    st.booleans(),
)
def test_an_unregistered_month_is_late_exactly_after_its_own_deadline(
    today: date, due_on: date, state: str, put_off: bool
) -> None:
    seen = MonthSeen(state, registration_due_on=due_on, is_put_off=put_off and state == "draft")
    assert (rules.sign_of(seen, MONTH, today) is Sign.LATE) == (today > due_on)


def test_states_of_a_month() -> None:
    held = MonthSeen("closed", date(2026, 12, 3), score_state="self_scored")
    assert rules.state_of(MonthSeen()) is State.OPEN
    assert rules.state_of(held) is State.REPORTED
    assert rules.state_of(MonthSeen("closed", score_state="decided")) is State.CONFIRMED
    assert rules.state_of(MonthSeen(is_closed=True)) is State.CLOSED


def test_a_month_is_closed_with_what_it_lacks() -> None:
    assert rules.closed_as(MonthSeen(), is_scored=True) is ClosedAs.NOT_HELD
    assert rules.closed_as(MonthSeen("closed"), is_scored=True) is ClosedAs.NOT_SCORED
    assert rules.closed_as(MonthSeen("closed"), is_scored=False) is ClosedAs.WHOLE
    assert rules.closed_as(MonthSeen("closed", score_state="decided"), is_scored=True) is ClosedAs.WHOLE


@given(counts, counts)
def test_a_difference_added_gives_what_it_was_taken_from(now: dict, before: dict) -> None:  # type: ignore[type-arg]
    found = rules.add(before, rules.difference(now, before))
    for key in {*now, *before}:
        assert found.get(key, Share(0, 0)) == now.get(key, Share(0, 0))


@given(st.lists(counts, max_size=5))
def test_the_order_of_adding_does_not_matter(parts: list[dict]) -> None:  # type: ignore[type-arg]
    assert rules.total(parts) == rules.total(reversed(parts))


def test_the_mean_of_points_is_rounded_half_up() -> None:
    assert rules.average(Share(17_001, 2)) == 8501
    assert rules.average(Share(0, 0)) is None


def test_quarters() -> None:
    assert rules.quarter_months(Month(2026, 11)) == (Month(2026, 10), Month(2026, 12))
