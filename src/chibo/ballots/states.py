"""Methods and states of a vote."""

from enum import StrEnum


class Method(StrEnum):
    HAND = "hand"
    """Card or hand raised, counted in the room; minutes hold numbers only."""
    NAMED = "named"
    SECRET_PAPER = "secret_paper"
    SECRET_ELECTRONIC = "secret_electronic"


class State(StrEnum):
    OPEN = "open"
    CLOSED = "closed"
    VOID = "void"
    """Stopped without a result, with a reason; the question may be put again."""


class Counted(StrEnum):
    """Why a member does or does not stand in the base of a vote."""

    COUNTED = "counted"
    PROBATIONARY = "probationary"
    EXEMPT_ABSENT = "exempt_absent"
    AWAY = "away"
    GUEST = "guest"
    SUSPENDED = "suspended"
