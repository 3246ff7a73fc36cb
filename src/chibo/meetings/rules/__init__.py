"""Pure decisions of this room."""

from chibo.meetings.rules.agenda import Phase, check_title, missing_steps, order_after_move, phase_of, place_of_new
from chibo.meetings.rules.closing import Done, check_complete, check_moments, filled, gaps, minutes_long
from chibo.meetings.rules.registering import check_plan, check_sitting, overlaps, remarks_on
from chibo.meetings.rules.replying import Head, heads, must_come
from chibo.meetings.rules.rollcall import Absence, Called, head_of, is_there, presence_of, usual_presence
from chibo.meetings.rules.rollcall import Head as RollHead
from chibo.meetings.rules.roomcode import LASTS_SECONDS, code_at, is_right
from chibo.meetings.rules.track import STEPS, TrackStep, track_of
from chibo.meetings.rules.trust import (
    check_may_seal,
    check_remarks_taken,
    new_code,
    remarks_end,
    shown_code,
    typed_code,
)

__all__ = [
    "LASTS_SECONDS",
    "STEPS",
    "Absence",
    "Called",
    "Done",
    "Head",
    "Phase",
    "RollHead",
    "TrackStep",
    "check_complete",
    "check_may_seal",
    "check_moments",
    "check_plan",
    "check_remarks_taken",
    "check_sitting",
    "check_title",
    "code_at",
    "filled",
    "gaps",
    "head_of",
    "heads",
    "is_right",
    "is_there",
    "minutes_long",
    "missing_steps",
    "must_come",
    "new_code",
    "order_after_move",
    "overlaps",
    "phase_of",
    "place_of_new",
    "presence_of",
    "remarks_end",
    "remarks_on",
    "shown_code",
    "track_of",
    "typed_code",
    "usual_presence",
]
