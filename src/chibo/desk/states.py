"""What comes next in a month, and what falls due for a member."""

from enum import StrEnum


class Act(StrEnum):
    """What the secretary does next in the month."""

    START = "start"
    REGISTER = "register"
    PREPARE = "prepare"
    WAIT = "wait"
    """The notice is out, the day has not come."""
    OPEN = "open"
    WRITE = "write"
    SEAL = "seal"
    """The minutes were read; remarks on them are answered, then they are sealed."""
    FINISH = "finish"
    """Held: papers are signed and posted, the score is on its way."""
    DONE = "done"


class DueKind(StrEnum):
    PROBATION = "probation"
    EXEMPTION = "exemption"
    BADGE = "badge"
    """A party age is reached at which a badge is given."""
    ARRIVED = "arrived"
    LEFT = "left"
    SUSPENSION = "suspension"
    """For the leaders' desk only: titles of an agenda go up and to all members."""
    TERM = "term"
    """The term of the cell's committee is over."""


ON_AGENDA = frozenset(DueKind) - {DueKind.SUSPENSION}
