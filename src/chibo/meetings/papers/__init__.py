"""Printed papers of a meeting, and its entry in a calendar: plain data, for whoever prints them."""

from chibo.meetings.papers.calendar import as_ics

__all__ = ["as_ics"]
