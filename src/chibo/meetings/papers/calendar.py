"""A meeting as an entry for anybody's calendar program."""

from datetime import datetime

from chibo.kernel import clock
from chibo.kernel.calendars import Event, calendar
from chibo.meetings.models import Meeting
from chibo.meetings.selectors.video import link_shown


def as_ics(meeting: Meeting, address: str) -> bytes:
    """Return the entry: title, time and place, with a reminder a day before. No agenda, no names.

    Needs a meeting with a day; without a time of day it is an entry for the whole day.
    """
    assert meeting.held_on is not None
    day, time = meeting.held_on, meeting.starts_at
    event = Event(
        uid=f"{meeting.pk}@chibo",
        version=meeting.version,
        written_at=clock.now(),
        starts=datetime.combine(day, time, clock.HOME) if time else day,
        minutes=meeting.planned_minutes,
        title=meeting.title,
        place=meeting.place or link_shown(meeting),
        url=address,
    )
    return calendar([event])
