"""The vote on a draft: adopted, it gets number and paper and hands out its tasks; voted down, it keeps its vote."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse

from chibo.access import Actor, Place, Role, require
from chibo.audit.rows import locked, save
from chibo.audit.services import command, record
from chibo.ballots import selectors as ballots
from chibo.ballots.rules import Tally
from chibo.documents import selectors as document_selectors
from chibo.documents import services as documents
from chibo.documents.states import Audience
from chibo.kernel.months import Month
from chibo.meetings import services as meetings
from chibo.meetings.services import Put
from chibo.notices import services as notices
from chibo.organisations import selectors as organisations
from chibo.resolutions import papers, phrases, selectors
from chibo.resolutions.models import Measure, Resolution
from chibo.resolutions.rules import after, check_adoptable
from chibo.resolutions.services.drafting import TOPIC
from chibo.resolutions.states import DECISIONS, Kind, Move, State
from chibo.tasks import services as tasks

if TYPE_CHECKING:
    from chibo.ballots.models import OpenVote


@command("resolutions.resolution.adopt")
def adopt_resolution(*, actor: Actor, resolution_id: UUID, version: int, tally: Tally | None = None) -> Resolution:
    """Vote on the draft in its agenda item while the meeting is open; `tally` None: all who may vote agree.

    Adopted: the tasks in the clerk's box are handed out, the number is drawn, the text issued and fixed, the outcome
    told to the minutes, and a formal item is done. Voted down: state and vote are kept, another draft may follow.
    Refuses an empty draft, one that was voted, a task without a day, and a meeting that is not open. About 70 queries.
    """
    resolution = locked(Resolution, resolution_id, version)
    place = selectors.place_in(actor, resolution)
    require(actor, "resolutions.resolution.adopt", place)
    before = State(resolution.state)
    after(before, Move.ADOPT)
    check_adoptable(selectors.text_of(resolution), selectors.charges_of(resolution))
    resolution.vote = _vote(actor, resolution, tally)
    step = Move.ADOPT if resolution.vote.is_adopted else Move.REJECT
    if step is Move.ADOPT:
        _issue(actor, resolution, resolution.vote, place)
    resolution.state = after(before, step)
    save(resolution, "state", "vote", "paper", "number_text", "adopted_on")
    if step is Move.ADOPT:
        _tell_minutes(actor, resolution, resolution.vote)
        _tell_above(resolution)
    record(
        actor,
        resolution,
        place,
        changed={"state": (before, resolution.state)},
        details={"vote": resolution.vote.pk, "number": resolution.number_text},
        touches=[(resolution.unit_id, Month.of(resolution.month_on), TOPIC)],
    )
    return resolution


def _vote(actor: Actor, resolution: Resolution, tally: Tally | None) -> OpenVote:
    """Take the vote: the one that is open in the item already, else a new one."""
    kind = Kind(resolution.kind)
    put = Put(f"{papers.TITLES[kind]} {resolution.subject}"[:300], DECISIONS[kind])
    item_id = resolution.item_id
    running = ballots.open_vote_of(item_id)
    if running is None and tally is None:
        return meetings.all_agree(actor=actor, item_id=item_id, put=put)
    vote = running or meetings.put_to_vote(actor=actor, item_id=item_id, put=put)
    counted = tally or Tally(for_count=vote.voters_count)
    return meetings.finish_vote(actor=actor, item_id=item_id, vote_id=vote.pk, version=None, tally=counted)


def _issue(actor: Actor, resolution: Resolution, vote: OpenVote, place: Place) -> None:
    """Hand out what waits, fix the measures, draw the number and issue the text."""
    meeting = resolution.meeting
    waiting = [(task.pk, task.version) for task in selectors.waiting_of(resolution)]
    if waiting:
        tasks.accept_tasks(actor=actor, unit=meeting.unit, tasks=waiting, roles_here=place.roles_here)
    for position, charge in enumerate(selectors.charges_of(resolution), start=1):
        Measure.objects.create(resolution=resolution, position=position, task_id=charge.task_id)
    held_on = meeting.held_on
    assert held_on is not None  # an open meeting has its day
    resolution.paper = documents.issue_paper(
        actor=actor,
        unit=meeting.unit,
        type_code=resolution.kind,
        paper=papers.paper_of(resolution, vote),
        issued_on=held_on,
        origin_id=resolution.pk,
        body=document_selectors.body_of(meeting.unit, held_on),
        audience=Audience.UP,
        roles_here=place.roles_here,
    )
    resolution.number_text, resolution.adopted_on = resolution.paper.number_text, held_on


def _tell_minutes(actor: Actor, resolution: Resolution, vote: OpenVote) -> None:
    measures, faults = selectors.charges_of(resolution), selectors.faults_of(resolution)
    block = papers.outcome_block(resolution, vote, len(measures), len(faults))
    url = reverse("resolutions:detail", args=[resolution.pk])
    item = meetings.record_outcome(
        actor=actor, item_id=resolution.item_id, block=block, label=resolution.number_text, url=url
    )
    if item.is_formal and item.ended_at is None:
        meetings.conclude_item(actor=actor, item_id=item.pk, version=None, conclusion=item.conclusion)


def _tell_above(resolution: Resolution) -> None:
    """Tell the office of the level above that it was issued."""
    parent_id, on = resolution.unit.parent_id, resolution.adopted_on
    if parent_id is None or on is None:
        return
    notices.tell(
        organisations.user_ids_with(parent_id, (Role.OFFICE,), on),
        phrases.NOTICES["resolutions.notice.issued"],
        kind="resolutions.notice.issued",
        link=reverse("resolutions:detail", args=[resolution.pk]),
        facts={
            "unit": resolution.unit.name,
            "kind": papers.TITLES[resolution.kind].lower(),
            "number": resolution.number_text,
            "subject": resolution.subject,
        },
    )
