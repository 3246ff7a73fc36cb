"""States of a meeting and of what stands in it."""

from enum import StrEnum


class Kind(StrEnum):
    REGULAR = "regular"
    THEMATIC = "thematic"
    EXTRAORDINARY = "extraordinary"
    COMMITTEE = "committee"
    """The cell's own committee before the cell meets; short minutes of its own."""
    SUPERIOR = "superior"
    """The monthly meeting of a committee that has cells below it."""
    GROUP = "group"
    """Of a group inside a cell (tổ đảng): decides nothing but its leader; its minutes go to the cell's committee."""
    JOINT = "joint"
    """Of several cells in one sitting (sinh hoạt chung), at the committee above them."""


MONTHLY = frozenset({Kind.REGULAR, Kind.SUPERIOR})
"""Of these a unit has one a month: a cell the regular meeting, a committee its own."""


APART = frozenset({Kind.COMMITTEE, Kind.GROUP})
"""Meetings of some of the cell, whose minutes are for its committee and those who belong to them."""


class Form(StrEnum):
    IN_PERSON = "in_person"
    ONLINE = "online"
    BOTH = "both"


class State(StrEnum):
    DRAFT = "draft"
    REGISTERED = "registered"
    CALLED = "called"
    """Notice and materials were sent to the members."""
    OPEN = "open"
    READ = "read"
    """Minutes read and adopted; those who were there may still remark on them. Nothing else changes."""
    CLOSED = "closed"
    """Minutes adopted and sealed."""
    CANCELLED = "cancelled"


class Move(StrEnum):
    REGISTER = "register"
    CALL = "call"
    OPEN = "open"
    READ = "read"
    CLOSE = "close"
    CANCEL = "cancel"
    POSTPONE = "postpone"
    """Back to a draft of the same month, with a reason."""


MOVES: dict[tuple[State, Move], State] = {
    (State.DRAFT, Move.REGISTER): State.REGISTERED,
    (State.REGISTERED, Move.REGISTER): State.REGISTERED,
    (State.CALLED, Move.REGISTER): State.REGISTERED,
    (State.REGISTERED, Move.CALL): State.CALLED,
    (State.CALLED, Move.CALL): State.CALLED,
    (State.REGISTERED, Move.OPEN): State.OPEN,
    (State.CALLED, Move.OPEN): State.OPEN,
    (State.OPEN, Move.READ): State.READ,
    (State.OPEN, Move.CLOSE): State.CLOSED,
    (State.READ, Move.CLOSE): State.CLOSED,
    (State.DRAFT, Move.CANCEL): State.CANCELLED,
    (State.REGISTERED, Move.CANCEL): State.CANCELLED,
    (State.CALLED, Move.CANCEL): State.CANCELLED,
    (State.REGISTERED, Move.POSTPONE): State.DRAFT,
    (State.CALLED, Move.POSTPONE): State.DRAFT,
}


PREPARABLE = frozenset({State.DRAFT, State.REGISTERED, State.CALLED})
"""Before the meeting is opened: agenda, materials, replies and opinions may change."""


HELD = frozenset({State.OPEN, State.READ, State.CLOSED})
"""It has begun: there is a roll call, and something in the minutes."""


class Reply(StrEnum):
    """What a member answered to the call."""

    COMING = "coming"
    EXCUSE_ASKED = "excuse_asked"
    EXCUSE_GRANTED = "excuse_granted"
    EXCUSE_REFUSED = "excuse_refused"


class Reason(StrEnum):
    """Groups of reasons for an absence: minutes name them and are read aloud, so no details."""

    ILLNESS = "illness"
    DUTY = "duty"
    FAMILY = "family"
    OTHER = "other"


class Presence(StrEnum):
    """A member's state in the roll call (điểm danh)."""

    PRESENT = "present"
    EXCUSED = "excused"
    UNEXCUSED = "unexcused"
    EXEMPT = "exempt"
    AWAY = "away"
    SUSPENDED = "suspended"


class Mode(StrEnum):
    ROOM = "room"
    ONLINE = "online"


class Outcome(StrEnum):
    """What an agenda item must bring before the meeting can be closed; rule data of the agenda says which."""

    NONE = ""
    AGENDA = "agenda"
    CONCLUSION = "conclusion"
    """A conclusion, or a resolution where the cell passes one."""
    SCORE = "self_score"
    MINUTES = "minutes"


OWN_OUTCOMES = frozenset({Outcome.AGENDA, Outcome.CONCLUSION, Outcome.MINUTES})
"""Outcomes that an adopted vote alone brings; a resolution and a score are recorded by their rooms."""


class Mention(StrEnum):
    PRAISE = "praise"
    REMIND = "remind"


class Wished(StrEnum):
    """State of a wish to speak."""

    WAITING = "waiting"
    SPOKEN = "spoken"
    """The floor was given."""
    WITHDRAWN = "withdrawn"


class Request(StrEnum):
    """State of the cell's own request to the committee above (kiến nghị của chi bộ)."""

    DRAFT = "draft"
    SENT = "sent"
    ANSWERED = "answered"


class RemarkState(StrEnum):
    """What became of a remark on the minutes."""

    WAITING = "waiting"
    TAKEN = "taken"
    """Taken in: the answer says how the minutes are to be read."""
    NOT_TAKEN = "not_taken"


class Adopted(StrEnum):
    """How an addendum to sealed minutes was adopted."""

    MEETING = "meeting"
    """By vote of a later meeting of the unit."""
    BENCH = "bench"
    """By chair and clerk together: a slip of the pen that changes nothing of what was decided."""
