"""The desk of those who lead a cell: what is to be done next so that this month's meeting stands."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from chibo.access import may, require
from chibo.desk.rules import month_shown, next_act, starts_on
from chibo.desk.selectors import dues_of
from chibo.desk.states import Act
from chibo.desk.views.lines import Line, due_line, hours, task_lines
from chibo.desk.views.months import month_asked, steps_of, turn_of
from chibo.desk.views.next_acts import for_actor, next_of
from chibo.directives import selectors as directives
from chibo.directives.phrases import ARRIVAL_SIGNS, ARRIVALS
from chibo.directives.states import Arrival
from chibo.kernel import clock
from chibo.kernel.months import Month
from chibo.meetings import selectors as meetings
from chibo.meetings.rules import track_of
from chibo.meetings.states import Kind, State
from chibo.organisations.selectors import place_of
from chibo.scoring import selectors as scoring
from chibo.tasks import selectors as tasks
from chibo.ui import write
from chibo.ui.guard import actor_of
from chibo.ui.pages import page

if TYPE_CHECKING:
    from chibo.meetings.models import Meeting
    from chibo.organisations.models import Unit
    from chibo.scoring.models import Score

SHOWN_TASKS, SHOWN_DUES, SHOWN_PAPERS = 6, 5, 3


@dataclass(frozen=True, slots=True)
class Card:
    """The month's meeting beside the work."""

    meeting: Meeting
    hours: str
    url: str


def desk(request: HttpRequest, unit: Unit) -> HttpResponse:
    actor, today, place = actor_of(request), clock.today(), place_of(unit)
    require(actor, "desk.desk.read", place)
    month, next_on = _month(request, unit, today)
    context = month_context(request, unit, month, Kind.REGULAR, next_on)
    card = context["card"]
    known = meetings.source_keys_of(card.meeting) if isinstance(card, Card) else set()
    may_read = may(actor, "members.record.read", place)
    dues = [due_line(due, today, on_agenda=due.key in known, may_read=may_read) for due in dues_of(unit.pk, month)]
    waiting = tasks.undecided_of(unit.pk)
    context |= {
        "joint": meetings.joint_of_month(unit.pk, month),
        "turn": turn_of(month),
        "today": today,
        "unit": unit,
        "tasks": task_lines(waiting[:SHOWN_TASKS], today),
        "task_count": waiting.count(),
        "dues": dues[:SHOWN_DUES],
        "papers": [*_scores(request, unit), *_papers(request, unit.pk)],
    }
    return page(request, "desk/cell.html", context)


def month_context(request: HttpRequest, unit: Unit, month: Month, kind: Kind, next_on: date) -> dict[str, object]:
    """Return track, next act and meeting card of a unit's month. Five queries, twenty while a meeting is prepared."""
    actor, today = actor_of(request), clock.today()
    meeting = meetings.regular_of(unit.pk, month, kind)
    arrived = directives.arrived_for([unit.pk], month).get(unit.pk) if unit.parent_id else None
    score = scoring.score_of_meeting(meeting.pk) if meeting and meeting.state == State.CLOSED else None
    facts = replace(
        meetings.facts_of_month(unit.pk, month, kind),
        guidance_at=arrived,
        guidance_expected=unit.parent_id is not None,
        # once the minutes are sealed, the score that the cell voted lies before the level above
        reported_at=meeting.closed_at if meeting and score and score.adopted_at else None,
        confirmed_at=score.decided_at if score else None,
    )
    track = track_of(facts, today)
    state = State(meeting.state) if meeting else None
    finished = any(step.state == "ok" for step in track if step.code in ("papers", "recognition"))
    act = next_act(state, meeting.held_on if meeting else None, today, finished=finished)
    kept_on = meetings.kept_on(unit.pk, month, kind) if act is Act.REGISTER else None
    following = next_of(act, month, meeting, today=today, kept_on=kept_on, next_on=next_on)
    place = meetings.place_in(actor, meeting) if meeting else place_of(unit)
    return {
        "meeting": meeting,
        "steps": steps_of(track, today, _urls(meeting)),
        "next": for_actor(following, act, actor, place),
        "card": _card(meeting),
        "may_start": may(actor, "desk.month.prepare", place_of(unit)),
    }


def _month(request: HttpRequest, unit: Unit, today: date) -> tuple[Month, date]:
    """Return the month to show, and the day on which the one after it starts. Four queries."""
    this = Month.of(today)
    conduct = meetings.conduct_on(unit.pk, this.plus(1).first_on)
    asked = month_asked(request.GET)
    if asked is None:
        held = meetings.regular_of(unit.pk, this)
        is_over = held is not None and bool(held.posted_at or held.reported_at)
        begins = starts_on(conduct.registration_due_on(this.plus(1)), conduct.due_soon_days)
        asked = month_shown(today, this_is_over=is_over, next_starts_on=begins)
    return asked, starts_on(conduct.registration_due_on(asked.plus(1)), conduct.due_soon_days)


def _urls(meeting: Meeting | None) -> dict[str, str]:
    found = {"guidance": reverse("directives:list")}
    if meeting is None:
        return found
    detail = reverse("meetings:detail", args=[meeting.pk])
    return found | dict.fromkeys(("registration", "preparation", "meeting", "papers"), detail)


def _card(meeting: Meeting | None) -> Card | None:
    if meeting is None:
        return None
    return Card(meeting, hours(meeting), reverse("meetings:detail", args=[meeting.pk]))


def _scores(request: HttpRequest, unit: Unit) -> list[Line]:
    """Return the score that the level above decided last. One query."""
    rows = scoring.scores_for(actor_of(request)).filter(unit=unit, decided_points__isnull=False)
    return [
        Line(
            _("Điểm tháng %(month)s: %(points)s, %(band)s")
            % {
                "month": write.month(row.month_on),
                "points": write.number((row.decided_points or 0) / 100),
                "band": _band(row),
            },
            reverse("scoring:detail", args=[row.pk]),
            notes=(_("Chi bộ tự chấm %(points)s điểm") % {"points": write.number((row.self_points or 0) / 100)},),
        )
        for row in rows[:1]
    ]


def _band(score: Score) -> str:
    """Return the name of the decided band on the sheet that is stored on the score."""
    bands = scoring.rule_of(score).value.bands
    return next((band.label_vi for band in bands if band.code == score.decided_band), "")


def _papers(request: HttpRequest, unit_id: UUID) -> list[Line]:
    """Return what came last from above. One query."""
    rows = directives.received_by(actor_of(request), unit_id)[:SHOWN_PAPERS]
    return [
        Line(
            row.directive.subject,
            reverse("directives:detail", args=[row.directive_id]),
            state=ARRIVAL_SIGNS[Arrival(row.state)],
            notes=(_("Từ %(unit)s") % {"unit": row.directive.unit.name}, ARRIVALS[row.state]),
        )
        for row in rows
    ]
