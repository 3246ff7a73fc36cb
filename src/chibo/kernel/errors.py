"""What a rule, a selector or a service raises instead of doing what it was asked.

`Refusal` tells the user what is missing; `Conflict` that someone was quicker; `Missing` that the thing does
not exist for this actor. The sentence for a code stands in the room's `phrases`.
"""


class Refusal(Exception):
    """A rule says no. `code` names the sentence, `facts` are the values in it."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts

    def __str__(self) -> str:
        facts = ", ".join(f"{name}={value!r}" for name, value in self.facts.items())
        return f"{self.code}({facts})"


class Conflict(Refusal):
    """The row was changed since the user saw it; nothing was written."""


class Missing(Exception):
    """The thing is not there, or not for this actor: the page says 404 and does not tell which."""
