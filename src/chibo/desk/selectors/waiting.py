"""What waits to come onto the agenda of a month's meeting by itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils import translation

from chibo.desk import phrases
from chibo.desk.rules import for_the_agenda
from chibo.desk.selectors.due import dues_of
from chibo.desk.states import DueKind
from chibo.directives import selectors as directives
from chibo.directives.rules import agenda_key
from chibo.kernel.months import Month
from chibo.meetings import selectors as meetings
from chibo.meetings.states import PREPARABLE, Kind, State
from chibo.proposals import selectors as proposals
from chibo.proposals.phrases import KINDS
from chibo.proposals.rules import agenda_key as proposal_key
from chibo.tasks import selectors as tasks
from chibo.ui import write

if TYPE_CHECKING:
    from chibo.meetings.models import Meeting

TASKS_LINE, TASKS_KEY = "member_tasks", "tasks:open"
_DECISIONS = {DueKind.PROBATION: "recognition"}
"""Kind of the vote that an item asks for, a field of the rule `vote-majorities`."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """An item that a room wants on the agenda. Its words are Vietnamese: they go into the minutes."""

    key: str
    title: str
    label: str = ""
    url: str = ""
    decision: str = ""
    directive_ids: tuple[UUID, ...] = field(default=())
    proposal_ids: tuple[UUID, ...] = field(default=())


def waiting_for(meeting: Meeting) -> list[Waiting]:
    """Return what is to come onto this agenda and was never on it; nothing once it was opened, or for a committee.

    About seventeen queries. For the services of this room, which ask for permission.
    """
    if meeting.kind != Kind.REGULAR or State(meeting.state) not in PREPARABLE:
        return []
    month, known = Month.of(meeting.month_on), meetings.source_keys_of(meeting)
    with translation.override(None):
        found = [*_directives(meeting, month), *_tasks(meeting), *_proposals(meeting, month), *_dues(meeting, month)]
    return [one for one in found if one.key not in known]


def _directives(meeting: Meeting, month: Month) -> list[Waiting]:
    rows = [row.directive for row in directives.waiting_at(meeting.unit_id, month)]
    return [
        Waiting(
            agenda_key(row.pk),
            str(phrases.ITEMS["directive"]) % {"subject": row.subject},
            f"{row.unit.name}: {row.subject}"[:200],
            reverse("directives:detail", args=[row.pk]),
            directive_ids=(row.pk,),
        )
        for row in rows
    ]


def _tasks(meeting: Meeting) -> list[Waiting]:
    """One item for all open tasks, unless the standard agenda has a line for them."""
    if any(item.line == TASKS_LINE for item in meetings.agenda_of(meeting)):
        return []
    if not tasks.undecided_of(meeting.unit_id).exists():
        return []
    return [Waiting(TASKS_KEY, str(phrases.ITEMS["tasks"]), url=reverse("tasks:list"))]


def _proposals(meeting: Meeting, month: Month) -> list[Waiting]:
    """One item for each that waits for an answer before the meeting after the next one.

    By number only: an agenda is read by the whole cell and above, a proposal by the body that it is put to.
    """
    found = []
    for row in proposals.waiting_at(meeting.unit_id, month.plus(1).last_on):
        kind, number = str(KINDS[row.kind]), str(row)
        title = str(phrases.ITEMS["proposal"]) % {"kind": kind.lower(), "number": number}
        label = str(phrases.PROPOSAL) % {"kind": kind, "number": number}
        url = reverse("proposals:detail", args=[row.pk])
        found.append(Waiting(proposal_key(row.pk), title, label, url, proposal_ids=(row.pk,)))
    return found


def _dues(meeting: Meeting, month: Month) -> list[Waiting]:
    meeting_on = meeting.held_on or meetings.conduct_of(meeting).meeting_on(month) or month.first_on
    return [
        Waiting(
            due.key,
            str(phrases.ITEMS[due.kind]) % {"name": due.name, "years": due.years},
            str(phrases.SOURCES[due.kind]) % {"day": write.day(due.on)},
            reverse("members:record", args=[due.person_id]) if due.person_id else "",
            _DECISIONS.get(due.kind, ""),
        )
        for due in for_the_agenda(dues_of(meeting.unit_id, month), meeting_on)
    ]
