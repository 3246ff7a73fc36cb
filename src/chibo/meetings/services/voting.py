"""Open votes in an item: put, counted, kept with their base; an adopted vote is the item's outcome where one is due."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils import translation

from chibo.access import Actor, Place, require
from chibo.audit.rows import locked
from chibo.audit.services import command, record
from chibo.ballots import services as ballots
from chibo.ballots.phrases import MOTION
from chibo.ballots.rules import Sheet, Summoned, Tally, motion_sheet
from chibo.ballots.selectors import vote as vote_of
from chibo.kernel.errors import Missing, Refusal
from chibo.meetings.models import AgendaItem, Meeting
from chibo.meetings.selectors.reach import place_in
from chibo.meetings.selectors.ruling import ATTENDANCE, VOTES, rules_of, special_rule
from chibo.meetings.selectors.sitting import summoned_at
from chibo.meetings.selectors.tallies import vote_block
from chibo.meetings.selectors.voting import permission_of, voters_without_account
from chibo.meetings.services.away import check_from_away
from chibo.meetings.services.concluding import record_outcome
from chibo.meetings.services.moves import check_open, locked_meeting, stale
from chibo.meetings.services.telling import link_to
from chibo.meetings.states import OWN_OUTCOMES, Kind
from chibo.regulations.figures import Decision
from chibo.regulations.states import Method

if TYPE_CHECKING:
    from chibo.ballots.models import OpenVote


@dataclass(frozen=True, slots=True)
class Put:
    """What is put to the vote. An empty subject is the item's title, an empty decision the item's own."""

    subject: str = ""
    decision: str = ""
    method: Method | None = None
    """None for the first open method that the rule allows."""
    is_tapped: bool = False
    """Members answer on their own phones; else cards are counted and the result is entered."""


@command("meetings.meeting.hold")
def put_to_vote(*, actor: Actor, item_id: UUID, put: Put | None = None) -> OpenVote:
    """Open a vote in an item on the base of this moment.

    Refuses before the roll call, beside another open vote, and on phones where a voter in the room has no account.
    """
    item, place = item_to_vote(actor, item_id)
    put, summoned = put or Put(), summoned_at(item.meeting)
    check_from_away(item, put.decision or item.decision or Decision.OTHER, put.method)
    if put.is_tapped:
        check_all_have_accounts(item.meeting, summoned)
    vote = ballots.open_vote(actor=actor, question=_question(item, place, put), summoned=summoned)
    record(actor, item, place, details={"vote": vote.pk})
    return vote


@command("meetings.meeting.hold")
def finish_vote(
    *, actor: Actor, item_id: UUID, vote_id: UUID, version: int | None, tally: Tally | None = None
) -> OpenVote:
    """Close the vote with what was counted, None for what members have tapped.

    An adopted vote becomes the item's outcome where the agenda asks for one.
    """
    item = locked(AgendaItem, item_id)
    meeting = item.meeting
    place = place_in(actor, meeting)
    require(actor, "meetings.meeting.hold", place)
    check_open(meeting)
    if vote_of(vote_id).origin_id != item.pk:
        raise Refusal("meetings.vote_of_another_item")
    vote = ballots.close_vote(actor=actor, place=place, vote_id=vote_id, version=version, tally=tally)
    if vote.is_adopted and vote.decision == item.decision and item.outcome_kind in OWN_OUTCOMES:
        record_outcome(actor=actor, item_id=item.pk, block=vote_block(vote))
    record(actor, item, place, details={"vote": vote.pk, "adopted": vote.is_adopted}, touches=stale(meeting))
    return vote


@command("meetings.meeting.hold")
def all_agree(*, actor: Actor, item_id: UUID, put: Put | None = None) -> OpenVote:
    """Put the question and enter that all who may vote are for it: one act for the usual case."""
    item, place = item_to_vote(actor, item_id)
    vote = put_to_vote(actor=actor, item_id=item_id, put=put)
    closed = finish_vote(
        actor=actor, item_id=item_id, vote_id=vote.pk, version=None, tally=Tally(for_count=vote.voters_count)
    )
    record(actor, item, place, details={"unanimous": True})
    return closed


@command("meetings.meeting.hold")
def stop_vote(*, actor: Actor, item_id: UUID, vote_id: UUID, version: int, reason: str) -> OpenVote:
    """Stop an open vote without a result, with the reason."""
    item = locked(AgendaItem, item_id)
    place = place_in(actor, item.meeting)
    require(actor, "meetings.meeting.hold", place)
    check_open(item.meeting)
    if vote_of(vote_id).origin_id != item.pk:
        raise Refusal("meetings.vote_of_another_item")
    vote = ballots.void_vote(actor=actor, place=place, vote_id=vote_id, version=version, reason=reason)
    record(actor, item, place, details={"vote": vote.pk})
    return vote


def item_to_vote(actor: Actor, item_id: UUID) -> tuple[AgendaItem, Place]:
    """Return the item to open a vote in, held with its meeting so that nobody closes that meanwhile. Four queries."""
    found = AgendaItem.objects.filter(pk=item_id).values_list("meeting_id", flat=True).first()
    if found is None:
        raise Missing("item")
    meeting = locked_meeting(found)
    item = locked(AgendaItem, item_id)
    item.meeting = meeting
    place = place_in(actor, meeting)
    require(actor, "meetings.meeting.hold", place)
    check_open(meeting)
    return item, place


def check_all_have_accounts(meeting: Meeting, summoned: Iterable[Summoned]) -> None:
    """Refuse a vote on phones where somebody in the room with a vote has none: one way for all. Three queries."""
    names = voters_without_account(meeting, summoned)
    if names:
        raise Refusal("meetings.voters_without_account", names=", ".join(names))


def check_allowed_on_phones(meeting: Meeting, decisions: Iterable[str]) -> None:
    """Refuse a secret vote on phones unless a unit has allowed it for each of these kinds of decision."""
    rule = rules_of(meeting, VOTES)
    for decision in decisions:
        if permission_of(meeting, decision) is None:
            section = rule.origin(f"{decision}.methods").basis
            raise Refusal("ballots.electronic_not_set", decision=rule.value.of(decision).name_vi, section=section)


def secret_question(
    item: AgendaItem, place: Place, *, decision: str, subject: str, sheet: Sheet
) -> ballots.SecretQuestion:
    """Return what is put to a secret vote in an item, on phones or on paper, by the rules of the meeting.

    Refuses what the meeting may not decide.
    """
    meeting = item.meeting
    check_decides(meeting, decision)
    return ballots.SecretQuestion(
        unit_id=meeting.unit_id,
        place=place,
        decision=decision,
        subject=subject,
        origin_id=item.pk,
        rule=rules_of(meeting, VOTES),
        states=rules_of(meeting, ATTENDANCE).value,
        sheet=sheet,
        door_label=meeting.title,
        door_url=link_to(meeting),
    )


def check_decides(meeting: Meeting, decision: str) -> None:
    """Refuse what this meeting has no power to decide: a group of a cell elects its leader and decides nothing else.

    Two queries for a group's meeting, none for others.
    """
    rule = special_rule(meeting) if meeting.kind == Kind.GROUP else None
    if rule is not None and not rule.value.may_decide(decision):
        raise Refusal("meetings.group_decides_not", basis=rule.origin("decides").basis)


def motion_ballot() -> Sheet:
    """Return the ballot of a secret vote on a motion in Vietnamese, whatever language the chair reads."""
    with translation.override("vi"):
        return motion_sheet(*(str(MOTION[code]) for code in ("for", "against", "other")))


def _question(item: AgendaItem, place: Place, put: Put) -> ballots.Question:
    meeting, decision = item.meeting, put.decision or item.decision or Decision.OTHER
    check_decides(meeting, decision)
    return ballots.Question(
        method=put.method,
        is_tapped=put.is_tapped,
        unit_id=meeting.unit_id,
        place=place,
        decision=decision,
        subject=put.subject or item.title,
        origin_id=item.pk,
        majority=rules_of(meeting, VOTES).value.of(decision),
        states=rules_of(meeting, ATTENDANCE).value,
        door_label=meeting.title,
        door_url=link_to(meeting),
    )
