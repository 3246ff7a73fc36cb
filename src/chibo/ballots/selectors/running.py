"""What is open in agenda items right now, whatever the way of voting, as plain data."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from chibo.ballots.models import AnyVote, OpenVote, PaperCount, SecretBox, Tap
from chibo.ballots.phrases import OPEN_MOTION
from chibo.ballots.rules import Sheet, motion_sheet
from chibo.ballots.selectors.boxes import rule_of, turnout
from chibo.ballots.states import RUNNING, CountState, State, Way
from chibo.regulations.rules import Origin
from chibo.regulations.states import Method


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A question that is put to the vote, until it is closed or stopped."""

    way: Way
    vote: AnyVote
    """The row: id, version, item, subject, decision and the figures of its base."""
    method: Method
    is_tapped: bool
    """Members answer on their own phones: every secret box, and an open vote that was put so."""
    cast: int | None
    """How many have answered; None where nobody knows before the end (cards, paper). Never for what."""
    sheet: Sheet
    """What can be chosen, with the words that the voter reads."""
    permission: Origin | None = None
    """Of a secret box: the superior's written permission; None for all others."""
    is_split: bool = False
    """A secret box whose key is kept by three tellers."""


def running_in(origin_ids: Iterable[UUID]) -> dict[UUID, Running]:
    """Return what is open in these agenda items: a vote, a box from its preparation to its count, a paper count.

    Three queries for any number of items, one more for each vote that is tapped.
    """
    ids = set(origin_ids)
    found = [
        *map(_open, OpenVote.objects.filter(origin_id__in=ids, state=State.OPEN)),
        *map(_secret, SecretBox.objects.filter(origin_id__in=ids, state__in=RUNNING)),
        *map(_paper, PaperCount.objects.filter(origin_id__in=ids, state=CountState.OPEN)),
    ]
    return {running.vote.origin_id: running for running in found}


def taps_count(vote_id: UUID) -> int:
    """Return how many have answered in a vote that members tap: all that anybody learns before the end. One query."""
    return Tap.objects.filter(vote_id=vote_id).count()


def open_sheet() -> Sheet:
    """Return the three answers to an open vote, in the language of whoever reads."""
    return motion_sheet(*(str(OPEN_MOTION[code]) for code in ("for", "against", "other")))


def _open(vote: OpenVote) -> Running:
    cast = taps_count(vote.pk) if vote.is_tapped else None
    return Running(
        way=Way.OPEN, vote=vote, method=Method(vote.method), is_tapped=vote.is_tapped, cast=cast, sheet=open_sheet()
    )


def _secret(box: SecretBox) -> Running:
    return Running(
        way=Way.SECRET,
        vote=box,
        method=Method.SECRET_ELECTRONIC,
        is_tapped=True,
        cast=turnout(box.pk),
        sheet=Sheet.from_json(box.sheet),
        permission=rule_of(box).origin(f"{box.decision}.methods"),
        is_split=box.is_split,
    )


def _paper(count: PaperCount) -> Running:
    sheet = Sheet.from_json(count.sheet)
    return Running(way=Way.PAPER, vote=count, method=Method.SECRET_PAPER, is_tapped=False, cast=None, sheet=sheet)
