"""The typed shapes of all rules. Rooms take them as values and pass them into their own rules."""

from chibo.regulations.figures.agenda import AgendaRow, MeetingAgenda, Outcome, Step
from chibo.regulations.figures.attendance import AttendanceStates, MemberState, Presence
from chibo.regulations.figures.base import Bar, Basis, Figures
from chibo.regulations.figures.days import DaysOff
from chibo.regulations.figures.elections import Body, DisciplineBallot, DisciplineLine, Elections
from chibo.regulations.figures.meetings import KindConduct, MeetingConduct, MeetingKind, MinutesRemarks, OnlineRule
from chibo.regulations.figures.papers import PaperLayout, PaperType, PaperTypes
from chibo.regulations.figures.people import MemberDates, Membership, Petitions
from chibo.regulations.figures.reaching import CommitmentKind, Commitments, Reaching
from chibo.regulations.figures.scoring import (
    Band,
    Condition,
    Evidence,
    Group,
    Item,
    Level,
    ScoreSheet,
    ScoreSheetChoice,
)
from chibo.regulations.figures.special import SpecialMeeting
from chibo.regulations.figures.units import HasCommittee, Post, Posts, UnitKind, UnitKinds
from chibo.regulations.figures.votes import DISCIPLINE, Base, Decision, Majority, VoteMajorities
from chibo.regulations.states import Certainty, Method

SHAPES: dict[str, type[Figures]] = {
    shape.__name__: shape
    for shape in (
        AttendanceStates,
        Commitments,
        DaysOff,
        DisciplineBallot,
        Elections,
        MeetingAgenda,
        MeetingConduct,
        MemberDates,
        Membership,
        MinutesRemarks,
        PaperLayout,
        PaperTypes,
        Petitions,
        Posts,
        Reaching,
        ScoreSheet,
        ScoreSheetChoice,
        SpecialMeeting,
        UnitKinds,
        VoteMajorities,
    )
}
"""By the name that a rule file gives as its `shape`."""

__all__ = [
    "DISCIPLINE",
    "SHAPES",
    "AgendaRow",
    "AttendanceStates",
    "Band",
    "Bar",
    "Base",
    "Basis",
    "Body",
    "Certainty",
    "CommitmentKind",
    "Commitments",
    "Condition",
    "DaysOff",
    "Decision",
    "DisciplineBallot",
    "DisciplineLine",
    "Elections",
    "Evidence",
    "Figures",
    "Group",
    "HasCommittee",
    "Item",
    "KindConduct",
    "Level",
    "Majority",
    "MeetingAgenda",
    "MeetingConduct",
    "MeetingKind",
    "MemberDates",
    "MemberState",
    "Membership",
    "Method",
    "MinutesRemarks",
    "OnlineRule",
    "Outcome",
    "PaperLayout",
    "PaperType",
    "PaperTypes",
    "Petitions",
    "Post",
    "Posts",
    "Presence",
    "Reaching",
    "ScoreSheet",
    "ScoreSheetChoice",
    "SpecialMeeting",
    "Step",
    "UnitKind",
    "UnitKinds",
    "VoteMajorities",
]
