"""What the papers before a meeting say, gathered by the page and written here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from chibo.access import Role
from chibo.documents.figures import Block, Head, Paper, Signature
from chibo.documents.rules import authority_line
from chibo.documents.selectors import head_for, regulated
from chibo.documents.states import Body
from chibo.kernel import clock
from chibo.meetings.figures import later
from chibo.meetings.models import AgendaItem, Meeting
from chibo.meetings.papers.words import day_words
from chibo.meetings.selectors.invited import Invited, invited_to, roles_held
from chibo.meetings.selectors.reach import agenda_of
from chibo.meetings.selectors.ruling import ATTENDANCE, VOTES, lines_of, rules_of
from chibo.meetings.states import Kind

if TYPE_CHECKING:
    from chibo.regulations.figures import AgendaRow, AttendanceStates, VoteMajorities

_OFFICES = {Role.SECRETARY: "BÍ THƯ", Role.DEPUTY: "PHÓ BÍ THƯ", Role.CELL_COMMITTEE: "CHI ỦY VIÊN"}
BODIES = {Kind.COMMITTEE: Body.CELL_COMMITTEE, Kind.SUPERIOR: Body.COMMITTEE, Kind.JOINT: Body.COMMITTEE}


@dataclass(frozen=True, slots=True)
class Facts:
    """A meeting as its papers need it. `on` is the day of the paper."""

    meeting: Meeting
    items: Sequence[AgendaItem]
    invited: Invited
    lines: Mapping[str, AgendaRow]
    votes: VoteMajorities
    states: AttendanceStates
    on: date
    offices: Mapping[str, str]
    """Post of the chair as it stands under a signature, by person id: BÍ THƯ."""

    @property
    def body(self) -> Body:
        return BODIES.get(Kind(self.meeting.kind), Body.CELL)

    @property
    def base(self) -> int:
        """Members in the base of a majority, if all come who are called."""
        everybody = (*self.invited.called, *self.invited.others)
        return sum(self.states.state(one.status).in_base == "always" for one in everybody)

    def who(self, item: AgendaItem) -> str:
        """Return who presents the item, as a paper names them."""
        if item.presenter is not None:
            return f"đồng chí {item.presenter.full_name}"
        line = self.lines.get(item.line)
        if line is not None and line.presenter == "assigned" and self.invited.guests:
            return ", ".join(f"đồng chí {guest.name}" for guest in self.invited.guests if guest.is_assigned)
        return "các đồng chí đảng viên" if line is not None and line.presenter == "members" else ""


def facts_of(meeting: Meeting) -> Facts:
    """Gather what the papers say, as of today. About fifteen queries for any number of members."""
    on, invited = clock.today(), invited_to(meeting)
    offices = {str(one.person_id): _office(roles_held(one, meeting.unit, on)) for one in invited.called}
    votes, states = rules_of(meeting, VOTES).value, rules_of(meeting, ATTENDANCE).value
    return Facts(meeting, agenda_of(meeting), invited, lines_of(meeting), votes, states, on, offices)


def head(facts: Facts, type_code: str, subject: str, title: str = "") -> Head:
    """Return the head of a paper; `title` puts another name in place of the type's. Six queries."""
    found = head_for(facts.meeting.unit, type_code=type_code, subject=subject, on=facts.on, body=facts.body)
    return replace(found, type_name=title) if title else found


def number_gap(facts: Facts, type_code: str) -> str:
    """Return the line of the number before one is drawn. Three queries."""
    return regulated(facts.meeting.unit, facts.on).number_gap(type_code, facts.body)


def signature(facts: Facts) -> tuple[Signature, ...]:
    """Return the chair's signature for the body that calls the meeting."""
    chair = facts.meeting.chair
    if chair is None:
        return ()
    if facts.meeting.group is not None:  # a group signs for itself: it is no body that issues papers
        return (Signature(chair.full_name, facts.meeting.group.name.upper()),)
    return (Signature(chair.full_name, facts.offices.get(str(chair.pk), ""), authority_line(facts.body)),)


def subject(meeting: Meeting) -> str:
    """Return the title as it stands inside a sentence: with a small first letter."""
    return meeting.title[:1].lower() + meeting.title[1:]


def when(meeting: Meeting) -> str:
    """Return `19 giờ 30 đến 21 giờ 10, thứ Năm ngày 03/12/2026`; dots where nothing is set."""
    if meeting.held_on is None or meeting.starts_at is None:
        return "……………"
    end = later(meeting.starts_at, meeting.planned_minutes)
    return f"{meeting.starts_at:%H giờ %M} đến {end:%H giờ %M}, {day_words(meeting.held_on)}"


def _office(roles: set[Role]) -> str:
    """Return the office under a signature: without the name of the body, which stands above it."""
    return next((words for role, words in _OFFICES.items() if role in roles), "")


def paper(facts: Facts, top: Head, body: tuple[Block, ...], *, signed: bool = True, to: tuple[str, ...] = ()) -> Paper:
    """Return the paper with the chair's signature and its recipients."""
    return Paper(top, body, signature(facts) if signed else (), to)
