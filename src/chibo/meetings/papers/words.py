"""Words of the papers after a meeting: days, hours, counts and names, in Vietnamese whatever one reads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from chibo.kernel import clock
from chibo.meetings.models import Attendance
from chibo.meetings.selectors.sitting import Roll
from chibo.meetings.states import Presence, Reason
from chibo.members.states import Status
from chibo.regulations.states import Method

if TYPE_CHECKING:
    from chibo.ballots.models import OpenVote

REASONS = {Reason.ILLNESS: "ốm", Reason.DUTY: "đi công tác", Reason.FAMILY: "việc gia đình", Reason.OTHER: "lý do khác"}
STATUSES = {
    Status.OFFICIAL: "chính thức",
    Status.PROBATIONARY: "dự bị",
    Status.GUEST: "sinh hoạt tạm thời tại đây",
    Status.EXEMPT: "miễn sinh hoạt",
    Status.SHORT_EXEMPT: "tạm miễn sinh hoạt",
    Status.AWAY: "sinh hoạt tạm thời nơi khác",
    Status.SUSPENDED: "đình chỉ sinh hoạt",
}
METHODS = {Method.HAND: "giơ tay, giơ thẻ", Method.NAMED: "gọi tên"}


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


def attendance(roll: Roll) -> list[tuple[str, str]]:
    """Return the sums of the roll: all members by status, those who had to come and did, those who are there."""
    present = [row for row in roll.rows if row.presence == Presence.PRESENT]
    return [
        ("Tổng số đảng viên", _counted(roll.rows)),
        ("Có mặt", _counted(present)),
        ("Tính trên số phải dự", f"{roll.head.due_present}/{roll.head.due} đồng chí"),
    ]


def names_with_reasons(rows: Sequence[Attendance]) -> str:
    """Return the names of absent members, each with the group of the reason where there is one."""
    return "; ".join(f"{row.name} ({REASONS[Reason(row.reason)]})" if row.reason else row.name for row in rows)


def vote_words(vote: OpenVote | Any) -> str:
    """Return a vote in one sentence: way, for, against, other, share of the base, result."""
    share = f"{vote.for_count}/{vote.base_count}"
    hundredths = round(10_000 * (vote.for_count or 0) / vote.base_count) if vote.base_count else 0
    percent = f"{hundredths // 100},{hundredths % 100:02d}\u00a0%"
    way = METHODS.get(Method(vote.method), "phiếu kín")
    result = "được thông qua" if vote.is_adopted else "không được thông qua"
    return (
        f"{vote.subject} ({way}): tán thành {share}, đạt {percent}; không tán thành {vote.against_count}; "
        f"ý kiến khác {vote.other_count}; {result}."
    )


def _counted(rows: Sequence[Attendance]) -> str:
    counts = Counter(Status(row.status) for row in rows)
    parts = [f"{words} {counts[status]}" for status, words in STATUSES.items() if counts[status]]
    return f"{len(rows)} đồng chí" + (f" ({', '.join(parts)})" if parts else "")
