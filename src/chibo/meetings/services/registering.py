"""The date: registered, moved, postponed, cancelled; and who sits in front."""

from collections.abc import Sequence
from uuid import UUID

from chibo.access import Actor, require
from chibo.audit.rows import save
from chibo.audit.services import command, record
from chibo.kernel import clock
from chibo.kernel.errors import Refusal
from chibo.kernel.months import Month
from chibo.kernel.text import tidy
from chibo.meetings.figures import Part, Plan, later
from chibo.meetings.models import JointCell, Meeting
from chibo.meetings.rules import check_plan, check_sitting
from chibo.meetings.selectors.invited import people_at
from chibo.meetings.selectors.months import day_like, joint_instead, regular_before, regular_of
from chibo.meetings.selectors.parts import may_be_named
from chibo.meetings.selectors.reach import place_in
from chibo.meetings.selectors.ruling import CONDUCT, lines_of, rules_on, snapshots, special_rule, standard_rows
from chibo.meetings.selectors.video import has_server
from chibo.meetings.services.drafting import draft_meeting, seat
from chibo.meetings.services.guests import bring_assigned
from chibo.meetings.services.moves import check_preparable, locked_meeting, move, stale
from chibo.meetings.services.telling import start_of, tell_above, tell_all_called, tell_leaders
from chibo.meetings.states import HELD, MONTHLY, PREPARABLE, Form, Kind, Move, State
from chibo.regulations.figures import MeetingConduct

_PLANNED = ("held_on", "starts_at", "planned_minutes", "form", "place", "link", "chair_id", "clerk_id")
_MOVED = frozenset({"held_on", "starts_at", "form", "place"})


@command("meetings.meeting.register")
def register_meeting(*, actor: Actor, meeting_id: UUID, version: int | None, plan: Plan, reason: str = "") -> Meeting:
    """Register the day of a draft, or move a meeting that is registered or called; `month` never moves.

    Registering after the deadline is a fact, not a refusal. A changed day of a registered meeting needs a reason;
    members who had the notice are told at once, and the notice has to go out again. Refuses what `rules.check_plan`
    and `rules.check_sitting` refuse, a meeting that was opened, a regular one for which a joint one stands, and a chair
    or clerk from outside.
    """
    meeting = locked_meeting(meeting_id, version)
    require(actor, "meetings.meeting.register", place_in(actor, meeting))
    if meeting.state not in PREPARABLE:
        raise Refusal("meetings.cannot_register", title=meeting.title)
    if meeting.state == State.DRAFT:
        _check_not_replaced(meeting)
    rules = rules_on(meeting.unit_id, plan.held_on)
    conduct: MeetingConduct = rules[CONDUCT].value
    month, was_called = Month.of(meeting.month_on), meeting.state == State.CALLED
    check_plan(plan, month, conduct, has_own_room=has_server())
    _check_parts(meeting, plan, conduct)
    _check_bench(meeting, plan)
    was, would_start = (meeting.chair_id, meeting.clerk_id), start_of(meeting)
    changed = _put(meeting, plan)
    is_move = meeting.state != State.DRAFT and bool(_MOVED & set(changed))
    if is_move and "held_on" in changed and not tidy(reason):
        raise Refusal("meetings.no_reason")
    if is_move or meeting.state == State.DRAFT:
        move(meeting, Move.REGISTER)
    meeting.registered_at = meeting.registered_at or clock.now()
    meeting.registration_due_on = conduct.registration_due_on(month)
    meeting.rules = snapshots(rules)
    meeting.change_reason = tidy(reason) if is_move else ""
    fields = ("state", "registered_at", "registration_due_on", "rules", "change_reason")
    save(meeting, *_PLANNED, *fields)
    _note_replaced(meeting)
    seat(meeting, standard_rows(meeting, rules), was)
    bring_assigned(meeting)
    record(actor, meeting, place_in(actor, meeting), changed=changed, touches=stale(meeting))
    if is_move and was_called:
        tell_all_called(meeting, "meetings.notice.moved", would_start)
    return meeting


