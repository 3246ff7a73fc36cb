"""A draft begins by itself, is edited, and hands out tasks while it is written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse

from chibo.access import Actor, require
from chibo.audit.rows import locked, save
from chibo.audit.services import command, record
from chibo.kernel.errors import Refusal
from chibo.kernel.months import Month
from chibo.kernel.text import tidy, tidy_lines
from chibo.meetings import selectors as meetings
from chibo.meetings import services as meeting_services
from chibo.meetings.states import State as MeetingState
from chibo.resolutions import papers, selectors
from chibo.resolutions.figures import Fault, Text
from chibo.resolutions.models import Resolution, Shortcoming
from chibo.resolutions.rules import check_faults
from chibo.resolutions.states import Kind, State
from chibo.tasks import services as tasks

if TYPE_CHECKING:
    from chibo.tasks.models import Task

TOPIC = "resolutions"


@command("resolutions.resolution.draft")
def draft_resolution(*, actor: Actor, meeting_id: UUID, item_id: UUID, kind: Kind | None = None) -> Resolution:
    """Begin the draft of an agenda item, written by itself from last month's tasks and the meeting's own texts.

    `kind` None takes what the item asks for. Refuses an item that adopts nothing, a second draft, and a meeting that
    is over. About 15 queries, one more for each shortcoming found.
    """
    meeting = meetings.meeting_for(actor, meeting_id)
    item = meetings.item_in(meeting, item_id)
    place = meetings.place_in(actor, meeting)
    require(actor, "resolutions.resolution.draft", place)
    if not item.outcome_kind or item.decision not in ("resolution", "conclusion"):
        raise Refusal("resolutions.not_here")
    if not selectors.to_draft_in(meeting, item):
        raise Refusal("resolutions.too_late", title=meeting.title)
    if selectors.of_item(item.pk):
        raise Refusal("resolutions.drafted_already")
    usual = Kind.CONCLUSION if item.decision == "conclusion" else Kind.RESOLUTION
    earlier = selectors.earlier_charges(meeting)
    resolution = Resolution(
        unit=meeting.unit, meeting=meeting, item=item, kind=kind or usual, month_on=meeting.month_on
    )
    _put_text(resolution, papers.drafted_text(meeting, Kind(resolution.kind), earlier))
    resolution.save(force_insert=True)
    _put_faults(resolution, papers.drafted_faults(earlier))
    record(actor, resolution, place, details={"kind": resolution.kind, "item": item.pk})
    return resolution


@command("resolutions.resolution.draft")
def edit_draft(
    *, actor: Actor, resolution_id: UUID, version: int | None, text: Text, faults: Sequence[Fault]
) -> Resolution:
    """Write the whole draft anew: its text and its shortcomings in their order.

    Refuses a shortcoming without its text, and what was voted already. Two queries for each shortcoming.
    """
    resolution = locked(Resolution, resolution_id, version)
    place = selectors.place_in(actor, resolution)
    require(actor, "resolutions.resolution.draft", place)
    _check_draft(resolution)
    if not tidy(text.subject):
        raise Refusal("resolutions.no_subject")
    check_faults(faults)
    _put_text(resolution, text)
    save(resolution, "kind", "subject", "assessment", "direction", "arrangement")
    _put_faults(resolution, faults)
    letters = len(resolution.assessment) + len(resolution.direction) + len(resolution.arrangement)
    record(actor, resolution, place, details={"letters": letters, "faults": len(faults)})
    return resolution


@command("resolutions.resolution.draft")
def add_measure(
    *, actor: Actor, resolution_id: UUID, title: str, due_on: date | None, person_id: UUID | None = None
) -> Task:
    """Give a task in the draft: handed out at once while the meeting is open, else put into the clerk's box.

    It is the same task that the minutes name. Refusals are those of `tasks.services.give_task`.
    """
    resolution = locked(Resolution, resolution_id)
    meeting, place = resolution.meeting, selectors.place_in(actor, resolution)
    require(actor, "resolutions.resolution.draft", place)
    _check_draft(resolution)
    if meeting.state == MeetingState.OPEN:
        task = meeting_services.give_item_task(
            actor=actor, item_id=resolution.item_id, title=title, due_on=due_on, person_id=person_id
        )
    else:
        task = tasks.give_task(
            actor=actor,
            unit=meeting.unit,
            month=Month.of(meeting.month_on),
            title=title,
            due_on=due_on,
            person_id=person_id,
            origin=tasks.Origin(meeting.title, reverse("meetings:detail", args=[meeting.pk]), resolution.item_id),
            proposed=True,
            roles_here=place.roles_here,
        )
    record(actor, resolution, place, details={"task": task.pk})
    return task


def _check_draft(resolution: Resolution) -> None:
    if resolution.state != State.DRAFT:
        raise Refusal("resolutions.voted_already")


def _put_text(resolution: Resolution, text: Text) -> None:
    resolution.kind, resolution.subject = text.kind, tidy(text.subject)[:300]
    resolution.assessment = tidy_lines(text.assessment)
    resolution.direction = tidy_lines(text.direction)
    resolution.arrangement = tidy_lines(text.arrangement)


def _put_faults(resolution: Resolution, faults: Sequence[Fault]) -> None:
    """Write the shortcomings over the rows there are; rows left over are marked, since rows are never deleted."""
    rows = list(Shortcoming.objects.filter(resolution=resolution).order_by("position"))
    for position, fault in enumerate(faults, start=1):
        row = rows[position - 1] if position <= len(rows) else Shortcoming(resolution=resolution, position=position)
        row.text, row.cause, row.responsible = tidy(fault.text), tidy(fault.cause), tidy(fault.responsible)
        row.remedy, row.due_on, row.is_removed = tidy(fault.remedy), fault.due_on, False
        if position <= len(rows):
            save(row, "text", "cause", "responsible", "remedy", "due_on", "is_removed")
        else:
            row.save(force_insert=True)
    for row in rows[len(faults) :]:
        if not row.is_removed:
            row.is_removed = True
            save(row, "is_removed")
