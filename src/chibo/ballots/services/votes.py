"""Putting a question, entering what was counted, and stopping a vote without a result."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from chibo.access import Actor, Place, require
from chibo.audit.rows import locked, save
from chibo.audit.services import command, record
from chibo.ballots.models import BaseMember, OpenVote
from chibo.ballots.rules import Base, Summoned, Tally, base_of, check_tally, is_adopted
from chibo.ballots.selectors import open_box_of, open_count_of, open_vote_of
from chibo.ballots.states import State
from chibo.kernel import clock
from chibo.kernel.errors import Refusal
from chibo.kernel.text import tidy
from chibo.regulations.figures import AttendanceStates, Majority, Method


@dataclass(frozen=True, slots=True)
class Question:
    """What is put to the vote, where it comes from, and the rules under which it is taken."""

    unit_id: UUID
    place: Place
    """Where the meeting stands, with the actor's roles in it."""
    decision: str
    """Kind of decision in `vote-majorities`."""
    subject: str
    origin_id: UUID
    """The agenda item."""
    majority: Majority
    states: AttendanceStates
    method: Method | None = None
    """None for the first open method that the rule allows."""
    door_label: str = ""
    door_url: str = ""


@command("ballots.vote.run")
def open_vote(*, actor: Actor, question: Question, summoned: Iterable[Summoned]) -> OpenVote:
    """Open a vote and keep its base as it is now: who counts, who not and why, and the votes needed.

    Refuses a method that the rule does not allow, a second open vote in the same item, and an empty base.
    """
    require(actor, "ballots.vote.run", question.place)
    method = _method(question)
    origin = question.origin_id
    if open_vote_of(origin) or open_box_of(origin) or open_count_of(origin):
        raise Refusal("ballots.already_open")
    base = base_of(summoned, question.states)
    if base.count == 0:
        raise Refusal("ballots.nobody_in_base")
    vote = OpenVote.objects.create(
        unit_id=question.unit_id,
        decision=question.decision,
        method=method,
        subject=tidy(question.subject),
        origin_id=question.origin_id,
        door_label=question.door_label,
        door_url=question.door_url,
        opened_at=clock.now(),
        rule=question.majority.model_dump(mode="json"),
        base_count=base.count,
        voters_count=base.voters,
        needed_count=question.majority.needed.needed(base.count),
    )
    _keep_base(vote, base)
    record(actor, vote, question.place, details={"decision": question.decision, "base": base.count})
    return vote


@command("ballots.vote.run")
def close_vote(*, actor: Actor, place: Place, vote_id: UUID, version: int | None, tally: Tally) -> OpenVote:
    """Enter what was counted and close the vote. Refuses more votes than voters, and a vote that is closed already.

    The entry in the record says that it was closed and whether it was adopted, never who voted how.
    """
    vote = locked(OpenVote, vote_id, version)
    require(actor, "ballots.vote.run", place)
    _check_open(vote)
    check_tally(tally, vote.voters_count)
    majority = Majority.model_validate(vote.rule, strict=False)
    vote.for_count, vote.against_count, vote.other_count = tally.for_count, tally.against_count, tally.other_count
    vote.is_adopted = is_adopted(tally, vote.base_count, majority.needed)
    vote.state, vote.closed_at = State.CLOSED, clock.now()
    save(vote, "for_count", "against_count", "other_count", "is_adopted", "state", "closed_at")
    record(actor, vote, place, details={"adopted": vote.is_adopted})
    return vote


@command("ballots.vote.run")
def void_vote(*, actor: Actor, place: Place, vote_id: UUID, version: int | None, reason: str) -> OpenVote:
    """Stop an open vote without a result; the question may be put again. Refuses an empty reason."""
    vote = locked(OpenVote, vote_id, version)
    require(actor, "ballots.vote.run", place)
    _check_open(vote)
    if not tidy(reason):
        raise Refusal("ballots.void_needs_reason")
    vote.state, vote.void_reason = State.VOID, tidy(reason)
    save(vote, "state", "void_reason")
    record(actor, vote, place, changed={"state": (State.OPEN, State.VOID)})
    return vote


def _method(question: Question) -> Method:
    majority = question.majority
    if majority.is_secret:
        raise Refusal("ballots.paper_only", decision=majority.name_vi)
    method = question.method or next(method for method in majority.methods if not method.is_secret)
    if method not in majority.methods or method.is_secret:
        raise Refusal("ballots.method_not_allowed", decision=majority.name_vi)
    return method


def _check_open(vote: OpenVote) -> None:
    if vote.state != State.OPEN:
        raise Refusal("ballots.not_open")


def _keep_base(vote: OpenVote, base: Base) -> None:
    BaseMember.objects.bulk_create(
        BaseMember(
            vote=vote,
            person_id=member.person_id,
            status=member.status,
            presence=member.presence,
            is_counted=counted,
            may_vote=may_vote,
        )
        for member, counted, may_vote in base.members
    )
