"""Whom to call at the roll call, and what is known of each beforehand."""

from dataclasses import dataclass, replace
from uuid import UUID

from chibo.meetings.models import Attendance, Meeting, PresenceSpan, ReplyRow
from chibo.meetings.rules import usual_presence
from chibo.meetings.selectors.invited import people_at
from chibo.meetings.states import Mode, Presence, Reason, Reply
from chibo.members.phrases import STATUSES
from chibo.members.selectors import Comrade
from chibo.members.states import Status


@dataclass(frozen=True, slots=True)
class RollLine:
    """A member with what the roll says now, else what the reply to the call lets expect."""

    person_id: UUID
    name: str
    status: Status
    presence: Presence
    reason: Reason | None
    note: str
    """What tells the status apart from the ordinary; empty for full members."""

    is_online: bool = False
    """Takes part from away now."""

    @property
    def is_apart(self) -> bool:
        """Need not come: exempt, away, suspended."""
        return usual_presence(self.status) is not Presence.PRESENT

    @property
    def apart_words(self) -> str:
        return str(STATUSES[self.status])


def members_on(meeting: Meeting) -> int:
    """Return how many members stand on the roll; 0 before it was taken. One query."""
    return Attendance.objects.filter(meeting=meeting).count()


def lines_to_call(meeting: Meeting) -> list[RollLine]:
    """Return everybody to be called, in the order of names, those who need not come last. Nine queries."""
    called, others = people_at(meeting)
    rows = {row.person_id: row for row in Attendance.objects.filter(meeting=meeting)}
    replies = {row.person_id: row for row in ReplyRow.objects.filter(meeting=meeting)}
    spans = PresenceSpan.objects.filter(attendance__meeting=meeting, to_at=None, mode=Mode.ONLINE)
    away = set(spans.values_list("attendance__person_id", flat=True))
    lines = [_line(one, rows.get(one.person_id), replies.get(one.person_id)) for one in (*called, *others)]
    return [replace(line, is_online=line.person_id in away) for line in lines]


def _line(comrade: Comrade, row: Attendance | None, reply: ReplyRow | None) -> RollLine:
    presence, reason = usual_presence(comrade.status), None
    if row is not None:
        presence, reason = Presence(row.presence), Reason(row.reason) if row.reason else None
    elif reply is not None and reply.state == Reply.EXCUSE_GRANTED:
        presence, reason = Presence.EXCUSED, Reason(reply.reason) if reply.reason else Reason.OTHER
    note = "" if comrade.status is Status.OFFICIAL else str(STATUSES[comrade.status])
    return RollLine(comrade.person_id, comrade.full_name, comrade.status, presence, reason, note)
