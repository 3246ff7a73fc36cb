"""States of a meeting's score."""

from enum import StrEnum


class State(StrEnum):
    DRAFT = "draft"
    SELF_SCORED = "self_scored"
    """Voted in the meeting."""
    APPRAISED = "appraised"
    """The assigned committee member has appraised and proposes."""
    DECIDED = "decided"
    """The superior committee has decided (day and number of its notice)."""


class Move(StrEnum):
    ADOPT = "adopt"
    APPRAISE = "appraise"
    DECIDE = "decide"
    REOPEN = "reopen"


MOVES: dict[tuple[State, Move], State] = {
    (State.DRAFT, Move.ADOPT): State.SELF_SCORED,
    (State.SELF_SCORED, Move.ADOPT): State.SELF_SCORED,
    (State.SELF_SCORED, Move.APPRAISE): State.APPRAISED,
    (State.APPRAISED, Move.APPRAISE): State.APPRAISED,
    (State.SELF_SCORED, Move.DECIDE): State.DECIDED,
    (State.APPRAISED, Move.DECIDE): State.DECIDED,
    (State.DECIDED, Move.REOPEN): State.SELF_SCORED,
}


class Stage(StrEnum):
    """Whose points: each stage keeps what the one before it gave, unless it corrects a criterion."""

    SELF = "self"
    APPRAISED = "appraised"
    DECIDED = "decided"
