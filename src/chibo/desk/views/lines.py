"""Lines of the lists on a desk."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from chibo.desk.figures import Due
from chibo.desk.states import DueKind
from chibo.desk.views.months import rest_of
from chibo.meetings.figures import later
from chibo.tasks.phrases import STATES
from chibo.tasks.rules import days_late
from chibo.tasks.states import State
from chibo.ui import write

if TYPE_CHECKING:
    from chibo.meetings.models import Meeting
    from chibo.tasks.models import Task

SOON_DAYS = 6


@dataclass(frozen=True, slots=True)
class Line:
    """An item of a list: a date leaf, a title, a second line, a tag, the way there."""

    title: str | Promise
    url: str = ""
    on: date | None = None
    state: str = ""
    """Of leaf and tag."""
    word: str | Promise = ""
    notes: tuple[str | Promise, ...] = ()


def task_lines(tasks: Iterable[Task], today: date, *, names: bool = True) -> list[Line]:
    """Return tasks as lines; `names` False where all are the reader's own."""
    return [_task(task, today, names=names) for task in tasks]


def due_line(due: Due, today: date, *, on_agenda: bool, may_read: bool) -> Line:
    """Return what falls due for a member."""
    words = {
        DueKind.PROBATION: _("Hết thời gian dự bị.") if due.on > today else _("Đã hết thời gian dự bị."),
        DueKind.EXEMPTION: _("Hết hạn miễn sinh hoạt. Xem xét trở lại sinh hoạt."),
        DueKind.BADGE: _("Đủ %(years)s năm tuổi Đảng.") % {"years": due.years},
        DueKind.ARRIVED: _("Chuyển sinh hoạt đến."),
        DueKind.LEFT: _("Chuyển sinh hoạt đi."),
        DueKind.SUSPENSION: _("Hết thời hạn đình chỉ sinh hoạt đảng."),
        DueKind.TERM: _("Hết nhiệm kỳ của chi bộ."),
    }
    notes = [words[due.kind]]
    if due.until and due.on <= today:
        notes.append(_("Xét chậm nhất %(day)s.") % {"day": write.day(due.until)})
    if on_agenda:
        notes.append(_("Đã đưa vào chương trình."))
    state = "late" if due.until and due.until < today else "now" if (due.on - today).days <= 31 else ""
    url = reverse("members:record", args=[due.person_id]) if may_read and due.person_id else ""
    return Line(due.name, url, due.on, state, notes=(" ".join(notes),))


def hours(meeting: Meeting) -> str:
    """Return `19:30 đến 21:10`; an empty text without a time."""
    if meeting.starts_at is None:
        return ""
    end = write.clock_time(later(meeting.starts_at, meeting.planned_minutes))
    return _("%(start)s đến %(end)s") % {"start": write.clock_time(meeting.starts_at), "end": end}


def _task(task: Task, today: date, *, names: bool) -> Line:
    late = days_late(State(task.state), task.due_on, today)
    left = (task.due_on - today).days if task.due_on else SOON_DAYS + 1
    state = "late" if late else "now" if task.state == State.OPEN and left <= SOON_DAYS else "info"
    word = STATES[task.state]
    if task.due_on and state != "info":
        word = rest_of(task.due_on, today).capitalize()
    who = task.person.full_name if task.person else _("Cả chi bộ")
    notes = tuple(note for note in (who if names else "", task.origin_label) if note)
    return Line(task.title, reverse("tasks:detail", args=[task.pk]), task.due_on, state, word, notes)
