"""Entries for anybody's calendar program (RFC 5545), written straight: a library takes thirty times as long."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": ""})
_ALARM = ("BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-P1D", "END:VALARM")
LINE_BYTES = 75


@dataclass(frozen=True, slots=True)
class Event:
    """One entry. A `date` as its start is the whole day; a moment lasts `minutes`."""

    uid: str
    version: int
    written_at: datetime
    """When it was last known to be so; the same entry keeps it, so that the file stays the same."""
    starts: date | datetime
    minutes: int
    title: str
    place: str = ""
    url: str = ""


def calendar(events: Iterable[Event], name: str = "") -> bytes:
    """Return a calendar of these entries, each with a reminder a day before. `name` is shown by most programs."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Chibo//Chibo//VI"]
    if name:
        lines += [f"X-WR-CALNAME:{_text(name)}", "REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H"]
    for event in events:
        lines += _event(event)
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


def _event(event: Event) -> list[str]:
    title = _text(event.title)
    return [
        "BEGIN:VEVENT",
        f"UID:{event.uid}",
        f"SEQUENCE:{event.version}",
        f"DTSTAMP:{_moment(event.written_at)}",
        *_times(event),
        f"SUMMARY:{title}",
        *([f"LOCATION:{_text(event.place)}"] if event.place else []),
        *([f"URL:{event.url}"] if event.url else []),
        *_ALARM[:2],
        f"DESCRIPTION:{title}",
        *_ALARM[2:],
        "END:VEVENT",
    ]


def _times(event: Event) -> list[str]:
    if not isinstance(event.starts, datetime):
        return [f"DTSTART;VALUE=DATE:{event.starts:%Y%m%d}"]
    end = event.starts + timedelta(minutes=event.minutes)
    return [f"DTSTART:{_moment(event.starts)}", f"DTEND:{_moment(end)}"]


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(text: str) -> str:
    return text.translate(_ESCAPES)


def _folded(line: str) -> str:
    """Break a line after at most 75 bytes, never within a letter."""
    if len(line) * 4 <= LINE_BYTES or (line.isascii() and len(line) <= LINE_BYTES):
        return line
    found, width = [], 0
    for letter in line:
        size = len(letter.encode())
        if width + size > LINE_BYTES:
            found.append("\r\n ")
            width = 1
        found.append(letter)
        width += size
    return "".join(found)
