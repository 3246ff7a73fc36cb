"""When a month starts, what comes next in it, what is called late."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.desk.figures import Due, Stand
from chibo.desk.rules import call_for, for_the_agenda, month_shown, next_act, starts_on
from chibo.desk.states import Act, DueKind
from chibo.kernel.months import Month
from chibo.meetings.states import State

DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))
DAY = date(2026, 12, 3)


@given(DAYS, st.integers(0, 31))
def test_a_month_starts_before_its_registration_is_due(due_on: date, days: int) -> None:
    assert starts_on(due_on, days) == due_on - timedelta(days)


@given(DAYS, DAYS, st.booleans())
def test_the_desk_shows_this_month_or_the_next(today: date, next_starts_on: date, is_over: bool) -> None:
    shown = month_shown(today, this_is_over=is_over, next_starts_on=next_starts_on)
    this = Month.of(today)
    assert shown == (this.plus(1) if is_over and next_starts_on <= today else this)


@pytest.mark.parametrize(
    ("state", "today", "finished", "act"),
    [
        (None, DAY, False, Act.START),
        (State.CANCELLED, DAY, False, Act.START),
        (State.DRAFT, DAY, False, Act.REGISTER),
        (State.REGISTERED, DAY - timedelta(1), False, Act.PREPARE),
        (State.CALLED, DAY - timedelta(1), False, Act.WAIT),
        (State.REGISTERED, DAY, False, Act.OPEN),
        (State.CALLED, DAY, False, Act.OPEN),
        (State.CALLED, DAY + timedelta(2), False, Act.OPEN),
        (State.OPEN, DAY, False, Act.WRITE),
        (State.CLOSED, DAY, False, Act.FINISH),
        (State.CLOSED, DAY, True, Act.DONE),
    ],
)
def test_each_state_has_one_next_act(state: State | None, today: date, finished: bool, act: Act) -> None:
    assert next_act(state, DAY if state else None, today, finished=finished) is act


@given(st.lists(DAYS), DAYS)
def test_nothing_comes_onto_the_agenda_before_its_day(days: list[date], meeting_on: date) -> None:
    dues = [Due(DueKind.PROBATION, UUID(int=n), UUID(int=n), f"{n:03}", day) for n, day in enumerate(days)]
    brought = for_the_agenda(dues, meeting_on)
    assert sorted(due.on for due in brought) == sorted(day for day in days if day <= meeting_on)
    assert [due.on for due in brought] == sorted(due.on for due in brought)


DUE = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("stand", "today", "code"),
    [
        (Stand("", DUE), DUE, None),
        (Stand("", DUE), DUE + timedelta(1), "not_registered"),
        (Stand(State.DRAFT, DUE), DUE + timedelta(1), "not_registered"),
        (Stand(State.DRAFT, DUE, is_postponed=True), DUE + timedelta(1), "postponed"),
        (Stand(State.DRAFT, DUE, is_postponed=True, is_agreed=True), DUE + timedelta(30), None),
        (Stand(State.REGISTERED, DUE, DAY, DAY - timedelta(1)), DAY - timedelta(1), None),
        (Stand(State.REGISTERED, DUE, DAY, DAY - timedelta(1)), DAY, "not_sent"),
        (Stand(State.CALLED, DUE, DAY, DAY - timedelta(1)), DAY, None),
        (Stand(State.CALLED, DUE, DAY), DAY + timedelta(1), "not_held"),
        (Stand(State.OPEN, DUE, DAY), DAY, None),
        (Stand(State.OPEN, DUE, DAY), DAY + timedelta(1), "not_closed"),
        (Stand(State.CLOSED, DUE, DAY), DAY + timedelta(60), None),
    ],
)
def test_a_cell_is_called_when_something_is_late(stand: Stand, today: date, code: str | None) -> None:
    call = call_for(stand, today)
    assert (call[0] if call else None) == code
