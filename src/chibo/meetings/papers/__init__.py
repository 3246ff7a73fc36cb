"""Printed papers of a meeting, and its entry in a calendar: plain data, for whoever prints them."""

from chibo.meetings.papers.addendum import addendum_paper
from chibo.meetings.papers.after import extract_paper, minutes_book, posted_texts, report_paper, score_paper
from chibo.meetings.papers.calendar import as_ics
from chibo.meetings.papers.calling import agenda_paper, invitation_paper, notice_paper, roll_paper
from chibo.meetings.papers.facts import Facts, facts_of
from chibo.meetings.papers.minutes import minutes_paper
from chibo.meetings.papers.script import script_paper

__all__ = [
    "Facts",
    "addendum_paper",
    "agenda_paper",
    "as_ics",
    "extract_paper",
    "facts_of",
    "invitation_paper",
    "minutes_book",
    "minutes_paper",
    "notice_paper",
    "posted_texts",
    "report_paper",
    "roll_paper",
    "score_paper",
    "script_paper",
]
