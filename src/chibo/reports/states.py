"""States of a cell's month, and what the board shows of it."""

from enum import StrEnum


class State(StrEnum):
    """A cell's month for its figures."""

    OPEN = "open"
    REPORTED = "reported"
    """The meeting is closed and the cell has scored itself."""
    CONFIRMED = "confirmed"
    """The superior committee has decided the score."""
    CLOSED = "closed"


class ClosedAs(StrEnum):
    """With what a month was closed."""

    WHOLE = ""
    NOT_HELD = "not_held"
    NOT_SCORED = "not_scored"


class Sign(StrEnum):
    """What the board shows of a cell's month; the values name the shapes of the style sheet."""

    NONE = "none"
    """Nothing yet, and nothing overdue."""
    NO_UNIT = "off"
    """The cell did not stand then."""
    REGISTERED = "reg"
    HELD = "met"
    """Held, not scored yet, or held before any sheet was in force."""
    SCORED = "sco"
    """Scored by the cell, waits for the decision."""
    CONFIRMED = "ok"
    LATE = "late"
    """Not registered in time, or not held on its day."""
    POSTPONED = "put"
    """Postponed, and the superior agreed."""
    HELD_LATE = "slow"
    """Held after the last day that counts as in time."""
    NOT_HELD = "miss"
    """Cancelled, or the month was closed without a meeting."""


class Indicator(StrEnum):
    """What is counted for a cell and month. Only counts that can be added; `points` are hundredths."""

    CELLS = "cells"
    REGISTERED = "registered"
    HELD = "held"
    HELD_LATE = "held_late"
    SCORED = "scored"
    CONFIRMED = "confirmed"
    PRESENT = "present"
    """Members present of those who had to come."""
    SPOKE = "spoke"
    """Members who spoke of those present."""
    TASKS_DONE = "tasks_done"
    """Tasks done of those due in the month."""
    RESOLUTIONS = "resolutions"
    POINTS = "points"
    """Points that stand, over the number of scores."""
    BAND_GOOD = "band_good"
    BAND_FAIR = "band_fair"
    BAND_AVERAGE = "band_average"
    BAND_POOR = "band_poor"
    THEMATIC = "thematic"
    """Thematic meetings held."""
    PROPOSALS_DUE = "proposals_due"
    """Members' proposals answered by the end of the month, of those due in it."""
    PROPOSALS_LATE = "proposals_late"
    """Answered after their day, of those answered in the month."""
    PROPOSALS_WAITING = "proposals_waiting"
    """Due by the end of the month, of those without an answer then."""
