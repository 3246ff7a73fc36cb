"""Putting a question, entering what was counted, and stopping a vote without a result."""

from collections import Counter
from collections.abc import Iterable
from uuid import UUID

from chibo.access import Actor, Place, require
from chibo.audit.rows import locked, save
from chibo.audit.services import command, record
from chibo.ballots.models import BaseMember, OpenVote, Tap
from chibo.ballots.rules import Summoned, Tally, check_tally, is_adopted
from chibo.ballots.services.asking import Question, base_for, base_rows, check_open, shared_columns, void_reason
from chibo.ballots.states import State
from chibo.kernel import clock
from chibo.kernel.errors import Refusal
from chibo.regulations.figures import Majority, Method


@command("ballots.vote.run")
def open_vote(*, actor: Actor, question: Question, summoned: Iterable[Summoned]) -> OpenVote:
    """Open a vote and keep its base as it is now: who counts, who not and why, and the votes needed.

    Refuses a method that the rule does not allow, a second open vote in the same item, and an empty base.
    """
    require(actor, "ballots.vote.run", question.place)
    method = _method(question)
    base = base_for(question, summoned)
    vote = OpenVote.objects.create(
        method=method,
        is_tapped=question.is_tapped,
        rule=question.majority.model_dump(mode="json"),
        **shared_columns(question, question.majority, base),
    )
    BaseMember.objects.bulk_create(BaseMember(vote=vote, **columns) for columns in base_rows(base))
    record(actor, vote, question.place, details={"decision": question.decision, "base": base.count})
    return vote


@command("ballots.vote.run")
def close_vote(
    *, actor: Actor, place: Place, vote_id: UUID, version: int | None, tally: Tally | None = None
) -> OpenVote:
    """Close the vote with what was counted: `tally` by hand, None for what members have tapped.

    Taps are dropped, so that numbers alone remain, but in a vote by name. Refuses more votes than voters, a vote that
    is closed already, and figures of one way of voting for the other. The entry in
    the record says that it was closed and whether it was adopted, never who voted how.
    """
    vote = locked(OpenVote, vote_id, version)
    require(actor, "ballots.vote.run", place)
    check_open(vote)
    tally = _counted(vote, tally)
    check_tally(tally, vote.voters_count)
    majority = Majority.model_validate(vote.rule, strict=False)
    vote.for_count, vote.against_count, vote.other_count = tally.for_count, tally.against_count, tally.other_count
    vote.is_adopted = is_adopted(tally, vote.base_count, majority.needed)
    vote.state, vote.closed_at = State.CLOSED, clock.now()
    save(vote, "for_count", "against_count", "other_count", "is_adopted", "state", "closed_at")
    if vote.method != Method.NAMED:
        Tap.objects.filter(vote=vote).delete()
    record(actor, vote, place, details={"adopted": vote.is_adopted})
    return vote


@command("ballots.vote.run")
def void_vote(*, actor: Actor, place: Place, vote_id: UUID, version: int | None, reason: str) -> OpenVote:
    """Stop an open vote without a result; what was tapped is dropped. Refuses an empty reason."""
    vote = locked(OpenVote, vote_id, version)
    require(actor, "ballots.vote.run", place)
    check_open(vote)
    vote.state, vote.void_reason = State.VOID, void_reason(reason)
    save(vote, "state", "void_reason")
    Tap.objects.filter(vote=vote).delete()
    record(actor, vote, place, changed={"state": (State.OPEN, State.VOID)})
    return vote


def _counted(vote: OpenVote, entered: Tally | None) -> Tally:
    if not vote.is_tapped:
        if entered is None:
            raise Refusal("ballots.count_missing")
        return entered
    if entered is not None:
        raise Refusal("ballots.counts_itself")
    found = Counter(Tap.objects.filter(vote=vote).values_list("choice", flat=True))
    return Tally(found["for"], found["against"], found["other"])


def _method(question: Question) -> Method:
    majority = question.majority
    if majority.is_secret:
        raise Refusal("ballots.paper_only", decision=majority.name_vi)
    method = question.method or next(method for method in majority.methods if not method.is_secret)
    if method not in majority.methods or method.is_secret:
        raise Refusal("ballots.method_not_allowed", decision=majority.name_vi)
    return method
