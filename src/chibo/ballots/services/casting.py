"""Putting a ballot into an open box: one transaction, one row, once for each voter."""

from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError

from chibo.access import Actor, Place, require
from chibo.audit.services import command, no_entry, record
from chibo.ballots.models import SealedBallot
from chibo.ballots.rules import Marks, Sheet, check_marks, packed, seal
from chibo.ballots.rules.sealing import OVERHEAD
from chibo.ballots.rules.sheets import LENGTH
from chibo.ballots.selectors import box as box_of
from chibo.ballots.selectors import box_held_open, check_line, check_may_cast, has_voted, place_of_box
from chibo.ballots.services import keys
from chibo.ballots.states import BoxState
from chibo.kernel.errors import Conflict, Refusal


@dataclass(frozen=True, slots=True)
class Receipt:
    """The voter's ballot lies in the box. Never says what it holds."""

    box_id: UUID
    is_first: bool
    """False where an earlier ballot of this voter was there already: it stands, this one was dropped."""


@no_entry("Hands on to `cast_sealed`.")
def cast_ballot(*, actor: Actor, box_id: UUID, version: int, marks: Marks) -> Receipt:
    """Seal a choice in this process's memory and cast it. Refuses a choice that would make the ballot invalid."""
    box = box_of(box_id)
    if not box.public_key:  # prepared, or stopped before it was opened: nothing to seal to
        raise Refusal("ballots.box_not_open")
    check_marks(marks, Sheet.from_json(box.sheet))
    sealed = seal(packed(marks), bytes(box.public_key), box.pk, actor.person_id or box.pk)
    return cast_sealed(actor=actor, box_id=box_id, version=version, sealed=sealed)


@no_entry("A ballot that is there already is found again; the first cast left the entry.")
def cast_sealed(*, actor: Actor, box_id: UUID, version: int, sealed: bytes) -> Receipt:
    """Cast a ballot that was sealed to the box's key for this voter. Sent twice, the first one counts, once.

    `version` is that of the box on the voter's page. Refuses: ballots.box_not_open, .no_vote_here, .not_there_then,
    .account_reset, .account_too_late, .in_the_clear, .key_lost, .damaged; Conflict from a stale page.
    """
    if has_voted(box_id, actor.person_id):
        return Receipt(box_id, is_first=False)
    try:
        _cast(actor=actor, box_id=box_id, version=version, sealed=sealed)
    except IntegrityError:
        if has_voted(box_id, actor.person_id):
            return Receipt(box_id, is_first=False)
        raise
    return Receipt(box_id, is_first=True)


@command("ballots.box.cast")
def _cast(*, actor: Actor, box_id: UUID, version: int, sealed: bytes) -> None:
    box = box_held_open(box_id)
    voter_id = check_may_cast(actor, box)
    check_line()
    place = place_of_box(box)
    own = Place(place.unit_id, place.path, person_id=voter_id)
    require(actor, "ballots.box.cast", own)
    if box.state != BoxState.OPEN:
        raise Refusal("ballots.box_not_open")
    if box.version != version:
        raise Conflict("ballots.stale_page")
    if not keys.is_kept(box.pk):
        raise Refusal("ballots.key_lost")
    if len(sealed) != LENGTH + OVERHEAD:
        raise Refusal("ballots.damaged")
    SealedBallot(box=box, voter_id=voter_id, ciphertext=sealed).save(force_insert=True)
    record(actor, box, own)