@command("meetings.meeting.register")
def register_like_last_month(*, actor: Actor, unit_id: UUID, month: Month, kind: Kind = Kind.REGULAR) -> Meeting:
    """Register the month's meeting in one act: time, place, form, chair and clerk of the last one.

    The day of a cell's is the one that the rule sets, else the same day of the month. A draft is made where there is
    none. Refuses where no earlier meeting is known, where that day is past, and where this month's is registered
    already. `kind` is SUPERIOR for the monthly meeting of a committee.
    """
    last = regular_before(unit_id, month, kind)
    if last is None or last.held_on is None or last.starts_at is None:
        raise Refusal("meetings.no_last_month")
    meeting = regular_of(unit_id, month, kind) or draft_meeting(actor=actor, unit_id=unit_id, month=month, kind=kind)
    if meeting.state != State.DRAFT:
        raise Refusal("meetings.cannot_register", title=meeting.title)
    plan = plan_like(last, meeting, month)
    if plan.held_on < clock.today():
        raise Refusal("meetings.kept_day_is_past", day=plan.held_on)
    registered = register_meeting(actor=actor, meeting_id=meeting.pk, version=None, plan=plan)
    record(actor, registered, place_in(actor, registered), details={"like": str(last.pk)})
    return registered


@command("meetings.meeting.register")
def register_new(
    *,
    actor: Actor,
    unit_id: UUID,
    month: Month,
    kind: Kind,
    plan: Plan,
    follows_id: UUID | None = None,
    group_id: UUID | None = None,
    cell_ids: Sequence[UUID] = (),
) -> Meeting:
    """Draft and register a meeting in one act; the month's own takes the draft where there is one."""
    draft = regular_of(unit_id, month, kind) if kind in MONTHLY else None
    if draft is not None and draft.state != State.DRAFT:
        raise Refusal("meetings.regular_exists", month=month)
    meeting = draft or draft_meeting(
        actor=actor,
        unit_id=unit_id,
        month=month,
        kind=kind,
        follows_id=follows_id,
        group_id=group_id,
        cell_ids=cell_ids,
    )
    registered = register_meeting(actor=actor, meeting_id=meeting.pk, version=None, plan=plan)
    record(actor, registered, place_in(actor, registered), details={"kind": kind})
    return registered


@command("meetings.meeting.change")
def choose_bench(*, actor: Actor, meeting_id: UUID, version: int, chair_id: UUID, clerk_id: UUID | None) -> Meeting:
    """Name chair and clerk without touching the day. Refuses one person as both, and somebody from outside."""
    meeting = locked_meeting(meeting_id, version)
    require(actor, "meetings.meeting.change", place_in(actor, meeting))
    check_preparable(meeting)
    if chair_id == clerk_id:
        raise Refusal("meetings.chair_is_clerk")
    before = (meeting.chair_id, meeting.clerk_id)
    meeting.chair_id, meeting.clerk_id = chair_id, clerk_id
    _check_people(meeting, {chair_id, *([clerk_id] if clerk_id else [])})
    save(meeting, "chair", "clerk")
    seat(meeting, lines_of(meeting).values(), before)
    record(
        actor,
        meeting,
        place_in(actor, meeting),
        changed={"chair": (before[0], chair_id), "clerk": (before[1], clerk_id)},
    )
    return meeting


@command("meetings.meeting.change")
def postpone_meeting(*, actor: Actor, meeting_id: UUID, version: int, reason: str) -> Meeting:
    """Put the meeting off without a new day: back to a draft of the same month, with a reason.

    The level above is asked to agree (`agree_postponement`); members who had the notice are told.
    """
    meeting = locked_meeting(meeting_id, version)
    require(actor, "meetings.meeting.change", place_in(actor, meeting))
    before, was_called = meeting.held_on, meeting.state == State.CALLED
    move(meeting, Move.POSTPONE)
    if was_called:
        tell_all_called(meeting, "meetings.notice.postponed")
    meeting.held_on, meeting.starts_at = None, None
    meeting.change_reason, meeting.change_agreed = _reason(reason), False
    save(meeting, "state", "held_on", "starts_at", "change_reason", "change_agreed")
    record(actor, meeting, place_in(actor, meeting), changed={"held_on": (before, None)}, touches=stale(meeting))
    tell_above(meeting, "meetings.notice.asks_postponement")
    return meeting


@command("meetings.postponement.agree")
def agree_postponement(*, actor: Actor, meeting_id: UUID, version: int) -> Meeting:
    """Agree, as the level above, that the meeting was put off (Hoãn, cấp trên đồng ý). Refuses one that was not."""
    meeting = locked_meeting(meeting_id, version)
    require(actor, "meetings.postponement.agree", place_in(actor, meeting))
    if not meeting.change_reason or meeting.change_agreed or meeting.state in HELD:
        raise Refusal("meetings.not_postponed", title=meeting.title)
    meeting.change_agreed = True
    save(meeting, "change_agreed")
    record(actor, meeting, place_in(actor, meeting), changed={"change_agreed": (False, True)}, touches=stale(meeting))
    tell_leaders(meeting, "meetings.notice.postponement_agreed")
    return meeting


