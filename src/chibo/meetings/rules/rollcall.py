"""Roll call: what each member is, who counts in the share, and who is there at a moment.

Source: 294-QĐ/TW item 9.3.2, 42-HD/BTCTW; as rule data in `attendance-states`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from chibo.kernel.errors import Refusal
from chibo.kernel.share import Share
from chibo.meetings.states import Presence, Reason
from chibo.members.states import Status
from chibo.regulations.figures import AttendanceStates

_ABSENT_BY_STATUS = {
    Status.EXEMPT: Presence.EXEMPT,
    Status.SHORT_EXEMPT: Presence.EXEMPT,
    Status.AWAY: Presence.AWAY,
    Status.SUSPENDED: Presence.SUSPENDED,
}


@dataclass(frozen=True, slots=True)
class Absence:
    """Who is not there, and why. `reason` is needed with an excuse and empty without one."""

    presence: Presence
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class Called:
    """A member in the roll call, as the sums need it."""

    status: str
    presence: Presence


@dataclass(frozen=True, slots=True)
class Head:
    """The sums of a roll call. Everybody is in exactly one of the parts."""

    total: int
    present: int
    excused: int
    unexcused: int
    apart: int
    """Exempt, away and suspended members who are not there."""
    due: int
    """Members who count in the share present: its whole."""
    due_present: int

    @property
    def share(self) -> Share:
        """Share present: of those who had to come."""
        return Share(self.due_present, self.due)


def usual_presence(status: Status) -> Presence:
    """Return what the roll call says of a member whom nobody mentions: there, unless the status says otherwise."""
    return _ABSENT_BY_STATUS.get(status, Presence.PRESENT)


def presence_of(status: Status, absence: Absence | None, *, came_anyway: bool = False) -> Absence:
    """Return presence and reason of one member. Refuses an excuse without a reason, and a suspended member's coming."""
    if came_anyway:
        if status is Status.SUSPENDED:
            raise Refusal("meetings.suspended_cannot_attend")
        return Absence(Presence.PRESENT)
    if absence is None:
        return Absence(usual_presence(status))
    if absence.presence is Presence.EXCUSED and absence.reason is None:
        raise Refusal("meetings.excuse_needs_reason")
    if absence.presence is not Presence.EXCUSED:
        return Absence(absence.presence)
    return absence


def head_of(called: Iterable[Called], states: AttendanceStates) -> Head:
    """Add up a roll call by the states in force."""
    rows = list(called)
    present = sum(row.presence is Presence.PRESENT for row in rows)
    excused = sum(row.presence is Presence.EXCUSED for row in rows)
    unexcused = sum(row.presence is Presence.UNEXCUSED for row in rows)
    due = [row for row in rows if states.state(row.status).in_share]
    return Head(
        total=len(rows),
        present=present,
        excused=excused,
        unexcused=unexcused,
        apart=len(rows) - present - excused - unexcused,
        due=len(due),
        due_present=sum(row.presence is Presence.PRESENT for row in due),
    )


def is_there(spans: Iterable[tuple[datetime, datetime | None]], moment: datetime) -> bool:
    """Tell whether one of the spans (from, to; to is None while it lasts) covers the moment."""
    return any(start <= moment and (end is None or moment < end) for start, end in spans)
