"""Kinds and states of a resolution, and the moves between the states."""

from enum import StrEnum


class Kind(StrEnum):
    RESOLUTION = "NQ"
    CONCLUSION = "KL"
    """Where no resolution is passed: the chair states it, the cell adopts it."""


class State(StrEnum):
    DRAFT = "draft"
    ADOPTED = "adopted"
    """Voted, numbered and issued: its text is fixed."""
    REJECTED = "rejected"
    """Voted down. It keeps its vote; another draft may take its place."""


class Move(StrEnum):
    ADOPT = "adopt"
    REJECT = "reject"


MOVES: dict[tuple[State, Move], State] = {
    (State.DRAFT, Move.ADOPT): State.ADOPTED,
    (State.DRAFT, Move.REJECT): State.REJECTED,
}

DECISIONS = {Kind.RESOLUTION: "resolution", Kind.CONCLUSION: "conclusion"}
"""Kind of the vote in the rule `vote-majorities`."""
