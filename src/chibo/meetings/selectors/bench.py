"""What chair and clerk can do about votes in the item in hand: put, stop, close, and what came out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from chibo.access import Actor, may
from chibo.ballots.rules import Base, base_of
from chibo.ballots.states import NEED_SPLIT
from chibo.kernel.share import Share
from chibo.meetings.models import AgendaItem, Meeting
from chibo.meetings.phrases import WAYS
from chibo.meetings.selectors.following import Now
from chibo.meetings.selectors.reach import place_in
from chibo.meetings.selectors.ruling import ATTENDANCE, VOTES, rules_of
from chibo.meetings.selectors.sitting import ItemSeen, Roll, summoned_in
from chibo.meetings.selectors.voted import Result, results_of
from chibo.meetings.selectors.voting import (
    Basis,
    Voting,
    basis_of,
    permission_of,
    voters_missing_account,
    voting_of,
)
from chibo.meetings.states import OWN_OUTCOMES
from chibo.regulations.figures import Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """The votes of one item, as those see it who run them."""

    item: AgendaItem
    voting: Voting | None
    """What runs in this item now."""
    base: int
    voters: int
    """Those with a vote who are in the room at this moment."""
    needed: int
    basis: Basis
    """Of the share that it needs."""
    ways: Sequence[tuple[str, Any]]
    """Open ways that the rule allows, as (code, words)."""
    secret: Basis | None
    """The permission to vote in secret on phones; None without one, and for whoever may not open a box."""
    may_run_box: bool
    without_account: Sequence[str]
    """Names of voters in the room who could not vote on a phone."""
    results: Sequence[Result]
    unnoted: Result | None
    """An adopted secret vote that should be the item's outcome and was not noted as such."""

    @property
    def share(self) -> Share:
        return Share(self.voters, self.base)

    @property
    def is_enough(self) -> bool:
        """Whether so many are there that something can be adopted at all."""
        return self.voters >= self.needed


def bench_of(actor: Actor, meeting: Meeting, seen: ItemSeen, roll: Roll) -> Bench:
    """Return what this one of the bench sees of an item, once the roll was taken. At most six queries."""
    base = _base(meeting, roll)
    return _bench(
        meeting,
        seen,
        base,
        voting=voting_of(meeting, seen.running) if seen.running else None,
        runs_box=may(actor, "ballots.box.run", place_in(actor, meeting)),
        without_account=voters_missing_account(base),
    )


def desk_bench(now: Now, *, runs_box: bool) -> Bench | None:
    """Return the same for all at a desk, of what is voted on, else of the item in hand; None before the roll call.

    No query beside those of `now`, one where a unit has set something differently.
    """
    if now.seen is None or not now.roll.is_taken:
        return None
    base = _base(now.meeting, now.roll)
    return _bench(
        now.meeting, now.seen, base, voting=now.voting, runs_box=runs_box, without_account=now.without_account
    )


def _base(meeting: Meeting, roll: Roll) -> Base:
    return base_of(summoned_in(roll), rules_of(meeting, ATTENDANCE).value)


def _bench(
    meeting: Meeting,
    seen: ItemSeen,
    base: Base,
    *,
    voting: Voting | None,
    runs_box: bool,
    without_account: Sequence[str],
) -> Bench:
    decision = seen.item.decision or Decision.OTHER
    rule = rules_of(meeting, VOTES)
    majority = rule.value.of(decision)
    permission = None if decision in NEED_SPLIT else permission_of(meeting, decision)
    results = results_of(seen)
    return Bench(
        item=seen.item,
        voting=voting,
        base=base.count,
        voters=base.voters,
        needed=majority.needed.needed(base.count),
        basis=basis_of(rule.origin(f"{decision}.needed")),
        ways=[(code, words) for code, words in WAYS.items() if code.partition("-")[0] in majority.methods],
        secret=basis_of(permission) if permission and runs_box else None,
        may_run_box=runs_box,
        without_account=without_account,
        results=results,
        unnoted=_unnoted(seen, results),
    )


def _unnoted(seen: ItemSeen, results: Sequence[Result]) -> Result | None:
    """Return what a fault between the counting and the noting left."""
    if seen.item.outcome is not None or seen.item.outcome_kind not in OWN_OUTCOMES:
        return None
    decided = {one.box.pk for one in seen.secret if one.box.is_adopted and one.box.decision == seen.item.decision}
    return next((result for result in results if result.id in decided), None)
