"""Minutes of a meeting that ends: printed once, kept as bytes, never printed again."""

import secrets

from chibo.access import Actor
from chibo.audit.rows import save
from chibo.documents import selectors as document_selectors
from chibo.documents import services as documents
from chibo.documents.states import Audience
from chibo.meetings.models import Meeting
from chibo.meetings.papers import minutes_paper
from chibo.meetings.papers.facts import BODIES
from chibo.meetings.rules import new_code
from chibo.meetings.selectors.reach import place_in
from chibo.meetings.selectors.recorded import recorded
from chibo.meetings.selectors.sealed import seal_of
from chibo.meetings.states import APART, Kind


def seal_minutes(actor: Actor, meeting: Meeting) -> None:
    """Issue the minutes without a number and seal them, inside the command that closes. About 40 queries.

    They are for the unit's own people (`inside_for`); those of the cell's committee for its board.
    """
    assert meeting.held_on is not None, "a meeting is registered before it is opened"
    roles_here = place_in(actor, meeting).roles_here
    meeting.check_code = new_code(secrets.randbelow)
    is_apart = meeting.kind in APART
    paper = documents.issue_paper(
        actor=actor,
        unit=meeting.unit,
        type_code="BB",
        paper=minutes_paper(recorded(meeting)),
        issued_on=meeting.held_on,
        origin_id=meeting.pk,
        body=BODIES.get(Kind(meeting.kind)) or document_selectors.body_of(meeting.unit, meeting.held_on),
        numbered=False,
        audience=Audience.BOARD if is_apart else Audience.INSIDE,
        roles_here=roles_here,
    )
    meeting.minutes_paper = documents.seal_paper(actor=actor, paper_id=paper.pk, roles_here=roles_here)
    save(meeting, "minutes_paper", "check_code")


def seal_content(meeting: Meeting) -> None:
    """Keep the hash over all that was written, with what is needed to find a row that was changed. 20 queries."""
    meeting.seal, meeting.seal_marks = seal_of(meeting)
    save(meeting, "seal", "seal_marks")
