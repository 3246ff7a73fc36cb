"""The meeting begins: in the room now, or entered afterwards from paper."""

from datetime import datetime
from uuid import UUID

from chibo.access import Actor, require
from chibo.audit.rows import save
from chibo.audit.services import command, record
from chibo.kernel import clock
from chibo.kernel.errors import Refusal
from chibo.meetings.models import AgendaItem, Meeting
from chibo.meetings.rules.away import check_permitted
from chibo.meetings.selectors.reach import place_in
from chibo.meetings.selectors.ruling import CONDUCT, rules_on, snapshots
from chibo.meetings.services.guests import bring_assigned
from chibo.meetings.services.moves import locked_meeting, move, stale
from chibo.meetings.states import Form, Move


@command("meetings.meeting.hold")
def open_meeting(
    *,
    actor: Actor,
    meeting_id: UUID,
    version: int,
    chair_id: UUID | None = None,
    clerk_id: UUID | None = None,
    opened_at: datetime | None = None,
) -> Meeting:
    """Open the meeting and start with the first item; the rules of that day are stored on it for good.

    `opened_at` is stated for a meeting held on paper and entered afterwards; None means now. `chair_id` and
    `clerk_id` change who was named before. Refuses a day before the registered one, a beginning in the future, a
    meeting without chair or clerk, and one from away whose permission has ended. About ten queries.
    """
    meeting = locked_meeting(meeting_id, version)
    require(actor, "meetings.meeting.hold", place_in(actor, meeting))
    move(meeting, Move.OPEN)
    meeting.chair_id, meeting.clerk_id = chair_id or meeting.chair_id, clerk_id or meeting.clerk_id
    _check_bench(meeting)
    begun = opened_at or clock.now()
    _check_begun(meeting, begun)
    meeting.opened_at, meeting.is_on_paper = begun, opened_at is not None
    meeting.held_on = clock.local(begun).date()
    rules = rules_on(meeting.unit_id, meeting.held_on)
    check_permitted(Form(meeting.form), rules[CONDUCT].value.online)
    meeting.rules = snapshots(rules)
    save(meeting, "state", "chair", "clerk", "opened_at", "is_on_paper", "held_on", "rules")
    bring_assigned(meeting)
    first = AgendaItem.objects.filter(meeting=meeting).order_by("position").first()
    if first is not None:
        first.started_at = begun
        save(first, "started_at")
    record(
        actor,
        meeting,
        place_in(actor, meeting),
        details={"on_paper": meeting.is_on_paper},
        happened_at=begun,
        touches=stale(meeting),
    )
    return meeting


def _check_bench(meeting: Meeting) -> None:
    if meeting.chair_id is None:
        raise Refusal("meetings.needs_chair")
    if meeting.clerk_id is None:
        raise Refusal("meetings.needs_clerk")
    if meeting.chair_id == meeting.clerk_id:
        raise Refusal("meetings.chair_is_clerk")


def _check_begun(meeting: Meeting, begun: datetime) -> None:
    day = clock.local(begun).date()
    if begun > clock.now():
        raise Refusal("meetings.begins_in_the_future")
    if meeting.held_on is not None and day < meeting.held_on:
        raise Refusal("meetings.opens_on_its_day", day=meeting.held_on)
