"""What the clerk's room picks from: persons to charge, speeches to change, the length that is asked for."""

from uuid import UUID

from chibo.kernel.errors import Missing
from chibo.meetings.models import AgendaItem, Meeting, Speech
from chibo.meetings.selectors.invited import people_at
from chibo.members.phrases import STATUSES
from chibo.regulations.figures import MeetingConduct


def people_to_charge(meeting: Meeting) -> list[tuple[UUID, str, str]]:
    """Return whom a task can be given to, as (person, name, what tells namesakes apart). Six queries."""
    called, others = people_at(meeting)
    return [(comrade.person_id, comrade.full_name, str(STATUSES[comrade.status])) for comrade in (*called, *others)]


def speech_in(item: AgendaItem, speech_id: UUID) -> Speech:
    """Return a speech of that item. Raises Missing. One query."""
    speech = Speech.objects.filter(item=item, pk=speech_id, is_removed=False).first()
    if speech is None:
        raise Missing("speech")
    return speech


def speech_of(meeting: Meeting, speech_id: UUID) -> Speech:
    """Return a speech of that meeting. Raises Missing. One query."""
    speech = Speech.objects.filter(item__meeting=meeting, pk=speech_id, is_removed=False).first()
    if speech is None:
        raise Missing("speech")
    return speech


def least_minutes(meeting: Meeting, conduct: MeetingConduct) -> int | None:
    """Return how long a meeting of this kind has to last at least; None where nothing is set. No query."""
    kinds = {"regular": conduct.regular, "thematic": conduct.thematic, "extraordinary": conduct.extraordinary}
    kind = kinds.get(meeting.kind)
    return kind.min_minutes if kind else None
