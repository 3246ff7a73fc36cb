"""Writing, sending, going through in the cell, looking back, remedies: one function for each act."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse

from chibo.access import Actor, Place, require
from chibo.audit.rows import locked, save
from chibo.audit.services import command, record
from chibo.kernel import clock
from chibo.kernel.errors import Refusal
from chibo.kernel.months import Month
from chibo.kernel.text import tidy_lines
from chibo.meetings import selectors as meetings
from chibo.meetings import services as sittings
from chibo.meetings.states import State as Sitting
from chibo.organisations.selectors import place_of
from chibo.review import phrases, rules, selectors
from chibo.review.models import Commitment, LookBack
from chibo.review.selectors import ADOPT, REMEDY, WRITE, place
from chibo.review.states import Stage, State
from chibo.tasks import services as tasks

if TYPE_CHECKING:
    from chibo.meetings.models import AgendaItem, Meeting
    from chibo.organisations.models import Unit
    from chibo.tasks.models import Task


@command("review.commitment.write")
def write(*, actor: Actor, year: int, kind: str, words: Mapping[str, str], send: bool) -> Commitment:
    """Keep one's own words for a year under the headings of the rule; `send` brings them before the cell.

    A draft is the member's alone. Refuses somebody without a cell, a kind that there is not, an empty one that is
    sent, and a change after the cell went through it.
    """
    require(actor, WRITE, Place(person_id=actor.person_id))
    unit, person_id = selectors.own_cell(actor), actor.person_id or UUID(int=0)
    known = {one.code: one for one in selectors.rule_of(unit.pk, year).kinds}
    if kind not in known:
        raise Refusal("review.kind_unknown")
    row, _is_new = Commitment.objects.select_for_update().get_or_create(
        person_id=person_id, year=year, kind=kind, defaults={"unit": unit}
    )
    rules.check_writable(row.state)
    row.parts = [[heading, tidy_lines(words.get(heading, ""))] for heading in known[kind].parts_vi]
    if send:
        rules.check_words(row.parts)
        row.state, row.sent_at = State.SENT, row.sent_at or clock.now()
    save(row, "parts", "state", "sent_at")
    record(actor, row, place(row), details={"kind": kind, "year": year, "state": row.state})
    return row


@command("review.commitment.adopt")
def bring(*, actor: Actor, unit: Unit, year: int) -> AgendaItem:
    """Put the commitments of a year onto the agenda of this month's meeting. Refuses where none is prepared."""
    require(actor, ADOPT, place_of(unit))
    meeting = meetings.regular_of(unit.pk, Month.of(clock.today()))
    if meeting is None or meeting.state in (Sitting.OPEN, Sitting.CLOSED):
        raise Refusal("review.no_meeting")
    title = str(phrases.ITEM) % {"year": year}
    source = sittings.Source(_key(unit, year), title, reverse("review:list"))
    plan = sittings.ItemPlan(title=title, planned_minutes=15)
    item = sittings.add_item(actor=actor, meeting_id=meeting.pk, plan=plan, source=source)
    record(actor, meeting, place_of(unit), details={"item": item.pk, "year": year})
    return item


@command("review.commitment.adopt")
def adopt(*, actor: Actor, unit: Unit, year: int) -> int:
    """Note in the open meeting that the cell went through what was sent; the minutes get the number, no words.

    Returns how many. Refuses outside a meeting that has the item, and where nothing was sent.
    """
    require(actor, ADOPT, place_of(unit))
    meeting, item = _open_item(unit, year)
    rows = list(Commitment.objects.select_for_update().filter(unit=unit, year=year, state=State.SENT))
    if not rows:
        raise Refusal("review.nothing_sent")
    for row in rows:
        row.state, row.adopted_on, row.item_id = State.ADOPTED, meeting.held_on or clock.today(), item.pk
        save(row, "state", "adopted_on", "item_id")
    sentence = str(phrases.DONE) % {"count": len(rows), "year": year}
    block = {"title": str(phrases.ITEM) % {"year": year}, "lines": [sentence]}
    sittings.record_outcome(actor=actor, item_id=item.pk, block=block, label=sentence, url=reverse("review:list"))
    record(actor, meeting, place_of(unit), details={"adopted": len(rows), "year": year})
    return len(rows)


@command("review.commitment.write")
def look_back(*, actor: Actor, commitment_id: UUID, stage: Stage, text: str) -> LookBack:
    """Say in one's own words how far one kept to it; written again it is replaced. Refuses another's, one that the
    cell has not gone through, and no words.
    """
    row = selectors.commitment_for(actor, commitment_id)
    require(actor, WRITE, Place(person_id=row.person_id))
    rules.check_reviewable(row.state)
    if not tidy_lines(text):
        raise Refusal("review.empty")
    found, _is_new = LookBack.objects.update_or_create(
        commitment=row, stage=stage, defaults={"text": tidy_lines(text), "written_at": clock.now()}
    )
    record(actor, row, place(row), details={"stage": stage})
    return found


@command("review.remedy.give")
def give_remedy(*, actor: Actor, commitment_id: UUID, version: int, title: str, due_on: date) -> Task:
    """Hand the member a task that mends what the review found; it is followed up as any other task."""
    row = locked(Commitment, commitment_id, version)
    require(actor, REMEDY, place(row))
    rules.check_reviewable(row.state)
    label = str(phrases.ITEM) % {"year": row.year}
    origin = tasks.Origin(label, reverse("review:detail", args=[row.pk]), row.pk)
    task = tasks.give_task(
        actor=actor,
        unit=row.unit,
        month=Month.of(clock.today()),
        title=title,
        due_on=due_on,
        person_id=row.person_id,
        origin=origin,
    )
    record(actor, row, place(row), details={"task": task.pk})
    return task


def _key(unit: Unit, year: int) -> str:
    return f"review:{unit.pk}:{year}"


def _open_item(unit: Unit, year: int) -> tuple[Meeting, AgendaItem]:
    meeting = meetings.regular_of(unit.pk, Month.of(clock.today()))
    if meeting is not None and meeting.state == Sitting.OPEN:
        for item in meetings.agenda_of(meeting):
            if item.source_key == _key(unit, year):
                return meeting, item
    raise Refusal("review.not_in_meeting")
