"""Writing from the desk: the start of a month, the daily round, the committee's resolution sent to its cells."""

from chibo.desk.services.addresses import drop_calendar, renew_calendar
from chibo.desk.services.preparing import prepare_month
from chibo.desk.services.rounds import daily_round, remind
from chibo.desk.services.sending import send_resolution_below

__all__ = ["daily_round", "drop_calendar", "prepare_month", "remind", "renew_calendar", "send_resolution_below"]
