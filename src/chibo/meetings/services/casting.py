"""A member's own act in a vote: taken only of whoever is in the room, by the roll call, at that moment."""

from collections.abc import Mapping
from uuid import UUID

from chibo.access import Actor, may
from chibo.audit.services import no_entry
from chibo.ballots import selectors as ballot_selectors
from chibo.ballots import services as ballots
from chibo.ballots.rules import Sheet, check_marks, marks_on
from chibo.kernel.errors import Missing, Refusal
from chibo.meetings.models import Meeting
from chibo.meetings.selectors.reach import place_in
from chibo.meetings.selectors.sitting import has_item, is_in_the_room
from chibo.meetings.services.moves import check_open


@no_entry("Hands on to `ballots.tap`.")
def answer_vote(*, actor: Actor, meeting: Meeting, vote_id: UUID, version: int, choice: str, before: str = "") -> None:
    """Answer an open question on one's own phone.

    Refuses what `ballots.tap` refuses, and whoever is not in the room now. Raises Missing out of reach.
    """
    _check_open(actor, meeting)
    _check_there(actor, meeting, ballot_selectors.origin_of(vote_id))
    ballots.tap(actor=actor, vote_id=vote_id, version=version, choice=choice, before=before)


@no_entry("Hands on to `ballots.cast_ballot`.")
def cast_secret(
    *, actor: Actor, meeting: Meeting, box_id: UUID, version: int, chosen: Mapping[str, int]
) -> ballots.Receipt:
    """Put one's own ballot into an open box; `chosen` are marks by options of its sheet, the rest stays blank.

    Refuses what `ballots.cast_ballot` refuses, and whoever is not in the room now. Raises Missing out of reach.
    """
    _check_open(actor, meeting)
    box = ballot_selectors.box(box_id)
    _check_there(actor, meeting, box.origin_id)
    marks = marks_on(Sheet.from_json(box.sheet), chosen)
    return ballots.cast_ballot(actor=actor, box_id=box_id, version=version, marks=marks)


@no_entry("Writes nothing: it asks before `cast_secret` does.")
def check_choice(*, actor: Actor, meeting: Meeting, box_id: UUID, chosen: Mapping[str, int]) -> None:
    """Refuse a choice that would make the ballot invalid, before the voter is asked once more. Writes nothing."""
    _check_open(actor, meeting)
    box = ballot_selectors.box(box_id)
    _check_there(actor, meeting, box.origin_id)
    sheet = Sheet.from_json(box.sheet)
    check_marks(marks_on(sheet, chosen), sheet)


def _check_open(actor: Actor, meeting: Meeting) -> None:
    if not may(actor, "meetings.inside.read", place_in(actor, meeting)):
        raise Missing("meeting")
    check_open(meeting)


def _check_there(actor: Actor, meeting: Meeting, item_id: UUID) -> None:
    if not has_item(meeting, item_id):
        raise Missing("vote")
    if not is_in_the_room(meeting, actor.person_id):
        raise Refusal("meetings.not_in_the_room")
