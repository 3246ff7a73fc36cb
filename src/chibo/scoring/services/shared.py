"""What all services of this room share: the lock, the move, the stale figures, and whom to tell."""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from django.urls import reverse

from chibo.access import Role
from chibo.audit.rows import locked
from chibo.kernel import clock
from chibo.kernel.errors import Refusal
from chibo.kernel.months import Month
from chibo.notices import services as notices
from chibo.organisations import selectors as organisations
from chibo.scoring import phrases
from chibo.scoring.models import Line, Score
from chibo.scoring.rules import after, written
from chibo.scoring.selectors.sheet import Counted
from chibo.scoring.states import Move, State
from chibo.ui import write

TOPIC = "scoring"
"""Topic of the figures that a score makes stale."""
LEADERS = (Role.SECRETARY, Role.DEPUTY)


def locked_score(score_id: UUID, version: int | None) -> Score:
    """Re-read a score for change, with unit and meeting. Three queries."""
    return locked(Score, score_id, version)


def move(score: Score, step: Move) -> None:
    """Put the score into the state that the step leads to; the caller saves it."""
    score.state = after(State(score.state), step)


def touch(score: Score) -> list[tuple[UUID, Month, str]]:
    """Return what `record(touches=…)` wants: the figures of this unit and month."""
    return [(score.unit_id, Month.of(score.month_on), TOPIC)]


def check_closed(score: Score) -> None:
    """Refuse what is done above while the meeting is not closed: until then the cell may still vote anew."""
    if score.meeting.state != "closed":
        raise Refusal("scoring.meeting_not_closed", title=score.meeting.title)


def keep_evidence(line: Line, found: Counted) -> None:
    """Store on the line what was counted now; the caller saves it."""
    line.applies, line.proposed_points = found.applies, found.proposed
    line.evidence = [one.as_json() for one in found.measures]


def link_to(score: Score) -> str:
    """Return the address of the score sheet."""
    return reverse("scoring:detail", args=[score.pk])


def tell(score: Score, user_ids: Iterable[int], code: str, **facts: object) -> None:
    """Write the notice `phrases.NOTICES[code]` for these accounts."""
    known: Mapping[str, object] = {"unit": score.unit.name, "month": write.month_name(Month.of(score.month_on))}
    notices.tell(user_ids, phrases.NOTICES[code], kind=code, link=link_to(score), facts={**known, **facts})


def assigned(score: Score, today: date) -> list[int]:
    """Return the accounts of the committee members in charge of the unit."""
    return list(organisations.user_ids_with(score.unit_id, (Role.ASSIGNED,), today))


def superiors(score: Score, today: date) -> list[int]:
    """Return the accounts of office and secretary of the unit above."""
    if score.unit.parent_id is None:
        return []
    return list(organisations.user_ids_with(score.unit.parent_id, (Role.OFFICE, Role.SECRETARY), today))


def leaders(score: Score, today: date) -> list[int]:
    """Return the accounts of secretary and deputy of the unit."""
    return list(organisations.user_ids_with(score.unit_id, LEADERS, today))


def tell_next(score: Score, code: str, points: int) -> None:
    """Tell who has the next word: the assigned committee member, without one office and secretary above."""
    today = clock.today()
    tell(score, assigned(score, today) or superiors(score, today), code, points=written(points))
