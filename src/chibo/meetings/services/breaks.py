"""A break begins and ends. Items and the presence of members stay as they are."""

from datetime import datetime, timedelta
from uuid import UUID

from chibo.access import Actor, require
from chibo.audit.rows import save
from chibo.audit.services import command, record
from chibo.kernel import clock
from chibo.kernel.errors import Refusal
from chibo.meetings.models import Break, Meeting
from chibo.meetings.rules.breaks import check_length
from chibo.meetings.selectors.reach import place_in
from chibo.meetings.selectors.voting import voting_now
from chibo.meetings.services.moves import check_open, locked_meeting


@command("meetings.meeting.hold")
def start_break(*, actor: Actor, meeting_id: UUID, minutes: int | None) -> Break:
    """Pause for so many minutes from now; everybody in the room sees until when.

    Refuses a second break, one beside a running vote, and one without an end.
    """
    meeting = locked_meeting(meeting_id)
    place = place_in(actor, meeting)
    require(actor, "meetings.meeting.hold", place)
    check_open(meeting)
    length = timedelta(minutes=check_length(minutes))
    if _running(meeting) is not None:
        raise Refusal("meetings.break_runs")
    if voting_now(meeting) is not None:
        raise Refusal("meetings.break_beside_vote")
    now = clock.now()
    found = Break.objects.create(meeting=meeting, from_at=now, planned_to_at=now + length)
    record(actor, found, place, details={"minutes": minutes})
    return found


@command("meetings.meeting.hold")
def end_break(*, actor: Actor, meeting_id: UUID) -> Break:
    """Go on with the meeting, before or after the announced end. Refuses where no break runs."""
    meeting = locked_meeting(meeting_id)
    place = place_in(actor, meeting)
    require(actor, "meetings.meeting.hold", place)
    check_open(meeting)
    found = _running(meeting)
    if found is None:
        raise Refusal("meetings.no_break_runs")
    found.to_at = clock.now()
    save(found, "to_at")
    record(actor, found, place)
    return found


def end_with(meeting: Meeting, ended_at: datetime) -> None:
    """End a break that runs when the meeting itself ends; part of that act."""
    found = _running(meeting)
    if found is not None:
        found.to_at = max(ended_at, found.from_at)
        save(found, "to_at")


def _running(meeting: Meeting) -> Break | None:
    return Break.objects.filter(meeting=meeting, to_at=None).first()
