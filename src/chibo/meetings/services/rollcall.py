"""Roll call: everybody there but …; later arrivals and early leaving keep their moments."""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from chibo.access import Actor, require
from chibo.audit.rows import locked, save
from chibo.audit.services import command, record
from chibo.kernel import clock
from chibo.kernel.errors import Missing, Refusal
from chibo.meetings.models import Attendance, Guest, Meeting, PresenceSpan
from chibo.meetings.rules import Absence, presence_of
from chibo.meetings.selectors.invited import people_at
from chibo.meetings.selectors.reach import place_in
from chibo.meetings.services.away import change_mode, check_may_come_from_away
from chibo.meetings.services.moves import check_open, locked_meeting, stale
from chibo.meetings.states import Form, Mode, Presence
from chibo.members.selectors import Comrade


@command("meetings.meeting.hold")
def take_roll(
    *,
    actor: Actor,
    meeting_id: UUID,
    absent: Mapping[UUID, Absence],
    came_anyway: Collection[UUID] = (),
    guest_ids: Collection[UUID] = (),
    online: Collection[UUID] = (),
) -> Meeting:
    """Take the roll in one act: all who have to come are there but those in `absent`.

    `came_anyway` names exempt or away members who are there all the same, `guest_ids` the guests who came, `online`
    those who take part from away. May be taken again: who changes side keeps the moments of both. Refuses an excuse
    without a reason and somebody who does not belong to the meeting. Eight queries and at most three a change.
    """
    meeting = locked_meeting(meeting_id)
    require(actor, "meetings.meeting.hold", place_in(actor, meeting))
    check_open(meeting)
    called, others = people_at(meeting)
    comrades = {comrade.person_id: comrade for comrade in (*called, *others)}
    strangers = (set(absent) | set(came_anyway) | set(online)) - set(comrades)
    if strangers:
        raise Refusal("meetings.not_of_unit")
    if online and meeting.form == Form.IN_PERSON:
        raise Refusal("meetings.no_way_from_away")
    if online:
        check_may_come_from_away(meeting)
    known = {row.person_id: row for row in Attendance.objects.filter(meeting=meeting)}
    modes = _modes(meeting)
    for person_id, comrade in comrades.items():
        found = presence_of(comrade.status, absent.get(person_id), came_anyway=person_id in came_anyway)
        mode = Mode.ONLINE if person_id in online else Mode.ROOM
        row = known.get(person_id)
        _write_down(actor, meeting, comrade, row, found, mode)
        if row is not None and found.presence is Presence.PRESENT and modes.get(person_id, mode) != mode:
            change_mode(row, mode, actor.name)
    _greet_guests(meeting, guest_ids)
    record(
        actor,
        meeting,
        place_in(actor, meeting),
        details={"absent": len(absent), "again": bool(known)},
        touches=stale(meeting),
    )
    return meeting


@command("meetings.meeting.hold")
def change_presence(
    *, actor: Actor, attendance_id: UUID, version: int, absence: Absence, at: datetime | None = None
) -> Attendance:
    """Note that a member came late, left early, or that the roll was wrong. `at` is None for now.

    Coming opens a span, leaving ends it; whoever came stays "present" in the roll after leaving. Refuses a moment
    before the meeting began or in the future.
    """
    row = locked(Attendance, attendance_id, version)
    meeting = row.meeting
    require(actor, "meetings.meeting.hold", place_in(actor, meeting))
    check_open(meeting)
    moment = _moment(meeting, at)
    before = row.presence
    if absence.presence is Presence.PRESENT:
        row.presence, row.reason = Presence.PRESENT, ""
        come(actor, row, moment, Mode.ROOM)
    else:
        _go(row, moment)
        row.presence, row.reason = absence.presence, absence.reason or ""
    save(row, "presence", "reason")
    record(
        actor,
        row,
        place_in(actor, meeting, row.person_id),
        changed={"presence": (before, row.presence)},
        happened_at=moment,
        touches=stale(meeting),
    )
    return row


@command("meetings.meeting.hold")
def leave_early(*, actor: Actor, attendance_id: UUID, version: int, at: datetime | None = None) -> Attendance:
    """Note that a member who was there has left. The roll goes on to say "present"; votes from now on do not."""
    row = locked(Attendance, attendance_id, version)
    require(actor, "meetings.meeting.hold", place_in(actor, row.meeting))
    check_open(row.meeting)
    moment = _moment(row.meeting, at)
    if not _go(row, moment):
        raise Refusal("meetings.not_there")
    save(row)
    record(actor, row, place_in(actor, row.meeting, row.person_id), details={"left": True}, happened_at=moment)
    return row


def _modes(meeting: Meeting) -> dict[UUID, str]:
    """Return how everybody takes part who is there now. One query."""
    rows = PresenceSpan.objects.filter(attendance__meeting=meeting, to_at=None)
    return dict(rows.values_list("attendance__person_id", "mode"))


def _write_down(
    actor: Actor, meeting: Meeting, comrade: Comrade, row: Attendance | None, found: Absence, mode: Mode
) -> None:
    if row is None:
        row = Attendance.objects.create(
            meeting=meeting,
            person_id=comrade.person_id,
            name=comrade.full_name,
            sort_name=comrade.sort_name,
            status=comrade.status,
            standing=comrade.standing,
            presence=found.presence,
            reason=found.reason or "",
        )
    elif (row.presence, row.reason) != (found.presence, found.reason or ""):
        row.presence, row.reason = found.presence, found.reason or ""
        save(row, "presence", "reason")
    else:
        return
    if found.presence is Presence.PRESENT:
        come(actor, row, meeting.opened_at or clock.now(), mode)
    else:
        _never_came(row)


def come(actor: Actor, row: Attendance, moment: datetime, mode: Mode) -> None:
    """Begin a span of presence, unless one runs."""
    if not PresenceSpan.objects.filter(attendance=row, to_at=None).exists():
        PresenceSpan.objects.create(attendance=row, from_at=moment, mode=mode, recorded_by=actor.name)


def _go(row: Attendance, moment: datetime) -> bool:
    span = PresenceSpan.objects.filter(attendance=row, to_at=None).first()
    if span is None:
        return False
    span.to_at = max(moment, span.from_at)
    save(span, "to_at")
    return True


def _never_came(row: Attendance) -> None:
    """Close the span of somebody who had been called present by mistake, with no length."""
    span = PresenceSpan.objects.filter(attendance=row, to_at=None).first()
    if span is not None:
        span.to_at = span.from_at
        save(span, "to_at")


def _greet_guests(meeting: Meeting, guest_ids: Collection[UUID]) -> None:
    guests = {guest.pk: guest for guest in Guest.objects.filter(meeting=meeting)}
    if set(guest_ids) - set(guests):
        raise Missing("guest")
    for guest in guests.values():
        if guest.is_present != (guest.pk in guest_ids):
            guest.is_present = guest.pk in guest_ids
            save(guest, "is_present")


def _moment(meeting: Meeting, at: datetime | None) -> datetime:
    moment = at or clock.now()
    if meeting.opened_at is not None and moment < meeting.opened_at:
        raise Refusal("meetings.before_it_began")
    if moment > clock.now():
        raise Refusal("meetings.begins_in_the_future")
    return moment
