"""Meetings and resolutions for tests, made through the services: 3 December 2026, 19:30 in the village hall."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from tests.cast import Cast

from chibo.kernel import clock
from chibo.kernel.months import Month
from chibo.meetings import services as meetings
from chibo.meetings.models import AgendaItem, Meeting
from chibo.meetings.rules import Absence
from chibo.meetings.states import Presence, Reason
from chibo.meetings.tests.factories import a_called, on
from chibo.resolutions import services
from chibo.resolutions.models import Resolution
from chibo.tasks import services as tasks
from chibo.tasks.models import Task
from chibo.tasks.states import Move

EVENING = datetime(2026, 12, 3, 12, 30, tzinfo=UTC)
NOVEMBER = Month(2026, 11)


def an_open_meeting(cast: Cast, absent: Mapping[UUID, Absence] | None = None) -> Meeting:
    """Open the cell's regular meeting; everybody is there but Mẩy (ill) and Hải (no reason), unless told otherwise."""
    with on(19):
        called = a_called(cast.secretary.actor, cast.cell, chair_id=cast.secretary.id, clerk_id=cast.member.id)
    with clock.at(EVENING):
        opened = meetings.open_meeting(actor=cast.secretary.actor, meeting_id=called.pk, version=called.version)
        usual = {
            cast.other_member.id: Absence(Presence.EXCUSED, Reason.ILLNESS),
            cast.deputy.id: Absence(Presence.UNEXCUSED),
        }
        return meetings.take_roll(
            actor=cast.member.actor, meeting_id=opened.pk, absent=usual if absent is None else absent
        )


def the_item(meeting: Meeting, **wanted: Any) -> AgendaItem:
    """Return the item in which the resolution is adopted, or another one."""
    found = AgendaItem.objects.filter(meeting=meeting, **(wanted or {"line": "resolution"})).order_by("position")
    return found[0]


def an_earlier_task(cast: Cast, title: str, move: Move | None = None, result: str = "") -> Task:
    """Hand out a task in November; `move` settles it."""
    with on(3):
        task = tasks.give_task(
            actor=cast.secretary.actor,
            unit=cast.cell,
            month=NOVEMBER,
            title=title,
            due_on=date(2026, 11, 25),
            person_id=cast.other_member.id,
        )
    if move is None:
        return task
    with on(26):
        return tasks.settle_task(
            actor=cast.secretary.actor, task_id=task.pk, version=task.version, move=move, text=result
        )


def a_measure(cast: Cast, meeting: Meeting, title: str = "Vận động 2 hộ hiến đất") -> Task:
    """Hand out a task in the item that sums up."""
    item = the_item(meeting, line="summary")
    return meetings.give_item_task(
        actor=cast.member.actor,
        item_id=item.pk,
        title=title,
        due_on=date(2026, 12, 15),
        person_id=cast.other_member.id,
    )


def a_draft(cast: Cast, meeting: Meeting) -> Resolution:
    """Draft the resolution of the meeting."""
    item = the_item(meeting)
    return services.draft_resolution(actor=cast.member.actor, meeting_id=meeting.pk, item_id=item.pk)


def an_adopted(cast: Cast, meeting: Meeting) -> Resolution:
    """Draft it and let everybody agree."""
    if not Task.objects.filter(unit=cast.cell).exists():
        a_measure(cast, meeting)
    draft = a_draft(cast, meeting)
    return services.adopt_resolution(actor=cast.secretary.actor, resolution_id=draft.pk, version=draft.version)
