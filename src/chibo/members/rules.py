"""What a member is on a day, worked out from the periods of the record.

Source: 294-QĐ/TW items 4 to 7 and 9.3.2, 38-HD/BTCTW; see docs/rules/who-counts.md.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

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

    One person can be official, exempt and away at once; the word is the strongest of them: suspended, away, exempt,
    here for a while, then the standing.
    """
    standing = standing_on(history, day)
    if standing is None:
        return Status.ENDED
    if _any_on(history.suspensions, day):
        return Status.SUSPENDED
    if history.stay is StayKind.FORMAL and _any_on(history.away, day):
        return Status.AWAY
    exempt = next((period for period in history.exemptions if period.holds_on(day)), None)
    if exempt:
        return Status.SHORT_EXEMPT if exempt.kind == ExemptionKind.SHORT else Status.EXEMPT
    if history.stay is StayKind.TEMPORARY:
        return Status.GUEST
    return Status.OFFICIAL if standing is StandingKind.OFFICIAL else Status.PROBATIONARY


def _any_on(periods: Iterable[Period], day: date) -> bool:
    return any(period.holds_on(day) for period in periods)
