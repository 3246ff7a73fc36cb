"""What comes out of an item: the chair's conclusion, tasks, praise and reminders, and what a room above records."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from chibo.access import Actor, require
from chibo.audit.rows import locked, save
from chibo.audit.services import command, record
from chibo.kernel import clock
from chibo.kernel.errors import Refusal
from chibo.kernel.months import Month
from chibo.kernel.text import tidy, tidy_lines
from chibo.meetings.models import AgendaItem, Meeting, MentionRow
from chibo.meetings.selectors.reach import place_in
from chibo.meetings.services.away import check_from_away
from chibo.meetings.services.moves import check_open, locked_meeting, stale
from chibo.meetings.services.recording import end_running
from chibo.meetings.services.telling import link_to
from chibo.meetings.states import Mention
from chibo.members import selectors as members
from chibo.tasks import services as tasks

if TYPE_CHECKING:
    from chibo.tasks.models import Task


@command("meetings.minutes.write")
def conclude_item(
    *,
    actor: Actor,
    item_id: UUID,
    version: int | None,
    conclusion: str = "",
    text: str | None = None,
    go_on: bool = True,
) -> AgendaItem | None:
    """End an item with the chair's conclusion and go to the next one.

    `text` None leaves the item's paragraph as it is. Returns the item that begins; None after the last one, or where
    `go_on` is false. Refuses as `start_item` what may not begin.
    """
    item = locked(AgendaItem, item_id, version)
    meeting = item.meeting
    require(actor, "meetings.minutes.write", place_in(actor, meeting))
    check_open(meeting)
    now = clock.now()
    item.conclusion, item.started_at, item.ended_at = tidy_lines(conclusion), item.started_at or now, now
    item.text = item.text if text is None else tidy_lines(text)
    save(item, "conclusion", "text", "started_at", "ended_at")
    end_running(item)
    following = _next(item) if go_on else None
    if following is not None:
        check_from_away(following)
        following.started_at, following.ended_at = following.started_at or now, None
        save(following, "started_at", "ended_at")
    record(actor, item, place_in(actor, meeting), details={"letters": len(item.conclusion)}, touches=stale(meeting))
    return following


@command("meetings.minutes.write")
def give_item_task(
    *,
    actor: Actor,
    item_id: UUID,
    title: str,
    due_on: date | None,
    person_id: UUID | None = None,
    helpers: str = "",
) -> Task:
    """Hand out a task in an item: what, who, until when. It knows the meeting by label and link."""
    item = locked(AgendaItem, item_id)
    meeting = item.meeting
    place = place_in(actor, meeting)
    require(actor, "meetings.minutes.write", place)
    check_open(meeting)
    task = tasks.give_task(
        actor=actor,
        unit=meeting.unit,
        month=Month.of(meeting.month_on),
        title=title,
        due_on=due_on,
        person_id=person_id,
        helpers=helpers,
        origin=tasks.Origin(meeting.title, link_to(meeting), item.pk),
        given_on=meeting.held_on if meeting.is_on_paper else None,
        roles_here=place.roles_here,
    )
    record(actor, item, place, details={"task": task.pk}, touches=stale(meeting))
    return task


@command("meetings.minutes.write")
def mention(
    *, actor: Actor, meeting_id: UUID, kind: Mention, text: str, person_id: UUID | None = None, name: str = ""
) -> MentionRow:
    """Praise or remind somebody in the conclusion: a member by person, a group or body by name.

    Refuses an empty reason and a person who does not belong to the unit.
    """
    meeting = locked_meeting(meeting_id)
    require(actor, "meetings.minutes.write", place_in(actor, meeting))
    check_open(meeting)
    if person_id is not None:
        name = _name_of(meeting, person_id)
    if not tidy(name) or not tidy(text):
        raise Refusal("meetings.mention_needs_who_and_why")
    row = MentionRow.objects.create(meeting=meeting, kind=kind, person_id=person_id, name=tidy(name), text=tidy(text))
    record(actor, row, place_in(actor, meeting), details={"kind": kind})
    return row


@command("meetings.minutes.write")
def record_outcome(
    *, actor: Actor, item_id: UUID, block: Mapping[str, Any], label: str = "", url: str = ""
) -> AgendaItem:
    """Keep what a room above decided in its item, as plain data: title, lines, table, tally; and the door to its page.

    Called by `resolutions.adopt_resolution` and `scoring.adopt_self_score` while the meeting is open. Recording again
    replaces it.
    """
    item = locked(AgendaItem, item_id)
    meeting = item.meeting
    require(actor, "meetings.minutes.write", place_in(actor, meeting))
    check_open(meeting)
    item.outcome, item.outcome_label, item.outcome_url = dict(block), label, url
    save(item, "outcome", "outcome_label", "outcome_url")
    record(actor, item, place_in(actor, meeting), details={"title": block.get("title", "")}, touches=stale(meeting))
    return item


def _next(item: AgendaItem) -> AgendaItem | None:
    rows = AgendaItem.objects.filter(meeting_id=item.meeting_id, position__gt=item.position, ended_at=None)
    return rows.order_by("position").first()


def _name_of(meeting: Meeting, person_id: UUID) -> str:
    for comrade in members.roster(meeting.unit_id, meeting.held_on or clock.today()):
        if comrade.person_id == person_id:
            return comrade.full_name
    raise Refusal("meetings.not_of_unit")
