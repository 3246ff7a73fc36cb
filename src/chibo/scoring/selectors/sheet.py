"""A score sheet as it stands: its criteria with points, evidence, sums, and what has changed since it was decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from chibo.meetings.states import Kind
from chibo.organisations import selectors as organisations
from chibo.regulations import selectors as regulations
from chibo.regulations.figures import Evidence, Item, ScoreSheet
from chibo.regulations.rules import ResolvedRule
from chibo.scoring import rules
from chibo.scoring.figures import Marked, Measure, Stand
from chibo.scoring.models import Line, Score
from chibo.scoring.selectors.evidence import evidence_of, is_alone, thematic_held
from chibo.scoring.states import Stage

if TYPE_CHECKING:
    from chibo.meetings.models import Meeting


@dataclass(frozen=True, slots=True)
class Counted:
    """What the program found for one criterion now."""

    applies: bool
    proposed: int | None
    measures: tuple[Measure, ...]


def sheet_on(meeting: Meeting) -> ResolvedRule[ScoreSheet] | None:
    """Return the sheet for a meeting; None before any was in force and for kinds not scored. Three queries."""
    if meeting.held_on is None or meeting.kind not in (Kind.REGULAR, Kind.THEMATIC):
        return None
    line = organisations.ancestor_ids(meeting.unit_id, meeting.held_on)
    found = regulations.score_sheet_for(meeting.held_on, line)
    return found if found and meeting.kind in found.value.applies_to else None


def rule_of(score: Score) -> ResolvedRule[ScoreSheet]:
    """Return the rule that is stored on the score. No query."""
    return ResolvedRule[ScoreSheet].from_snapshot(score.sheet)


def counted(meeting: Meeting, sheet: ScoreSheet) -> dict[str, Counted]:
    """Count the evidence of all criteria now. At most 24 queries for any number of members, items and tasks."""
    keys = dict.fromkeys(Evidence(key) for item in sheet.items for key in _keys(item))
    found = evidence_of(meeting, list(keys))
    asks_thematic = any(item.applies == "thematic_held" for item in sheet.items)
    held = asks_thematic and thematic_held(meeting)
    alone = any(item.full_if == "only_secretary" for item in sheet.items) and is_alone(meeting)
    return {item.code: _count(item, found, held=held, alone=alone) for item in sheet.items}


def _count(item: Item, found: Mapping[str, Measure], *, held: bool, alone: bool) -> Counted:
    applies = item.applies == "always" or held
    measures = tuple(found[key] for key in _keys(item) if key in found)
    return Counted(applies, rules.proposal(item, found, applies=applies, alone=alone), measures)


def _keys(item: Item) -> tuple[str, ...]:
    asked = [one.evidence for one in item.full_when]
    asked += [one.evidence for level in item.levels for one in level.when]
    return tuple(dict.fromkeys([*item.shows, *asked]))


def marks(lines: Iterable[Line], stage: Stage) -> list[Marked]:
    """Return the criteria with the points that stand at a stage: decided, else appraised, else the cell's own."""
    return [Marked(line.code, line.max_points, points_at(line, stage), line.applies) for line in lines]


def points_at(line: Line, stage: Stage) -> int | None:
    """Return the points of a criterion at a stage; a stage that left them alone takes those before it."""
    chain: dict[Stage, tuple[int | None, ...]] = {
        Stage.SELF: (line.self_points,),
        Stage.APPRAISED: (line.appraised_points, line.self_points),
        Stage.DECIDED: (line.decided_points, line.appraised_points, line.self_points),
    }
    return next((points for points in chain[stage] if points is not None), None)


def stand_of(lines: Sequence[Line], evidence: Mapping[str, Sequence[Measure]] | None = None) -> Stand:
    """Return what stands on the sheet: official points, and the evidence given, else the one stored."""
    points = {line.code: found for line in lines if (found := points_at(line, Stage.DECIDED)) is not None}
    stored = {line.code: tuple(map(Measure.from_json, line.evidence)) for line in lines}
    return Stand(points, stored if evidence is None else {code: tuple(found) for code, found in evidence.items()})


def stand_from(stored: Mapping[str, Any]) -> Stand:
    """Return what stood when the score was decided last."""
    evidence = {code: tuple(map(Measure.from_json, found)) for code, found in stored["evidence"].items()}
    return Stand(dict(stored["points"]), evidence)


def changed_since(score: Score, lines: Sequence[Line], now: Mapping[str, Counted]) -> list[str]:
    """Return the criteria whose points or evidence are not what was decided; empty while never decided."""
    if not score.decided_before:
        return []
    present = stand_of(lines, {code: one.measures for code, one in now.items()})
    return rules.changes(stand_from(score.decided_before), present)


__all__ = [
    "Counted",
    "changed_since",
    "counted",
    "marks",
    "points_at",
    "rule_of",
    "sheet_on",
    "stand_from",
    "stand_of",
]
