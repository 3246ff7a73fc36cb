"""Days off: what the calendar library does not know."""

from datetime import date

from chibo.regulations.figures.base import Figures, Words


class DayChange(Figures):
    day: date
    note_vi: Words


class DaysOff(Figures):
    """Corrections to the public holidays that the library works out."""

    days_off: tuple[DayChange, ...] = ()
    not_off: tuple[DayChange, ...] = ()
    worked: tuple[DayChange, ...] = ()
    """Week-end days on which offices work in exchange."""
