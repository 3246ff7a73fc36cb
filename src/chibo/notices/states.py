"""Ways to a user, what notices are about, and how far a delivery got."""

from enum import StrEnum


class Channel(StrEnum):
    """A way to the user besides the page of notices, which needs no sending."""

    MAIL = "mail"
    PUSH = "push"
    """The browsers and phones that the user has switched on."""
    SMS = "sms"
    CHAT = "chat"


class Topic(StrEnum):
    MEETINGS = "meetings"
    ABOVE = "above"
    REMINDERS = "reminders"
    OTHER = "other"
    ACCOUNT = "account"
    """One's own account: cannot be switched off."""


class State(StrEnum):
    WAITING = "waiting"
    SENT = "sent"
    GIVEN_UP = "given_up"
    """Tried as often as `rules.WAITS` allows; the notice still stands on the page."""
