"""States of a resolution."""

from enum import StrEnum


class Kind(StrEnum):
    RESOLUTION = "NQ"
    CONCLUSION = "KL"


class State(StrEnum):
    DRAFT = "draft"
    ADOPTED = "adopted"
    """Voted, numbered and issued."""
    REJECTED = "rejected"
