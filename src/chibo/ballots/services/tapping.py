"""Answering an open question on one's own phone, and changing the answer until the vote is closed."""

from uuid import UUID

from django.db import IntegrityError

from chibo.access import Actor, Place, require
from chibo.audit.services import command, no_entry, record
from chibo.ballots.models import OpenVote, Tap
from chibo.ballots.phrases import OPEN_MOTION
from chibo.ballots.selectors import check_may_tap, held_open, own_answer
from chibo.ballots.states import State
from chibo.kernel.errors import Conflict, Refusal
from chibo.organisations.selectors import place_of


@no_entry("The same answer sent twice finds the first, which left the entry.")
def tap(*, actor: Actor, vote_id: UUID, version: int, choice: str, before: str = "") -> None:
    """Answer `for`, `against` or `other`; the last answer counts, once.

    `version` is that of the vote, `before` the actor's own answer on the page that sends it: an answer that page did
    not know is not overwritten. Refuses: ballots.choice_missing, .no_vote_here, .not_there_then, .by_card, .too_late,
    .answered_elsewhere; Conflict from a stale page.
    """
    if choice not in OPEN_MOTION:
        raise Refusal("ballots.choice_missing")
    try:
        _tap(actor=actor, vote_id=vote_id, version=version, choice=choice, before=before)
    except _AnsweredSo:
        return
    except IntegrityError:  # another phone of the same person was quicker
        found = own_answer(actor, vote_id)
        if found != choice:
            raise _elsewhere(found) from None


class _AnsweredSo(Exception):
    """This very answer stands there already."""


@command("ballots.vote.tap")
def _tap(*, actor: Actor, vote_id: UUID, version: int, choice: str, before: str) -> None:
    vote = held_open(vote_id)
    voter_id = check_may_tap(actor, vote)
    place = place_of(vote.unit)
    own = Place(place.unit_id, place.path, person_id=voter_id)
    require(actor, "ballots.vote.tap", own)
    _check_running(vote, version)
    found = own_answer(actor, vote_id)
    if found == choice:
        raise _AnsweredSo
    if found != before:
        raise _elsewhere(found)
    if not _write(vote, voter_id, choice, found):
        raise _elsewhere(own_answer(actor, vote_id))
    record(actor, vote, own)


def _check_running(vote: OpenVote, version: int) -> None:
    if vote.state != State.OPEN:
        raise Refusal("ballots.too_late")
    if not vote.is_tapped:
        raise Refusal("ballots.by_card")
    if vote.version != version:
        raise Conflict("ballots.stale_page")


def _write(vote: OpenVote, voter_id: UUID, choice: str, found: str) -> bool:
    """Insert a first answer, or change the one that was found; False where that is another by now."""
    if not found:
        Tap(vote=vote, person_id=voter_id, choice=choice).save(force_insert=True)
        return True
    return bool(Tap.objects.filter(vote=vote, person_id=voter_id, choice=found).update(choice=choice))


def _elsewhere(found: str) -> Refusal:
    return Refusal("ballots.answered_elsewhere", choice=OPEN_MOTION[found] if found else "")
