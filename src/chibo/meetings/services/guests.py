"""Guests: the committee member in charge of the cell comes by office, others are invited."""

from uuid import UUID

from chibo.access import Actor, Role, require
from chibo.audit.rows import locked, save
from chibo.audit.services import command, record
from chibo.kernel import clock
from chibo.kernel.errors import Refusal
from chibo.kernel.text import tidy
from chibo.meetings.models import Guest, Meeting
from chibo.meetings.selectors.reach import place_in
from chibo.meetings.services.moves import check_preparable, locked_meeting
from chibo.meetings.states import APART, Kind
from chibo.members import selectors as members
from chibo.organisations import selectors as organisations

ASSIGNED_OFFICE = "Đảng ủy viên phụ trách"


def bring_assigned(meeting: Meeting) -> list[Guest]:
    """Make whoever is assigned to the unit a guest of its meeting; twice changes nothing. Called inside a command.

    Not of the committee's own meeting, and not where the person is a member of the cell anyway. Three queries,
    nine where somebody is assigned.
    """
    if meeting.kind in (*APART, Kind.SUPERIOR, Kind.JOINT):
        return []
    on = meeting.held_on or clock.today()
    user_ids = [held.user_id for held in organisations.holders(meeting.unit_id, Role.ASSIGNED, on)]
    known = set(Guest.objects.filter(meeting=meeting, is_assigned=True).values_list("person_id", flat=True))
    people = members.persons_of_users(user_ids)
    if people:
        known |= {comrade.person_id for comrade in members.roster(meeting.unit_id, on)}
    return [
        Guest.objects.create(meeting=meeting, person_id=person_id, name=name, office=ASSIGNED_OFFICE, is_assigned=True)
        for person_id, name in people
        if person_id not in known
    ]


@command("meetings.meeting.prepare")
def invite_guest(
    *, actor: Actor, meeting_id: UUID, name: str, office: str = "", person_id: UUID | None = None
) -> Guest:
    """Invite somebody who is no member of the unit. `person_id` where the guest is known as a person here."""
    meeting = locked_meeting(meeting_id)
    require(actor, "meetings.meeting.prepare", place_in(actor, meeting))
    check_preparable(meeting)
    if not tidy(name):
        raise Refusal("meetings.no_guest_name")
    guest = Guest.objects.create(meeting=meeting, person_id=person_id, name=tidy(name), office=tidy(office))
    record(actor, guest, place_in(actor, meeting), changed={"name": (None, guest.name)})
    return guest


@command("meetings.meeting.prepare")
def uninvite_guest(*, actor: Actor, guest_id: UUID, version: int) -> Guest:
    """Take a guest off the list."""
    guest = locked(Guest, guest_id, version)
    require(actor, "meetings.meeting.prepare", place_in(actor, guest.meeting))
    check_preparable(guest.meeting)
    guest.is_removed = True
    save(guest, "is_removed")
    record(actor, guest, place_in(actor, guest.meeting), changed={"name": (guest.name, None)})
    return guest
