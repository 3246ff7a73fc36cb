"""Who counts in attendance, who in the base of a majority, and who votes."""

from typing import Annotated, Literal

from pydantic import Field

from chibo.regulations.figures.base import Code, Figures, Words
from chibo.regulations.states import Certainty


class MemberState(Figures):
    """What a member is in this cell on the day, e.g. `official`, `probationary`, `exempt`, `away`, `guest`."""

    code: Code
    name_vi: Words
    in_share: bool
    """Counts in the attendance share, as part of the whole and, if present, of the part."""
    in_base: Literal["always", "if_voting", "never"]
    may_vote: bool
    listed: Literal["members", "apart", "not"]
    """Among the members, in a line of its own in the minutes, or not called at all."""
    certainty: Certainty


class Presence(Figures):
    """What the roll call says of somebody."""

    code: Code
    name_vi: Words
    present: bool
    needs_reason: bool
    named_in_minutes: bool
    certainty: Certainty


class AttendanceStates(Figures):
    """Both tables of a roll call."""

    states: Annotated[tuple[MemberState, ...], Field(min_length=1)]
    presences: Annotated[tuple[Presence, ...], Field(min_length=1)]

    def state(self, code: str) -> MemberState:
        """Return the member's state. Raises KeyError that names those there are."""
        for state in self.states:
            if state.code == code:
                return state
        raise KeyError(f"no state {code!r}; there are {[state.code for state in self.states]}")

    def presence(self, code: str) -> Presence:
        """Return the presence. Raises KeyError that names those there are."""
        for presence in self.presences:
            if presence.code == code:
                return presence
        raise KeyError(f"no presence {code!r}; there are {[presence.code for presence in self.presences]}")

    def counts_in_base(self, state: str, presence: str) -> bool:
        """Tell whether somebody stays in the base of a majority.

        Whoever is absent does (the percentage is taken on the members, not on those in the room); whoever is
        exempt or away only if present and voting.
        """
        rule = self.state(state).in_base
        return rule == "always" or (rule == "if_voting" and self.presence(presence).present)

    def may_vote(self, state: str, presence: str) -> bool:
        """Tell whether somebody votes: a right to vote, and in the meeting."""
        return self.state(state).may_vote and self.presence(presence).present
