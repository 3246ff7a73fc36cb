"""Reading votes. Numbers belong to a meeting's public face; the caller has let the actor into the meeting."""

from chibo.ballots.selectors.boxes import (
    FEW,
    box,
    box_held_open,
    has_voted,
    open_box_of,
    place_of_box,
    result_of,
    rule_of,
    turnout,
)
from chibo.ballots.selectors.desk import (
    CountingMinutes,
    CountLine,
    Outcome,
    count,
    counts_of,
    entered_by,
    minutes_of,
    open_count_of,
    open_differences,
    outcome_of,
    own_entry,
)
from chibo.ballots.selectors.running import Running, open_sheet, running_in, taps_count
from chibo.ballots.selectors.sealed import sealed_rows
from chibo.ballots.selectors.voters import check_line, check_may_cast, check_may_tap, own_answer
from chibo.ballots.selectors.votes import had_a_vote, held_open, open_vote_of, vote, votes_of

__all__ = [
    "FEW",
    "CountLine",
    "CountingMinutes",
    "Outcome",
    "Running",
    "box",
    "box_held_open",
    "check_line",
    "check_may_cast",
    "check_may_tap",
    "count",
    "counts_of",
    "entered_by",
    "had_a_vote",
    "has_voted",
    "held_open",
    "minutes_of",
    "open_box_of",
    "open_count_of",
    "open_differences",
    "open_sheet",
    "open_vote_of",
    "outcome_of",
    "own_answer",
    "own_entry",
    "place_of_box",
    "result_of",
    "rule_of",
    "running_in",
    "sealed_rows",
    "taps_count",
    "turnout",
    "vote",
    "votes_of",
]
