"""A unit's month: its regular meeting, and the track of seven steps."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from chibo.kernel import clock
from chibo.kernel.months import Month
from chibo.meetings.figures import MonthFacts
from chibo.meetings.models import JointCell, Meeting
from chibo.meetings.rules import TrackStep, track_of
from chibo.meetings.selectors.ruling import conduct_of, conduct_on
from chibo.meetings.states import Kind, State
from chibo.regulations.figures import MeetingConduct

_FOR_TABLES = (
    *("unit_id", "month_on", "kind", "state", "held_on", "starts_at", "place", "registration_due_on", "registered_at"),
    *("opened_at", "closed_at", "change_reason", "change_agreed", "due_count", "present_count", "spoke_count"),
)
"""What tables of many months show of a meeting; a row is read by the hundred there."""


def regular_of(unit_id: UUID, month: Month, kind: Kind = Kind.REGULAR) -> Meeting | None:
    """Return the meeting of that month that was not cancelled; None while there is none. One query.

    For services and rooms above, which have asked for permission.
    """
    rows = Meeting.objects.filter(unit_id=unit_id, month_on=month.first_on, kind=kind)
    return rows.exclude(state=State.CANCELLED).select_related("unit").order_by("id").first()


def regular_before(
    unit_id: UUID, month: Month, kind: Kind = Kind.REGULAR, group_id: UUID | None = None
) -> Meeting | None:
    """Return the last meeting of the kind in an earlier month that had a day; None for the first. One query.

    Of a group its own, where `group_id` is given.
    """
    rows = Meeting.objects.filter(unit_id=unit_id, month_on__lt=month.first_on, kind=kind, held_on__isnull=False)
    rows = rows.filter(group_id=group_id) if group_id else rows
    return rows.exclude(state=State.CANCELLED).order_by("-month_on").first()


def day_like(last: Meeting, conduct: MeetingConduct, month: Month) -> date:
    """Return the day that keeping the last meeting's plan means: the one that the rule sets, else the same day."""
    assert last.held_on is not None
    set_on = conduct.meeting_on(month) if last.kind == Kind.REGULAR else None
    return set_on or month.day(last.held_on.day)


def kept_on(unit_id: UUID, month: Month, kind: Kind = Kind.REGULAR) -> date | None:
    """Return the day that one press would register; None without an earlier meeting and once the day is past."""
    last = regular_before(unit_id, month, kind)
    if last is None or last.starts_at is None:
        return None
    day = day_like(last, conduct_on(unit_id, month.first_on), month)
    return day if day >= clock.today() else None


def meetings_of_units(unit_ids: Iterable[UUID], first: Month, last: Month) -> list[Meeting]:
    """Return the regular and thematic meetings of these units and months, cancelled ones first. One query.

    For figures and boards of rooms above, which have asked for permission. Only `_FOR_TABLES` is read.
    """
    months = (first.first_on, last.first_on)
    rows = Meeting.objects.filter(
        unit_id__in=list(unit_ids), month_on__range=months, kind__in=(Kind.REGULAR, Kind.THEMATIC)
    )
    found = list(rows.only(*_FOR_TABLES).order_by("month_on", "id"))
    return sorted(found, key=lambda meeting: meeting.state != State.CANCELLED)


def thematic_months(unit_ids: Iterable[UUID], first: Month, last: Month) -> dict[UUID, set[Month]]:
    """Return the months in which each unit held a thematic meeting; units without one are left out. One query."""
    rows = Meeting.objects.filter(
        unit_id__in=list(unit_ids), month_on__range=(first.first_on, last.first_on), kind=Kind.THEMATIC
    )
    found: dict[UUID, set[Month]] = {}
    for unit_id, month_on in rows.exclude(opened_at=None).order_by().values_list("unit_id", "month_on"):
        found.setdefault(unit_id, set()).add(Month.of(month_on))
    return found


def unit_months() -> set[tuple[UUID, Month]]:
    """Return every unit and month with a meeting, for making figures anew. One query."""
    rows = Meeting.objects.order_by().values_list("unit_id", "month_on").distinct()
    return {(unit_id, Month.of(month_on)) for unit_id, month_on in rows}


def facts_of_month(unit_id: UUID, month: Month, kind: Kind = Kind.REGULAR) -> MonthFacts:
    """Return what this room knows of the month. Rooms above add guidance, report and recognition.

    One query where a meeting is registered, two for a draft, five where there is none.
    """
    meeting = regular_of(unit_id, month, kind)
    if meeting is None or meeting.state == State.DRAFT:
        meeting = joint_instead(unit_id, month, kind) or meeting
    if meeting is None:
        return MonthFacts(registration_due_on=conduct_on(unit_id, month.first_on).registration_due_on(month))
    conduct, held_on = conduct_of(meeting), meeting.held_on
    return MonthFacts(
        registered_at=meeting.registered_at,
        registration_due_on=meeting.registration_due_on,
        called_at=meeting.called_at,
        materials_due_on=conduct.materials_due_on(held_on) if held_on else None,
        held_on=held_on,
        opened_at=meeting.opened_at,
        closed_at=meeting.closed_at,
        is_postponed=meeting.state == State.DRAFT and bool(meeting.change_reason),
        posted_at=meeting.posted_at,
        reported_at=meeting.reported_at,
        posting_due_on=conduct.posting_due_on(held_on) if held_on else None,
        report_due_on=conduct.report_due_on(held_on) if held_on else None,
    )


def joint_instead(unit_id: UUID, month: Month, kind: Kind) -> Meeting | None:
    """Return the joint meeting that stands for a cell's regular one, where a rule lets it. One query at most."""
    if kind is not Kind.REGULAR:
        return None
    rows = JointCell.objects.filter(unit_id=unit_id, replaces=True, meeting__month_on=month.first_on)
    found = rows.exclude(meeting__state__in=(State.CANCELLED, State.DRAFT)).select_related("meeting").first()
    return found.meeting if found else None


def month_track(
    unit_id: UUID,
    month: Month,
    *,
    guidance_at: datetime | None = None,
    guidance_expected: bool = True,
    reported_at: datetime | None = None,
    confirmed_at: datetime | None = None,
) -> list[TrackStep]:
    """Return the seven steps of the month. What rooms above and beside know is passed in. One to four queries."""
    facts = facts_of_month(unit_id, month)
    facts = replace(
        facts,
        guidance_at=guidance_at,
        guidance_expected=guidance_expected,
        reported_at=reported_at or facts.reported_at,
        confirmed_at=confirmed_at,
    )
    return track_of(facts, clock.today())
