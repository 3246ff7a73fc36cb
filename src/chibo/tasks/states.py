"""States of a task and the moves between them."""

from enum import StrEnum


class State(StrEnum):
    PROPOSED = "proposed"
    """In the clerk's box, from the draft; nobody owes it yet."""
    OPEN = "open"
    REPORTED = "reported"
    """The one who owes it says that it is done."""
    DONE = "done"
    NOT_DONE = "not_done"
    """Closed without being done, with the reason in `result`."""
    CANCELLED = "cancelled"


class Move(StrEnum):
    ACCEPT = "accept"
    REPORT = "report"
    VERIFY = "verify"
    RETURN = "return"
    """Not accepted as done: open again."""
    FAIL = "fail"
    CANCEL = "cancel"
    REOPEN = "reopen"


MOVES: dict[tuple[State, Move], State] = {
    (State.PROPOSED, Move.ACCEPT): State.OPEN,
    (State.PROPOSED, Move.CANCEL): State.CANCELLED,
    (State.OPEN, Move.REPORT): State.REPORTED,
    (State.OPEN, Move.VERIFY): State.DONE,
    (State.OPEN, Move.FAIL): State.NOT_DONE,
    (State.OPEN, Move.CANCEL): State.CANCELLED,
    (State.REPORTED, Move.VERIFY): State.DONE,
    (State.REPORTED, Move.RETURN): State.OPEN,
    (State.REPORTED, Move.FAIL): State.NOT_DONE,
    (State.DONE, Move.REOPEN): State.OPEN,
    (State.NOT_DONE, Move.REOPEN): State.OPEN,
}

UNDECIDED = (State.OPEN, State.REPORTED)
"""States that go on to the next month's agenda."""
CLOSED = (State.DONE, State.NOT_DONE, State.CANCELLED)


class Kind(StrEnum):
    MONTHLY = "monthly"
    """From a meeting's conclusion or resolution."""
    YEARLY = "yearly"
    """The member's task of the year (phân công công tác)."""
    COMMITTEE = "committee"
    """Given by the level above to a unit."""
