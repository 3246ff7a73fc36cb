"""A secret vote on phones whose key three tellers keep: codes taken, the box opened, codes typed, the count noted."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from chibo.access import Actor, Place, require
from chibo.audit.rows import locked
from chibo.audit.services import command, no_entry, record
from chibo.ballots import selectors as read
from chibo.ballots import services as ballots
from chibo.ballots.rules.splitting import typed_code
from chibo.meetings.models import AgendaItem
from chibo.meetings.selectors.reach import place_in
from chibo.meetings.selectors.ruling import ATTENDANCE, rules_of
from chibo.meetings.selectors.sitting import summoned_at
from chibo.meetings.services.away import check_from_away
from chibo.meetings.services.counting import check_of_item, keep_count
from chibo.meetings.services.moves import check_open, stale
from chibo.meetings.services.voting import check_all_have_accounts
from chibo.regulations.states import Method

if TYPE_CHECKING:
    from chibo.ballots.models import SecretBox


@command("meetings.code.take")
def take_code(*, actor: Actor, item_id: UUID, box_id: UUID) -> str:
    """Return a new code to this teller, who alone ever sees it. Refuses and denies what `ballots.take_code` does."""
    item, place = _held(actor, item_id, box_id)
    code = ballots.take_code(actor=actor, place=place, box_id=box_id)
    record(actor, item, place, details={"box": box_id})
    return code


@command("meetings.meeting.hold")
def open_keyed(*, actor: Actor, item_id: UUID, box_id: UUID, version: int) -> SecretBox:
    """Open a prepared box on the base of this moment.

    Refuses what `ballots.open_prepared` refuses, whoever takes part from away where that is not allowed, and where a
    voter in the room has no account.
    """
    item, place = _held(actor, item_id, box_id)
    require(actor, "meetings.meeting.hold", place)
    meeting = item.meeting
    check_from_away(item, read.box(box_id).decision, Method.SECRET_ELECTRONIC)
    summoned = summoned_at(meeting)
    check_all_have_accounts(meeting, summoned)
    states = rules_of(meeting, ATTENDANCE).value
    box = ballots.open_prepared(
        actor=actor, place=place, box_id=box_id, version=version, states=states, summoned=summoned
    )
    record(actor, item, place, details={"box": box_id})
    return box


@no_entry("A wrong code is kept by a command before it is refused.")
def give_code(*, actor: Actor, item_id: UUID, box_id: UUID, typed: str) -> SecretBox:
    """Take the code of this teller once the box is shut; the second of the team counts it, as the item's outcome.

    Refuses and denies what `ballots.give_code` does, what cannot be a code, and a wrong one with the tries left.
    """
    given = _give(actor=actor, item_id=item_id, box_id=box_id, code=typed_code(typed))
    given.check()
    return given.box


@command("meetings.code.give")
def _give(*, actor: Actor, item_id: UUID, box_id: UUID, code: str) -> ballots.Given:
    """Pass a code on. Asks for no other right: what two tellers opened is the result, whoever was the second."""
    item, place = _held(actor, item_id, box_id)
    given = ballots.give_code(actor=actor, place=place, box_id=box_id, code=code)
    if given.is_counted:
        keep_count(item, given.box)
    touches = stale(item.meeting) if given.is_counted else ()
    record(actor, item, place, details={"box": box_id, "counted": given.is_counted}, touches=touches)
    return given


def _held(actor: Actor, item_id: UUID, box_id: UUID) -> tuple[AgendaItem, Place]:
    """Return the item of this box, held, and where its meeting stands, which is open."""
    item = locked(AgendaItem, item_id)
    check_open(item.meeting)
    check_of_item(item, read.counted_vote(box_id))
    return item, place_in(actor, item.meeting)
