"""What somebody should be reminded of today, for the daily round: nobody sees it but whom it concerns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import batched
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse

from chibo.access import Role
from chibo.desk.figures import Reminder
from chibo.desk.models import Reminded
from chibo.desk.rules import REMIND_TASK_BACK_DAYS, REMIND_TASK_DAYS, starts_on
from chibo.desk.selectors.waiting import waiting_for
from chibo.kernel import clock
from chibo.kernel.months import Month
from chibo.meetings import selectors as meetings
from chibo.meetings.states import State
from chibo.organisations import selectors as organisations
from chibo.review import selectors as review
from chibo.tasks import selectors as tasks
from chibo.ui import write

if TYPE_CHECKING:
    from chibo.organisations.models import Unit

LEADERS = (Role.SECRETARY, Role.DEPUTY)


def units_to_start(cells: Sequence[Unit], month: Month) -> list[Unit]:
    """Return the cells whose month begins as of today, and those whose agenda has something new to take up.

    A cell for whose meeting a joint one stands starts none of its own. Two queries, three for each cell without a
    meeting, about sixteen for each one that is being prepared.
    """
    drafted = meetings.regular_by_unit([cell.pk for cell in cells], month)
    today, found = clock.today(), []
    for cell in meetings.meeting_alone(cells, month):
        if cell.pk in drafted:
            if waiting_for(drafted[cell.pk]):
                found.append(cell)
            continue
        conduct = meetings.conduct_on(cell.pk, month.first_on)
        if today >= starts_on(conduct.registration_due_on(month), conduct.due_soon_days):
            found.append(cell)
    return found


def open_reminders(cells: Sequence[Unit]) -> list[tuple[Unit, Reminder]]:
    """Return what is due to be said today and was not said yet, with the unit it belongs to."""
    today = clock.today()
    months = (Month.of(today), Month.of(today).plus(1))
    found = [
        *(pair for month in months for pair in _registrations(cells, month)),
        *_notices(),
        *_postings(),
        *_tasks(),
        *_commitments(cells),
    ]
    said: set[str] = set()
    for some in batched((reminder.key for _, reminder in found), 1000):  # more than SQLite takes in one query
        said |= set(Reminded.objects.filter(key__in=some).values_list("key", flat=True))
    return [(unit, reminder) for unit, reminder in found if reminder.user_ids and reminder.key not in said]


def _registrations(cells: Sequence[Unit], month: Month) -> Iterator[tuple[Unit, Reminder]]:
    """Yield cells whose registration is near or late, of those whose month was started."""
    today = clock.today()
    found = meetings.regular_by_unit([cell.pk for cell in cells], month)
    for cell in meetings.meeting_alone(cells, month):
        meeting = found.get(cell.pk)
        if meeting is None or meeting.state != State.DRAFT or meeting.change_reason:
            continue
        due_on = meeting.registration_due_on
        if due_on is None or today < starts_on(due_on, meetings.conduct_of(meeting).due_soon_days):
            continue
        stage = "register_late" if today > due_on else "register"
        yield (
            cell,
            Reminder(
                key=f"{stage}:{cell.pk}:{month}",
                code=f"desk.remind.{stage}",
                user_ids=_leaders(cell.pk),
                facts={"unit": cell.name, "month": write.month(month), "day": due_on},
                link=reverse("desk:desk") + f"?thang={month}",
                due_on=due_on,
            ),
        )


def _notices() -> Iterator[tuple[Unit, Reminder]]:
    """Yield meetings whose notice has to go out by tomorrow."""
    today = clock.today()
    for meeting in meetings.not_sent_yet(today, today + timedelta(30)):
        assert meeting.held_on is not None
        due_on = meetings.conduct_of(meeting).materials_due_on(meeting.held_on)
        if due_on is None or today < due_on - timedelta(1):
            continue
        yield (
            meeting.unit,
            Reminder(
                key=f"send:{meeting.pk}:{meeting.held_on}",
                code="desk.remind.send",
                user_ids=_leaders(meeting.unit_id),
                facts={"title": meeting.title, "day": due_on},
                link=reverse("meetings:detail", args=[meeting.pk]),
                due_on=due_on,
            ),
        )


def _postings() -> Iterator[tuple[Unit, Reminder]]:
    """Yield meetings whose report, conclusions and resolution have to be posted by today."""
    today = clock.today()
    for meeting in meetings.not_posted_yet(today - timedelta(30), today):
        assert meeting.held_on is not None
        due_on = meetings.conduct_of(meeting).posting_due_on(meeting.held_on)
        if due_on is None or today < due_on:
            continue
        yield (
            meeting.unit,
            Reminder(
                key=f"post:{meeting.pk}",
                code="desk.remind.post",
                user_ids=_leaders(meeting.unit_id),
                facts={"title": meeting.title, "day": due_on},
                link=reverse("meetings:detail", args=[meeting.pk]),
                due_on=due_on,
            ),
        )


def _tasks() -> Iterator[tuple[Unit, Reminder]]:
    """Yield tasks due within three days: to whoever owes them, to the secretary where the whole unit does."""
    today = clock.today()
    for task in tasks.due_between(today - timedelta(REMIND_TASK_BACK_DAYS), today + timedelta(REMIND_TASK_DAYS)):
        owner = task.person.user_id if task.person else None
        users = (owner,) if owner else () if task.person_id else _leaders(task.unit_id)
        yield (
            task.unit,
            Reminder(
                key=f"task:{task.pk}:{task.due_on}",
                code="desk.remind.task" if task.person_id else "desk.remind.task_of_unit",
                user_ids=users,
                facts={"title": task.title, "day": task.due_on, "unit": task.unit.name},
                link=reverse("tasks:detail", args=[task.pk]),
                due_on=task.due_on,
            ),
        )


def _commitments(cells: Sequence[Unit]) -> Iterator[tuple[Unit, Reminder]]:
    """Yield who has not sent the commitment of the year some days before it is due: the members, nobody else."""
    for cell in cells:
        found = review.to_remind(cell)
        if found is None:
            continue
        due_on, silent = found
        for comrade in silent:
            if comrade.user_id is not None:
                yield (
                    cell,
                    Reminder(
                        key=f"commitment:{comrade.person_id}:{due_on}",
                        code="desk.remind.commitment",
                        user_ids=(comrade.user_id,),
                        facts={"year": str(due_on.year), "day": due_on},
                        link=reverse("review:list"),
                        due_on=due_on,
                    ),
                )


def _leaders(unit_id: UUID) -> tuple[int, ...]:
    return tuple(organisations.user_ids_with(unit_id, LEADERS, clock.today()))
