"""When a month starts, what is the next act in it, what falls due at its meeting."""

from collections.abc import Iterable
from datetime import date, timedelta

from chibo.desk.figures import Due, Stand
from chibo.desk.states import ON_AGENDA, Act
from chibo.kernel.months import Month
from chibo.meetings.states import State

REMIND_TASK_DAYS = 3
"""A task is called to mind so many days before its last day."""
REMIND_TASK_BACK_DAYS = 31
"""One that was never called to mind, since the server stood still, is so for as long after its last day."""


def starts_on(registration_due_on: date, due_soon_days: int) -> date:
    """Return the day on which a month is prepared by itself: when its registration is near."""
    return registration_due_on - timedelta(due_soon_days)


def month_shown(today: date, *, this_is_over: bool, next_starts_on: date) -> Month:
    """Return the month that the desk opens with: the next one as soon as it has started and this one's papers are out.

    >>> month_shown(date(2026, 11, 24), this_is_over=True, next_starts_on=date(2026, 11, 14))
    Month(year=2026, number=12)
    """
    this = Month.of(today)
    return this.plus(1) if this_is_over and today >= next_starts_on else this


def next_act(state: State | None, held_on: date | None, today: date, *, finished: bool) -> Act:
    """Return the one act that comes next. `state` is None without a meeting; `finished` says that all is sent."""
    if state is None or state is State.CANCELLED:
        return Act.START
    if state is State.DRAFT:
        return Act.REGISTER
    if state is State.OPEN:
        return Act.WRITE
    if state is State.READ:
        return Act.SEAL
    if state is State.CLOSED:
        return Act.DONE if finished else Act.FINISH
    if held_on is not None and held_on <= today:
        return Act.OPEN
    return Act.PREPARE if state is State.REGISTERED else Act.WAIT


def for_the_agenda(dues: Iterable[Due], meeting_on: date) -> list[Due]:
    """Return what may be considered on the day of the meeting, the earliest first.

    A recognition is considered only after the probation is over (294-QĐ/TW), never in the meeting before.
    """
    open_then = (due for due in dues if due.kind in ON_AGENDA and (due.opens_on or due.on) <= meeting_on)
    return sorted(open_then, key=lambda due: (due.on, due.name))


def call_for(stand: Stand, today: date) -> tuple[str, date] | None:
    """Return why a cell needs a call and since which day; None where nothing is late.

    A postponement that the level above agreed to is not late (a flood is not the cell's fault).
    """
    if stand.state in ("", State.DRAFT):
        if stand.is_postponed:
            return None if stand.is_agreed else ("postponed", stand.registration_due_on)
        return ("not_registered", stand.registration_due_on) if today > stand.registration_due_on else None
    if stand.held_on is None or stand.state in (State.READ, State.CLOSED, State.CANCELLED):
        return None
    if stand.state == State.OPEN:
        return ("not_closed", stand.held_on) if today > stand.held_on else None
    if today > stand.held_on:
        return "not_held", stand.held_on
    if stand.state == State.REGISTERED and stand.materials_due_on and today > stand.materials_due_on:
        return "not_sent", stand.materials_due_on
    return None
