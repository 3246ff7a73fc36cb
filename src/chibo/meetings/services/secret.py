"""A secret vote on phones in an item: opened by chair or secretary, closed, and noted as the item's outcome."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING
from uuid import UUID

from chibo.access import Actor, Place, require
from chibo.audit.rows import locked, save
from chibo.audit.services import command, no_entry, record
from chibo.ballots import selectors as ballot_selectors
from chibo.ballots import services as ballots
from chibo.ballots.states import BoxState
from chibo.kernel import clock
from chibo.kernel.errors import Missing, Refusal
from chibo.meetings.models import AgendaItem
from chibo.meetings.selectors.boxes import unnoted_boxes
from chibo.meetings.selectors.reach import place_in
from chibo.meetings.selectors.sitting import summoned_at
from chibo.meetings.selectors.tallies import secret_block
from chibo.meetings.services.away import check_from_away
from chibo.meetings.services.moves import check_open, stale
from chibo.meetings.services.voting import (
    Put,
    check_all_have_accounts,
    item_to_vote,
    motion_ballot,
    secret_question,
)
from chibo.meetings.states import OWN_OUTCOMES
from chibo.regulations.figures import DISCIPLINE, Decision
from chibo.regulations.states import Method

if TYPE_CHECKING:
    from chibo.ballots.models import SecretBox


@command("meetings.meeting.hold")
def open_secret(*, actor: Actor, item_id: UUID, put: Put | None = None) -> SecretBox:
    """Open a secret box for a motion in an item, on the base of this moment.

    Refuses what `ballots.open_box` refuses, a ballot of discipline, and where a voter in the room has no account.
    """
    item, place = item_to_vote(actor, item_id)
    require(actor, "ballots.box.run", place)
    meeting, put = item.meeting, put or Put()
    decision = put.decision or item.decision or Decision.OTHER
    if decision in DISCIPLINE:  # voted on one ballot with all forms, which is counted on paper
        raise Refusal("meetings.discipline_on_paper")
    check_from_away(item, decision, Method.SECRET_ELECTRONIC)
    question = secret_question(item, place, decision=decision, subject=put.subject or item.title, sheet=motion_ballot())
    summoned = summoned_at(meeting)
    check_all_have_accounts(meeting, summoned)
    box = ballots.open_box(actor=actor, question=question, summoned=summoned)
    record(actor, item, place, details={"box": box.pk})
    return box


@no_entry("Closing a box is two commands in two transactions; noting its result is a third.")
def close_secret(*, actor: Actor, item_id: UUID, box_id: UUID, version: int | None) -> SecretBox:
    """Close the box, count it, and note an adopted result as the item's outcome where the agenda asks for one.

    Should the program stop between counting and noting, `note_left_results` or somebody by the button does the rest.
    """
    item, place = _held(actor, item_id, box_id)
    box = ballots.close_box(actor=actor, place=place, box_id=box_id, version=version)
    if brings_outcome(item, box):
        note_secret_result(actor=actor, item_id=item_id, box_id=box_id)
    return box


@command("meetings.meeting.hold")
def note_secret_result(*, actor: Actor, item_id: UUID, box_id: UUID) -> AgendaItem:
    """Make the adopted result of a counted box the outcome of its item. Noting again changes nothing."""
    _held(actor, item_id, box_id)
    return _note(actor, locked(AgendaItem, item_id), box_id)


@no_entry("Noting is a command; where nothing was left there is nothing to record.")
def note_left_results() -> int:
    """Note what a fault between counting and noting left, in open meetings. Returns how many were noted.

    Three queries where nothing is left over. May run in several processes at once, and beside whoever presses the
    button: the first notes it.
    """
    noted = 0
    for item_id, box_id in unnoted_boxes():
        with suppress(_NotedAlready, Refusal):  # somebody was quicker, or the meeting has ended meanwhile
            _note_left(item_id=item_id, box_id=box_id)
            noted += 1
    return noted


class _NotedAlready(Exception):
    """The item has its outcome."""


@command("meetings.outcome.note")
def _note_left(*, item_id: UUID, box_id: UUID) -> None:
    """Asks for no right: whoever shut the box had it, and what was counted is noted, by a machine if need be."""
    item = locked(AgendaItem, item_id)
    if item.outcome is not None:
        raise _NotedAlready
    check_open(item.meeting)
    _note(Actor(None, None, "Chibo", (), clock.today()), item, box_id)


def _note(actor: Actor, item: AgendaItem, box_id: UUID) -> AgendaItem:
    boxes = ballot_selectors.counted_in([item.pk]).get(item.pk, ())
    counted = next((one for one in boxes if one.box.pk == box_id), None)
    if counted is None or not brings_outcome(item, counted.box):
        raise Refusal("meetings.nothing_to_note")
    if (item.outcome or {}).get("box") != str(box_id):
        item.outcome, item.outcome_label, item.outcome_url = secret_block(counted), "", ""
        save(item, "outcome", "outcome_label", "outcome_url")
    record(actor, item, place_in(actor, item.meeting), details={"box": box_id}, touches=stale(item.meeting))
    return item


@command("meetings.meeting.hold")
def void_secret(*, actor: Actor, item_id: UUID, box_id: UUID, version: int | None, reason: str) -> SecretBox:
    """Stop an open box without a result, with the reason; its ballots are destroyed unopened."""
    item, place = _held(actor, item_id, box_id)
    box = ballots.void_box(actor=actor, place=place, box_id=box_id, version=version, reason=reason)
    record(actor, item, place, details={"box": box.pk})
    return box


def brings_outcome(item: AgendaItem, box: SecretBox) -> bool:
    """Tell whether the box decided what the agenda asks of this item."""
    wanted = box.decision == item.decision and item.outcome_kind in OWN_OUTCOMES
    return wanted and box.state == BoxState.COUNTED and bool(box.is_adopted)


def _held(actor: Actor, item_id: UUID, box_id: UUID) -> tuple[AgendaItem, Place]:
    """Return the item of this box and where its meeting stands, which is open. `ballots` locks the box."""
    item = AgendaItem.objects.filter(pk=item_id).select_related("meeting__unit").first()
    if item is None:
        raise Missing("item")
    place = place_in(actor, item.meeting)
    require(actor, "meetings.meeting.hold", place)
    check_open(item.meeting)
    if ballot_selectors.box(box_id).origin_id != item.pk:
        raise Refusal("meetings.vote_of_another_item")
    return item, place
