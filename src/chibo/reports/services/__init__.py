"""Writing figures: counted by the worker, closed and opened by the superior; and reminders."""

from chibo.reports.services.closing import close_month, reopen_month
from chibo.reports.services.facts import rebuild_facts, refresh, refresh_stale
from chibo.reports.services.reminding import REMINDED, remind

__all__ = ["REMINDED", "close_month", "rebuild_facts", "refresh", "refresh_stale", "remind", "reopen_month"]
