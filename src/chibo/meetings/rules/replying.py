"""Who has to come, and how the answers stand.

Source: meetings of cells count all members less the exempt, those away and the suspended (Hướng dẫn 12, 42-HD/BTCTW).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from chibo.meetings.states import Reply
from chibo.members.states import Status

_EXPECTED = frozenset({Status.OFFICIAL, Status.PROBATIONARY, Status.GUEST})


def must_come(status: Status) -> bool:
    """Tell whether a member with this status is called to the meeting. Exempt members may come, but need not."""
    return status in _EXPECTED


@dataclass(frozen=True, slots=True)
class Head:
    """How many answered what; `called` is the sum of the other four."""

    called: int
    coming: int
    excuse_asked: int
    excused: int
    silent: int


def heads(called: Sequence[UUID], replies: Mapping[UUID, Reply]) -> Head:
    """Count the answers of those who were called. Who was refused an excuse is expected, so counts as coming."""
    given = [replies.get(person) for person in called]
    return Head(
        called=len(given),
        coming=sum(reply in (Reply.COMING, Reply.EXCUSE_REFUSED) for reply in given),
        excuse_asked=given.count(Reply.EXCUSE_ASKED),
        excused=given.count(Reply.EXCUSE_GRANTED),
        silent=given.count(None),
    )
