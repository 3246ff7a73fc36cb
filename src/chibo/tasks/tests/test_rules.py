"""A task moves only as its table says, is late only while open, and counts once."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.kernel.errors import Refusal
from chibo.tasks.rules import Fate, after, check_due, days_late, share_done
from chibo.tasks.states import CLOSED, MOVES, UNDECIDED, Move, State

DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))
FATES = st.builds(Fate, st.sampled_from(State), st.none() | DAYS, st.none() | DAYS)


@given(st.sampled_from(State), st.sampled_from(Move))
def test_a_move_leads_where_the_table_says_or_is_refused(state: State, move: Move) -> None:
    if (state, move) in MOVES:
        assert after(state, move) is MOVES[state, move]
    else:
        with pytest.raises(Refusal):
            after(state, move)


def test_only_reopening_leaves_a_closed_state() -> None:
    assert {move for (state, move) in MOVES if state in CLOSED} == {Move.REOPEN}


@given(DAYS, DAYS)
def test_a_last_day_before_the_day_of_giving_is_refused(due_on: date, given_on: date) -> None:
    if due_on < given_on:
        with pytest.raises(Refusal, match=r"tasks\.day_past"):
            check_due(due_on, given_on)
    else:
        check_due(due_on, given_on)


def test_a_task_without_a_last_day_is_refused() -> None:
    with pytest.raises(Refusal, match=r"tasks\.needs_day"):
        check_due(None, date(2026, 12, 3))


@given(st.sampled_from(State), DAYS, st.integers(-400, 400))
def test_a_task_is_late_only_while_open_and_past_its_day(state: State, due_on: date, later: int) -> None:
    expected = max(0, later) if state in UNDECIDED else 0
    assert days_late(state, due_on, due_on + timedelta(days=later)) == expected


@given(st.lists(FATES), DAYS)
def test_the_share_done_lies_between_none_and_all(fates: list[Fate], on: date) -> None:
    share = share_done(fates, on)
    assert 0 <= share.part <= share.whole <= len(fates)


@given(st.lists(FATES), st.lists(FATES), DAYS)
def test_shares_of_two_cells_add_up_to_the_share_of_both(first: list[Fate], second: list[Fate], on: date) -> None:
    assert share_done(first, on) + share_done(second, on) == share_done([*first, *second], on)
