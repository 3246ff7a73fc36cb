"""The desk of a level above: which cells need a call, whom to visit, what waits for an answer, its own meeting."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from chibo.access import Actor, Role, may, require
from chibo.desk import phrases
from chibo.desk.rules import starts_on
from chibo.desk.selectors import Call, calls_of, cells_below, cells_to_call
from chibo.desk.views.cell import Card, month_context
from chibo.desk.views.lines import Line, hours
from chibo.desk.views.months import month_asked, rest_of, turn_of
from chibo.directives import selectors as directives
from chibo.kernel import clock
from chibo.kernel.months import Month
from chibo.meetings import selectors as meetings
from chibo.meetings.states import Kind, State
from chibo.organisations import selectors as organisations
from chibo.organisations.selectors import place_of
from chibo.regulations.figures import MeetingConduct
from chibo.resolutions import selectors as resolutions
from chibo.scoring import selectors as scoring
from chibo.ui import write
from chibo.ui.guard import actor_of
from chibo.ui.pages import page

if TYPE_CHECKING:
    from chibo.organisations.models import Unit

SHOWN, DAYS_AHEAD = 12, 14


def desk(request: HttpRequest, unit: Unit) -> HttpResponse:
    actor, today = actor_of(request), clock.today()
    require(actor, "desk.desk.read", place_of(unit))
    month = month_asked(request.GET) or Month.of(today)
    conduct = meetings.conduct_on(unit.pk, month.first_on)
    below = cells_below(actor, unit)
    cells = cells_to_call(below, unit)
    calls = _calls(calls_of(cells, conduct), today)
    context: dict[str, object] = {
        "unit": unit,
        "today": today,
        "turn": turn_of(month),
        "calls": calls[:SHOWN],
        "call_count": len(calls),
        "cell_count": len(cells),
        "has_more_below": len(cells) == 0 and below.exists(),
        "visits_first": actor.has(Role.ASSIGNED),
        "visits": _visits(actor, unit, today),
        "requests": _requests(actor),
        "scores": _scores(actor),
        "deadlines": _deadlines(month, conduct, today),
        "papers": _issued(actor, unit, month),
    }
    if may(actor, "desk.month.prepare", place_of(unit)) and not organisations.is_cell(unit, today):
        next_on = starts_on(conduct.registration_due_on(month.plus(1)), conduct.due_soon_days)
        context |= month_context(request, unit, month, Kind.SUPERIOR, next_on)
        context |= _sending(actor, context["card"], unit)
    return page(request, "desk/superior.html", context)


def _calls(calls: list[Call], today: date) -> list[Line]:
    """Return one line for each cell, with everything that is late there; the longest late first."""
    by_cell: dict[Unit, list[Call]] = {}
    for call in calls:
        by_cell.setdefault(call.unit, []).append(call)
    return [_call(cell, found, today) for cell, found in by_cell.items()]


def _call(cell: Unit, calls: list[Call], today: date) -> Line:
    first = calls[0]
    words = [str(phrases.CALLS[call.code]) % {"month": write.month(call.month)} for call in calls]
    held = next((call.meeting_id for call in calls if call.meeting_id and call.code != "not_registered"), None)
    url = reverse("meetings:detail", args=[held]) if held else reverse("organisations:unit", args=[cell.pk])
    who = _("Bí thư: %(name)s") % {"name": first.secretary} if first.secretary else _("Chưa có bí thư")
    sign = "warn" if all(call.code == "postponed" for call in calls) else "late"
    return Line(cell.name, url, first.since, sign, rest_of(first.since, today).capitalize(), (*words, who))


def _visits(actor: Actor, unit: Unit, today: date) -> list[Line]:
    """Return the meetings ahead: those of one's own cells for whoever is assigned, else all below. One query."""
    rows = meetings.standing_between(actor, today, today + timedelta(DAYS_AHEAD))
    mine = [mandate.unit_id for mandate in actor.mandates if mandate.role is Role.ASSIGNED]
    chosen = rows.filter(unit__in=mine) if mine else rows.filter(organisations.in_subtree(unit.path, "unit__"))
    return [
        Line(
            row.unit.name,
            reverse("meetings:detail", args=[row.pk]),
            row.held_on,
            "now" if row.held_on == today else "",
            notes=tuple(note for note in (hours(row), row.place) if note),
        )
        for row in chosen[:SHOWN]
    ]


def _requests(actor: Actor) -> list[Line]:
    """Return what cells ask and nobody has answered. One query."""
    return [
        Line(
            row.text[:160],
            reverse("meetings:detail", args=[row.meeting_id]),
            clock.local(row.sent_at).date() if row.sent_at else None,
            notes=(row.meeting.unit.name,),
        )
        for row in meetings.requests_waiting(actor)[:SHOWN]
    ]


def _scores(actor: Actor) -> list[Line]:
    """Return the scores that wait for the actor: to decide, or to appraise as the assigned member. Two queries."""
    waiting = {
        _("Chờ cấp ủy công nhận"): scoring.waiting_for(actor)[:SHOWN],
        _("Chờ đồng chí thẩm định"): scoring.to_appraise_for(actor)[:SHOWN],
    }
    return [
        Line(
            row.unit.name,
            reverse("scoring:detail", args=[row.pk]),
            notes=(
                word,
                _("Tháng %(month)s") % {"month": write.month(row.month_on)},
                _("Chi bộ tự chấm %(points)s điểm") % {"points": write.number((row.self_points or 0) / 100)},
            ),
        )
        for word, rows in waiting.items()
        for row in rows
    ]


def _deadlines(month: Month, conduct: MeetingConduct, today: date) -> list[Line]:
    """Return the days that matter in this month for the cells, those ahead first."""
    after = month.plus(1)
    days = [
        (
            _("Hạn đăng ký sinh hoạt tháng %(month)s") % {"month": write.month(after)},
            conduct.registration_due_on(after),
        ),
        (_("Kết thúc tháng %(month)s") % {"month": write.month(month)}, conduct.closes_on(month)),
    ]
    meeting_on = conduct.meeting_on(month)
    if meeting_on:
        days.append((_("Ngày sinh hoạt chi bộ"), meeting_on))
    return [
        Line(title, on=day, notes=(rest_of(day, today),))
        for title, day in sorted(days, key=lambda one: one[1])
        if day >= today
    ]


def _issued(actor: Actor, unit: Unit, month: Month) -> list[Line]:
    """Return what was sent down for this month and the next, with how far it is. One query."""
    rows = directives.issued_by(actor, unit.pk).filter(
        state="issued", month_on__in=(month.first_on, month.plus(1).first_on)
    )
    return [
        Line(
            row.subject,
            reverse("directives:detail", args=[row.pk]),
            notes=(_("%(dealt)s/%(sent)s nơi đã sinh hoạt") % {"dealt": row.dealt, "sent": row.sent},),  # type: ignore[attr-defined]
        )
        for row in rows[:SHOWN]
    ]


def _sending(actor: Actor, card: object, unit: Unit) -> dict[str, object]:
    """Tell whether the resolution of the committee's meeting can go down, and which. One query once it is closed."""
    if not isinstance(card, Card) or card.meeting.state != State.CLOSED:
        return {"may_send": False}
    adopted = resolutions.adopted_of([card.meeting.pk]).get(card.meeting.pk, [])
    may_send = may(actor, "desk.resolution.send", place_of(unit))
    return {"may_send": may_send, "adopted": adopted[-1] if adopted else None}
