"""Pure decisions of this room."""

from chibo.meetings.rules.agenda import Phase, check_title, missing_steps, order_after_move, phase_of, place_of_new
from chibo.meetings.rules.registering import check_plan, check_sitting, overlaps, remarks_on
from chibo.meetings.rules.replying import Head, heads, must_come
from chibo.meetings.rules.track import STEPS, TrackStep, track_of

__all__ = [
    "STEPS",
    "Head",
    "Phase",
    "TrackStep",
    "check_plan",
    "check_sitting",
    "check_title",
    "heads",
    "missing_steps",
    "must_come",
    "order_after_move",
    "overlaps",
    "phase_of",
    "place_of_new",
    "remarks_on",
    "track_of",
]
