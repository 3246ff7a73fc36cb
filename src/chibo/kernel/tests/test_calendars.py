"""Entries for calendar programs are read back as they were meant, by a library that reads what others write."""

from datetime import UTC, date, datetime, timedelta

import icalendar
from hypothesis import given
from hypothesis import strategies as st

from chibo.kernel.calendars import LINE_BYTES, Event, calendar

NOW = datetime(2026, 11, 22, 7, 30, tzinfo=UTC)
WORDS = st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=200)


@given(title=WORDS, place=WORDS)
def test_whatever_is_written_is_read_back(title: str, place: str) -> None:
    written = calendar([Event("1@chibo", 3, NOW, NOW, 90, title, place)], "Lịch; của, tôi")
    assert all(len(line) <= LINE_BYTES for line in written.split(b"\r\n"))
    (event,) = icalendar.Calendar.from_ical(written).walk("VEVENT")
    assert (str(event["SUMMARY"]), str(event["LOCATION"])) == (title, place)
    assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(minutes=90)


def test_a_line_break_cannot_bring_in_another_property() -> None:
    event = Event("1@chibo", 0, NOW, date(2026, 12, 3), 0, "Họp\r\nATTENDEE:mailto:x@y.vn")
    (read,) = icalendar.Calendar.from_ical(calendar([event])).walk("VEVENT")
    assert "ATTENDEE" not in read
    assert read["DTSTART"].dt == date(2026, 12, 3)
