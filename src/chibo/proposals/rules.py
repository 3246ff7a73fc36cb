"""By when an answer is due, and what is late.

Source: 294-QĐ/TW item 2.3 (rule data `petitions`); a longer term only with a stated reason.
"""

from collections.abc import Iterable
from datetime import date

from chibo.kernel.errors import Refusal
from chibo.kernel.workdays import Calendar, add_working_days
from chibo.proposals.figures import Asked, YearCount
from chibo.proposals.states import MOVES, WAITING, Move, State

GRASSROOTS = "grassroots"
_LEVELS = {"upper_grassroots": "above", "province_committee": "province"}


def level_of(unit_kind: str) -> str:
    """Return the level under which the rule `petitions` knows a kind of unit; cells and their committees are one.

    >>> level_of("cell"), level_of("province_committee")
    ('grassroots', 'province')
    """
    return _LEVELS.get(unit_kind, GRASSROOTS)


def answer_due(sent_on: date, working_days: int, calendar: Calendar) -> date:
    """Return the last day of the term, which begins on the day after the sending."""
    return add_working_days(sent_on, working_days, calendar)


def after(state: State, move: Move) -> State:
    """Return the state that the move leads to. Refuses a move that this state does not know."""
    try:
        return MOVES[state, move]
    except KeyError:
        raise Refusal(f"proposals.cannot_{move}") from None


def check_asked(asked: Asked) -> None:
    """Refuse what has no subject or says nothing."""
    if not asked.subject:
        raise Refusal("proposals.no_subject")
    if not asked.text:
        raise Refusal("proposals.no_text")


def check_day(day: date, present: date, *, reason: str, today: date) -> None:
    """Refuse a day that is past, and one later than the present day without a reason."""
    if day < today:
        raise Refusal("proposals.day_past", day=day)
    if day > present and not reason:
        raise Refusal("proposals.later_needs_reason", day=present)


def is_late(state: State, due: date, answered_on: date | None, today: date) -> bool:
    """Tell whether the answer came, or is still missing, after its day. What was withdrawn is never late."""
    if state == State.WITHDRAWN:
        return False
    return (answered_on or today) > due


def days_left(due: date, today: date) -> int:
    """Return the calendar days until the answer is due; negative where the day is past."""
    return (due - today).days


def count_year(rows: Iterable[tuple[str, date, date | None]], today: date) -> YearCount:
    """Add up a year from (state, due day, day of the first answer). Withdrawn ones are left out."""
    kept = [(State(state), due, answered) for state, due, answered in rows if state != State.WITHDRAWN]
    return YearCount(
        received=len(kept),
        answered=sum(answered is not None for _, _, answered in kept),
        late=sum(is_late(state, due, answered, today) for state, due, answered in kept),
        waiting=sum(state in WAITING for state, _, _ in kept),
    )
