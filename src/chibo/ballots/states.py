"""States of a vote. The methods stand in `regulations.figures`."""

from enum import StrEnum

from chibo.regulations.figures import DISCIPLINE, Decision


class Way(StrEnum):
    """The three kinds of a vote, each with a table of its own."""

    OPEN = "open"
    SECRET = "secret"
    """In a secret box, by phone."""
    PAPER = "paper"
    """In secret, counted by tellers."""


class State(StrEnum):
    OPEN = "open"
    CLOSED = "closed"
    VOID = "void"
    """Stopped without a result, with a reason; the question may be put again."""


class BoxState(StrEnum):
    PREPARED = "prepared"
    """Of a box whose key is split: the tellers take their codes; nobody votes yet."""
    OPEN = "open"
    CLOSING = "closing"
    """Takes no more ballots; being counted, or waiting for codes, or for a restart after a fault."""
    COUNTED = "counted"
    VOID = "void"
    """Stopped, or its key was lost; the vote may be held again."""


RUNNING = frozenset({BoxState.PREPARED, BoxState.OPEN, BoxState.CLOSING})
NEED_SPLIT = DISCIPLINE | {Decision.ELECTION, Decision.CLASSIFICATION}
"""Kinds voted on phones only with the key of the box split among the counting team: see docs/adr/0005."""


class Listed(StrEnum):
    """How a name comes onto the list of an election."""

    PROPOSED = "proposed"
    """Prepared by the convening committee."""
    NOMINATED = "nominated"
    """Named by members in the meeting."""
    SELF = "self"
    """By their own wish."""


class CountState(StrEnum):
    OPEN = "open"
    """Ballots are out, or being counted."""
    AGREED = "agreed"
    VOID = "void"
