"""By when an answer is due, and what is late.

Source: 294-QĐ/TW item 2.3 (rule data `petitions`); a longer term only with a stated reason.
"""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from chibo.kernel.errors import Refusal
from chibo.kernel.months import Month
from chibo.kernel.workdays import Calendar, add_working_days
from chibo.proposals.figures import Asked, MonthCount, YearCount
from chibo.proposals.states import MOVES, WAITING, Move, State

GRASSROOTS = "grassroots"
_KEY = "proposal:"
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


def count_month(rows: Iterable[tuple[str, date, date | None]], month: Month) -> MonthCount:
    """Add up what was sent by the end of a month, from (state, due day, day of the first answer) of each.

    What was withdrawn is left out; what was opened again waits. Days of today play no part, so that a month counted
    again gives the same.
    """
    kept = [
        (due, None if State(state) in WAITING else answered)
        for state, due, answered in rows
        if state != State.WITHDRAWN
    ]
    due_here = [answered for due, answered in kept if Month.of(due) == month]
    answered_here = [(due, answered) for due, answered in kept if answered and Month.of(answered) == month]
    open_then = [due for due, answered in kept if answered is None or answered > month.last_on]
    return MonthCount(
        due=len(due_here),
        due_answered=sum(answered is not None and answered <= month.last_on for answered in due_here),
        answered=len(answered_here),
        late=sum(answered > due for due, answered in answered_here),
        waiting=len(open_then),
        waiting_due=sum(due <= month.last_on for due in open_then),
    )


def agenda_key(proposal_id: UUID) -> str:
    """Return the key under which an agenda keeps the item that this proposal brought.

    >>> agenda_key(UUID(int=7))
    'proposal:00000000-0000-0000-0000-000000000007'
    """
    return f"{_KEY}{proposal_id}"


def proposals_in(keys: Iterable[str]) -> list[UUID]:
    """Return the proposals among the keys of an agenda; other rooms' keys are passed over."""
    return [UUID(key.removeprefix(_KEY)) for key in keys if key.startswith(_KEY)]
