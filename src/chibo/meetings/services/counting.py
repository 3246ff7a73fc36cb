"""Secret votes on paper in an item: opened with their team, counted twice, the result kept for the minutes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse

from chibo.access import Actor, Place, require
from chibo.audit.rows import locked, save
from chibo.audit.services import command, record
from chibo.ballots import selectors as read
from chibo.ballots import services as ballots
from chibo.ballots.rules import Sheet, discipline_sheet
from chibo.ballots.rules.desk import Count
from chibo.ballots.rules.elections import Candidate, Next, Result, ballot_for, check_list, next_list
from chibo.ballots.services import SecretQuestion, Team
from chibo.ballots.states import Listed, Way
from chibo.kernel.errors import Refusal
from chibo.kernel.text import tidy
from chibo.meetings.models import AgendaItem, Meeting
from chibo.meetings.selectors.counted import count_block
from chibo.meetings.selectors.counting import (
    counts_seen,
    discipline_rule,
    elections_rule,
    members_here,
    who_may_stand,
)
from chibo.meetings.selectors.reach import place_in
from chibo.meetings.selectors.sitting import summoned_at
from chibo.meetings.services.away import check_from_away
from chibo.meetings.services.moves import check_open, stale
from chibo.meetings.services.telling import tell
from chibo.meetings.services.voting import (
    check_all_have_accounts,
    check_allowed_on_phones,
    item_to_vote,
    motion_ballot,
    secret_question,
)
from chibo.members import selectors as members
from chibo.regulations.figures import Body, Decision
from chibo.regulations.states import Method

if TYPE_CHECKING:
    from chibo.ballots.models import PaperCount, SecretBox
    from chibo.meetings.selectors.counting import Standing

type Ask = Callable[[AgendaItem, Place], tuple[SecretQuestion, Team]]

LABEL = "Biên bản kiểm phiếu"


@dataclass(frozen=True, slots=True, kw_only=True)
class Election:
    """What is elected, for how many seats, and who stands."""

    body: Body
    seats: int
    listed: Mapping[UUID, Listed]
    """How each name came onto the list."""
    subject: str
    """As ballot and minutes say it: `Bầu chi ủy nhiệm kỳ 2026 - 2028`. Empty for the item's title."""


@command("meetings.meeting.hold")
def open_election(
    *, actor: Actor, item_id: UUID, election: Election, tellers: Sequence[UUID], on_phones: bool = False
) -> PaperCount | SecretBox:
    """Put a list to a secret vote: on paper, or into a box whose key the tellers will keep.

    Refuses a list that the rule of elections does not allow, whoever may not stand, and what `ballots.open_count` or
    `ballots.prepare_box` refuses of the team and the base.
    """

    def ask(item: AgendaItem, place: Place) -> tuple[SecretQuestion, Team]:
        rule, names = elections_rule(item.meeting), _candidates(item.meeting, election.listed)
        check_list(names, election.seats, election.body, rule.value)
        ballot = ballot_for(names, election.seats)
        subject = tidy(election.subject) or item.title
        question = secret_question(item, place, decision=Decision.ELECTION, subject=subject, sheet=ballot)
        listed = {str(person_id): way for person_id, way in election.listed.items()}
        return question, Team(tuple(tellers), rule, body=election.body, listed=listed)

    return _put(actor, item_id, ask, on_phones=on_phones)


