"""The one place that changes a meeting's state, and what all services of this room share."""

from collections.abc import Iterable
from uuid import UUID

from chibo.audit.rows import locked
from chibo.kernel.errors import Refusal
from chibo.kernel.months import Month
from chibo.meetings.models import Meeting
from chibo.meetings.states import MOVES, PREPARABLE, Move, State

TOPIC = "meetings"
"""Topic of the figures that a meeting makes stale."""


def move(meeting: Meeting, step: Move) -> None:
    """Put the meeting into the state that the step leads to; the caller saves it. Refuses a step that is none."""
    to = MOVES.get((State(meeting.state), step))
    if to is None:
        raise Refusal(f"meetings.cannot_{step.value}", title=meeting.title)
    meeting.state = to


def locked_meeting(meeting_id: UUID, version: int | None = None) -> Meeting:
    """Re-read a meeting for change with its unit (`audit.rows.locked`). One query."""
    return locked(Meeting, meeting_id, version, "unit")


def check_preparable(meeting: Meeting) -> None:
    """Refuse a change of the preparation once the meeting was opened, closed or cancelled."""
    if meeting.state not in PREPARABLE:
        raise Refusal("meetings.no_longer_prepared", title=meeting.title)


def stale(meeting: Meeting) -> Iterable[tuple[UUID, Month, str]]:
    """Return what `record(touches=…)` wants: the figures of this unit and month."""
    return [(meeting.unit_id, Month.of(meeting.month_on), TOPIC)]


def check_open(meeting: Meeting) -> None:
    """Refuse what is only done while the meeting is open."""
    if meeting.state != State.OPEN:
        raise Refusal("meetings.not_open", title=meeting.title)
