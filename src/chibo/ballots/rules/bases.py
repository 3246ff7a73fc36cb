"""Who stands in the base of a vote, and when it is adopted.

The share is taken on the members summoned, not on those in the room; only votes for are compared with it.
Source: Điều lệ Đảng Điều 9.5, 294-QĐ/TW items 9.3.2 to 9.3.4; as rule data in `attendance-states`, `vote-majorities`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from chibo.kernel.errors import Refusal
from chibo.regulations.figures import AttendanceStates, Bar


@dataclass(frozen=True, slots=True)
class Summoned:
    """A member as the roll call knows them when the vote is opened."""

    person_id: UUID
    status: str
    presence: str


@dataclass(frozen=True, slots=True)
class Base:
    """The base of one vote: its members, the denominator, and how many can vote."""

    members: tuple[tuple[Summoned, bool, bool], ...]
    """Each with: stands in the base, may vote."""
    count: int
    voters: int


@dataclass(frozen=True, slots=True)
class Tally:
    """What was counted. `other_count` holds other opinions and abstentions."""

    for_count: int
    against_count: int = 0
    other_count: int = 0

    @property
    def cast(self) -> int:
        return self.for_count + self.against_count + self.other_count


def base_of(summoned: Iterable[Summoned], states: AttendanceStates) -> Base:
    """Work out the base from the roll call by the states in force."""
    members = tuple(
        (
            member,
            states.counts_in_base(member.status, _presence(member, states)),
            states.may_vote(member.status, _presence(member, states)),
        )
        for member in summoned
    )
    return Base(members, sum(counted for _, counted, _ in members), sum(votes for _, _, votes in members))


def check_tally(tally: Tally, voters: int) -> None:
    """Refuse more votes than there are voters in the room."""
    if tally.cast > voters:
        raise Refusal("ballots.more_than_voters", cast=tally.cast, voters=voters)


def is_adopted(tally: Tally, base_count: int, needed: Bar) -> bool:
    """Tell whether the votes for reach the share of the base."""
    return needed.is_met(tally.for_count, base_count)


def _presence(member: Summoned, states: AttendanceStates) -> str:
    known = {presence.code for presence in states.presences}
    return member.presence if member.presence in known else "excused"
