"""Kinds and states in a member's record."""

from enum import StrEnum


class Sex(StrEnum):
    MALE = "male"
    FEMALE = "female"


class StandingKind(StrEnum):
    PROBATIONARY = "probationary"
    OFFICIAL = "official"


class StayKind(StrEnum):
    FORMAL = "formal"
    """The cell where the member counts. A member has one at a time."""
    TEMPORARY = "temporary"
    """Here for a while (sinh hoạt tạm thời); away from the formal cell meanwhile."""


LEADER, LEADERS_DEPUTY = "group_leader", "group_deputy"
LEADERS = (LEADER, LEADERS_DEPUTY)
"""Codes of the two posts of a group, in the rule `posts`."""


class ExemptionKind(StrEnum):
    AGE_OR_HEALTH = "age_or_health"
    OTHER = "other"
    SHORT = "short"
    """Tạm miễn, under 12 months."""


class EndKind(StrEnum):
    """How a membership ended."""

    DELETED = "deleted"
    LEFT = "left"
    EXPELLED = "expelled"
    DECEASED = "deceased"
    CANCELLED = "cancelled"
    """The decision of admission was cancelled."""


class Status(StrEnum):
    """What a member is in a cell on a day: the one word that lists and roll calls show."""

    OFFICIAL = "official"
    PROBATIONARY = "probationary"
    EXEMPT = "exempt"
    SHORT_EXEMPT = "short_exempt"
    AWAY = "away"
    GUEST = "guest"
    """Here on temporary transfer."""
    SUSPENDED = "suspended"
    ENDED = "ended"


class CorrectionAbout(StrEnum):
    """Which part of the record is to be corrected. The day of birth is none of them: it is never corrected."""

    NAME = "name"
    BASICS = "basics"
    DATES = "dates"
    CARD = "card"
    POSTS = "posts"
    OTHER = "other"


class CorrectionState(StrEnum):
    ASKED = "asked"
    ACCEPTED = "accepted"
    REFUSED = "refused"


class CorrectionMove(StrEnum):
    ACCEPT = "accept"
    REFUSE = "refuse"


CORRECTION_MOVES: dict[tuple[CorrectionState, CorrectionMove], CorrectionState] = {
    (CorrectionState.ASKED, CorrectionMove.ACCEPT): CorrectionState.ACCEPTED,
    (CorrectionState.ASKED, CorrectionMove.REFUSE): CorrectionState.REFUSED,
}
