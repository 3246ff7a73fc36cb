"""How far a commitment is, and when a member looks back on it."""

from enum import StrEnum


class State(StrEnum):
    DRAFT = "draft"
    """The member's alone."""
    SENT = "sent"
    """With the cell."""
    ADOPTED = "adopted"
    """Gone through in a meeting of the cell; its words stay from then on."""


class Stage(StrEnum):
    MID_YEAR = "mid_year"
    YEAR_END = "year_end"
