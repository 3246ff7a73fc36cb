"""What the cell asks of the committee above (kiến nghị của chi bộ): written, sent, answered."""

from uuid import UUID

from django.db.models import Max

from chibo.access import Actor, require
from chibo.audit.rows import locked, save
from chibo.audit.services import command, record
from chibo.kernel import clock
from chibo.kernel.errors import Refusal
from chibo.kernel.text import tidy_lines
from chibo.meetings.models import CellRequest, Meeting
from chibo.meetings.selectors.reach import place_in
from chibo.meetings.services.moves import locked_meeting, stale
from chibo.meetings.services.telling import tell_above, tell_leaders
from chibo.meetings.states import Request, State


@command("meetings.request.write")
def write_request(*, actor: Actor, meeting_id: UUID, text: str, send: bool = False) -> CellRequest:
    """Write a request of the meeting, numbered within the unit's year; `send` sends it at once.

    Refuses an empty one, and a meeting that was not opened.
    """
    meeting = locked_meeting(meeting_id)
    place = place_in(actor, meeting)
    require(actor, "meetings.request.write", place)
    if meeting.state not in (State.OPEN, State.CLOSED):
        raise Refusal("meetings.not_open", title=meeting.title)
    if not tidy_lines(text):
        raise Refusal("meetings.no_request_text")
    row = CellRequest(meeting=meeting, number=_next_number(meeting), text=tidy_lines(text))
    if send:
        _send(meeting, row)
    row.save(force_insert=True)
    record(actor, row, place, details={"number": row.number, "sent": send}, touches=stale(meeting))
    return row


@command("meetings.request.write")
def send_request(*, actor: Actor, request_id: UUID, version: int) -> CellRequest:
    """Send it to the committee above. Refuses one that was sent already."""
    row = locked(CellRequest, request_id, version)
    meeting = row.meeting
    place = place_in(actor, meeting)
    require(actor, "meetings.request.write", place)
    if row.state != Request.DRAFT:
        raise Refusal("meetings.request_sent_already")
    _send(meeting, row)
    save(row, "state", "sent_at")
    record(actor, row, place, changed={"state": (Request.DRAFT, row.state)}, touches=stale(meeting))
    return row


@command("meetings.request.answer")
def answer_request(*, actor: Actor, request_id: UUID, version: int, answer: str) -> CellRequest:
    """Answer a cell's request from the level above; the cell's leaders are told. Refuses an empty answer."""
    row = locked(CellRequest, request_id, version)
    meeting = row.meeting
    place = place_in(actor, meeting)
    require(actor, "meetings.request.answer", place)
    if row.state != Request.SENT:
        raise Refusal("meetings.request_not_waiting")
    if not tidy_lines(answer):
        raise Refusal("meetings.no_answer_text")
    row.state, row.answer = Request.ANSWERED, tidy_lines(answer)
    row.answered_at, row.answered_by = clock.now(), actor.name
    save(row, "state", "answer", "answered_at", "answered_by")
    tell_leaders(meeting, "meetings.notice.request_answered")
    record(actor, row, place, changed={"state": (Request.SENT, row.state)}, touches=stale(meeting))
    return row


def _send(meeting: Meeting, row: CellRequest) -> None:
    if meeting.unit.parent_id is None:
        raise Refusal("meetings.nobody_above")
    row.state, row.sent_at = Request.SENT, clock.now()
    tell_above(meeting, "meetings.notice.request_sent")


def _next_number(meeting: Meeting) -> int:
    rows = CellRequest.objects.filter(meeting__unit_id=meeting.unit_id, meeting__month_on__year=meeting.month_on.year)
    return int(rows.aggregate(last=Max("number"))["last"] or 0) + 1
