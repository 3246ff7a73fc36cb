"""The inside of a meeting: text of items, speeches, opinions, names of the absent.

The cell reads it; the assigned committee member reads it of meetings attended, and each such look is logged.
"""

from django.db.models import QuerySet

from chibo.access import Actor, may
from chibo.audit.services import look
from chibo.kernel.errors import Missing
from chibo.meetings.models import Guest, Meeting
from chibo.meetings.selectors.reach import place_in


def may_read_inside(actor: Actor, meeting: Meeting) -> bool:
    """Tell whether the actor may read the inside. No query for a member of the cell, one for whoever is assigned."""
    return _belongs(actor, meeting) or _attended(actor, meeting)


def inside_for(actor: Actor, meeting: Meeting, part: str = "meeting.inside") -> Meeting:
    """Return the meeting to somebody who may read its inside. Raises Missing for all others.

    A look of somebody from outside the cell is written before the answer: one query more.
    """
    if _belongs(actor, meeting):
        return meeting
    if not _attended(actor, meeting):
        raise Missing("meeting")
    look(actor, part, object_id=meeting.pk, unit_id=meeting.unit_id)
    return meeting


def may_read_materials(actor: Actor, meeting: Meeting) -> bool:
    """Tell whether the actor may read what goes out with the notice.

    Those who prepare it at any time; members and invited guests once it was sent. Whoever is invited by office reads as
    long as the office lasts. One query for guests.
    """
    if may(actor, "meetings.meeting.prepare", place_in(actor, meeting)):
        return True
    if meeting.called_at is None:
        return False
    return _belongs(actor, meeting) or _is_guest(actor, meeting)


def _belongs(actor: Actor, meeting: Meeting) -> bool:
    return may(actor, "meetings.inside.read", place_in(actor, meeting))


def _attended(actor: Actor, meeting: Meeting) -> bool:
    if not may(actor, "meetings.inside.look", place_in(actor, meeting)):
        return False
    return _guests(actor, meeting).filter(is_assigned=True, is_present=True).exists()


def _is_guest(actor: Actor, meeting: Meeting) -> bool:
    by_office = may(actor, "meetings.inside.look", place_in(actor, meeting))
    guests = _guests(actor, meeting)
    return (guests if by_office else guests.filter(is_assigned=False)).exists()


def _guests(actor: Actor, meeting: Meeting) -> QuerySet[Guest]:
    rows = Guest.objects.filter(meeting=meeting, person__isnull=False)
    return rows.filter(person_id=actor.person_id) if actor.person_id else rows.none()
