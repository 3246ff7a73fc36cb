"""Meetings, their agenda, replies, roll call, speeches and what they ask of the level above."""

from chibo.meetings.models.agenda import AgendaItem, Material
from chibo.meetings.models.breaks import Break
from chibo.meetings.models.joint import JointCell
from chibo.meetings.models.kept import Kept
from chibo.meetings.models.meeting import Meeting
from chibo.meetings.models.people import Attendance, Guest, Opinion, PresenceSpan, ReplyRow
from chibo.meetings.models.said import CellRequest, MentionRow, Speech, Wish
from chibo.meetings.models.topics import Topic, TopicPlan
from chibo.meetings.models.trust import Addendum, RemarkRow

__all__ = [
    "Addendum",
    "AgendaItem",
    "Attendance",
    "Break",
    "CellRequest",
    "Guest",
    "JointCell",
    "Kept",
    "Material",
    "Meeting",
    "MentionRow",
    "Opinion",
    "PresenceSpan",
    "RemarkRow",
    "ReplyRow",
    "Speech",
    "Topic",
    "TopicPlan",
    "Wish",
]
