"""Signs of the board, sums of counts, and with what a month is closed.

Postponed with consent, held late and not held are states of their own.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from chibo.kernel.months import Month
from chibo.kernel.share import Share
from chibo.reports.figures import Counts, MonthSeen
from chibo.reports.states import ClosedAs, Indicator, Sign, State

_HELD = frozenset({"open", "read", "closed"})


def sign_of(seen: MonthSeen, month: Month, today: date) -> Sign:
    """Return what the board shows of a cell's month. Nothing is late before the day by which it was due."""
    if seen.meeting_state in _HELD:
        return _sign_of_held(seen)
    if seen.is_no_unit:
        return Sign.NO_UNIT
    if seen.is_closed or seen.meeting_state == "cancelled":
        return Sign.NOT_HELD
    if seen.is_put_off and seen.put_off_agreed:
        return Sign.POSTPONED
    if seen.is_registered:
        overdue = seen.held_on is not None and seen.held_on < today
        return Sign.LATE if overdue else Sign.REGISTERED
    due_on = seen.registration_due_on or month.last_on
    return Sign.LATE if due_on < today else Sign.NONE


def _sign_of_held(seen: MonthSeen) -> Sign:
    if seen.latest_on is not None and seen.held_on is not None and seen.held_on > seen.latest_on:
        return Sign.HELD_LATE
    if seen.score_state == "decided":
        return Sign.CONFIRMED
    return Sign.SCORED if seen.score_state in ("self_scored", "appraised") else Sign.HELD


def state_of(seen: MonthSeen) -> State:
    """Return the state of a cell's month for its figures."""
    if seen.is_closed:
        return State.CLOSED
    if seen.score_state == "decided":
        return State.CONFIRMED
    if seen.meeting_state == "closed" and seen.score_state:
        return State.REPORTED
    return State.OPEN


def closed_as(seen: MonthSeen, *, is_scored: bool) -> ClosedAs:
    """Return with what the month is closed. `is_scored`: a sheet was in force for it."""
    if seen.meeting_state not in _HELD:
        return ClosedAs.NOT_HELD
    if is_scored and seen.score_state in ("", "draft"):
        return ClosedAs.NOT_SCORED
    return ClosedAs.WHOLE


def add(one: Counts, other: Counts) -> dict[Indicator, Share]:
    """Return the sums, part with part and whole with whole."""
    keys = dict.fromkeys([*one, *other])
    return {key: one.get(key, _NOTHING) + other.get(key, _NOTHING) for key in keys}


def total(counts: Iterable[Counts]) -> dict[Indicator, Share]:
    """Return the sum of many."""
    found: dict[Indicator, Share] = {}
    for one in counts:
        found = add(found, one)
    return found


def difference(now: Counts, before: Counts) -> dict[Indicator, Share]:
    """Return what must be added to `before` to get `now`; what is the same is left out."""
    keys = dict.fromkeys([*now, *before])
    found = {}
    for key in keys:
        new, old = now.get(key, _NOTHING), before.get(key, _NOTHING)
        if new != old:
            found[key] = Share(new.part - old.part, new.whole - old.whole)
    return found


def average(points: Share) -> int | None:
    """Return the mean of points in hundredths, rounded half up; None where nothing was scored."""
    return (2 * points.part + points.whole) // (2 * points.whole) if points.whole else None


def counts_from(rows: Iterable[tuple[str, int, int]]) -> dict[Indicator, Share]:
    """Return stored rows as counts."""
    return {Indicator(key): Share(part, whole) for key, part, whole in rows}


def quarter_months(month: Month) -> tuple[Month, Month]:
    """Return the first and the last month of the quarter."""
    first = Month(month.year, 3 * (month.quarter - 1) + 1)
    return first, first.plus(2)


def is_empty(counts: Mapping[Indicator, Share]) -> bool:
    """Tell whether nothing at all was counted."""
    return not any(share.part or share.whole for share in counts.values())


_NOTHING = Share(0, 0)
