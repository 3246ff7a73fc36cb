"""What may be done with a commitment, and what of it goes up."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from chibo.kernel.errors import Refusal
from chibo.review.states import State

type Parts = list[list[str]]
"""Heading and the member's words, in the order of the paper."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many of a cell's members have registered: all that is ever seen above it."""

    unit_id: UUID
    unit_name: str
    registered: int
    whole: int


def check_words(parts: Sequence[Sequence[str]]) -> None:
    """Refuse to send what says nothing."""
    if not any(words for _heading, words in parts):
        raise Refusal("review.empty")


def check_writable(state: State | str) -> None:
    """Refuse a change once the cell went through it."""
    if state == State.ADOPTED:
        raise Refusal("review.already_adopted")


def check_reviewable(state: State | str) -> None:
    """Refuse to look back on what the cell has not gone through."""
    if state != State.ADOPTED:
        raise Refusal("review.not_adopted")


def missing(members: Iterable[UUID], sent: Iterable[UUID]) -> list[UUID]:
    """Return who has sent nothing, in the order given."""
    done = set(sent)
    return [person for person in members if person not in done]
