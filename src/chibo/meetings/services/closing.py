"""The meeting ends: what is missing is named, formal items write their sentences, the sums are kept."""

from datetime import datetime
from uuid import UUID

from chibo.access import Actor, require
from chibo.audit.rows import save
from chibo.audit.services import command, record
from chibo.directives import services as directives
from chibo.directives.figures import Where
from chibo.directives.rules import directives_in
from chibo.kernel import clock
from chibo.meetings.models import Meeting
from chibo.meetings.rules import check_complete, check_moments, filled
from chibo.meetings.selectors.reach import place_in
from chibo.meetings.selectors.sitting import (
    ItemSeen,
    Roll,
    guests_of,
    items_of,
    outcome_facts,
    roll_of,
    sentence_facts,
    speakers_count,
)
from chibo.meetings.selectors.whole import done_of
from chibo.meetings.services.moves import check_open, locked_meeting, move, stale
from chibo.meetings.services.sealing import seal_content, seal_minutes
from chibo.meetings.services.telling import link_to
from chibo.meetings.states import Move


@command("meetings.meeting.close")
def close_meeting(*, actor: Actor, meeting_id: UUID, version: int, ended_at: datetime | None = None) -> Meeting:
    """Close the meeting once its minutes are adopted.

    Formal items without a text of their own get their standard sentence, items that were never reached stay empty,
    the sums of the roll call are kept on the meeting, its minutes are printed and sealed, and all that was written is
    hashed: from here on no service changes it. `ended_at` is stated for a meeting held on paper; None means now.
    Refuses while a vote is open, the roll was not taken or an item lacks its outcome. About 75 queries and two for
    each formal item.
    """
    meeting = locked_meeting(meeting_id, version)
    require(actor, "meetings.meeting.close", place_in(actor, meeting))
    check_open(meeting)
    items, roll = items_of(meeting), roll_of(meeting)
    check_complete([done_of(seen) for seen in items], roll_taken=roll.is_taken)
    now = clock.now()
    end = ended_at or now
    check_moments(meeting.opened_at or end, end, now)
    move(meeting, Move.CLOSE)
    meeting.ended_at, meeting.closed_at = end, now
    _write_formal_items(meeting, items, roll)
    _keep_sums(meeting, roll)
    seal_minutes(actor, meeting)
    seal_content(meeting)
    record(
        actor,
        meeting,
        place_in(actor, meeting),
        details={"present": meeting.present_count, "due": meeting.due_count, "seal": meeting.seal},
        happened_at=end,
        touches=stale(meeting),
    )
    _mark_directives(actor, meeting, items)
    return meeting


def _mark_directives(actor: Actor, meeting: Meeting, items: list[ItemSeen]) -> None:
    """Tell the directives that were dealt with; what was never reached comes onto the next agenda again."""
    reached = [seen for seen in items if seen.state != "wait" or seen.speeches or seen.item.text]
    found = directives_in(seen.item.source_key for seen in reached)
    if not found:
        return
    assert meeting.held_on is not None, "a meeting is registered before it is opened"
    directives.mark_dealt(
        actor=actor,
        unit=meeting.unit,
        directive_ids=found,
        meeting=Where(meeting.title, link_to(meeting)),
        dealt_on=meeting.held_on,
        roles_here=place_in(actor, meeting).roles_here,
    )


def _write_formal_items(meeting: Meeting, items: list[ItemSeen], roll: Roll) -> None:
    facts = sentence_facts(meeting, roll, guests_of(meeting))
    for seen in items:
        item = seen.item
        if item.is_formal and item.standard_text and not item.text:
            item.text = filled(item.standard_text, facts | outcome_facts(seen))
            save(item, "text")
        if item.started_at is not None and item.ended_at is None:
            item.ended_at = meeting.ended_at
            save(item, "ended_at")


def _keep_sums(meeting: Meeting, roll: Roll) -> None:
    meeting.due_count, meeting.present_count = roll.head.due, roll.head.due_present
    meeting.excused_count, meeting.unexcused_count = roll.head.excused, roll.head.unexcused
    meeting.spoke_count = speakers_count(meeting)
    sums = ("due_count", "present_count", "excused_count", "unexcused_count", "spoke_count")
    save(meeting, "state", "ended_at", "closed_at", *sums)
