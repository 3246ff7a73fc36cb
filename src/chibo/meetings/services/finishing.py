"""After the close: what was posted on the national app, and the report to the committee above."""

from datetime import datetime
from uuid import UUID

from chibo.access import Actor, require
from chibo.audit.rows import save
from chibo.audit.services import command, record
from chibo.documents import selectors as document_selectors
from chibo.documents import services as documents
from chibo.documents.states import Audience
from chibo.kernel import clock
from chibo.kernel.errors import Refusal
from chibo.kernel.text import tidy
from chibo.meetings.models import Meeting
from chibo.meetings.papers import report_paper
from chibo.meetings.selectors.reach import place_in
from chibo.meetings.selectors.recorded import recorded
from chibo.meetings.services.moves import locked_meeting, stale
from chibo.meetings.services.telling import tell_above
from chibo.meetings.states import State


@command("meetings.meeting.finish")
def mark_posted(
    *, actor: Actor, meeting_id: UUID, version: int, posted_at: datetime | None = None, posted_by: str = ""
) -> Meeting:
    """Note when and by whom the papers were posted on the national app; the score reads it.

    `posted_at` None means now, an empty `posted_by` the actor. Noting again corrects it. Refuses a meeting that is
    not closed and a moment that has not come.
    """
    meeting = locked_meeting(meeting_id, version)
    place = place_in(actor, meeting)
    require(actor, "meetings.meeting.finish", place)
    _check_closed(meeting)
    now = clock.now()
    before, then = meeting.posted_at, posted_at or now
    if then > now:
        raise Refusal("meetings.posted_in_the_future")
    meeting.posted_at, meeting.posted_by = then, tidy(posted_by)[:200] or actor.name
    save(meeting, "posted_at", "posted_by")
    record(actor, meeting, place, changed={"posted_at": (before, then)}, touches=stale(meeting))
    return meeting


@command("meetings.meeting.finish")
def send_report(*, actor: Actor, meeting_id: UUID, version: int) -> Meeting:
    """Issue the report on the meeting (báo cáo, numbered) and send it to the committee above, which is told.

    The rule in force says by when (`MeetingConduct.report_due_on`). Refuses a meeting that is not closed, a second
    report, and a unit with nobody above. About 45 queries.
    """
    meeting = locked_meeting(meeting_id, version)
    place = place_in(actor, meeting)
    require(actor, "meetings.meeting.finish", place)
    _check_closed(meeting)
    if meeting.reported_at is not None:
        raise Refusal("meetings.reported_already", title=meeting.title)
    if meeting.unit.parent_id is None:
        raise Refusal("meetings.nobody_above")
    today = clock.today()
    meeting.report_paper = documents.issue_paper(
        actor=actor,
        unit=meeting.unit,
        type_code="BC",
        paper=report_paper(recorded(meeting), today),
        issued_on=today,
        origin_id=meeting.pk,
        body=document_selectors.body_of(meeting.unit, today),
        audience=Audience.UP,
        roles_here=place.roles_here,
    )
    meeting.reported_at, meeting.reported_by = clock.now(), actor.name
    save(meeting, "reported_at", "reported_by", "report_paper")
    tell_above(meeting, "meetings.notice.report_sent")
    record(actor, meeting, place, details={"paper": meeting.report_paper.pk}, touches=stale(meeting))
    return meeting


def _check_closed(meeting: Meeting) -> None:
    if meeting.state != State.CLOSED:
        raise Refusal("meetings.not_closed", title=meeting.title)
