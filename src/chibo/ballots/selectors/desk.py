"""Reading counts of paper ballots, what they bring, and the counting minutes as plain data."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from chibo.access import Actor
from chibo.ballots.models import CountEntry, PaperCount, SecretBox
from chibo.ballots.rules import Sheet, Totals
from chibo.ballots.rules.desk import Count, differing
from chibo.ballots.rules.discipline import Verdict, verdict
from chibo.ballots.rules.elections import Next, Result, elected, what_next
from chibo.ballots.states import RUNNING, CountState, Way
from chibo.kernel.errors import Missing
from chibo.members.selectors import names_of
from chibo.regulations.figures import DisciplineBallot, Elections
from chibo.regulations.rules import ResolvedRule


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a counted vote brings: one of the three is set, by the kind of ballot."""

    is_adopted: bool | None = None
    election: Result | None = None
    next: Next | None = None
    """After an election: what follows."""
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class CountLine:
    """An option of the ballot in the counting minutes; its share is votes over the base."""

    option: str
    label: str
    votes: int
    base: int
    is_elected: bool


@dataclass(frozen=True, slots=True)
class CountingMinutes:
    """Everything that the counting minutes say (biên bản kiểm phiếu)."""

    subject: str
    decision: str
    round_no: int
    opened_at: datetime
    closed_at: datetime
    summoned: int
    """Members in the base."""
    present: int
    """Those with a vote who were there."""
    count: Count
    lines: tuple[CountLine, ...]
    outcome: Outcome
    tellers: tuple[str, ...]
    """Names: the leader of the team, its clerk, then others."""
    basis: str
    """The document that sets the share."""
    body: str
    """What was elected (`regulations.figures.Body`); empty for other votes."""
    is_among_tied: bool
    sheet: Sheet
    is_on_phones: bool
    """Voted on phones, with the key split among the team; else on paper."""

    @property
    def elected(self) -> tuple[CountLine, ...]:
        """Who was elected, the most votes first."""
        order = self.outcome.election.elected if self.outcome.election else ()
        lines = {line.option: line for line in self.lines}
        return tuple(lines[option] for option in order)


def count(count_id: UUID) -> PaperCount:
    """Return one paper vote. Raises Missing. One query."""
    found = PaperCount.objects.select_related("unit").filter(pk=count_id).first()
    if found is None:
        raise Missing("count")
    return found


def counted_vote(vote_id: UUID) -> PaperCount | SecretBox:
    """Return a vote that a team counts, on paper or on phones. Raises Missing. At most two queries."""
    found = SecretBox.objects.select_related("unit").filter(pk=vote_id, is_split=True).first()
    return found or count(vote_id)


def open_count_of(origin_id: UUID) -> PaperCount | None:
    """Return the paper vote that is open in this item; None if none is. One query."""
    return PaperCount.objects.filter(origin_id=origin_id, state=CountState.OPEN).first()


def open_counts_among(origins: QuerySet[Any]) -> list[PaperCount]:
    """Return the paper votes that are open in these agenda items, oldest first: of each its subject and its tellers.

    One query, with theirs inside.
    """
    rows = PaperCount.objects.filter(origin_id__in=origins.order_by().values("pk"), state=CountState.OPEN)
    return list(rows.only("subject", "tellers").order_by("opened_at", "id"))


def split_boxes_among(origins: QuerySet[Any]) -> list[SecretBox]:
    """Return the boxes in these agenda items whose key is split, until they are counted, as `open_counts_among` does.

    With each its state. One query.
    """
    ids = origins.order_by().values("pk")
    rows = SecretBox.objects.filter(origin_id__in=ids, state__in=RUNNING, is_split=True)
    return list(rows.only("subject", "tellers", "state").order_by("opened_at", "id"))


def counts_of(origin_ids: Iterable[UUID]) -> dict[UUID, list[PaperCount]]:
    """Return the paper votes of these agenda items, oldest first, void ones too. One query."""
    found: dict[UUID, list[PaperCount]] = {}
    for row in PaperCount.objects.filter(origin_id__in=set(origin_ids)).order_by("opened_at", "id"):
        found.setdefault(row.origin_id, []).append(row)
    return found


