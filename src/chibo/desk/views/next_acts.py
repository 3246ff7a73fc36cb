"""The one act that comes next, in words, with the way there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chibo.access import Actor, Place, may
from chibo.desk.states import Act
from chibo.desk.views.months import rest_of
from chibo.kernel.months import Month
from chibo.meetings import selectors as meetings
from chibo.meetings.selectors import Check
from chibo.meetings.states import Kind
from chibo.ui import write
from chibo.ui.say import say

if TYPE_CHECKING:
    from chibo.meetings.models import Meeting

SHOWN_CHECKS = 4
NEEDED = {
    Act.START: "desk.month.prepare",
    Act.REGISTER: "meetings.meeting.register",
    Act.PREPARE: "meetings.meeting.prepare",
    Act.WAIT: "meetings.reply.enter",
    Act.OPEN: "meetings.meeting.hold",
    Act.WRITE: "meetings.minutes.write",
}


@dataclass(frozen=True, slots=True)
class CheckLine:
    state: str
    text: str


@dataclass(frozen=True, slots=True)
class Next:
    """What is next: one sentence, what is missing, and one primary act. `posts` are the hidden fields of a form."""

    lead: str
    note: str = ""
    label: str | Promise = ""
    url: str = ""
    posts: dict[str, object] = field(default_factory=dict)
    other_label: str | Promise = ""
    other_url: str = ""
    checks: Sequence[CheckLine] = ()
    others_done: int = 0
    is_done: bool = False


def next_of(
    act: Act, month: Month, meeting: Meeting | None, *, today: date, kept_on: date | None, next_on: date
) -> Next:
    """Return the act in words. About fifteen queries while a meeting is prepared, none else."""
    name = write.month_name(month)
    if meeting is None or act is Act.START:
        note = _("Chương trình được lập theo quy định, có sẵn định hướng, nhiệm vụ đã giao và việc đến kỳ.")
        return Next(
            _("Bắt đầu %(month)s") % {"month": name},
            note,
            _("Bắt đầu tháng"),
            reverse("desk:start_month"),
            {"thang": month},
        )
    if act is Act.REGISTER:
        return _register(meeting, month, today, kept_on)
    if act is Act.PREPARE:
        return _prepare(meeting, name, today)
    return _later(act, meeting, month, next_on)


def for_actor(found: Next, act: Act, actor: Actor, place: Place) -> Next:
    """Return what is next without its button for whoever may only look on."""
    needed = NEEDED.get(act)
    if needed is None or may(actor, needed, place):
        return found
    return Next(found.lead, found.note, checks=found.checks, others_done=found.others_done, is_done=found.is_done)


def _register(meeting: Meeting, month: Month, today: date, kept_on: date | None) -> Next:
    lead = _("Đăng ký %(title)s") % {"title": _lower(meeting.title)}
    due = meeting.registration_due_on
    note = _("Chậm nhất %(day)s (%(rest)s)") % {"day": write.day(due), "rest": rest_of(due, today)} if due else ""
    by_hand = reverse("meetings:register", args=[meeting.pk])
    if kept_on is None or meeting.kind != Kind.REGULAR:
        return Next(lead, note, _("Đăng ký ngày, giờ, nơi họp"), by_hand)
    like_last = reverse("meetings:like_last_month")
    kept = _("Giữ như tháng trước: %(day)s") % {"day": write.weekday_day(kept_on)}
    return Next(lead, note, kept, like_last, {"thang": month}, _("Chọn ngày, giờ khác"), by_hand)


def _prepare(meeting: Meeting, name: str, today: date) -> Next:
    checks = meetings.checklist(meeting, meetings.agenda_of(meeting), today=today)
    gaps = meetings.gaps(checks)
    lead = _("Gửi thông báo sinh hoạt %(month)s") % {"month": name}
    if gaps:
        sentence = ngettext(
            "Bổ sung %(count)s việc còn thiếu rồi gửi thông báo sinh hoạt %(month)s",
            "Bổ sung %(count)s việc còn thiếu rồi gửi thông báo sinh hoạt %(month)s",
            len(gaps),
        )
        lead = sentence % {"count": len(gaps), "month": name}
    lines = [_check(check) for check in gaps[:SHOWN_CHECKS]]
    url = reverse("meetings:detail", args=[meeting.pk])
    done = len(checks) - len(gaps)
    return Next(lead, "", _("Tiếp tục chuẩn bị"), url, checks=lines, others_done=done)


def _later(act: Act, meeting: Meeting, month: Month, next_on: date) -> Next:
    def to(name: str) -> str:
        return reverse(f"meetings:{name}", args=[meeting.pk])

    when = {"day": write.weekday_day(meeting.held_on), "time": write.clock_time(meeting.starts_at)}
    if act is Act.WAIT:
        return Next(_("Đã gửi thông báo. Họp %(day)s, %(time)s") % when, "", _("Xem ai sẽ dự"), to("replies"))
    if act is Act.OPEN:
        return Next(_("Khai mạc: %(title)s") % {"title": meeting.title}, "", _("Điểm danh, khai mạc"), to("open"))
    if act is Act.WRITE:
        return Next(_("Đang họp: %(title)s") % {"title": meeting.title}, "", _("Vào ghi biên bản"), to("room"))
    if act is Act.SEAL:
        lead = _("Trả lời góp ý, khóa biên bản: %(title)s") % {"title": meeting.title}
        return Next(lead, "", _("Mở biên bản"), to("record"))
    if act is Act.FINISH:
        lead = _("Hoàn thiện văn bản, đăng và gửi báo cáo %(month)s") % {"month": write.month_name(month)}
        return Next(lead, "", _("Mở buổi sinh hoạt"), to("detail"))
    after = month.plus(1)
    facts = {"month": write.month(month), "after": write.month(after), "day": write.day(next_on)}
    lead = _("Tháng %(month)s đã xong. Tháng %(after)s bắt đầu ngày %(day)s.") % facts
    return Next(lead, "", _("Xem tháng sau"), f"{reverse('desk:desk')}?thang={after}", is_done=True)


def _check(check: Check) -> CheckLine:
    return CheckLine(check.state, say(check.code, **check.facts))


def _lower(title: str) -> str:
    return title[:1].lower() + title[1:]