@command("meetings.meeting.hold")
def vote_again(
    *, actor: Actor, item_id: UUID, count_id: UUID, names: Sequence[str], tellers: Sequence[UUID]
) -> PaperCount | SecretBox:
    """Open a further round of an election, for the seats that are left, in the way of the round before.

    `names` are keys out of those who were not elected; after equal votes all the tied stand. Refuses a round of what
    has no result or needs none, and after the last round that the rule allows.
    """

    def ask(item: AgendaItem, place: Place) -> tuple[SecretQuestion, Team]:
        before = read.counted_vote(count_id)
        check_of_item(item, before)
        outcome = read.outcome_of(before)
        if outcome is None or outcome.election is None:
            raise Refusal("ballots.round_not_done")
        if outcome.next is Next.DONE or outcome.next is Next.SUPERIOR:
            raise Refusal("meetings.no_further_round")
        chosen = _again(Sheet.from_json(before.sheet), outcome.election, names)
        standing = [one for one in who_may_stand(item.meeting) if str(one.person_id) in chosen]
        candidates = [one.candidate for one in standing]
        ballot = ballot_for(candidates, outcome.election.seats_left)
        listed = {key: Listed(before.listed[key]) for key in ballot.options}
        team = Team(
            tuple(tellers),
            elections_rule(item.meeting),
            previous=before,
            among_tied=bool(outcome.election.tied),
            body=before.body,
            listed=listed,
        )
        return secret_question(item, place, decision=Decision.ELECTION, subject=before.subject, sheet=ballot), team

    return _put(actor, item_id, ask)


@command("meetings.meeting.hold")
def open_discipline(
    *,
    actor: Actor,
    item_id: UUID,
    person_id: UUID,
    forms: Sequence[str],
    tellers: Sequence[UUID],
    on_phones: bool = False,
) -> PaperCount | SecretBox:
    """Put the form of discipline of a member to a secret vote; `forms` are codes of the rule.

    "No discipline" is always on the ballot. Refuses a team in which the member concerned would count, and phones where
    they are not allowed for every form on the ballot.
    """

    def ask(item: AgendaItem, place: Place) -> tuple[SecretQuestion, Team]:
        rule = discipline_rule(item.meeting)
        name = next((name for pk, name, _ in members_here(item.meeting) if pk == person_id), None)
        if name is None:
            raise Refusal("meetings.not_of_unit")
        if person_id in tellers:
            raise Refusal("meetings.concerned_counts", name=name)
        offered = [line for line in rule.value.forms if not line.decision or line.code in forms]
        if on_phones:
            check_allowed_on_phones(item.meeting, [line.decision for line in offered if line.decision])
        lines = [(line.code, line.name_vi) for line in offered]
        subject = f"Hình thức kỷ luật đối với đồng chí {name}"
        ballot = discipline_sheet(lines)
        question = secret_question(item, place, decision=Decision.REPRIMAND, subject=subject, sheet=ballot)
        return question, Team(tuple(tellers), rule)

    return _put(actor, item_id, ask, on_phones=on_phones)


@command("meetings.meeting.hold")
def open_motion(
    *,
    actor: Actor,
    item_id: UUID,
    decision: str,
    subject: str = "",
    tellers: Sequence[UUID],
    on_phones: bool = False,
) -> PaperCount | SecretBox:
    """Put a motion (an admission, a recognition) to a secret vote. An empty subject is the item's title."""

    def ask(item: AgendaItem, place: Place) -> tuple[SecretQuestion, Team]:
        about = tidy(subject) or item.title
        question = secret_question(item, place, decision=decision, subject=about, sheet=motion_ballot())
        return question, Team(tuple(tellers))

    return _put(actor, item_id, ask, on_phones=on_phones)


@command("meetings.count.enter")
def enter_count(*, actor: Actor, item_id: UUID, count_id: UUID, figures: Count) -> ballots.Entered:
    """Enter what this teller counted; once two agree, the result stands in the item and goes into the minutes.

    Denied to all but the tellers. Refuses figures that cannot be, and a vote that is done.
    """
    item = locked(AgendaItem, item_id)
    place = place_in(actor, item.meeting)
    check_open(item.meeting)
    check_of_item(item, read.count(count_id))
    entered = ballots.enter_count(actor=actor, place=place, count_id=count_id, figures=figures)
    if entered.is_agreed:
        keep_count(item, entered.count)
    details = {"count": count_id, "agreed": entered.is_agreed}
    record(actor, item, place, details=details, touches=stale(item.meeting) if entered.is_agreed else ())
    return entered


