"""Taking part from away: joining and leaving with one's own account, and what is never voted on so."""

from uuid import UUID

from chibo.access import Actor, require
from chibo.audit.rows import save
from chibo.audit.services import command, record
from chibo.kernel import clock
from chibo.kernel.errors import Refusal
from chibo.meetings.models import AgendaItem, Attendance, Meeting, PresenceSpan
from chibo.meetings.rules.away import check_nobody_away
from chibo.meetings.selectors.away import away_now, online_rule
from chibo.meetings.selectors.barring import barred_now
from chibo.meetings.selectors.reach import place_in
from chibo.meetings.services.moves import check_open, locked_meeting, stale
from chibo.meetings.states import Form, Mode, Presence
from chibo.regulations.states import Method


@command("meetings.away.join")
def join_from_away(*, actor: Actor, meeting_id: UUID) -> Attendance:
    """Take part from away from now on, after the roll call; joining again changes nothing.

    Somebody who was in the room goes on from away: both stretches keep their moments. Refuses a meeting in one room,
    before the roll call, whoever does not belong to it, and everybody while an item with secret papers is dealt with.
    """
    meeting = locked_meeting(meeting_id)
    row = _own_row(actor, meeting)
    if meeting.form == Form.IN_PERSON:
        raise Refusal("meetings.no_way_from_away")
    check_may_come_from_away(meeting)
    span = PresenceSpan.objects.filter(attendance=row, to_at=None).first()
    if span is None or span.mode != Mode.ONLINE:
        change_mode(row, Mode.ONLINE, actor.name)
    before, row.presence, row.reason = row.presence, Presence.PRESENT, ""
    save(row, "presence", "reason")
    place = place_in(actor, meeting, row.person_id)
    record(actor, row, place, changed={"presence": (before, row.presence)}, touches=stale(meeting))
    return row


@command("meetings.away.join")
def leave_from_away(*, actor: Actor, meeting_id: UUID) -> Attendance:
    """Note that one has left the video room: votes from now on do not count one as there. Refuses who was not."""
    meeting = locked_meeting(meeting_id)
    row = _own_row(actor, meeting)
    span = PresenceSpan.objects.filter(attendance=row, to_at=None, mode=Mode.ONLINE).first()
    if span is None:
        raise Refusal("meetings.not_there")
    span.to_at = clock.now()
    save(span, "to_at")
    record(actor, row, place_in(actor, meeting, row.person_id), details={"left": True})
    return row


def change_mode(row: Attendance, mode: Mode, recorded_by: str) -> None:
    """Let a stretch of the other kind end now and one of this kind begin. Three queries."""
    now = clock.now()
    span = PresenceSpan.objects.filter(attendance=row, to_at=None).first()
    if span is not None:
        span.to_at = max(now, span.from_at)
        save(span, "to_at")
    PresenceSpan.objects.create(attendance=row, from_at=now, mode=mode, recorded_by=recorded_by)


def check_from_away(item: AgendaItem, decision: str = "", method: Method | None = None) -> None:
    """Refuse an item, or a vote in it, that the rule bars while somebody takes part from away.

    One query; none for a meeting in one room.
    """
    away = away_now(item.meeting)
    if away:
        check_nobody_away(decision, method, online_rule(item.meeting), away, is_secret=item.is_secret)


def check_may_come_from_away(meeting: Meeting) -> None:
    """Refuse to let anybody in from away while an item is dealt with that is barred so."""
    if barred_now(meeting):
        raise Refusal("meetings.away_secret_content_now")


def _own_row(actor: Actor, meeting: Meeting) -> Attendance:
    require(actor, "meetings.away.join", place_in(actor, meeting, actor.person_id))
    check_open(meeting)
    row = Attendance.objects.filter(meeting=meeting, person=actor.person_id).first()
    if row is None or row.presence == Presence.SUSPENDED:
        raise Refusal("meetings.not_in_roll_yet")
    return row
