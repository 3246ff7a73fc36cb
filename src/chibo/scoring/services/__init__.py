"""Writing scores: drafted and voted in the meeting, appraised, decided and reopened above."""

from chibo.scoring.services.above import appraise, decide, decide_as_proposed, reopen
from chibo.scoring.services.own import adopt_self_score, draft_score, set_self_points

__all__ = [
    "adopt_self_score",
    "appraise",
    "decide",
    "decide_as_proposed",
    "draft_score",
    "reopen",
    "set_self_points",
]
