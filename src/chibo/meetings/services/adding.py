"""Correcting sealed minutes: only by an addendum, which is printed and sealed by itself."""

import secrets
from dataclasses import dataclass
from uuid import UUID

from chibo.access import Actor, require
from chibo.audit.rows import save
from chibo.audit.services import command, record
from chibo.documents import selectors as document_selectors
from chibo.documents import services as documents
from chibo.documents.states import Audience
from chibo.kernel import clock
from chibo.kernel.errors import Refusal
from chibo.kernel.text import tidy_lines
from chibo.meetings.models import Addendum, Meeting
from chibo.meetings.papers import addendum_paper
from chibo.meetings.papers.facts import BODIES
from chibo.meetings.rules import new_code
from chibo.meetings.selectors.reach import place_in
from chibo.meetings.selectors.ruling import VOTES, rules_of
from chibo.meetings.selectors.trust import later_meetings, seal_of_addendum
from chibo.meetings.services.moves import locked_meeting
from chibo.meetings.services.telling import tell_there
from chibo.meetings.states import APART, Adopted, Kind, State


@dataclass(frozen=True, slots=True)
class Correction:
    """What an addendum says. `meeting_id` and the counts only where a later meeting voted on it."""

    reason: str
    text: str
    adopted: Adopted
    meeting_id: UUID | None = None
    for_count: int | None = None
    base_count: int | None = None


@command("meetings.addendum.write")
def write_addendum(*, actor: Actor, meeting_id: UUID, correction: Correction) -> Addendum:
    """Add a numbered addendum to sealed minutes; print it, seal it, and tell those who were there.

    The minutes stay as they are. Refuses minutes that are not sealed, an empty reason or text, a vote without its
    later meeting or without the majority that minutes need. About 45 queries.
    """
    meeting = locked_meeting(meeting_id)
    place = place_in(actor, meeting)
    require(actor, "meetings.addendum.write", place)
    if meeting.state != State.CLOSED:
        raise Refusal("meetings.addendum_before_seal", title=meeting.title)
    row = _row(meeting, correction, actor)
    _check(meeting, row)
    row.save(force_insert=True)
    _seal(actor, meeting, row)
    tell_there(meeting, "meetings.notice.addendum", {"number": row.number})
    record(actor, row, place, details={"number": row.number, "seal": row.seal})
    return row


def _row(meeting: Meeting, correction: Correction, actor: Actor) -> Addendum:
    voted_in = _voted_in(meeting, correction)
    last = Addendum.objects.filter(meeting=meeting).order_by("-number").first()
    return Addendum(
        meeting=meeting,
        number=last.number + 1 if last else 1,
        reason=tidy_lines(correction.reason),
        text=tidy_lines(correction.text),
        adopted=correction.adopted,
        adopted_in=voted_in,
        adopted_on=(voted_in.held_on if voted_in else None) or clock.today(),
        for_count=correction.for_count if voted_in else None,
        base_count=correction.base_count if voted_in else None,
        chair_name=meeting.chair.full_name if meeting.chair else "",
        clerk_name=meeting.clerk.full_name if meeting.clerk else "",
        written_by=actor.name,
        sealed_at=clock.now(),
        check_code=new_code(secrets.randbelow),
    )


def _voted_in(meeting: Meeting, correction: Correction) -> Meeting | None:
    if correction.adopted is Adopted.BENCH:
        return None
    if correction.meeting_id not in {pk for pk, _title, _day in later_meetings(meeting)}:
        raise Refusal("meetings.addendum_needs_meeting")
    return Meeting.objects.get(pk=correction.meeting_id)


def _check(meeting: Meeting, row: Addendum) -> None:
    if not row.reason:
        raise Refusal("meetings.addendum_without_reason")
    if not row.text:
        raise Refusal("meetings.addendum_without_text")
    if row.adopted_in is None:
        return
    if not row.base_count or row.for_count is None or row.for_count > row.base_count:
        raise Refusal("meetings.addendum_without_count")
    needed = rules_of(row.adopted_in, VOTES).value.of("minutes").needed.needed(row.base_count)
    if row.for_count < needed:
        raise Refusal("meetings.addendum_not_adopted", count=row.for_count, base_count=row.base_count, needed=needed)


def _seal(actor: Actor, meeting: Meeting, row: Addendum) -> None:
    roles_here = place_in(actor, meeting).roles_here
    on = clock.today()
    issued = documents.issue_paper(
        actor=actor,
        unit=meeting.unit,
        type_code="BB",
        paper=addendum_paper(row),
        issued_on=on,
        origin_id=row.pk,
        body=BODIES.get(Kind(meeting.kind)) or document_selectors.body_of(meeting.unit, on),
        numbered=False,
        audience=Audience.BOARD if meeting.kind in APART else Audience.INSIDE,
        roles_here=roles_here,
    )
    row.paper = documents.seal_paper(actor=actor, paper_id=issued.pk, roles_here=roles_here)
    save(row, "paper")
    row.seal = seal_of_addendum(row)
    save(row, "seal")