@command("meetings.meeting.change")
def cancel_meeting(*, actor: Actor, meeting_id: UUID, version: int, reason: str) -> Meeting:
    """Cancel a meeting that was not opened, with a reason. Members who had the notice are told."""
    meeting = locked_meeting(meeting_id, version)
    require(actor, "meetings.meeting.change", place_in(actor, meeting))
    was_called, before = meeting.state == State.CALLED, meeting.state
    move(meeting, Move.CANCEL)
    meeting.change_reason = _reason(reason)
    save(meeting, "state", "change_reason")
    record(actor, meeting, place_in(actor, meeting), changed={"state": (before, meeting.state)}, touches=stale(meeting))
    if was_called:
        tell_all_called(meeting, "meetings.notice.cancelled")
    return meeting


def plan_like(last: Meeting, meeting: Meeting, month: Month) -> Plan:
    """Return last month's plan for this month; people who no longer belong to the unit are left out."""
    assert last.starts_at is not None
    conduct: MeetingConduct = rules_on(meeting.unit_id, month.first_on)[CONDUCT].value
    held_on = day_like(last, conduct, month)
    here = {person.person_id for person in people_at(meeting, held_on)[0]}
    chair_id = last.chair_id if last.chair_id in here else meeting.chair_id
    clerk_id = last.clerk_id if last.clerk_id in here else meeting.clerk_id
    return Plan(
        held_on=held_on,
        starts_at=last.starts_at,
        ends_at=later(last.starts_at, last.planned_minutes),
        form=Form(last.form),
        place=last.place,
        link=last.link,
        chair_id=chair_id,
        clerk_id=clerk_id if clerk_id != chair_id else None,
    )


def _check_not_replaced(meeting: Meeting) -> None:
    month = Month.of(meeting.month_on)
    joint = joint_instead(meeting.unit_id, month, Kind(meeting.kind))
    if joint is not None:
        raise Refusal("meetings.joint_stands_for_it", title=joint.title, day=joint.held_on, month=month)


def _note_replaced(meeting: Meeting) -> None:
    """Note for each cell of a joint meeting whether it stands for the regular one, by the rule of the cell on that day.

    Three queries a cell, none for other meetings.
    """
    rows = JointCell.objects.filter(meeting=meeting) if meeting.kind == Kind.JOINT else JointCell.objects.none()
    for row in rows:
        rule = special_rule(meeting, row.unit_id)
        row.replaces = rule is not None and rule.value.replaces_regular
        save(row, "replaces")


def _put(meeting: Meeting, plan: Plan) -> dict[str, tuple[object, object]]:
    """Write the plan onto the meeting; return what changed, before and after."""
    values = {
        "held_on": plan.held_on,
        "starts_at": plan.starts_at,
        "planned_minutes": plan.minutes,
        "form": plan.form.value,
        "place": tidy(plan.place),
        "link": plan.link,
        "chair_id": plan.chair_id or meeting.chair_id,
        "clerk_id": plan.clerk_id,
    }
    changed = {name: (getattr(meeting, name), new) for name, new in values.items() if getattr(meeting, name) != new}
    for name, new in values.items():
        setattr(meeting, name, new)
    return changed


def _check_bench(meeting: Meeting, plan: Plan) -> None:
    named = {person for person in (plan.chair_id or meeting.chair_id, plan.clerk_id) if person}
    if len(named) < bool(plan.chair_id or meeting.chair_id) + bool(plan.clerk_id):
        raise Refusal("meetings.chair_is_clerk")
    _check_people(meeting, named, plan)


def _check_people(meeting: Meeting, named: set[UUID], plan: Plan | None = None) -> None:
    on = plan.held_on if plan else meeting.held_on or clock.today()
    if not named <= {person.person_id for person in may_be_named(meeting, on)}:
        raise Refusal("meetings.not_of_unit")


def _check_parts(meeting: Meeting, plan: Plan, conduct: MeetingConduct) -> None:
    """Check a sitting of two parts, whichever of them is being registered."""
    this = Part(meeting.kind, plan.held_on, plan.starts_at, plan.minutes)
    before = meeting.follows
    if before is not None and before.held_on and before.starts_at:
        check_sitting(Part(before.kind, before.held_on, before.starts_at, before.planned_minutes), this, conduct)
    after = meeting.followed_by.exclude(state=State.CANCELLED).filter(held_on__isnull=False).first()
    if after is not None and after.held_on == plan.held_on and after.starts_at:
        check_sitting(this, Part(after.kind, after.held_on, after.starts_at, after.planned_minutes), conduct)


def _reason(text: str) -> str:
    if not tidy(text):
        raise Refusal("meetings.no_reason")
    return tidy(text)[:300]
