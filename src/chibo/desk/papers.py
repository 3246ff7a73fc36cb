"""One's own calendar as a file: meetings of one's cell and of those one is assigned to, and one's tasks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from chibo.kernel import clock
from chibo.kernel.calendars import Event, calendar

if TYPE_CHECKING:
    from uuid import UUID

    from chibo.desk.selectors import Dated
    from chibo.meetings.models import Meeting
    from chibo.tasks.models import Task


def calendar_file(dated: Dated) -> bytes:
    """Return the file in the language of now: titles, times and places; no agenda, no names, no links to a video."""
    events = [*_meetings(dated.meetings, dated.own_unit_ids), *_tasks(dated.tasks)]
    return calendar(events, _("Chibo: lịch của tôi"))


def _meetings(rows: Sequence[Meeting], own: frozenset[UUID]) -> list[Event]:
    return [
        Event(
            uid=f"{row.pk}@chibo",
            version=row.version,
            written_at=row.called_at or row.registered_at or _midnight(row),
            starts=datetime.combine(row.held_on, row.starts_at, clock.HOME) if row.starts_at else row.held_on,
            minutes=row.planned_minutes,
            title=row.title if row.unit_id in own else f"{row.title} ({row.unit.name})",
            place=row.place,
            url=_address("meetings:detail", row.pk),
        )
        for row in rows
        if row.held_on is not None
    ]


def _tasks(rows: Sequence[Task]) -> list[Event]:
    return [
        Event(
            uid=f"{row.pk}@chibo",
            version=row.version,
            written_at=datetime.combine(row.month_on, datetime.min.time(), UTC),
            starts=row.due_on,
            minutes=0,
            title=_("Hạn: %(title)s") % {"title": row.title},
            url=_address("tasks:detail", row.pk),
        )
        for row in rows
        if row.due_on is not None
    ]


def _midnight(row: Meeting) -> datetime:
    return datetime.combine(row.held_on or clock.today(), datetime.min.time(), UTC)


def _address(name: str, pk: UUID) -> str:
    return settings.PUBLIC_URL + reverse(name, args=[pk]) if settings.PUBLIC_URL else ""
