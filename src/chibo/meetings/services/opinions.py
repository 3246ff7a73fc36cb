"""Opinions written before the meeting. Until sent they are their author's alone."""

from uuid import UUID

from chibo.access import Actor, require
from chibo.audit.rows import locked, save
from chibo.audit.services import command, record
from chibo.kernel import clock
from chibo.kernel.errors import Missing, Refusal
from chibo.kernel.text import tidy_lines
from chibo.meetings.models import AgendaItem, Meeting, Opinion
from chibo.meetings.selectors.invited import people_at
from chibo.meetings.selectors.reach import place_in
from chibo.meetings.services.moves import check_preparable, locked_meeting
from chibo.meetings.states import State


@command("meetings.opinion.write")
def write_opinion(
    *,
    actor: Actor,
    meeting_id: UUID,
    text: str,
    item_id: UUID | None = None,
    opinion_id: UUID | None = None,
    send: bool = False,
) -> Opinion:
    """Write down an opinion for the meeting or one item of it, or change an unsent one; with `send` it goes out.

    Refuses an empty text, somebody else's opinion (Missing), one already sent, and a meeting that was opened.
    """
    meeting = locked_meeting(meeting_id)
    require(actor, "meetings.opinion.write", place_in(actor, meeting, actor.person_id))
    person_id = _check_open(actor, meeting)
    plain = tidy_lines(text)
    if not plain:
        raise Refusal("meetings.no_opinion_text")
    if item_id is not None and not AgendaItem.objects.filter(pk=item_id, meeting=meeting).exists():
        raise Refusal("meetings.item_of_another")
    opinion = _own(actor, opinion_id) if opinion_id else Opinion(meeting=meeting, person_id=person_id)
    opinion.text, opinion.item_id = plain, item_id
    opinion.sent_at = clock.now() if send else None
    if opinion_id:
        save(opinion, "text", "item", "sent_at")
    else:
        opinion.save(force_insert=True)
    record(actor, opinion, place_in(actor, meeting, actor.person_id), details={"sent": send})
    return opinion


@command("meetings.opinion.write")
def send_opinion(*, actor: Actor, opinion_id: UUID, version: int) -> Opinion:
    """Send an opinion to the meeting: from now on its committee and, in the meeting, the cell read it."""
    opinion = _own(actor, opinion_id, version)
    require(actor, "meetings.opinion.write", place_in(actor, opinion.meeting, actor.person_id))
    _check_open(actor, opinion.meeting)
    opinion.sent_at = clock.now()
    save(opinion, "sent_at")
    record(actor, opinion, place_in(actor, opinion.meeting, actor.person_id), details={"sent": True})
    return opinion


@command("meetings.opinion.write")
def drop_opinion(*, actor: Actor, opinion_id: UUID, version: int) -> Opinion:
    """Throw an unsent opinion away."""
    opinion = _own(actor, opinion_id, version)
    require(actor, "meetings.opinion.write", place_in(actor, opinion.meeting, actor.person_id))
    opinion.is_removed, opinion.text = True, ""
    save(opinion, "is_removed", "text")
    record(actor, opinion, place_in(actor, opinion.meeting, actor.person_id), details={"dropped": True})
    return opinion


def _own(actor: Actor, opinion_id: UUID, version: int | None = None) -> Opinion:
    if actor.person_id is None or not Opinion.objects.filter(pk=opinion_id, person_id=actor.person_id).exists():
        raise Missing("opinion")  # before the version: a conflict would say that it is there
    opinion = locked(Opinion, opinion_id, version)
    if opinion.sent_at is not None:
        raise Refusal("meetings.opinion_sent")
    return opinion


def _check_open(actor: Actor, meeting: Meeting) -> UUID:
    """Return the actor's person, who is called to this meeting."""
    check_preparable(meeting)
    if meeting.state == State.DRAFT:
        raise Refusal("meetings.no_reply_now", title=meeting.title)
    called, others = people_at(meeting)
    if actor.person_id is None or actor.person_id not in {one.person_id for one in (*called, *others)}:
        raise Refusal("meetings.not_called", name=actor.name)
    return actor.person_id
