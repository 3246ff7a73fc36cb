"""How far a notice got on one channel."""

from enum import StrEnum


class Channel(StrEnum):
    """A way to the user besides the page of notices, which needs no sending."""

    MAIL = "mail"


class State(StrEnum):
    WAITING = "waiting"
    SENT = "sent"
    GIVEN_UP = "given_up"
    """Tried as often as `rules.WAITS` allows; the notice still stands on the page."""
