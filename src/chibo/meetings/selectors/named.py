"""Who answered what in the votes by name of a meeting, for those who were let inside."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from chibo.ballots import selectors as ballots
from chibo.meetings.models import Meeting
from chibo.meetings.selectors.sitting import Roll, item_ids_of, roll_of
from chibo.regulations.states import Method


@dataclass(frozen=True, slots=True)
class Named:
    """One vote by name. `answers` are (code, words, names in the order of the roll), none of them without a name."""

    subject: str
    answers: tuple[tuple[str, str, tuple[str, ...]], ...]


def named_in(votes: Iterable[Any], roll: Roll) -> dict[UUID, Named]:
    """Return the names by vote. One query; none where nothing was voted by name."""
    asked = {vote.pk: vote for vote in votes}
    found = ballots.answers_by_name(asked.values())
    return {vote_id: Named(asked[vote_id].subject, _answers(given, roll)) for vote_id, given in found.items()}


def named_of(meeting: Meeting) -> list[Named]:
    """Return the votes by name of a meeting, oldest first. Two queries, three more where there is one."""
    votes = sorted(
        (vote for found in ballots.votes_of(item_ids_of(meeting)).values() for vote in found),
        key=lambda vote: vote.opened_at,
    )
    if not any(vote.method == Method.NAMED for vote in votes):
        return []
    found = named_in(votes, roll_of(meeting))
    return [found[vote.pk] for vote in votes if vote.pk in found]


def _answers(given: Mapping[UUID, str], roll: Roll) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    sheet = ballots.open_sheet()
    answers = (
        (code, label, tuple(row.name for row in roll.rows if given.get(row.person_id) == code))
        for code, label in zip(sheet.options, sheet.labels, strict=True)
    )
    return tuple(answer for answer in answers if answer[2])
