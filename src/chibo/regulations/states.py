"""How sure a rule is, who may set it differently, and the ways to vote."""

from enum import StrEnum


class Certainty(StrEnum):
    """How a fact is known. Whatever is not verified is shown with a tag."""

    VERIFIED = "verified"
    """Read in the regulation's own text or in a government, legal or newspaper page."""
    SECONDARY = "secondary"
    """Local form, examination bank or template that quotes the regulation."""
    GENERAL = "general"
    """Usage of the field, not found in a page."""
    INFERRED = "inferred"
    """Follows from other facts."""


class SetBy(StrEnum):
    """Who may set a key differently."""

    UNIT = "unit"
    """The unit itself, or any unit above it."""
    SUPERIOR = "superior"
    """Only a unit above; what a unit sets binds those below it, not itself."""


class Method(StrEnum):
    """How a vote is taken. One method per vote, never two mixed."""

    HAND = "hand"
    """Card or hand raised; only numbers are kept."""
    NAMED = "named"
    """Who voted what is kept."""
    SECRET_PAPER = "secret_paper"
    SECRET_ELECTRONIC = "secret_electronic"

    @property
    def is_secret(self) -> bool:
        return self in {Method.SECRET_PAPER, Method.SECRET_ELECTRONIC}
