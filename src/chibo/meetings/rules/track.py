"""The month of a unit as seven steps, from guidance to the recognition of its score."""

from dataclasses import dataclass
from datetime import date, datetime

from chibo.kernel import clock
from chibo.meetings.figures import MonthFacts

STEPS = ("guidance", "registration", "preparation", "meeting", "papers", "report", "recognition")


@dataclass(frozen=True, slots=True)
class TrackStep:
    """One step. `state` is ok, now, wait or late; `on` the day it was done, or by which it is due."""

    code: str
    state: str
    on: date | None = None


def track_of(facts: MonthFacts, today: date) -> list[TrackStep]:
    """Return the seven steps with exactly one of them `now` or `late` at most as the first that is open.

    A cancelled meeting leaves its step and the later ones waiting; a postponed one is not late.
    """
    done = _done(facts)
    due = {
        "registration": facts.registration_due_on,
        "preparation": facts.materials_due_on,
        "meeting": facts.held_on,
        "papers": facts.posting_due_on,
        "report": facts.report_due_on,
    }
    steps, reached = [], True
    for code in STEPS:
        if code in done:
            steps.append(TrackStep(code, "ok", _day(done[code])))
            continue
        state = _open_state(code, due.get(code), facts, today) if reached else "wait"
        steps.append(TrackStep(code, state, due.get(code)))
        reached = False
    return steps


def _done(facts: MonthFacts) -> dict[str, datetime | date | None]:
    done: dict[str, datetime | date | None] = {}
    if facts.guidance_at or not facts.guidance_expected or facts.registered_at:
        done["guidance"] = facts.guidance_at
    if facts.registered_at and not facts.is_postponed:
        done["registration"] = facts.registered_at
    if facts.called_at or facts.opened_at:
        done["preparation"] = facts.called_at or facts.opened_at
    if facts.closed_at:
        done["meeting"] = facts.held_on
    if facts.posted_at:
        done["papers"] = facts.posted_at
    if facts.reported_at:
        done["report"] = facts.reported_at
    if facts.confirmed_at:
        done["recognition"] = facts.confirmed_at
    return done


def _open_state(code: str, due_on: date | None, facts: MonthFacts, today: date) -> str:
    if facts.is_cancelled:
        return "wait"
    if code == "registration" and facts.is_postponed:
        return "now"
    return "late" if due_on is not None and today > due_on else "now"


def _day(moment: datetime | date | None) -> date | None:
    return clock.local(moment).date() if isinstance(moment, datetime) else moment
