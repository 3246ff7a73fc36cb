"""Words of the papers after a meeting: days, hours, counts and names, in Vietnamese whatever one reads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from chibo.documents.rules import full_stop
from chibo.kernel import clock
from chibo.meetings.models import Attendance, Break, Meeting, MentionRow
from chibo.meetings.selectors.named import Named
from chibo.meetings.selectors.sitting import Roll
from chibo.meetings.selectors.tallies import counted_words
from chibo.meetings.states import Kind, Presence, Reason
from chibo.members.states import Status

if TYPE_CHECKING:
    from chibo.ballots.models import OpenVote
    from chibo.members.models import Person

REASONS = {Reason.ILLNESS: "ốm", Reason.DUTY: "đi công tác", Reason.FAMILY: "việc gia đình", Reason.OTHER: "lý do khác"}
ANSWERS = {"for": "tán thành", "against": "không tán thành", "other": "ý kiến khác"}
OF_COMMITTEES = (Kind.COMMITTEE, Kind.SUPERIOR)
STATUSES = {
    Status.OFFICIAL: "chính thức",
    Status.PROBATIONARY: "dự bị",
    Status.GUEST: "sinh hoạt tạm thời tại đây",
    Status.EXEMPT: "miễn sinh hoạt",
    Status.SHORT_EXEMPT: "tạm miễn sinh hoạt",
    Status.AWAY: "sinh hoạt tạm thời nơi khác",
    Status.SUSPENDED: "đình chỉ sinh hoạt",
}


def day_words(day: date | None) -> str:
    """Return `thứ Năm ngày 03/12/2026`."""
    if day is None:
        return "……"
    names = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
    return f"{names[day.weekday()]} ngày {day:%d/%m/%Y}"


def day_short(day: date | None) -> str:
    """Return 03/12/2026; an empty text for None."""
    return f"{day:%d/%m/%Y}" if day else ""


def clock_words(moment: datetime | None) -> str:
    """Return `19 giờ 30`."""
    return f"{clock.local(moment):%H giờ %M}" if moment else "……"


def break_words(one: Break) -> str:
    """Return `20 giờ 15 đến 20 giờ 30`; until when it was announced, while it runs."""
    return f"{clock_words(one.from_at)} đến {clock_words(one.to_at or one.planned_to_at)}"


def attendance(meeting: Meeting, roll: Roll) -> list[tuple[str, str]]:
    """Return the sums of the roll: all members by status, those who had to come and did, those who are there."""
    present = [row for row in roll.rows if row.presence == Presence.PRESENT]
    return [
        ("Tổng số cấp ủy viên" if meeting.kind in OF_COMMITTEES else "Tổng số đảng viên", _counted(roll.rows)),
        ("Có mặt", _counted(present)),
        ("Tính trên số phải dự", f"{roll.head.due_present}/{roll.head.due} đồng chí"),
    ]


def names_with_reasons(rows: Sequence[Attendance]) -> str:
    """Return the names of absent members, each with the group of the reason where there is one."""
    return "; ".join(f"{row.name} ({REASONS[Reason(row.reason)]})" if row.reason else row.name for row in rows)


def vote_words(vote: OpenVote | Any) -> str:
    """Return a vote in one sentence: what, way, for, against, other, share of the base, result."""
    result = "được thông qua" if vote.is_adopted else "không được thông qua"
    return f"{vote.subject}: {counted_words(vote)}; {result}."


def named_words(named: Named) -> str:
    """Return who answered what in a vote by name, each answer with its names in the order of the roll."""
    answers = [f"{ANSWERS[code]} {len(names)} đồng chí: {', '.join(names)}" for code, _label, names in named.answers]
    return full_stop(f"Ghi tên biểu quyết ({named.subject}): {'; '.join(answers)}")


def comrade(person: Person | None) -> str:
    """Return a person as papers name one; dots for nobody."""
    return f"đồng chí {person.full_name}" if person else "……"


def mentioned(row: MentionRow) -> str:
    """Return whom the meeting praised or reminded, and for what: `Đồng chí Lê Thị Mai: thu quỹ đủ.`"""
    return full_stop(f"Đồng chí {row.name}: {row.text}" if row.person_id else f"{row.name}: {row.text}")


def whole_unit(meeting: Meeting) -> str:
    """Return who answers for a task that no single person was given."""
    return "cả cấp ủy" if meeting.kind == Kind.SUPERIOR else "cả chi bộ"


def later_clock(meeting: Meeting) -> str:
    """Return when a meeting ended, beside a line that says when it began: `21 giờ 10 cùng ngày`."""
    if meeting.ended_at is None or meeting.held_on is None:
        return "……"
    on = clock.local(meeting.ended_at).date()
    return f"{clock_words(meeting.ended_at)} {'cùng ngày' if on == meeting.held_on else f'ngày {day_short(on)}'}"


def _counted(rows: Sequence[Attendance]) -> str:
    counts = Counter(Status(row.status) for row in rows)
    parts = [f"{words} {counts[status]}" for status, words in STATUSES.items() if counts[status]]
    return f"{len(rows)} đồng chí" + (f" ({', '.join(parts)})" if parts else "")
