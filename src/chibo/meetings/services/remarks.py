"""Remarks on the minutes after they were read, by those who were there, and the answers to them."""

from uuid import UUID

from chibo.access import Actor, require
from chibo.audit.rows import locked, save
from chibo.audit.services import command, record
from chibo.kernel import clock
from chibo.kernel.errors import Refusal
from chibo.kernel.text import tidy_lines
from chibo.meetings.models import Attendance, Guest, Meeting, RemarkRow
from chibo.meetings.rules import check_remarks_taken
from chibo.meetings.selectors.reach import place_in
from chibo.meetings.selectors.trust import is_read_out, was_there
from chibo.meetings.services.moves import locked_meeting
from chibo.meetings.services.telling import tell_person
from chibo.meetings.states import Presence, RemarkState, State


@command("meetings.remark.write")
def write_remark(*, actor: Actor, meeting_id: UUID, text: str, draft_key: str = "") -> RemarkRow:
    """Remark on the minutes with one's own account. Sending again with the same key finds the first.

    Refuses whoever was not there, a remark before the reading or after the time that the rule gives, and sealed
    minutes. About ten queries.
    """
    meeting = locked_meeting(meeting_id)
    require(actor, "meetings.remark.write", place_in(actor, meeting, actor.person_id))
    there = was_there(meeting, actor.person_id)
    if there is None:
        raise Refusal("meetings.remark_not_there")
    return _write(actor, meeting, there, text, draft_key)


@command("meetings.remark.enter")
def enter_remark(*, actor: Actor, meeting_id: UUID, who: UUID, text: str, draft_key: str = "") -> RemarkRow:
    """Write down the remark of somebody without a phone: a member in the roll call or a guest, by the row's id.

    Refuses what `write_remark` refuses; keeps who wrote it down.
    """
    meeting = locked_meeting(meeting_id)
    require(actor, "meetings.remark.enter", place_in(actor, meeting))
    there = Attendance.objects.filter(meeting=meeting, pk=who, presence=Presence.PRESENT).first()
    speaker = there or Guest.objects.filter(meeting=meeting, pk=who, is_present=True).first()
    if speaker is None:
        raise Refusal("meetings.remark_not_there")
    return _write(actor, meeting, speaker, text, draft_key, entered_by=actor.name)


@command("meetings.remark.answer")
def answer_remark(*, actor: Actor, remark_id: UUID, version: int, taken: bool, answer: str) -> RemarkRow:
    """Answer a remark: taken in, or not with the reason. Both stand in the minutes that are sealed.

    The adopted text itself stays as the meeting heard it; what is taken in says how it is to be read. May be answered
    anew until the minutes are sealed. Refuses an empty answer.
    """
    row = locked(RemarkRow, remark_id, version)
    meeting = locked_meeting(row.meeting_id)
    require(actor, "meetings.remark.answer", place_in(actor, meeting))
    if meeting.state == State.CLOSED:
        raise Refusal("meetings.remark_after_seal")
    if not tidy_lines(answer):
        raise Refusal("meetings.remark_without_answer")
    before = row.state
    row.state, row.answer = RemarkState.TAKEN if taken else RemarkState.NOT_TAKEN, tidy_lines(answer)
    row.answered_at, row.answered_by = clock.now(), actor.name
    save(row, "state", "answer", "answered_at", "answered_by")
    if row.person_id is not None:
        tell_person(meeting, row.person_id, "meetings.notice.remark_answered")
    record(actor, row, place_in(actor, meeting, row.person_id), changed={"state": (before, row.state)})
    return row


def _write(
    actor: Actor, meeting: Meeting, who: Attendance | Guest, text: str, draft_key: str, entered_by: str = ""
) -> RemarkRow:
    now = clock.now()
    state = State(meeting.state)
    check_remarks_taken(state, meeting.remarks_until, now, is_read_out=is_read_out(meeting))
    if not tidy_lines(text):
        raise Refusal("meetings.remark_without_text")
    place = place_in(actor, meeting, who.person_id)
    known = RemarkRow.objects.filter(meeting=meeting, draft_key=draft_key).first() if draft_key else None
    if known is not None:
        record(actor, known, place, details={"again": True})
        return known
    row = RemarkRow.objects.create(
        meeting=meeting,
        person_id=who.person_id,
        name=who.name,
        text=tidy_lines(text),
        written_at=now,
        entered_by=entered_by,
        draft_key=draft_key,
    )
    for person_id in {meeting.chair_id, meeting.clerk_id} - {actor.person_id}:
        if person_id is None:
            continue
        tell_person(meeting, person_id, "meetings.notice.remark_written", {"name": who.name})
    record(actor, row, place, details={"letters": len(row.text), "entered": bool(entered_by)})
    return row
