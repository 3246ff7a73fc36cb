"""Cells and their months: what is known of each, for the board, the closing and the report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from chibo.access import Actor
from chibo.kernel import clock
from chibo.kernel.months import Month
from chibo.meetings import selectors as meetings
from chibo.meetings.states import Kind
from chibo.organisations import selectors as organisations
from chibo.regulations import selectors as regulations
from chibo.regulations.figures import MeetingConduct
from chibo.regulations.rules import OverrideFacts
from chibo.reports.figures import MonthSeen
from chibo.reports.models import CellMonth
from chibo.reports.rules import sign_of
from chibo.reports.states import Sign
from chibo.scoring import selectors as scoring

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from chibo.meetings.models import Meeting
    from chibo.organisations.models import Unit
    from chibo.scoring.models import Score

CONDUCT = "meeting-conduct"


@dataclass(frozen=True, slots=True)
class CellSeen:
    """A cell's month with what it leads to."""

    seen: MonthSeen
    sign: Sign
    meeting: Meeting | None = None
    score: Score | None = None
    closed: CellMonth | None = None


type Grid = Mapping[tuple[UUID, Month], CellSeen]


def cells_for(
    actor: Actor, action: str, under: Unit | None = None, month: Month | None = None, *, since: Month | None = None
) -> QuerySet[Unit]:
    """Return the cells at which the actor may do the action, by name: today's, or those that stood in a month.

    `since` takes in those that ended before that month, from another on; `under` narrows to what lies below a unit.
    One query when read; a long list is shown in pages.
    """
    codes = [kind.code for kind in organisations.kinds_on(clock.today()).kinds if kind.is_cell]
    rows = organisations.units_for(actor, action).filter(kind__in=codes)
    rows = rows.filter(dissolved_on=None) if month is None else rows.filter(organisations.stood_in(month, since))
    if under is not None:
        rows = rows.filter(organisations.in_subtree(under.path))
    return rows.order_by("sort_name", "pk")


def cells_below(unit: Unit) -> list[Unit]:
    """Return the cells directly under a unit. One query."""
    today = clock.today()
    return [one for one in organisations.children_of([unit.pk]) if organisations.is_cell(one, today)]


def grid_of(cells: Sequence[Unit], first: Month, last: Month) -> Grid:
    """Return what is known of every cell and month. Seven queries for any number of cells.

    The days by which things are due are those of the rule for each cell. Months before a cell stood and after it ended
    have no sign but that.
    """
    ids, today = [cell.pk for cell in cells], clock.today()
    held = _meetings(ids, first, last)
    scores = {score.meeting_id: score for score in scoring.scores_of(ids, first, last)}
    closed = closed_months(ids, first, last)
    rules = conducts(cells, first, last)
    begun = organisations.first_versions(ids)
    found = {}
    for cell in cells:
        since = begun[cell.pk][0] if cell.pk in begun else None
        for month in first.through(last):
            meeting = held.get((cell.pk, month))
            row = closed.get((cell.pk, month))
            score = scores.get(meeting.pk) if meeting else None
            seen = _seen(meeting, score, row, rules[cell.pk].get(month), month)
            if meeting is None and not _stood_in(month, since, cell.dissolved_on):
                seen = replace(seen, is_no_unit=True)
            found[cell.pk, month] = CellSeen(seen, sign_of(seen, month, today), meeting, score, row)
    return found


def _stood_in(month: Month, since: date | None, until: date | None) -> bool:
    return (since is None or since <= month.last_on) and (until is None or until > month.first_on)


def thematic_quarters(unit_ids: Iterable[UUID], first: Month, last: Month) -> dict[UUID, set[int]]:
    """Return the quarters in which each cell held a thematic meeting. One query."""
    held = meetings.thematic_months(unit_ids, first, last)
    return {unit_id: {month.quarter for month in months} for unit_id, months in held.items()}


def closed_months(unit_ids: Iterable[UUID], first: Month, last: Month) -> dict[tuple[UUID, Month], CellMonth]:
    """Return the months that were closed once, open again or not. One query."""
    rows = CellMonth.objects.filter(unit_id__in=list(unit_ids), month_on__range=(first.first_on, last.first_on))
    return {(row.unit_id, Month.of(row.month_on)): row for row in rows}


def conducts(cells: Sequence[Unit], first: Month, last: Month) -> dict[UUID, dict[Month, MeetingConduct]]:
    """Return each cell's rule of conduct by month; months before any rule are left out. Two queries.

    Cells for which the same units have set something share one answer.
    """
    lines = organisations.lines_of(cells)
    overrides = regulations.overrides_along({pk for line in lines.values() for pk in line}, [CONDUCT])
    setting = {override.unit_id for override in overrides}
    shared: dict[tuple[UUID, ...], dict[Month, MeetingConduct]] = {}
    found = {}
    for cell in cells:
        key = tuple(pk for pk in lines[cell.pk] if pk in setting)
        if key not in shared:
            shared[key] = _conduct_by_month(lines[cell.pk], overrides, first, last)
        found[cell.pk] = shared[key]
    return found


def _conduct_by_month(
    line: Sequence[UUID], overrides: Sequence[OverrideFacts], first: Month, last: Month
) -> dict[Month, MeetingConduct]:
    found = {}
    for month in first.through(last):
        rule = regulations.find_rule(CONDUCT, month.first_on, line, overrides=overrides)
        if rule is not None:
            found[month] = rule.value
    return found


def _meetings(unit_ids: Sequence[UUID], first: Month, last: Month) -> dict[tuple[UUID, Month], Meeting]:
    rows = meetings.meetings_of_units(unit_ids, first, last)
    own = {(row.unit_id, Month.of(row.month_on)): row for row in rows if row.kind == Kind.REGULAR}
    return meetings.joint_for_regular(unit_ids, first, last) | own


def _seen(
    meeting: Meeting | None, score: Score | None, row: CellMonth | None, rule: MeetingConduct | None, month: Month
) -> MonthSeen:
    is_closed = row is not None and row.closed_at is not None
    due_on: date | None = rule.registration_due_on(month) if rule else None
    latest_on = rule.latest_on(month) if rule else None
    if meeting is None:
        return MonthSeen(registration_due_on=due_on, latest_on=latest_on, is_closed=is_closed)
    is_draft = meeting.state == "draft"
    return MonthSeen(
        meeting_state=meeting.state,
        held_on=meeting.held_on,
        is_registered=meeting.registered_at is not None and not is_draft,
        is_put_off=is_draft and bool(meeting.change_reason),
        put_off_agreed=meeting.change_agreed,
        score_state=score.state if score else "",
        registration_due_on=meeting.registration_due_on or due_on,
        latest_on=latest_on,
        is_closed=is_closed,
    )