@command("meetings.meeting.hold")
def stop_count(*, actor: Actor, item_id: UUID, count_id: UUID, version: int, reason: str) -> PaperCount:
    """Stop an open vote on paper without a result, with the reason; it may be held again."""
    item = locked(AgendaItem, item_id)
    place = place_in(actor, item.meeting)
    require(actor, "meetings.meeting.hold", place)
    check_open(item.meeting)
    check_of_item(item, read.count(count_id))
    count = ballots.void_count(actor=actor, place=place, count_id=count_id, version=version, reason=reason)
    record(actor, item, place, details={"count": count_id})
    return count


def _put(actor: Actor, item_id: UUID, ask: Ask, *, on_phones: bool = False) -> PaperCount | SecretBox:
    item, place = item_to_vote(actor, item_id)
    question, team = ask(item, place)
    on_phones = on_phones or (team.previous is not None and team.previous.way == Way.SECRET)
    if item.outcome_kind and question.decision != item.decision:
        raise Refusal("meetings.count_needs_own_item", item=item.title)
    check_from_away(item, question.decision, Method.SECRET_ELECTRONIC if on_phones else Method.SECRET_PAPER)
    summoned = summoned_at(item.meeting)
    count: PaperCount | SecretBox
    if on_phones:
        check_all_have_accounts(item.meeting, summoned)
        count = ballots.prepare_box(actor=actor, question=question, team=team, summoned=summoned)
    else:
        count = ballots.open_count(actor=actor, question=question, team=team, summoned=summoned)
    _tell_tellers(item.meeting, count)
    record(actor, item, place, details={"count": count.pk})
    return count


def _tell_tellers(meeting: Meeting, count: PaperCount | SecretBox) -> None:
    """Show the team the way to their desk; a meeting that is entered from paper was counted on paper already."""
    if not meeting.is_on_paper:
        accounts = members.user_ids_of(UUID(teller) for teller in count.tellers)
        code = "meetings.notice.keeps" if count.way == Way.SECRET else "meetings.notice.counts"
        tell(meeting, accounts.values(), code, {"subject": count.subject})


def _candidates(meeting: Meeting, listed: Mapping[UUID, Listed]) -> list[Candidate]:
    standing: dict[UUID, Standing] = {one.person_id: one for one in who_may_stand(meeting)}
    unknown = [person_id for person_id in listed if person_id not in standing]
    if unknown:
        names = {pk: name for pk, name, _ in members_here(meeting)}
        raise Refusal("ballots.cannot_stand", name=names.get(unknown[0], "…"))
    return [standing[person_id].candidate for person_id in listed]


def _again(sheet: Sheet, result: Result, names: Sequence[str]) -> set[str]:
    """Return who stands in the further round: all the tied, else whom the meeting leaves on the list."""
    due = set(next_list(sheet.options, result))
    chosen = due if result.tied else due & set(names)
    if not chosen:
        raise Refusal("ballots.options_missing")
    return chosen


def check_of_item(item: AgendaItem, count: PaperCount | SecretBox) -> None:
    """Refuse a vote that is not taken in this item."""
    if count.origin_id != item.pk:
        raise Refusal("meetings.vote_of_another_item")


def keep_count(item: AgendaItem, last: PaperCount | SecretBox) -> None:
    """Write all counts of the item into its outcome; one that the agenda asks for is brought by an adopted vote only.

    Asks for no right: what two tellers agreed on is the result, whoever of them was the second.
    """
    if item.outcome_kind and not _is_adopted(last):
        return
    item.outcome = count_block([seen.minutes for seen in counts_seen(item) if seen.minutes])
    item.outcome_label = LABEL
    item.outcome_url = reverse("meetings:counting", args=[item.meeting_id, last.pk])
    save(item, "outcome", "outcome_label", "outcome_url")


def _is_adopted(count: PaperCount | SecretBox) -> bool:
    outcome = read.outcome_of(count)
    return outcome is not None and outcome.is_adopted is True
