"""What came out of the votes of an item, in one shape for phones, projector and bench."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from chibo.ballots import selectors as ballots
from chibo.ballots.states import State, Way
from chibo.kernel.share import Share
from chibo.meetings.models import AgendaItem, Meeting
from chibo.meetings.selectors.sitting import ItemSeen, item_ids_of, votes_seen


@dataclass(frozen=True, slots=True)
class Line:
    """One answer with its votes. The share is taken of the base."""

    code: str
    label: str
    share: Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A vote that was closed. `lines` is empty where so few voted in secret that they would be given away."""

    kind: Way
    id: UUID
    subject: str
    is_adopted: bool
    base: int
    needed: int
    voters: int
    cast: int
    invalid: int
    lines: tuple[Line, ...]
    closed_at: datetime


def results_in(item: AgendaItem) -> list[Result]:
    """Return the results of one item, oldest first. At most three queries."""
    return results_of(votes_seen(item))


def results_of_meeting(meeting: Meeting) -> list[Result]:
    """Return the results of all items, the last one first. At most four queries."""
    ids = item_ids_of(meeting)
    votes = [vote for found in ballots.votes_of(ids).values() for vote in found]
    boxes = [box for found in ballots.counted_in(ids).values() for box in found]
    return _sorted(votes, boxes)[::-1]


def results_of(seen: ItemSeen) -> list[Result]:
    """Return the results of an item that was read, oldest first. No query."""
    return _sorted(seen.votes, seen.secret)


def _sorted(votes: Iterable[Any], boxes: Iterable[ballots.Counted]) -> list[Result]:
    closed = [_of_open(vote) for vote in votes if vote.state == State.CLOSED]
    return sorted([*closed, *map(_of_secret, boxes)], key=lambda result: result.closed_at)


def _of_open(vote: Any) -> Result:
    votes = (vote.for_count, vote.against_count, vote.other_count)
    sheet = ballots.open_sheet()
    return Result(
        **_head(Way.OPEN, vote),
        cast=sum(votes),
        invalid=0,
        lines=tuple(
            Line(code, label, Share(count, vote.base_count))
            for code, label, count in zip(sheet.options, sheet.labels, votes, strict=True)
        ),
    )


def _of_secret(counted: ballots.Counted) -> Result:
    box, totals, sheet = counted.box, counted.totals, counted.sheet
    shown = zip(sheet.options, sheet.labels, strict=True) if totals else ()
    return Result(
        **_head(Way.SECRET, box),
        cast=box.cast_count or 0,
        invalid=totals.invalid if totals else 0,
        lines=tuple(Line(code, label, Share(totals.votes[code], box.base_count)) for code, label in shown if totals),
    )


def _head(kind: Way, vote: Any) -> dict[str, Any]:
    return {
        "kind": kind,
        "id": vote.pk,
        "subject": vote.subject,
        "is_adopted": bool(vote.is_adopted),
        "base": vote.base_count,
        "needed": vote.needed_count,
        "voters": vote.voters_count,
        "closed_at": vote.closed_at,
    }