def split_boxes_of(origin_ids: Iterable[UUID]) -> dict[UUID, list[SecretBox]]:
    """Return the boxes of these agenda items whose key is split, oldest first, void ones too. One query."""
    found: dict[UUID, list[SecretBox]] = {}
    for row in SecretBox.objects.filter(origin_id__in=set(origin_ids), is_split=True).order_by("opened_at", "id"):
        found.setdefault(row.origin_id, []).append(row)
    return found


def entered_by(count_id: UUID) -> frozenset[UUID]:
    """Return who of the team has entered a count: that alone, never what. One query."""
    return frozenset(CountEntry.objects.filter(count_id=count_id).values_list("person_id", flat=True))


def own_entry(actor: Actor, count_id: UUID) -> Count | None:
    """Return what the actor entered; None before. Never the other teller's: each counts alone. One query."""
    if actor.person_id is None:
        return None
    row = CountEntry.objects.filter(count_id=count_id, person_id=actor.person_id).first()
    return Count.from_json(row.figures) if row else None


def open_differences(actor: Actor, count_id: UUID) -> tuple[str, ...]:
    """Return in which figures the actor's count differs from the other teller's. One query.

    Nothing before both have entered, and never the other's number.
    """
    rows = list(CountEntry.objects.filter(count_id=count_id).order_by("entered_at"))
    own = [Count.from_json(row.figures) for row in rows if row.person_id == actor.person_id]
    others = [Count.from_json(row.figures) for row in rows if row.person_id != actor.person_id]
    return differing(own[0], others[0]) if own and others else ()


def outcome_of(found: PaperCount | SecretBox) -> Outcome | None:
    """Return what a finished count brings, by the rules as they were; None before. No query."""
    if found.result is None:
        return None
    return _outcome(found, Sheet.from_json(found.sheet), Count.from_json(_result(found)).totals)


def minutes_of(found: PaperCount | SecretBox) -> CountingMinutes:
    """Return the counting minutes of a finished count. Raises Missing before. One query."""
    outcome = outcome_of(found)
    if outcome is None or found.closed_at is None:
        raise Missing("counting minutes")
    sheet, counted = Sheet.from_json(found.sheet), Count.from_json(_result(found))
    chosen = outcome.election.elected if outcome.election else ()
    rule: ResolvedRule[Any] = ResolvedRule.from_snapshot(found.rule)
    names = names_of(UUID(teller) for teller in found.tellers)
    return CountingMinutes(
        subject=found.subject,
        decision=rule.value.of(found.decision).name_vi,
        round_no=found.round_no,
        opened_at=found.opened_at,
        closed_at=found.closed_at,
        summoned=found.base_count,
        present=found.voters_count,
        count=counted,
        lines=tuple(
            CountLine(option, label, counted.votes[option], found.base_count, option in chosen)
            for option, label in zip(sheet.options, sheet.labels, strict=True)
        ),
        outcome=outcome,
        tellers=tuple(names[UUID(teller)] for teller in found.tellers),
        basis=rule.origin(f"{found.decision}.needed").basis,
        body=found.body,
        is_among_tied=found.is_among_tied,
        sheet=sheet,
        is_on_phones=found.way == Way.SECRET,
    )


def _result(found: PaperCount | SecretBox) -> Mapping[str, Any]:
    result: Mapping[str, Any] = found.result or {}
    return result


def _outcome(found: PaperCount | SecretBox, sheet: Sheet, totals: Totals) -> Outcome:
    rule: ResolvedRule[Any] = ResolvedRule.from_snapshot(found.rule)
    counting = ResolvedRule.from_snapshot(found.counting_rule).value if found.counting_rule else None
    if isinstance(counting, Elections):
        result = elected(totals.votes, found.base_count, sheet.seats, counting, among_tied=found.is_among_tied)
        follows = what_next(result, found.round_no, counting, among_tied=found.is_among_tied)
        return Outcome(election=result, next=follows)
    if isinstance(counting, DisciplineBallot):
        return Outcome(verdict=verdict(totals.votes, found.base_count, counting, rule.value))
    needed = rule.value.of(found.decision).needed
    return Outcome(is_adopted=needed.is_met(totals.votes.get("for", 0), found.base_count))
