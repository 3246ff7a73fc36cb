"""What follows the cell's vote: appraisal by the assigned committee member, decision and reopening by the superior."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from chibo.access import Actor, require
from chibo.audit.rows import save
from chibo.audit.services import command, record
from chibo.kernel import clock
from chibo.kernel.errors import Refusal
from chibo.kernel.text import tidy, tidy_lines
from chibo.regulations.figures import ScoreSheet
from chibo.scoring import rules
from chibo.scoring.figures import Given
from chibo.scoring.models import Line, Score
from chibo.scoring.selectors.reach import lines_of, place_of_score
from chibo.scoring.selectors.sheet import counted, marks, points_at, rule_of
from chibo.scoring.services.shared import (
    assigned,
    check_closed,
    keep_evidence,
    leaders,
    locked_score,
    move,
    superiors,
    tell,
    touch,
)
from chibo.scoring.states import Move, Stage


@command("scoring.score.appraise")
def appraise(
    *, actor: Actor, score_id: UUID, version: int, corrections: Mapping[str, Given] | None = None, appraisal: str = ""
) -> Score:
    """Appraise the cell's own score and propose points to the superior committee, each correction with its reason.

    Criteria left out keep the cell's points. Appraising again replaces what was proposed before. Refuses while the
    meeting is open, after the decision, and a correction without a reason.
    """
    score = locked_score(score_id, version)
    place = place_of_score(actor, score)
    require(actor, "scoring.score.appraise", place)
    check_closed(score)
    move(score, Move.APPRAISE)
    sheet, lines = rule_of(score).value, lines_of(score)
    changed = _correct(sheet, lines, corrections or {}, Stage.SELF, "appraised")
    given = marks(lines, Stage.APPRAISED)
    score.appraised_at, score.appraised_by = clock.now(), actor.name
    score.appraised_points, score.appraised_band = rules.total(sheet, given), rules.band(sheet, given).code
    score.appraisal = tidy_lines(appraisal)
    save(score, "state", "appraised_at", "appraised_by", "appraised_points", "appraised_band", "appraisal")
    record(actor, score, place, changed=changed, details={"points": score.appraised_points}, touches=touch(score))
    today = clock.today()
    tell(score, superiors(score, today), "scoring.notice.appraised", points=rules.written(score.appraised_points))
    return score


@command("scoring.score.decide")
def decide(
    *,
    actor: Actor,
    score_id: UUID,
    version: int,
    decided_on: date,
    notice_number: str,
    corrections: Mapping[str, Given] | None = None,
) -> Score:
    """Enter what the superior committee decided: day and number of its notice, each correction with its reason.

    Criteria left out keep what was proposed. What stands is kept, to show later what has changed since. Refuses a day
    before the meeting or in the future, a decision without a number, and a meeting that is not closed.
    """
    score = locked_score(score_id, version)
    place = place_of_score(actor, score)
    require(actor, "scoring.score.decide", place)
    check_closed(score)
    move(score, Move.DECIDE)
    score.decided_on, score.notice_number = _notice(score, decided_on, notice_number)
    sheet, lines = rule_of(score).value, lines_of(score)
    changed = _correct(sheet, lines, corrections or {}, Stage.APPRAISED, "decided")
    given = marks(lines, Stage.DECIDED)
    score.decided_at, score.decided_by = clock.now(), actor.name
    score.decided_points, score.decided_band = rules.total(sheet, given), rules.band(sheet, given).code
    score.decided_before = _kept(score, sheet, lines)
    save(
        score,
        *("state", "decided_on", "notice_number", "decided_at", "decided_by"),
        *("decided_points", "decided_band", "decided_before"),
    )
    record(actor, score, place, changed=changed, details={"points": score.decided_points}, touches=touch(score))
    today = clock.today()
    facts = {"points": rules.written(score.decided_points), "number": score.notice_number, "day": decided_on}
    tell(score, [*leaders(score, today), *assigned(score, today)], "scoring.notice.decided", **facts)
    return score


@command("scoring.score.decide")
def decide_as_proposed(
    *, actor: Actor, scores: Sequence[tuple[UUID, int]], decided_on: date, notice_number: str
) -> list[Score]:
    """Decide several scores as (score, version seen) as they were proposed, under one notice. All of it or nothing."""
    if not scores:
        raise Refusal("scoring.none_chosen")
    decided = [
        decide(actor=actor, score_id=pk, version=version, decided_on=decided_on, notice_number=notice_number)
        for pk, version in scores
    ]
    first = decided[0]
    record(actor, first, place_of_score(actor, first), details={"scores": [score.pk for score in decided]})
    return decided


@command("scoring.score.reopen")
def reopen(*, actor: Actor, score_id: UUID, version: int, reason: str) -> Score:
    """Take a decision back, with the reason; what was decided is kept and shown beside what stands now."""
    score = locked_score(score_id, version)
    place = place_of_score(actor, score)
    require(actor, "scoring.score.reopen", place)
    if not tidy(reason):
        raise Refusal("scoring.reopen_needs_reason")
    before = score.decided_points
    move(score, Move.REOPEN)
    score.decided_on = score.decided_at = score.decided_points = None
    score.notice_number = score.decided_band = score.decided_by = ""
    score.reopened_at, score.reopened_by, score.reopened_reason = clock.now(), actor.name, tidy(reason)[:500]
    for line in lines_of(score):
        if line.decided_points is not None:
            line.decided_points, line.decided_reason = None, ""
            save(line, "decided_points", "decided_reason")
    save(
        score,
        *("state", "decided_on", "decided_at", "decided_points", "notice_number", "decided_band", "decided_by"),
        *("reopened_at", "reopened_by", "reopened_reason"),
    )
    record(actor, score, place, changed={"decided_points": (before, None)}, touches=touch(score))
    today = clock.today()
    tell(score, [*leaders(score, today), *assigned(score, today)], "scoring.notice.reopened", reason=tidy(reason))
    return score


def _correct(
    sheet: ScoreSheet, lines: Sequence[Line], corrections: Mapping[str, Given], base: Stage, stage: str
) -> dict[str, tuple[object, object]]:
    """Write the points of a stage onto the lines, None where they are those of the stage before. One query a change."""
    known = {line.code for line in lines if line.applies}
    for code in corrections:
        if code not in known:
            raise Refusal("scoring.no_such_item", item=code)
    changed: dict[str, tuple[object, object]] = {}
    for line in lines:
        before = points_at(line, base)
        points, reason = _corrected(sheet, line, before, corrections.get(line.code))
        if (getattr(line, f"{stage}_points"), getattr(line, f"{stage}_reason")) != (points, reason):
            setattr(line, f"{stage}_points", points)
            setattr(line, f"{stage}_reason", reason)
            save(line, f"{stage}_points", f"{stage}_reason")
        if points is not None:
            changed[line.code] = (before, points)
    return changed


def _corrected(sheet: ScoreSheet, line: Line, before: int | None, given: Given | None) -> tuple[int | None, str]:
    if given is None or before is None:
        return None, ""
    given = Given(given.points, tidy(given.reason)[:500])
    rules.check_correction(sheet.item(line.code), before, given)
    return (None, "") if given.points == before else (given.points, given.reason)


def _notice(score: Score, decided_on: date, number: str) -> tuple[date, str]:
    held_on = score.meeting.held_on
    if decided_on > clock.today():
        raise Refusal("scoring.decided_in_future", day=decided_on)
    if held_on is not None and decided_on < held_on:
        raise Refusal("scoring.decided_before_meeting", day=decided_on, held=held_on)
    if not tidy(number):
        raise Refusal("scoring.no_number")
    return decided_on, tidy(number)[:60]


def _kept(score: Score, sheet: ScoreSheet, lines: Sequence[Line]) -> dict[str, Any]:
    """Store fresh evidence on the lines, and return all that stands, for `changed_since`."""
    found = counted(score.meeting, sheet)
    for line in lines:
        keep_evidence(line, found[line.code])
        save(line, "applies", "proposed_points", "evidence")
    return {
        "decided_on": score.decided_on.isoformat() if score.decided_on else None,
        "number": score.notice_number,
        "total": score.decided_points,
        "band": score.decided_band,
        "points": {line.code: points_at(line, Stage.DECIDED) for line in lines if line.applies},
        "evidence": {line.code: line.evidence for line in lines},
    }
