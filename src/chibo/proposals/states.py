"""Kinds and states of what a member puts to a body."""

from enum import StrEnum


class Kind(StrEnum):
    QUESTION = "question"
    """Chất vấn."""
    PROPOSAL = "proposal"
    """Kiến nghị."""
    REQUEST = "request"
    """Đề nghị of one's own."""


class State(StrEnum):
    SENT = "sent"
    IN_HAND = "in_hand"
    """Somebody is in charge."""
    ANSWERED = "answered"
    ENDED = "ended"
    """The sender has said that the answer is enough."""
    WITHDRAWN = "withdrawn"


class Move(StrEnum):
    TAKE = "take"
    ANSWER = "answer"
    ACCEPT = "accept"
    REOPEN = "reopen"
    """The sender says what the answer leaves open."""
    WITHDRAW = "withdraw"


MOVES: dict[tuple[State, Move], State] = {
    (State.SENT, Move.TAKE): State.IN_HAND,
    (State.IN_HAND, Move.TAKE): State.IN_HAND,
    (State.SENT, Move.ANSWER): State.ANSWERED,
    (State.IN_HAND, Move.ANSWER): State.ANSWERED,
    (State.ANSWERED, Move.ACCEPT): State.ENDED,
    (State.ANSWERED, Move.REOPEN): State.IN_HAND,
    (State.SENT, Move.WITHDRAW): State.WITHDRAWN,
    (State.IN_HAND, Move.WITHDRAW): State.WITHDRAWN,
}
WAITING = (State.SENT, State.IN_HAND)
"""The body owes an answer."""


class Happened(StrEnum):
    """What a line of the history says."""

    ON_AGENDA = "on_agenda"
    """It stands on the agenda of a meeting of the body."""
    TAKEN = "taken"
    PUT_OFF = "put_off"
    """A later day, with its reason."""
    ANSWERED = "answered"
    FOLLOWED = "followed"
    """What was done after the answer."""
    REOPENED = "reopened"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"
