"""The committee's own meeting is over: its resolution goes down to the cells."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from chibo.access import Actor, require
from chibo.audit.services import command, record
from chibo.directives import services as directives
from chibo.directives.figures import Draft
from chibo.directives.states import Kind as DirectiveKind
from chibo.kernel.errors import Refusal
from chibo.kernel.months import Month
from chibo.meetings import selectors as meetings
from chibo.meetings.states import Kind, State
from chibo.organisations.selectors import place_of
from chibo.ui import write

if TYPE_CHECKING:
    from chibo.directives.models import Directive


@command("desk.resolution.send")
def send_resolution_below(*, actor: Actor, meeting_id: UUID, number: str) -> Directive:
    """Issue what a committee's meeting concluded as the monthly resolution to all cells below.

    The conclusions of its items are the text. Refuses a meeting of a cell, and one that is not closed.
    """
    meeting = meetings.meeting_for(actor, meeting_id)
    place = place_of(meeting.unit)
    require(actor, "desk.resolution.send", place)
    if meeting.kind != Kind.SUPERIOR:
        raise Refusal("desk.not_a_superior_meeting")
    if meeting.state != State.CLOSED:
        raise Refusal("desk.meeting_not_closed", title=meeting.title)
    month = Month.of(meeting.month_on)
    parts = [f"{item.title}\n{item.conclusion}" for item in meetings.agenda_of(meeting) if item.conclusion]
    draft = Draft(
        kind=DirectiveKind.MONTHLY_RESOLUTION,
        month=month,
        subject=f"Nghị quyết lãnh đạo nhiệm vụ {write.month_name(month)}",
        body="\n\n".join(parts),
        number=number,
    )
    directive = directives.draft_directive(actor=actor, unit=meeting.unit, draft=draft)
    issued = directives.issue_directive(actor=actor, directive_id=directive.pk, version=directive.version)
    record(actor, issued, place, details={"meeting": meeting.pk})
    return issued
