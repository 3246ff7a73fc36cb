"""What a draft says before anybody has written a word: made from last month's tasks and what the meeting wrote."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from chibo.kernel.months import Month
from chibo.meetings.states import Kind as MeetingKind
from chibo.resolutions import selectors
from chibo.resolutions.figures import Charge, Fault, Text
from chibo.resolutions.papers.words import CELL_WORD, COMMITTEE_WORD, month_on_paper, month_short
from chibo.resolutions.states import Kind
from chibo.tasks.states import State as TaskState

if TYPE_CHECKING:
    from chibo.meetings.models import Meeting


def drafted_text(meeting: Meeting, kind: Kind, earlier: Sequence[Charge]) -> Text:
    """Return the draft's own text: how the month before went, what the meeting concluded, who sees to it.

    Five queries.
    """
    reports, conclusions = selectors.first_lines(meeting)
    assessment = [*_tasks_sentence(meeting, earlier), *reports]
    return Text(
        kind,
        usual_subject(meeting),
        "\n".join(assessment),
        "\n".join(conclusions),
        _arrangement(meeting),
    )


def drafted_faults(earlier: Sequence[Charge]) -> list[Fault]:
    """Return a shortcoming for each task of the month before that was not done or is late; its cause where known."""
    return [
        Fault(text=_fault_text(charge), cause=charge.result[:500], responsible=charge.who)
        for charge in earlier
        if charge.state == TaskState.NOT_DONE or charge.is_late
    ]


def usual_subject(meeting: Meeting) -> str:
    """Return what it is usually about: the tasks of the month, else the meeting."""
    if meeting.kind in (MeetingKind.REGULAR, MeetingKind.SUPERIOR):
        return f"lãnh đạo thực hiện nhiệm vụ {month_on_paper(Month.of(meeting.month_on))}"
    return f"{meeting.title[:1].lower()}{meeting.title[1:]}"


def _tasks_sentence(meeting: Meeting, earlier: Sequence[Charge]) -> list[str]:
    if not earlier:
        return []
    states = Counter(charge.state for charge in earlier)
    open_count = states[TaskState.OPEN] + states[TaskState.REPORTED]
    late = sum(charge.is_late for charge in earlier)
    parts = [f"hoàn thành {states[TaskState.DONE]}"]
    parts += [f"đang thực hiện {open_count}"] if open_count else []
    parts += [f"không hoàn thành {states[TaskState.NOT_DONE]}"] if states[TaskState.NOT_DONE] else []
    behind = f", trong đó chậm {late}" if late else ""
    month = month_short(Month.of(meeting.month_on).plus(-1))
    return [f"Nhiệm vụ {month} gồm {len(earlier)} việc: {'; '.join(parts)}{behind}."]


def _fault_text(charge: Charge) -> str:
    word = "không hoàn thành" if charge.state == TaskState.NOT_DONE else "chậm so với thời hạn"
    return f"Nhiệm vụ “{charge.title}” {word}"[:500]


def _arrangement(meeting: Meeting) -> str:
    body = COMMITTEE_WORD if meeting.kind == MeetingKind.SUPERIOR else CELL_WORD
    following = month_short(Month.of(meeting.month_on).plus(1))
    owed = f"Từng đồng chí được giao nhiệm vụ báo cáo kết quả tại kỳ họp {following}."
    return f"{body} đôn đốc, kiểm tra việc thực hiện. {owed}"
