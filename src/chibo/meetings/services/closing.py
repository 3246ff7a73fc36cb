"""The meeting ends: what is missing is named, formal items write their sentences, the sums are kept, minutes sealed."""

from datetime import datetime
from uuid import UUID

from chibo.access import Actor, require
from chibo.audit.rows import save
from chibo.audit.services import command, record
from chibo.directives import services as directives
from chibo.directives.figures import Where
from chibo.directives.rules import directives_in
from chibo.kernel import clock
from chibo.kernel.errors import Refusal
from chibo.meetings.models import Meeting
from chibo.meetings.rules import check_complete, check_may_seal, check_moments, filled, remarks_end
from chibo.meetings.selectors.reach import place_in
from chibo.meetings.selectors.ruling import remark_hours
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
from chibo.meetings.selectors.trust import remark_states
from chibo.meetings.selectors.whole import done_of
from chibo.meetings.services.breaks import end_with
from chibo.meetings.services.moves import check_open, locked_meeting, move, stale
from chibo.meetings.services.sealing import seal_content, seal_minutes
from chibo.meetings.services.telling import link_to, tell_leaders, tell_there
from chibo.meetings.states import Move, State


@command("meetings.meeting.read_out")
def read_out(*, actor: Actor, meeting_id: UUID, version: int, ended_at: datetime | None = None) -> Meeting:
    """End the meeting whose minutes were read and adopted, and open them to the remarks of those who were there.

    From here on nothing of it changes but remarks and their answers. A meeting entered from paper can be read from
    now on only, so its time for remarks begins now. Refuses what `close_meeting` refuses. About 40 queries.
    """
    meeting = locked_meeting(meeting_id, version)
    place = place_in(actor, meeting)
    require(actor, "meetings.meeting.close", place)
    now = clock.now()
    items = _end(meeting, ended_at or now, now)
    move(meeting, Move.READ)
    meeting.remarks_until = remarks_end(now, remark_hours(meeting))
    save(meeting, "state", "remarks_until", *_ENDED)
    details = {"present": meeting.present_count, "due": meeting.due_count, "until": meeting.remarks_until}
    record(actor, meeting, place, details=details, happened_at=meeting.ended_at, touches=stale(meeting))
    tell_there(meeting, "meetings.notice.read_out", {"until": meeting.remarks_until})
    _mark_directives(actor, meeting, items)
    return meeting


@command("meetings.meeting.close")
def close_meeting(*, actor: Actor, meeting_id: UUID, version: int, ended_at: datetime | None = None) -> Meeting:
    """Close the meeting once its minutes are adopted, and remarks on them answered.

    Formal items without a text of their own get their standard sentence, items that were never reached stay empty,
    the sums of the roll call are kept on the meeting, its minutes are printed and sealed, and all that was written is
    hashed: from here on no service changes it. `ended_at` is stated for a meeting held on paper; None means now.
    Refuses while a vote is open, the roll was not taken or an item lacks its outcome; while the time for remarks runs
    or one of them has no answer. About 80 queries and two for each formal item.
    """
    meeting = locked_meeting(meeting_id, version)
    place = place_in(actor, meeting)
    require(actor, "meetings.meeting.close", place)
    now = clock.now()
    items: list[ItemSeen] = []
    if meeting.state != State.READ:
        if remark_hours(meeting):
            raise Refusal("meetings.remarks_first", hours=remark_hours(meeting))
        items = _end(meeting, ended_at or now, now)
    check_may_seal(remark_states(meeting), meeting.remarks_until, now)
    move(meeting, Move.CLOSE)
    meeting.closed_at = now
    save(meeting, "state", "closed_at", *_ENDED)
    seal_minutes(actor, meeting)
    seal_content(meeting)
    if meeting.group_id is not None:
        tell_leaders(meeting, "meetings.notice.group_closed")
    details = {"present": meeting.present_count, "due": meeting.due_count, "seal": meeting.seal}
    then = now if meeting.remarks_until else meeting.ended_at
    record(actor, meeting, place, details=details, happened_at=then, touches=stale(meeting))
    _mark_directives(actor, meeting, items)
    return meeting


_ENDED = ("ended_at", "due_count", "present_count", "excused_count", "unexcused_count", "spoke_count")


def _end(meeting: Meeting, end: datetime, now: datetime) -> list[ItemSeen]:
    """Write what an ended meeting keeps; the caller saves the meeting. Returns its items."""
    check_open(meeting)
    items, roll = items_of(meeting), roll_of(meeting)
    check_complete([done_of(seen) for seen in items], roll_taken=roll.is_taken)
    check_moments(meeting.opened_at or end, end, now)
    meeting.ended_at = end
    end_with(meeting, end)
    _write_formal_items(meeting, items, roll)
    meeting.due_count, meeting.present_count = roll.head.due, roll.head.due_present
    meeting.excused_count, meeting.unexcused_count = roll.head.excused, roll.head.unexcused
    meeting.spoke_count = speakers_count(meeting)
    return items


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
