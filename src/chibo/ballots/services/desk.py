"""The counting desk: a paper vote is opened, counted twice by two people, and stands once they agree."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from chibo.access import Actor, Denied, Place, require
from chibo.audit.rows import locked, save
from chibo.audit.services import command, record
from chibo.ballots.models import CountEntry, PaperCount, PaperMember, SecretBox
from chibo.ballots.rules import Base, Sheet, Summoned, check_sheet
from chibo.ballots.rules.desk import Count, check_count, differing
from chibo.ballots.services.asking import SecretQuestion, base_for, base_rows, check_open, shared_columns, void_reason
from chibo.ballots.states import CountState, Listed
from chibo.kernel import clock
from chibo.kernel.errors import Refusal
from chibo.regulations.figures import Figures, Method
from chibo.regulations.rules import ResolvedRule


@dataclass(frozen=True, slots=True)
class Team:
    """Who counts, by what rule, and which round it is."""

    tellers: Sequence[UUID]
    """At least two voters, the leader and the clerk of the team first; none of them stands on the ballot."""
    rule: ResolvedRule[Figures] | None = None
    """`elections` or `discipline-ballot` in force; None for a motion."""
    previous: PaperCount | SecretBox | None = None
    """The round before, which has its result; None for the first round."""
    among_tied: bool = False
    body: str = ""
    """What is elected (`regulations.figures.Body`); empty for other votes."""
    listed: Mapping[str, Listed] = field(default_factory=dict)
    """How each name of an election came onto the list, by key."""


@dataclass(frozen=True, slots=True)
class Entered:
    """What became of a count that was entered."""

    count: PaperCount
    differing: tuple[str, ...]
    """Figures in which it differs from the other teller's; empty while there is no other, and once two agree."""

    @property
    def is_agreed(self) -> bool:
        return self.count.state == CountState.AGREED


@command("ballots.count.run")
def open_count(*, actor: Actor, question: SecretQuestion, team: Team, summoned: Iterable[Summoned]) -> PaperCount:
    """Open a secret vote on paper on the base of this moment.

    Refuses a method that the rule does not allow, beside another open vote, on an empty base, a ballot that offers no
    choice, fewer than two tellers, one who stands on the ballot or does not vote here, and a further round of what
    has no result yet.
    """
    require(actor, "ballots.count.run", question.place)
    if Method.SECRET_PAPER not in question.majority.methods:
        raise Refusal("ballots.method_not_allowed", decision=question.majority.name_vi)
    check_sheet(question.sheet)
    check_team(team, question.sheet)
    base = base_for(question, summoned)
    check_tellers_vote(team.tellers, base)
    count = PaperCount.objects.create(
        rule=question.rule.snapshot(),
        sheet=question.sheet.as_json(),
        **team_columns(team),
        **shared_columns(question, question.majority, base),
    )
    PaperMember.objects.bulk_create(PaperMember(count=count, **columns) for columns in base_rows(base))
    record(actor, count, question.place, details={"decision": question.decision, "round": count.round_no})
    return count


@command("ballots.count.enter")
def enter_count(*, actor: Actor, place: Place, count_id: UUID, figures: Count) -> Entered:
    """Enter what this teller counted. The vote stands as soon as two tellers have entered the same.

    Entering again replaces one's own figures. Where two differ, what differs is named and both count anew. Denied to
    all but the tellers. Refuses figures that cannot be, and a vote that is done. The record holds no figure.
    """
    count = locked(PaperCount, count_id)
    teller = actor.person_id
    if teller is None or str(teller) not in count.tellers:
        raise Denied("ballots.count.enter")
    check_open(count)
    check_count(figures, Sheet.from_json(count.sheet), count.voters_count)
    others = [Count.from_json(row.figures) for row in count.entries.exclude(person_id=teller)]
    _keep_entry(count, teller, figures)
    against = [differing(figures, other) for other in others]
    if () in against:
        count.state, count.closed_at, count.result = CountState.AGREED, clock.now(), figures.as_json()
        save(count, "state", "closed_at", "result")
    record(actor, count, place, details={"agreed": count.state == CountState.AGREED})
    return Entered(count, () if () in against or not against else against[0])


@command("ballots.count.run")
def void_count(*, actor: Actor, place: Place, count_id: UUID, version: int | None, reason: str) -> PaperCount:
    """Stop a paper vote without a result; it may be held again. Refuses an empty reason and a vote that is done."""
    count = locked(PaperCount, count_id, version)
    require(actor, "ballots.count.run", place)
    check_open(count)
    count.state, count.void_reason = CountState.VOID, void_reason(reason)
    save(count, "state", "void_reason")
    record(actor, count, place, changed={"state": (CountState.OPEN, CountState.VOID)})
    return count


def team_columns(team: Team) -> dict[str, Any]:
    """Return the columns that say who counts, by what rule, and which round it is."""
    return {
        "counting_rule": team.rule.snapshot() if team.rule else None,
        "tellers": list(dict.fromkeys(str(teller) for teller in team.tellers)),
        "body": team.body,
        "listed": dict(team.listed),
        "round_no": team.previous.round_no + 1 if team.previous else 1,
        "previous": team.previous,
        "is_among_tied": team.among_tied,
    }


def check_team(team: Team, sheet: Sheet) -> None:
    """Refuse fewer than two tellers, one who stands on the ballot, and a round of what has no result yet."""
    tellers = {str(teller) for teller in team.tellers}
    if len(tellers) < 2:
        raise Refusal("ballots.two_tellers")
    if tellers & set(sheet.options):
        raise Refusal("ballots.teller_stands")
    if team.previous and team.previous.result is None:
        raise Refusal("ballots.round_not_done")


def check_tellers_vote(tellers: Iterable[UUID], base: Base) -> None:
    """Refuse a teller who has no vote here or is not in the room."""
    voters = {member.person_id for member, _, may_vote in base.members if may_vote}
    if not voters.issuperset(tellers):
        raise Refusal("ballots.teller_no_voter")


def _keep_entry(count: PaperCount, person_id: UUID, figures: Count) -> None:
    own = count.entries.filter(person_id=person_id).first()
    if own is None:
        own = CountEntry(count=count, person_id=person_id, times=0)
    own.figures, own.entered_at, own.times = figures.as_json(), clock.now(), own.times + 1
    own.save(force_insert=own.times == 1)
