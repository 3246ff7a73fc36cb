"""Elections in a cell: the list, the ballot it needs, who is elected, and what comes after.

Source: 190-QĐ/TW (10/10/2024), as rule data in `elections`; what is only usage is marked there.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from chibo.ballots.rules.sheets import Form, Sheet
from chibo.kernel.errors import Refusal
from chibo.kernel.text import sort_key
from chibo.regulations.figures import Elections


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name on the list. `key` is the person's id as text."""

    key: str
    full_name: str
    given_name: str
    is_official: bool = True


@dataclass(frozen=True, slots=True)
class Result:
    """What a round brings."""

    elected: tuple[str, ...]
    """By votes, the most first."""
    tied: tuple[str, ...]
    """Those with equal votes at the last seats, of whom too many; none of them is elected."""
    seats_left: int


class Next(StrEnum):
    """What follows a round."""

    DONE = "done"
    TIE = "tie"
    """A second vote among the tied."""
    TIE_AGAIN = "tie_again"
    """Tied once more: the meeting decides whether to vote again."""
    MAY_VOTE_AGAIN = "may_vote_again"
    """Seats are left: the meeting decides whether to vote again."""
    SUPERIOR = "superior"
    """No round is left: the superior committee decides, or appoints the secretary of a cell."""


def in_order(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Return the list as it is printed: by given name in Vietnamese order."""
    return tuple(sorted(candidates, key=lambda one: (sort_key(one.full_name, one.given_name), one.key)))


def longest_list(seats: int, rule: Elections) -> int:
    """Return how many names may stand on a list for so many seats."""
    return seats + max(rule.surplus_least, seats * rule.surplus_max_percent // 100)


def check_list(candidates: Iterable[Candidate], seats: int, body: str, rule: Elections) -> None:
    """Refuse a list without a surplus where one is due, too long a one, and names that cannot stand."""
    names = list(candidates)
    if seats < 1 or not names or len({one.key for one in names}) != len(names):
        raise Refusal("ballots.options_missing")
    for one in names:
        if not one.is_official:
            raise Refusal("ballots.cannot_stand", name=one.full_name)
    if body in rule.surplus_required and len(names) <= seats:
        raise Refusal("ballots.surplus_missing", seats=seats)
    if len(names) > longest_list(seats, rule):
        raise Refusal("ballots.list_too_long", count=len(names), most=longest_list(seats, rule))


def ballot_for(candidates: Iterable[Candidate], seats: int) -> Sheet:
    """Return the ballot: names to choose where there is a surplus, else yes and no for each."""
    names = in_order(candidates)
    form = Form.CHOOSE if len(names) > seats else Form.EACH
    return Sheet(form, tuple(one.key for one in names), tuple(one.full_name for one in names), seats)


def elected(votes: Mapping[str, int], base: int, seats: int, rule: Elections, *, among_tied: bool = False) -> Result:
    """Return who is elected: more than half of those summoned, the most votes first, never more than the seats.

    Of a second vote among the tied the highest are elected, as `runoff_needs_majority` says.
    """
    free = among_tied and not rule.runoff_needs_majority
    enough = {key: count for key, count in votes.items() if count > 0 and (free or rule.elected.is_met(count, base))}
    ranked = sorted(enough, key=lambda key: (-enough[key], key))
    if len(ranked) <= seats:
        return Result(tuple(ranked), (), seats - len(ranked))
    last = enough[ranked[seats - 1]]
    if enough[ranked[seats]] < last:
        return Result(tuple(ranked[:seats]), (), 0)
    sure = tuple(key for key in ranked if enough[key] > last)
    return Result(sure, tuple(key for key in ranked if enough[key] == last), seats - len(sure))


def next_list(options: Iterable[str], result: Result) -> tuple[str, ...]:
    """Return who stands in a further round: the tied, else all who were not elected. Empty where no seat is left."""
    if result.seats_left == 0:
        return ()
    return tuple(key for key in options if (key in result.tied if result.tied else key not in result.elected))


def what_next(result: Result, round_no: int, rule: Elections, *, among_tied: bool = False) -> Next:
    """Return what follows round `round_no` (the first is 1)."""
    if result.tied:
        return Next.TIE_AGAIN if among_tied else Next.TIE
    if result.seats_left == 0:
        return Next.DONE
    return Next.MAY_VOTE_AGAIN if round_no < rule.rounds_max else Next.SUPERIOR
