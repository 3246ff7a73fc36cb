"""Reading scores: the sheet in force, what is counted, and who sees which score."""

from chibo.scoring.selectors.evidence import evidence_of
from chibo.scoring.selectors.reach import (
    counts_by_band,
    lines_by_score,
    lines_of,
    place_of_score,
    score_for,
    score_of_meeting,
    scores_for,
    scores_of,
    to_appraise_for,
    waiting_for,
)
from chibo.scoring.selectors.sheet import (
    Counted,
    changed_since,
    counted,
    marks,
    points_at,
    rule_of,
    sheet_on,
    stand_from,
    stand_of,
)

__all__ = [
    "Counted",
    "changed_since",
    "counted",
    "counts_by_band",
    "evidence_of",
    "lines_by_score",
    "lines_of",
    "marks",
    "place_of_score",
    "points_at",
    "rule_of",
    "score_for",
    "score_of_meeting",
    "scores_for",
    "scores_of",
    "sheet_on",
    "stand_from",
    "stand_of",
    "to_appraise_for",
    "waiting_for",
]
