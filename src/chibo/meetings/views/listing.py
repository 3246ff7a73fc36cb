"""The list of meetings within the actor's reach."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from chibo.access import may
from chibo.kernel import clock
from chibo.kernel.months import Month
from chibo.meetings import selectors
from chibo.meetings.models import Meeting
from chibo.meetings.phrases import KINDS, STATES
from chibo.meetings.selectors.groups import groups_of_cell
from chibo.meetings.selectors.months import joint_instead
from chibo.meetings.views.registering import kinds_of
from chibo.meetings.views.shown import hours, state_tag
from chibo.organisations import selectors as organisations
from chibo.ui import sheets, write
from chibo.ui.guard import actor_of, needs
from chibo.ui.here import unit_here
from chibo.ui.pages import page
from chibo.ui.paging import page_of

if TYPE_CHECKING:
    from chibo.organisations.models import Unit

COLUMNS = (
    sheets.Column(lazy("Tháng"), 10),
    sheets.Column(lazy("Tổ chức đảng"), 34),
    sheets.Column(lazy("Buổi họp"), 46),
    sheets.Column(lazy("Ngày"), 14),
    sheets.Column(lazy("Giờ"), 18),
    sheets.Column(lazy("Nơi họp"), 34),
    sheets.Column(lazy("Trạng thái"), 30),
)


@dataclass(frozen=True, slots=True)
class Line:
    """A meeting as the list shows it."""

    meeting: Meeting
    day: str
    hours: str
    sign: str
    word: str | Promise


@dataclass(frozen=True, slots=True)
class Opening:
    """A month of the own unit that has no registered meeting yet."""

    month: Month
    kind: str | Promise
    draft: Meeting | None
    due: str
    is_late: bool
    has_last: bool
    """An earlier meeting is there whose time and place may be kept."""


@needs("meetings.meeting.read")
def meeting_list(request: HttpRequest) -> HttpResponseBase:
    """Show the meetings, newest month first; to whoever reaches very many units those of one month."""
    actor = actor_of(request)
    rows, is_wide = selectors.narrowed(actor, selectors.meetings_for(actor))
    month = _month(request.GET.get("thang", "")) or (Month.of(clock.today()) if is_wide else None)
    rows = _chosen(request, rows, month)
    if request.GET.get("tep") == "xlsx":
        return sheets.xlsx("sinh-hoat.xlsx", COLUMNS, map(_cells, rows.iterator()), title=_("Sinh hoạt"))
    found = page_of(rows, request.GET, by="-month_on")
    here = _unit_here(request)
    unit = here if here and _may_at(request, "meetings.meeting.register", here) else None
    context = {
        "page": found,
        "lines": [_line(row) for row in found.rows],
        "kinds": KINDS,
        "states": STATES,
        "month_text": request.GET.get("thang", "") or (write.month(month) if month else ""),
        "openings": list(_openings(unit)) if unit else [],
        "unit": unit,
        "may_read_book": unit is not None and _may_at(request, "meetings.book.read", unit),
        "may_call_cells": unit is not None and not organisations.is_cell(unit, clock.today()),
        "has_groups": here is not None and organisations.is_cell(here, clock.today()) and groups_of_cell(actor, here),
        "may_read_topics": here is not None and _may_at(request, "meetings.topic.read", here),
        "shows_unit": len({row.unit_id for row in found.rows}) > 1 or unit is None,
    }
    return page(request, "meetings/list.html", context, part="rows")


def _chosen(request: HttpRequest, rows: QuerySet[Meeting], month: Month | None) -> QuerySet[Meeting]:
    asked = request.GET
    if asked.get("loai") in KINDS:
        rows = rows.filter(kind=asked["loai"])
    if asked.get("trang") in STATES:
        rows = rows.filter(state=asked["trang"])
    return rows.filter(month_on=month.first_on) if month else rows


def _month(text: str) -> Month | None:
    """Read 12/2026 or 2026-12; None for anything else: a half-typed filter filters nothing."""
    number, _slash, year = text.partition("/")
    try:
        return Month.parse(f"{year}-{int(number):02}" if year else text)
    except ValueError:
        return None


def _line(meeting: Meeting) -> Line:
    sign, word = state_tag(meeting)
    return Line(meeting, write.weekday_day(meeting.held_on), hours(meeting), sign, word)


def _cells(meeting: Meeting) -> list[object]:
    word = state_tag(meeting)[1]
    month = write.month(meeting.month_on)
    return [month, meeting.unit.name, meeting.title, meeting.held_on, hours(meeting), meeting.place, str(word)]


def _unit_here(request: HttpRequest) -> Unit | None:
    """Return the unit at which one works now. One query."""
    here = unit_here(request)
    return organisations.unit(here) if here is not None else None


def _may_at(request: HttpRequest, action: str, unit: Unit) -> bool:
    return may(actor_of(request), action, organisations.place_of(unit))


def _openings(unit: Unit) -> Iterator[Opening]:
    """Yield this month and the next where they have no registered meeting. Seven queries a month at most."""
    today, kind = clock.today(), kinds_of(unit)[0]
    for month in (Month.of(today), Month.of(today).plus(1)):
        meeting = selectors.regular_of(unit.pk, month, kind)
        if (meeting is not None and meeting.state != "draft") or joint_instead(unit.pk, month, kind):
            continue
        due = selectors.conduct_on(unit.pk, month.first_on).registration_due_on(month)
        kept = selectors.kept_on(unit.pk, month, kind)
        yield Opening(month, KINDS[kind], meeting, write.day(due), today > due, kept is not None)
