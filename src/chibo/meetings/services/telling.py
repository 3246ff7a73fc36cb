"""Notices of this room: who is told what, with the way to the meeting."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.urls import reverse

from chibo.access import Role
from chibo.kernel import clock
from chibo.meetings import phrases
from chibo.meetings.models import Attendance, Meeting
from chibo.meetings.selectors.invited import invited_to, material_readers
from chibo.meetings.selectors.video import link_shown
from chibo.meetings.states import Presence
from chibo.members import selectors as members
from chibo.notices import services as notices
from chibo.organisations import selectors as organisations
from chibo.regulations.selectors import find_rule
from chibo.ui import write


def link_to(meeting: Meeting) -> str:
    """Return the address of the meeting's page."""
    return reverse("meetings:detail", args=[meeting.pk])


Facts = Mapping[str, object]

_CHANGES = ("called", "called_again", "moved", "postponed", "cancelled", "asked_to_reply")
CHANGES = {f"meetings.notice.{code}" for code in _CHANGES}
"""Said at once where the meeting is near."""


def start_of(meeting: Meeting) -> datetime | None:
    """Return the moment at which the meeting begins, the first of its day where no time is set; None in a draft."""
    if meeting.held_on is None:
        return None
    return datetime.combine(meeting.held_on, meeting.starts_at or time(0), clock.HOME)


def near(*moments: datetime | None) -> datetime | None:
    """Return the first of these moments that is still to come and so near that it cannot wait for the day's message
    (rule `reaching`); None for none.
    """
    rule = find_rule("reaching", clock.today())
    if rule is None:
        return None
    now = clock.now()
    last = now + timedelta(hours=rule.value.urgent_hours)
    return min((moment for moment in moments if moment and now <= moment <= last), default=None)


def tell(
    meeting: Meeting,
    user_ids: Iterable[int],
    code: str,
    facts: Facts | None = None,
    due_on: date | None = None,
    was: datetime | None = None,
) -> None:
    """Write the notice for these accounts. `code` names a sentence of `phrases.NOTICES`; `facts` fill it beside
    title, unit, reason, time, day and place of the meeting. `was` is when it would have been, of one that was moved.
    """
    known = {
        "title": meeting.title,
        "unit": meeting.unit.name,
        "reason": meeting.change_reason,
        "time": write.clock_time(meeting.starts_at),
        "day": meeting.held_on,
        "place": meeting.place or link_shown(meeting),
    }
    filled = {**known, **(facts or {})}
    soon = near(was, start_of(meeting)) if code in CHANGES else None
    link = link_to(meeting)
    notices.tell(user_ids, phrases.NOTICES[code], kind=code, link=link, due_on=due_on, facts=filled, urgent_by=soon)


def tell_all_called(meeting: Meeting, code: str, was: datetime | None = None) -> None:
    """Tell everybody who received the notice: members called and guests with an account."""
    tell(meeting, material_readers(invited_to(meeting)), code, was=was)


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
