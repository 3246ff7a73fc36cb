"""States of a directive and of its arrival at a unit."""

from enum import StrEnum


class Kind(StrEnum):
    GUIDANCE = "guidance"
    """Tài liệu định hướng sinh hoạt."""
    MONTHLY_RESOLUTION = "monthly_resolution"
    """The superior committee's resolution of the month."""
    DOCUMENT = "document"
    """A document to be spread (văn bản cần quán triệt)."""


class State(StrEnum):
    DRAFT = "draft"
    ISSUED = "issued"
    WITHDRAWN = "withdrawn"
    """Also a draft that was thrown away; nobody sees that one again."""


class Move(StrEnum):
    ISSUE = "issue"
    WITHDRAW = "withdraw"


MOVES: dict[tuple[State, Move], State] = {
    (State.DRAFT, Move.ISSUE): State.ISSUED,
    (State.DRAFT, Move.WITHDRAW): State.WITHDRAWN,
    (State.ISSUED, Move.WITHDRAW): State.WITHDRAWN,
}


class Arrival(StrEnum):
    RECEIVED = "received"
    ON_AGENDA = "on_agenda"
    DEALT_WITH = "dealt_with"


OPEN_ARRIVALS = (Arrival.RECEIVED, Arrival.ON_AGENDA)
"""Not dealt with yet: it comes onto the next agenda."""
