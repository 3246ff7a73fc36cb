"""What a member is on a day, worked out from the periods of the record.

Source: 294-QĐ/TW items 4 to 7 and 9.3.2, 38-HD/BTCTW.
"""

import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from uuid import UUID

from chibo.kernel.errors import Refusal
from chibo.kernel.months import Month
from chibo.members.states import ExemptionKind, StandingKind, Status, StayKind


@dataclass(frozen=True, slots=True)
class Period:
    """Half open: `ends_on` is the first day on which it no longer holds, None while it holds."""

    kind: str
    starts_on: date
    ends_on: date | None = None

    def holds_on(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)


@dataclass(frozen=True, slots=True)
class History:
    """The periods of one person that decide what they are in one cell."""

    stay: StayKind
    """How the person belongs to the cell that asks."""
    standings: tuple[Period, ...] = ()
    exemptions: tuple[Period, ...] = ()
    suspensions: tuple[Period, ...] = ()
    away: tuple[Period, ...] = ()
    """Temporary stays in other cells."""


def standing_on(history: History, day: date) -> StandingKind | None:
    """Return probationary or official; None where the person was no member on that day."""
    held = next((period for period in history.standings if period.holds_on(day)), None)
    return StandingKind(held.kind) if held else None


def status_on(history: History, day: date) -> Status:
    """Return the one word for a member in this cell on that day.

    One person can be official, exempt and away at once; the word is the strongest of them: suspended, away, here for a
    while, exempt, then the standing.
    """
    standing = standing_on(history, day)
    if standing is None:
        return Status.ENDED
    if _any_on(history.suspensions, day):
        return Status.SUSPENDED
    if history.stay is StayKind.FORMAL and _any_on(history.away, day):
        return Status.AWAY
    if history.stay is StayKind.TEMPORARY:
        return Status.GUEST
    exempt = next((period for period in history.exemptions if period.holds_on(day)), None)
    if exempt:
        return Status.SHORT_EXEMPT if exempt.kind == ExemptionKind.SHORT else Status.EXEMPT
    return Status.OFFICIAL if standing is StandingKind.OFFICIAL else Status.PROBATIONARY


def counts_on(history: History, day: date) -> bool:
    """Tell whether the person counts in this cell's headcount: formally here, whatever else they are that day.

    Nobody counts in two cells at once: whoever is here for a while counts where the formal cell is.
    """
    return history.stay is StayKind.FORMAL and standing_on(history, day) is not None


def base_on(history: History, day: date, *, is_present: bool) -> bool:
    """Tell whether the person belongs to the base of a vote on that day (số thành viên được triệu tập)."""
    standing = standing_on(history, day)
    return standing is not None and in_base(history.stay, standing, status_on(history, day), is_present=is_present)


def in_base(stay: StayKind, standing: StandingKind, status: Status, *, is_present: bool) -> bool:
    """Tell whether a member with these words belongs to the base of a vote.

    Official members of this cell count. Suspended ones never do; those who are exempt or away only when present.
    """
    if stay is not StayKind.FORMAL or standing is not StandingKind.OFFICIAL or status is Status.SUSPENDED:
        return False
    return is_present or status not in {Status.EXEMPT, Status.SHORT_EXEMPT, Status.AWAY}


def vote_status(standing: StandingKind, status: Status) -> Status:
    """Return the status by which somebody stands in a vote.

    Whoever is exempt or away may come and vote, but a probationary member votes nowhere (Điều lệ Đảng Điều 3).
    """
    may_come = {Status.EXEMPT, Status.SHORT_EXEMPT, Status.AWAY}
    return Status.PROBATIONARY if standing is StandingKind.PROBATIONARY and status in may_come else status


def plus_months(day: date, months: int) -> date:
    """Return the same day so many months later; the last day of the month where it has no such day."""
    return Month.of(day).plus(months).day(day.day)


def probation_ends_on(joined_on: date, months: int) -> date:
    """Return the official day: exactly the end of probation, however late the meetings were (294-QĐ/TW item 4.5)."""
    return plus_months(joined_on, months)


def check_recognition(joined_on: date, months: int, day: date) -> date:
    """Return the official day; refuse while the probation still runs."""
    ends_on = probation_ends_on(joined_on, months)
    if day < ends_on:
        raise Refusal("members.probation_runs", day=ends_on)
    return ends_on


@dataclass(frozen=True, slots=True)
class Belonging:
    """From an admission to its end; `begins_on` is the day of the decision, else of the ceremony."""

    begins_on: date
    official_on: date | None = None
    ended_on: date | None = None


def party_age_begins_on(belongings: Iterable[Belonging]) -> date | None:
    """Return the day from which party age runs without a gap: the first admission, put off by all gaps since.

    None for whoever is no member now, or not official yet (294-QĐ/TW item 4.5: from the first decision, less the time
    expelled, deleted or interrupted).
    """
    rows = sorted(belongings, key=lambda row: row.begins_on)
    if not rows or rows[-1].ended_on is not None or rows[-1].official_on is None:
        return None
    gaps = sum(
        max((later.begins_on - (earlier.ended_on or later.begins_on)).days, 0) for earlier, later in pairwise(rows)
    )
    return rows[0].begins_on + timedelta(gaps)


def party_age_months(belongings: Iterable[Belonging], day: date) -> int | None:
    """Return the party age in whole months; None until the member is official, and for whoever is none."""
    rows = list(belongings)
    begins_on = party_age_begins_on(rows)
    official_on = max((row.official_on for row in rows if row.official_on), default=None)
    if begins_on is None or official_on is None or day < official_on:
        return None
    months = (day.year - begins_on.year) * 12 + day.month - begins_on.month
    return months - (1 if plus_months(begins_on, months) > day else 0)


def badge_reached(begins_on: date, years: Iterable[int], first_on: date, last_on: date) -> tuple[int, date] | None:
    """Return the badge whose party age is reached between two days, with the day; None where none is."""
    for count in years:
        on = plus_months(begins_on, 12 * count)
        if first_on <= on <= last_on:
            return count, on
    return None


def check_split(parts: Sequence[Set[UUID]], here: Set[UUID]) -> None:
    """Refuse a part with nobody, somebody named twice or who is not here, and a split that leaves nobody behind."""
    going = [person_id for part in parts for person_id in part]
    if not all(parts):
        raise Refusal("members.split_part_empty")
    if len(going) > len(set(going)):
        raise Refusal("members.split_twice")
    if not set(going) <= here:
        raise Refusal("members.split_not_here")
    if not here - set(going):
        raise Refusal("members.split_leaves_nobody")


CARD = re.compile(r"[0-9]{8}|[0-9]{12}")


def card_digits(text: str) -> str:
    """Return the digits of a whole card number, 12 or of old 8; an empty text for anything else.

    >>> card_digits("78.002951"), card_digits("Nguyễn")
    ('78002951', '')
    """
    digits = re.sub(r"[\s.]", "", text)
    return digits if CARD.fullmatch(digits) else ""


def masked(number: str) -> str:
    """Return a card number as lists show it: the last three digits.

    >>> masked("001086000004")
    '•••004'
    """
    return f"•••{number[-3:]}" if number else ""


def check_order(start: date, end: date) -> None:
    """Refuse an end before the start."""
    if end < start:
        raise Refusal("members.ends_before_start", day=end, start=start)


def check_not_future(day: date, today: date) -> None:
    """Refuse a day that has not come: what a member is changes on the day itself, not before."""
    if day > today:
        raise Refusal("members.day_not_come", day=day)


def _any_on(periods: Iterable[Period], day: date) -> bool:
    return any(period.holds_on(day) for period in periods)
