"""The committee's own meeting is over: its resolution goes down to the cells."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING
from uuid import UUID

from chibo.access import Actor, require
from chibo.audit.services import command, record
from chibo.directives import services as directives
from chibo.directives.figures import Draft
from chibo.directives.states import Kind as DirectiveKind
from chibo.documents import selectors as documents
from chibo.kernel.errors import Refusal
from chibo.kernel.months import Month
from chibo.meetings import selectors as meetings
from chibo.meetings.states import Kind, State
from chibo.organisations.selectors import place_of
from chibo.resolutions import selectors as resolutions
from chibo.ui import write

if TYPE_CHECKING:
    from chibo.directives.models import Directive
    from chibo.meetings.models import Meeting
    from chibo.resolutions.models import Resolution


@command("desk.resolution.send")
def send_resolution_below(*, actor: Actor, meeting_id: UUID, number: str = "") -> Directive:
    """Issue what a committee's meeting decided as the monthly resolution to all cells below.

    A resolution that the meeting adopted goes down under its own number, with its PDF; else the conclusions of the
    items are the text, under the number given. Refuses a meeting of a cell, one that is not closed, one without
    conclusions, and a resolution without its number.
    """
    meeting = meetings.meeting_for(actor, meeting_id)
    place = place_of(meeting.unit)
    require(actor, "desk.resolution.send", place)
    if meeting.kind != Kind.SUPERIOR:
        raise Refusal("desk.not_a_superior_meeting")
    if meeting.state != State.CLOSED:
        raise Refusal("desk.meeting_not_closed", title=meeting.title)
    adopted = resolutions.adopted_of([meeting.pk]).get(meeting.pk, [])
    resolution = adopted[-1] if adopted else None
    draft = _draft_of(resolution) if resolution else _draft(meeting, number)
    directive = directives.draft_directive(actor=actor, unit=meeting.unit, draft=draft)
    if resolution is not None:
        _add_pdf(actor, directive, resolution)
    issued = directives.issue_directive(actor=actor, directive_id=directive.pk, version=directive.version)
    record(actor, issued, place, details={"meeting": meeting.pk})
    return issued


def _draft_of(resolution: Resolution) -> Draft:
    charges = [
        f"- {charge.title}" + (f": {charge.who}" if charge.who else "") + f", {write.day(charge.due_on)}."
        for charge in resolutions.charges_of(resolution)
    ]
    parts = (resolution.direction, "\n".join(charges), resolution.arrangement)
    return Draft(
        kind=DirectiveKind.MONTHLY_RESOLUTION,
        month=Month.of(resolution.month_on),
        subject=f"Nghị quyết {resolution.subject}",
        body="\n\n".join(part for part in parts if part),
        number=resolution.number_text,
    )


def _add_pdf(actor: Actor, directive: Directive, resolution: Resolution) -> None:
    assert resolution.paper is not None  # an adopted one was issued
    name = f"Nghị quyết {resolution.number_text.replace('/', '-')}.pdf"
    content = io.BytesIO(documents.paper_pdf(resolution.paper))
    directives.add_file(actor=actor, directive_id=directive.pk, name=name, content=content)


def _draft(meeting: Meeting, number: str) -> Draft:
    month = Month.of(meeting.month_on)
    items = meetings.agenda_of(meeting)
    return Draft(
        kind=DirectiveKind.MONTHLY_RESOLUTION,
        month=month,
        subject=f"Nghị quyết lãnh đạo nhiệm vụ {write.month_name(month)}",
        body="\n\n".join(f"{item.title}\n{item.conclusion}" for item in items if item.conclusion),
        number=number,
    )
