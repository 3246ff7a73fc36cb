"""When an answer is due and late, which moves there are, and how a year adds up."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.kernel.errors import Refusal
from chibo.kernel.months import Month
from chibo.kernel.workdays import Calendar, working_days_between
from chibo.proposals import rules
from chibo.proposals.figures import MonthCount
from chibo.proposals.states import MOVES, WAITING, Move, State

days = st.dates(date(2025, 1, 1), date(2027, 12, 31))
rows = st.lists(st.tuples(st.sampled_from(list(State)), days, st.none() | days))


@given(days, st.integers(1, 60))
def test_a_term_has_exactly_its_working_days(sent: date, count: int) -> None:
    due = rules.answer_due(sent, count, Calendar())
    assert working_days_between(sent, due, Calendar()) == count
    assert Calendar().is_working(due)


@pytest.mark.parametrize("kind", ["cell", "grassroots_cell", "grassroots_committee", "sub_committee"])
def test_the_grassroots_are_one_level(kind: str) -> None:
    assert rules.level_of(kind) == "grassroots"


@given(st.sampled_from(list(State)), st.sampled_from(list(Move)))
def test_only_the_moves_of_the_table_are_made(state: State, move: Move) -> None:
    if (state, move) in MOVES:
        assert rules.after(state, move) == MOVES[state, move]
    else:
        with pytest.raises(Refusal, match=rf"proposals.cannot_{move}"):
            rules.after(state, move)


@given(days, days, st.booleans())
def test_an_answer_is_late_from_the_day_after_its_day(due: date, today: date, answered: bool) -> None:
    state = State.ANSWERED if answered else State.SENT
    given_on = due if answered else None
    assert rules.is_late(state, due, given_on, today) == (not answered and today > due)
    assert rules.is_late(state, due, due + timedelta(days=1), today)
    assert not rules.is_late(State.WITHDRAWN, due, None, today)


@given(rows, days)
def test_a_year_adds_up(lines: list[tuple[State, date, date | None]], today: date) -> None:
    count = rules.count_year([(str(state), due, day) for state, due, day in lines], today)
    kept = [line for line in lines if line[0] != State.WITHDRAWN]
    assert count.received == len(kept)
    assert count.waiting == sum(state in WAITING for state, _, _ in kept)
    assert max(count.late, count.answered, count.waiting) <= count.received


@given(days, days, st.text(max_size=3))
def test_a_later_day_needs_its_reason(day: date, present: date, reason: str) -> None:
    today = date(2026, 6, 1)
    refused = day < today or (day > present and not reason)
    if refused:
        with pytest.raises(Refusal):
            rules.check_day(day, present, reason=reason, today=today)
    else:
        rules.check_day(day, present, reason=reason, today=today)


@given(rows, st.builds(Month, st.just(2026), st.integers(1, 12)))
def test_a_month_adds_up(lines: list[tuple[State, date, date | None]], month: Month) -> None:
    count = rules.count_month([(str(state), due, day) for state, due, day in lines], month)
    kept = [line for line in lines if line[0] != State.WITHDRAWN]
    assert count.due == sum(Month.of(due) == month for _, due, _ in kept)
    assert (count.due_answered <= count.due, count.late <= count.answered) == (True, True)
    assert count.waiting_due <= count.waiting <= len(kept)
    assert count.waiting_due >= count.due - count.due_answered


def test_a_month_tells_what_was_late_and_what_waits() -> None:
    lines = [
        ("answered", date(2026, 12, 10), date(2026, 12, 10)),
        ("ended", date(2026, 11, 20), date(2026, 12, 1)),
        ("answered", date(2026, 12, 20), date(2027, 1, 4)),
        ("in_hand", date(2026, 12, 31), date(2026, 12, 2)),  # answered, then opened again
        ("sent", date(2027, 1, 15), None),
        ("withdrawn", date(2026, 12, 15), None),
    ]
    found = MonthCount(due=3, due_answered=1, answered=2, late=1, waiting=3, waiting_due=2)
    assert rules.count_month(lines, Month(2026, 12)) == found
