"""Reading for the desk: what falls due, what waits for an agenda, which reminders are open."""

from chibo.desk.selectors.calls import Call, calls_of, cells_below, cells_to_call
from chibo.desk.selectors.dated import Dated, address_behind, address_of, dated_for
from chibo.desk.selectors.due import calendar_around, dues_of
from chibo.desk.selectors.hours import usual_hours
from chibo.desk.selectors.reminders import open_reminders, units_to_start
from chibo.desk.selectors.waiting import Waiting, waiting_for

__all__ = [
    "Call",
    "Dated",
    "Waiting",
    "address_behind",
    "address_of",
    "calendar_around",
    "calls_of",
    "cells_below",
    "cells_to_call",
    "dated_for",
    "dues_of",
    "open_reminders",
    "units_to_start",
    "usual_hours",
    "waiting_for",
]
