"""States of a vote. The methods stand in `regulations.figures`."""

from enum import StrEnum


class State(StrEnum):
    OPEN = "open"
    CLOSED = "closed"
    VOID = "void"
    """Stopped without a result, with a reason; the question may be put again."""
