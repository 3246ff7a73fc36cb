"""Notices of this room: who is told what, with the way to the meeting."""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from django.urls import reverse

from chibo.access import Role
from chibo.kernel import clock
from chibo.meetings import phrases
from chibo.meetings.models import Attendance, Meeting
from chibo.meetings.selectors.invited import invited_to, material_readers
from chibo.meetings.states import Presence
from chibo.members import selectors as members
from chibo.notices import services as notices
from chibo.organisations import selectors as organisations
from chibo.ui import write


def link_to(meeting: Meeting) -> str:
    """Return the address of the meeting's page."""
    return reverse("meetings:detail", args=[meeting.pk])


Facts = Mapping[str, object]


def tell(
    meeting: Meeting, user_ids: Iterable[int], code: str, facts: Facts | None = None, due_on: date | None = None
) -> None:
    """Write the notice for these accounts. `code` names a sentence of `phrases.NOTICES`; `facts` fill it beside
    title, unit, reason, time, day and place of the meeting.
    """
    known = {
        "title": meeting.title,
        "unit": meeting.unit.name,
        "reason": meeting.change_reason,
        "time": write.clock_time(meeting.starts_at),
        "day": meeting.held_on,
        "place": meeting.place or meeting.link,
    }
    filled = {**known, **(facts or {})}
    notices.tell(user_ids, phrases.NOTICES[code], kind=code, link=link_to(meeting), due_on=due_on, facts=filled)


def tell_all_called(meeting: Meeting, code: str) -> None:
    """Tell everybody who received the notice: members called and guests with an account."""
    tell(meeting, material_readers(invited_to(meeting)), code)


def tell_there(meeting: Meeting, code: str, facts: Facts | None = None) -> None:
    """Tell the members who were there, with an account."""
    rows = Attendance.objects.filter(meeting=meeting, presence=Presence.PRESENT)
    ids = members.user_ids_of(list(rows.values_list("person_id", flat=True))).values()
    tell(meeting, ids, code, facts)


def tell_leaders(meeting: Meeting, code: str, facts: Facts | None = None) -> None:
    """Tell secretary and deputy of the meeting's unit."""
    roles = (Role.SECRETARY, Role.DEPUTY)
    tell(meeting, organisations.user_ids_with(meeting.unit_id, roles, clock.today()), code, facts)


def tell_above(meeting: Meeting, code: str) -> None:
    """Tell the office and the secretary of the level above, and whoever is assigned to the unit."""
    today = clock.today()
    found = list(organisations.user_ids_with(meeting.unit_id, (Role.ASSIGNED,), today))
    if meeting.unit.parent_id:
        found += organisations.user_ids_with(meeting.unit.parent_id, (Role.OFFICE, Role.SECRETARY), today)
    tell(meeting, found, code)


def tell_person(
    meeting: Meeting, person_id: UUID, code: str, facts: Facts | None = None, due_on: date | None = None
) -> None:
    """Tell one person, where there is an account."""
    tell(meeting, members.user_ids_of([person_id]).values(), code, facts, due_on)
