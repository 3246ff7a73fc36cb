"""What all ways of voting share: what is asked, on which base, that nothing else is open, why it was stopped."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from chibo.access import Place
from chibo.ballots.models import AnyVote
from chibo.ballots.rules import Base, Sheet, Summoned, base_of
from chibo.ballots.selectors import open_box_of, open_count_of, open_vote_of
from chibo.kernel import clock
from chibo.kernel.errors import Refusal
from chibo.kernel.text import tidy
from chibo.regulations.figures import AttendanceStates, Majority, Method, VoteMajorities
from chibo.regulations.rules import ResolvedRule


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is put to a vote, where it comes from, and who stands in the base."""

    unit_id: UUID
    place: Place
    """Where the meeting stands, with the actor's roles in it."""
    decision: str
    """Kind of decision in `vote-majorities`."""
    subject: str
    origin_id: UUID
    """The agenda item."""
    states: AttendanceStates
    door_label: str = ""
    door_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Asked):
    """What is put to an open vote, and the majority that it needs."""

    majority: Majority
    method: Method | None = None
    """None for the first open method that the rule allows."""
    is_tapped: bool = False
    """Members answer on their own phones; else cards are counted and entered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SecretQuestion(Asked):
    """What is put to a secret vote, on a phone or on paper: the whole rule, and what the ballot offers."""

    rule: ResolvedRule[VoteMajorities]
    sheet: Sheet

    @property
    def majority(self) -> Majority:
        return self.rule.value.of(self.decision)


def base_for(asked: Asked, summoned: Iterable[Summoned]) -> Base:
    """Return the base of this moment. Refuses beside another open vote of the item, and an empty base. Three queries.

    The constraints of the tables refuse only a second vote of the same kind, so the caller holds the item's lock.
    """
    origin = asked.origin_id
    if open_vote_of(origin) or open_box_of(origin) or open_count_of(origin):
        raise Refusal("ballots.already_open")
    return base_now(asked.states, summoned)


def base_now(states: AttendanceStates, summoned: Iterable[Summoned]) -> Base:
    """Return the base of this moment. Refuses an empty one. No query."""
    base = base_of(summoned, states)
    if base.count == 0:
        raise Refusal("ballots.nobody_in_base")
    return base


def check_electronic(question: SecretQuestion) -> None:
    """Refuse a secret vote on phones where no unit has allowed it for this kind of decision."""
    origin = question.rule.origin(f"{question.decision}.methods")
    if Method.SECRET_ELECTRONIC not in question.majority.methods or not origin.is_override:
        raise Refusal("ballots.electronic_not_set", decision=question.majority.name_vi, section=origin.basis)


def shared_columns(asked: Asked, majority: Majority, base: Base) -> dict[str, Any]:
    """Return the columns that every kind of vote is opened with."""
    return {
        "unit_id": asked.unit_id,
        "decision": asked.decision,
        "subject": tidy(asked.subject),
        "origin_id": asked.origin_id,
        "door_label": asked.door_label,
        "door_url": asked.door_url,
        **base_columns(majority, base),
    }


def base_columns(majority: Majority, base: Base) -> dict[str, Any]:
    """Return the columns that say when and on which base a vote is opened."""
    return {
        "opened_at": clock.now(),
        "base_count": base.count,
        "voters_count": base.voters,
        "needed_count": majority.needed.needed(base.count),
    }


def base_rows(base: Base) -> Iterator[dict[str, Any]]:
    """Yield the columns by which every kind of vote keeps a member of its base."""
    for member, counted, may_vote in base.members:
        yield {
            "person_id": member.person_id,
            "status": member.status,
            "presence": member.presence,
            "is_counted": counted,
            "may_vote": may_vote,
        }


def check_open(vote: AnyVote) -> None:
    """Refuse a vote that is done. Every kind is open under the same word."""
    if vote.state != "open":
        raise Refusal("ballots.not_open")


def void_reason(reason: str) -> str:
    """Return why a vote is stopped without a result. Refuses an empty reason."""
    if not tidy(reason):
        raise Refusal("ballots.void_needs_reason")
    return tidy(reason)[:300]  # so much the field takes, here and on the page
