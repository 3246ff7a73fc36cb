"""What a resolution is made of: its own text, tasks of this and of last month, praise and reminders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chibo.kernel import clock
from chibo.kernel.months import Month
from chibo.meetings.selectors import sitting
from chibo.meetings.states import Mention
from chibo.resolutions.figures import Charge, Fault, Text
from chibo.resolutions.models import Measure, Resolution
from chibo.resolutions.states import Kind, State
from chibo.tasks import selectors as tasks
from chibo.tasks.rules import days_late
from chibo.tasks.states import State as TaskState

if TYPE_CHECKING:
    from chibo.meetings.models import Meeting


def text_of(resolution: Resolution) -> Text:
    """Return what the draft says as a plain value."""
    texts = (resolution.assessment, resolution.direction, resolution.arrangement)
    return Text(Kind(resolution.kind), resolution.subject, *texts)


def faults_of(resolution: Resolution) -> list[Fault]:
    """Return its shortcomings in their order. One query."""
    rows = resolution.shortcomings.filter(is_removed=False)
    return [Fault(row.text, row.cause, row.responsible, row.remedy, row.due_on) for row in rows]


def charges_of(resolution: Resolution) -> list[Charge]:
    """Return its measures with the state of their tasks.

    Of a draft: the tasks that its meeting hands out, those that wait in the clerk's box too. One query, two for a
    draft.
    """
    if resolution.state == State.ADOPTED:
        rows = Measure.objects.filter(resolution=resolution).select_related("task__person")
        return [_charge(row.task) for row in rows]
    return [_charge(task) for task in tasks.tasks_of(sitting.item_ids_of(resolution.meeting))]


def waiting_of(resolution: Resolution) -> list[Any]:
    """Return the tasks (`tasks.Task`) that wait in the clerk's box of its meeting. Two queries."""
    return list(tasks.proposed_of(sitting.item_ids_of(resolution.meeting)))


def earlier_charges(meeting: Meeting) -> list[Charge]:
    """Return the tasks of the month before, with what became of them. One query."""
    return [_charge(task) for task in tasks.tasks_of_month(meeting.unit_id, Month.of(meeting.month_on).plus(-1))]


def mentions(meeting: Meeting) -> tuple[list[str], list[str]]:
    """Return whom the meeting praised and whom it reminded, each with the reason. One query."""
    rows = sitting.mentions_of(meeting)
    return praised(rows), reminded(rows)


def praised(rows: list[Any]) -> list[str]:
    return [_mentioned(row) for row in rows if row.kind == Mention.PRAISE]


def reminded(rows: list[Any]) -> list[str]:
    return [_mentioned(row) for row in rows if row.kind == Mention.REMIND]


def _mentioned(row: Any) -> str:
    return f"Đồng chí {row.name}: {row.text}" if row.person_id else f"{row.name}: {row.text}"


def first_lines(meeting: Meeting) -> tuple[list[str], list[str]]:
    """Return what the meeting has written so far: reports of its opening and main items, and its conclusions."""
    items = [seen.item for seen in sitting.items_of(meeting) if not seen.item.is_formal]
    reports = [item.text for item in items if item.text and set(item.steps) & {"M1", "M2", "M3"}]
    return reports, [item.conclusion for item in items if item.conclusion]


def _charge(task: Any) -> Charge:
    late = days_late(TaskState(task.state), task.due_on, clock.today())
    who = task.person.full_name if task.person else ""
    return Charge(task.pk, task.title, who, task.due_on, task.state, task.result, is_late=bool(late))
