"""Answers to the call, and the answers to excuses."""

from collections.abc import Sequence
from uuid import UUID

from chibo.access import Actor, may, require
from chibo.audit.rows import locked, save
from chibo.audit.services import command, record
from chibo.kernel import clock
from chibo.kernel.errors import Refusal
from chibo.kernel.text import tidy
from chibo.meetings.models import Meeting, ReplyRow
from chibo.meetings.selectors.invited import answers_of, people_at
from chibo.meetings.selectors.reach import place_in
from chibo.meetings.services.moves import locked_meeting
from chibo.meetings.services.telling import tell, tell_leaders, tell_person
from chibo.meetings.states import Reason, Reply, State
from chibo.members import selectors as members


@command("meetings.reply.give")
def give_reply(
    *, actor: Actor, meeting_id: UUID, coming: bool, reason: Reason | None = None, note: str = ""
) -> ReplyRow:
    """Say for oneself: Tôi sẽ dự, or ask to be excused with a group of reasons. May be changed until the meeting opens.

    Refuses an excuse without a reason, somebody who is not called, and a meeting that is not registered or has begun.
    """
    meeting = locked_meeting(meeting_id)
    require(actor, "meetings.reply.give", place_in(actor, meeting, actor.person_id))
    assert actor.person_id is not None
    row = _put(meeting, actor.person_id, coming=coming, reason=reason, note=note)
    record(actor, row, place_in(actor, meeting, actor.person_id), details={"state": row.state, "reason": row.reason})
    if not coming:
        tell_leaders(meeting, "meetings.notice.excuse_asked", {"name": actor.name})
    return row


@command("meetings.reply.enter")
def enter_reply(
    *,
    actor: Actor,
    meeting_id: UUID,
    person_id: UUID,
    coming: bool,
    reason: Reason | None = None,
    note: str = "",
) -> ReplyRow:
    """Enter what a member said in person or by telephone; the entry names whom it was done for.

    An excuse entered by somebody who answers excuses is granted at once. Refuses as `give_reply` does.
    """
    meeting = locked_meeting(meeting_id)
    place = place_in(actor, meeting)
    require(actor, "meetings.reply.enter", place)
    row = _put(meeting, person_id, coming=coming, reason=reason, note=note)
    if not coming and may(actor, "meetings.excuse.answer", place):
        _answer(actor, row, Reply.EXCUSE_GRANTED)
    record(
        actor,
        row,
        place_in(actor, meeting, person_id),
        details={"state": row.state, "reason": row.reason},
        acted_for=person_id,
    )
    return row


@command("meetings.excuse.answer")
def answer_excuses(*, actor: Actor, meeting_id: UUID, reply_ids: Sequence[UUID], agreed: bool) -> list[ReplyRow]:
    """Answer Đồng ý or Chưa đồng ý to excuses asked for this meeting; the members are told.

    Those that were answered or taken back meanwhile are left alone. Refuses where none of them waits.
    """
    meeting = locked_meeting(meeting_id)
    require(actor, "meetings.excuse.answer", place_in(actor, meeting))
    rows = [locked(ReplyRow, pk) for pk in reply_ids]
    waiting = [row for row in rows if row.meeting_id == meeting.pk and row.state == Reply.EXCUSE_ASKED]
    if not waiting:
        raise Refusal("meetings.no_excuse_waits")
    to = Reply.EXCUSE_GRANTED if agreed else Reply.EXCUSE_REFUSED
    for row in waiting:
        _answer(actor, row, to)
        tell_person(meeting, row.person_id, f"meetings.notice.{to.value}")
    record(actor, meeting, place_in(actor, meeting), details={"answered": to, "count": len(waiting)})
    return waiting


@command("meetings.reply.enter")
def remind_silent(*, actor: Actor, meeting_id: UUID) -> int:
    """Ask those who have not answered yet; returns how many accounts were told. Refuses where nobody is silent."""
    meeting = locked_meeting(meeting_id)
    require(actor, "meetings.reply.enter", place_in(actor, meeting))
    if meeting.state not in (State.REGISTERED, State.CALLED):
        raise Refusal("meetings.no_reply_now", title=meeting.title)
    silent = answers_of(meeting).silent
    if not silent:
        raise Refusal("meetings.nobody_silent")
    user_ids = [row.comrade.user_id for row in silent if row.comrade.user_id is not None]
    record(actor, meeting, place_in(actor, meeting), details={"reminded": len(user_ids)})
    tell(meeting, user_ids, "meetings.notice.asked_to_reply", due_on=meeting.held_on)
    return len(user_ids)


def _answer(actor: Actor, row: ReplyRow, to: Reply) -> None:
    row.state, row.answered_at, row.answered_by = to, clock.now(), actor.name
    save(row, "state", "answered_at", "answered_by")


def _put(meeting: Meeting, person_id: UUID, *, coming: bool, reason: Reason | None, note: str) -> ReplyRow:
    if meeting.state not in (State.REGISTERED, State.CALLED) or meeting.held_on is None:
        raise Refusal("meetings.no_reply_now", title=meeting.title)
    if not coming and reason is None:
        raise Refusal("meetings.no_excuse_reason")
    called, others = people_at(meeting)
    if person_id not in {one.person_id for one in (*called, *others)}:
        raise Refusal("meetings.not_called", name=members.names_of([person_id]).get(person_id, ""))
    values = {
        "state": Reply.COMING if coming else Reply.EXCUSE_ASKED,
        "reason": "" if coming or reason is None else reason.value,
        "note": "" if coming else tidy(note)[:300],
        "replied_at": clock.now(),
        "answered_at": None,
        "answered_by": "",
    }
    row = ReplyRow.objects.select_for_update(of=("self",)).filter(meeting=meeting, person_id=person_id).first()
    if row is None:
        return ReplyRow.objects.create(meeting=meeting, person_id=person_id, **values)
    for name, value in values.items():
        setattr(row, name, value)
    save(row, *values)
    return row
