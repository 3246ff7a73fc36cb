"""What becomes of an issued paper, who may read it, and how a stored file is to be treated."""

from enum import StrEnum


class State(StrEnum):
    ISSUED = "issued"
    """Numbered and dated; may still get its final version."""
    SEALED = "sealed"
    """Its PDF is kept as bytes and never printed again."""
    CANCELLED = "cancelled"
    """Withdrawn with a reason; keeps its number."""


MOVES: dict[State, frozenset[State]] = {
    State.ISSUED: frozenset({State.SEALED, State.CANCELLED}),
    State.SEALED: frozenset({State.CANCELLED}),
    State.CANCELLED: frozenset(),
}


class Audience(StrEnum):
    """How far a paper may be read in this room. What the owner room shows on its own pages is its own matter."""

    UP = "up"
    """The unit and the committees above it."""
    INSIDE = "inside"
    """The unit's own members."""
    BOARD = "board"
    """Secretary, deputies, committee and office of the unit."""


class ColumnClass(StrEnum):
    """How much a stored file tells about a person."""

    BASIC = "basic"
    SENSITIVE = "sensitive"
    DOSSIER = "dossier"


class Body(StrEnum):
    """In whose name a paper is written."""

    CELL = "cell"
    CELL_COMMITTEE = "cell_committee"
    COMMITTEE = "committee"
    STANDING_COMMITTEE = "standing_committee"
    CONGRESS = "congress"


__all__ = ["MOVES", "Audience", "Body", "ColumnClass", "State"]
