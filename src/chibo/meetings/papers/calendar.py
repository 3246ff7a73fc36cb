"""A meeting as an entry for anybody's calendar program (RFC 5545)."""

from datetime import UTC, datetime, timedelta

from chibo.kernel import clock
from chibo.meetings.models import Meeting

_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": ""})


def as_ics(meeting: Meeting, address: str) -> bytes:
    """Return the entry: title, time and place, with a reminder a day before. No agenda, no names.

    Needs a meeting with a day; without a time of day it is an entry for the whole day.
    """
    assert meeting.held_on is not None
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Chibo//Chibo//VI",
        "BEGIN:VEVENT",
        f"UID:{meeting.pk}@chibo",
        f"SEQUENCE:{meeting.version}",
        f"DTSTAMP:{clock.now():%Y%m%dT%H%M%SZ}",
        *_times(meeting),
        f"SUMMARY:{_text(meeting.title)}",
        f"LOCATION:{_text(meeting.place or meeting.link)}",
        f"URL:{address}",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{_text(meeting.title)}",
        "TRIGGER:-P1D",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(_folded(line) + "\r\n" for line in lines).encode()


def _times(meeting: Meeting) -> list[str]:
    assert meeting.held_on is not None
    if meeting.starts_at is None:
        return [f"DTSTART;VALUE=DATE:{meeting.held_on:%Y%m%d}"]
    start = datetime.combine(meeting.held_on, meeting.starts_at, clock.HOME).astimezone(UTC)
    end = start + timedelta(minutes=meeting.planned_minutes)
    return [f"DTSTART:{start:%Y%m%dT%H%M%SZ}", f"DTEND:{end:%Y%m%dT%H%M%SZ}"]


def _text(text: str) -> str:
    return text.translate(_ESCAPES)


def _folded(line: str) -> str:
    """Break a line after at most 75 bytes, never within a letter."""
    found, width = "", 0
    for letter in line:
        size = len(letter.encode())
        if width + size > 75:
            found, width = found + "\r\n ", 1
        found, width = found + letter, width + size
    return found
