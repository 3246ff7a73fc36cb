"""What members do from their phones in the room: ask to speak, take it back, and confirm that they are there."""

from uuid import UUID

from django.conf import settings

from chibo.access import Actor, Denied, require
from chibo.audit.rows import locked, save
from chibo.audit.services import command, record
from chibo.kernel import clock
from chibo.kernel.errors import Missing, Refusal
from chibo.meetings.models import Attendance, Guest, Meeting, ReplyRow, Wish
from chibo.meetings.rules import Absence, is_right
from chibo.meetings.selectors.following import is_in_the_room, own_row
from chibo.meetings.selectors.invited import people_at
from chibo.meetings.selectors.reach import PLACED, place_in
from chibo.meetings.selectors.sitting import current_item_id
from chibo.meetings.services.moves import check_open, locked_meeting, stale
from chibo.meetings.services.rollcall import come, take_roll
from chibo.meetings.states import Mode, Presence, Reason, Reply, Wished


@command("meetings.wish.ask")
def ask_to_speak(*, actor: Actor, meeting_id: UUID) -> Wish:
    """Ask to speak on the item in hand. Pressed twice it is one wish. Refuses whoever is not marked as there.

    Six queries.
    """
    meeting = locked(Meeting, meeting_id, None, "unit", only=PLACED)
    place = place_in(actor, meeting, actor.person_id)
    require(actor, "meetings.inside.read", place)
    require(actor, "meetings.wish.ask", place)
    check_open(meeting)
    row, item_id = own_row(actor, meeting), current_item_id(meeting)
    if row is None or not is_in_the_room(row):
        raise Refusal("meetings.speaks_when_there")
    if item_id is None:
        raise Refusal("meetings.no_item_in_hand")
    wish = Wish.objects.filter(item_id=item_id, person_id=row.person_id, state=Wished.WAITING).first()
    if wish is None:
        wish = Wish.objects.create(item_id=item_id, person_id=row.person_id, name=row.name, asked_at=clock.now())
    record(actor, wish, place)
    return wish


@command("meetings.wish.ask")
def withdraw_wish(*, actor: Actor, wish_id: UUID) -> Wish:
    """Take one's own wish back. Refuses one that was answered already."""
    wish = locked(Wish, wish_id)
    meeting = wish.item.meeting
    place = place_in(actor, meeting, wish.person_id)
    require(actor, "meetings.wish.ask", place)
    if wish.state != Wished.WAITING:
        raise Refusal("meetings.wish_answered")
    wish.state = Wished.WITHDRAWN
    save(wish, "state")
    record(actor, wish, place, changed={"state": (Wished.WAITING, Wished.WITHDRAWN)})
    return wish


@command("meetings.meeting.hold")
def call_roll_by_code(*, actor: Actor, meeting_id: UUID) -> Meeting:
    """Begin the roll call by code: nobody is there yet but those who confirm it; excuses that were granted stand.

    Who is already marked as there stays so. The clerk's list goes on to mark those without a phone.
    """
    meeting = locked_meeting(meeting_id)
    place = place_in(actor, meeting)
    require(actor, "meetings.meeting.hold", place)
    check_open(meeting)
    there = set(
        Attendance.objects.filter(meeting=meeting, presence=Presence.PRESENT).values_list("person_id", flat=True)
    )
    guests = Guest.objects.filter(meeting=meeting, is_present=True).values_list("pk", flat=True)
    take_roll(
        actor=actor,
        meeting_id=meeting_id,
        absent=_not_yet_there(meeting, there),
        came_anyway=there,
        guest_ids=set(guests),
    )
    record(actor, meeting, place, details={"by": "code"})
    return meeting


@command("meetings.presence.confirm")
def confirm_presence(*, actor: Actor, meeting_id: UUID, code: str, person_id: UUID | None = None) -> Attendance:
    """Mark oneself as there by the code on the wall, or, being there, somebody who has no phone.

    `person_id` None means oneself. Refuses a wrong or old code, and to stand in for others before one is there. Who
    left and comes back is there again from now on. The record names both.
    """
    meeting = locked_meeting(meeting_id)
    if actor.person_id is None:
        raise Denied("meetings.presence.confirm")
    own = place_in(actor, meeting, actor.person_id)
    require(actor, "meetings.inside.read", own)
    require(actor, "meetings.presence.confirm", own)
    check_open(meeting)
    if not is_right(settings.SECRET_KEY, str(meeting.pk), clock.now(), code):
        raise Refusal("meetings.code_is_old")
    row = Attendance.objects.select_for_update().filter(meeting=meeting, person_id=person_id or actor.person_id).first()
    if row is None:
        raise Refusal("meetings.roll_not_begun") if own_row(actor, meeting) is None else Missing("attendance")
    if row.presence == Presence.SUSPENDED:
        raise Refusal("meetings.suspended_cannot_attend")
    _check_stands_in(actor, meeting, row)
    before, row.presence, row.reason = row.presence, Presence.PRESENT, ""
    come(actor, row, clock.now(), Mode.ROOM)
    save(row, "presence", "reason")
    record(
        actor,
        row,
        own,
        changed={"presence": (before, row.presence)},
        touches=stale(meeting),
        acted_for=row.person_id if row.person_id != actor.person_id else None,
    )
    return row


def _check_stands_in(actor: Actor, meeting: Meeting, row: Attendance) -> None:
    if row.person_id == actor.person_id:
        return
    own = own_row(actor, meeting)
    if not is_in_the_room(own):
        raise Refusal("meetings.stands_in_when_there")


def _not_yet_there(meeting: Meeting, there: set[UUID]) -> dict[UUID, Absence]:
    called, _others = people_at(meeting)
    granted = ReplyRow.objects.filter(meeting=meeting, state=Reply.EXCUSE_GRANTED)
    reasons = {reply.person_id: Reason(reply.reason or Reason.OTHER) for reply in granted}
    absent = {}
    for person_id in {comrade.person_id for comrade in called} - there:
        excused = person_id in reasons
        presence = Presence.EXCUSED if excused else Presence.UNEXCUSED
        absent[person_id] = Absence(presence, reasons.get(person_id))
    return absent
