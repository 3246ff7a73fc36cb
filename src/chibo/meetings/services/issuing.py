"""The notice as a numbered paper (TB)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from chibo.access import Actor, require
from chibo.audit.services import command, record
from chibo.documents import services as papers
from chibo.documents.states import Audience
from chibo.kernel.errors import Refusal
from chibo.meetings.papers import facts_of, notice_paper
from chibo.meetings.selectors.reach import issued_notice, place_in
from chibo.meetings.services.moves import locked_meeting
from chibo.meetings.states import State

if TYPE_CHECKING:
    from chibo.documents.models import IssuedPaper


@command("meetings.meeting.call")
def issue_notice(*, actor: Actor, meeting_id: UUID) -> IssuedPaper:
    """Give the notice its number in the unit's series and keep it as it is now.

    Refuses a draft, and a meeting whose notice has a number already (a moved one gets a new notice by a new number
    only after the old paper was withdrawn).
    """
    meeting = locked_meeting(meeting_id)
    place = place_in(actor, meeting)
    require(actor, "meetings.meeting.call", place)
    if meeting.state in (State.DRAFT, State.CANCELLED):
        raise Refusal("meetings.cannot_call", title=meeting.title)
    if issued_notice(meeting) is not None:
        raise Refusal("meetings.notice_has_number")
    facts = facts_of(meeting)
    issued = papers.issue_paper(
        actor=actor,
        unit=meeting.unit,
        type_code="TB",
        paper=notice_paper(facts),
        issued_on=facts.on,
        body=facts.body,
        origin_id=meeting.pk,
        audience=Audience.INSIDE,
        roles_here=place.roles_here,
    )
    record(actor, meeting, place, details={"paper": issued.pk, "number": issued.number_text})
    return issued
