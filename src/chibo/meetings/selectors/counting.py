"""Counts of paper ballots: who may stand and count, how far a count is, and what it brought."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from chibo.access import Actor
from chibo.ballots import selectors as ballots
from chibo.ballots.rules import Sheet, base_of
from chibo.ballots.rules.elections import Candidate, next_list
from chibo.ballots.selectors import CountingMinutes
from chibo.ballots.states import CountState
from chibo.kernel import clock
from chibo.kernel.errors import Missing, Refusal
from chibo.meetings.models import AgendaItem, Attendance, Meeting
from chibo.meetings.selectors.ruling import ATTENDANCE, VOTES, rules_of
from chibo.meetings.selectors.sitting import summoned_at
from chibo.meetings.states import Presence
from chibo.members.phrases import STATUSES
from chibo.members.rules import vote_status
from chibo.members.states import StandingKind, Status
from chibo.regulations import selectors as regulations
from chibo.regulations.figures import DISCIPLINE, Decision
from chibo.regulations.states import Method

if TYPE_CHECKING:
    from chibo.ballots.models import PaperCount
    from chibo.regulations.figures import DisciplineBallot, Elections
    from chibo.regulations.rules import ResolvedRule


@dataclass(frozen=True, slots=True)
class Standing:
    """A member who may stand in an election."""

    person_id: UUID
    name: str
    given_name: str
    note: str
    """What tells the status apart from the ordinary; empty for full members."""

    @property
    def candidate(self) -> Candidate:
        return Candidate(str(self.person_id), self.name, self.given_name)


@dataclass(frozen=True, slots=True)
class CountSeen:
    """A paper vote as pages show it: of an open one only how far it is, of an agreed one everything."""

    count: PaperCount
    sheet: Sheet
    entered: frozenset[UUID]
    """Who of the team has entered a count; empty once it is agreed."""
    minutes: CountingMinutes | None = None
    """None before two tellers agree."""

    @property
    def is_open(self) -> bool:
        return self.count.state == CountState.OPEN

    @property
    def differs(self) -> bool:
        """Two have entered and do not agree."""
        return self.is_open and len(self.entered) > 1

    @property
    def further(self) -> tuple[str, ...]:
        """Names that stand in a further round, by key; empty where none is due."""
        outcome = self.minutes.outcome if self.minutes else None
        return next_list(self.sheet.options, outcome.election) if outcome and outcome.election else ()


def elections_rule(meeting: Meeting) -> ResolvedRule[Elections]:
    """Return the rule of elections of the meeting's day. Refuses a day before the one that is known. No query."""
    return _rule_on(meeting, "elections")


def discipline_rule(meeting: Meeting) -> ResolvedRule[DisciplineBallot]:
    """Return the rule of the ballot on discipline. Refuses a day before the one that is known. No query."""
    return _rule_on(meeting, "discipline-ballot")


def who_may_stand(meeting: Meeting) -> list[Standing]:
    """Return who may stand: members with a right to vote here, there or absent, by given name. One query.

    Source: 190-QĐ/TW, in substance: only full members stand, not those who are suspended or here for a while.
    """
    states = rules_of(meeting, ATTENDANCE).value
    return [
        Standing(row.person_id, row.name, row.person.given_name, _note(row))
        for row in Attendance.objects.filter(meeting=meeting).select_related("person").order_by("sort_name", "id")
        if states.may_vote(vote_status(StandingKind(row.standing), Status(row.status)), Presence.PRESENT)
    ]


def who_may_count(meeting: Meeting) -> list[tuple[UUID, str, str]]:
    """Return the voters in the room now, as choices of persons. Three queries."""
    base = base_of(summoned_at(meeting), rules_of(meeting, ATTENDANCE).value)
    voters = {member.person_id for member, _, may_vote in base.members if may_vote}
    rows = Attendance.objects.filter(meeting=meeting, person__in=voters).order_by("sort_name", "id")
    return [(row.person_id, row.name, _note(row)) for row in rows]


def members_here(meeting: Meeting) -> list[tuple[UUID, str, str]]:
    """Return everybody on the roll, as choices of persons. One query."""
    rows = Attendance.objects.filter(meeting=meeting).order_by("sort_name", "id")
    return [(row.person_id, row.name, _note(row)) for row in rows]


def counts_seen(item: AgendaItem) -> list[CountSeen]:
    """Return the paper votes of an item, oldest first. One query, and one more for each that is not void."""
    return [_seen(count) for count in ballots.counts_of([item.pk]).get(item.pk, ())]


def count_in(meeting: Meeting, count_id: UUID) -> tuple[AgendaItem, CountSeen]:
    """Return a paper vote of that meeting with its item. Raises Missing. Three queries."""
    count = ballots.count(count_id)
    item = AgendaItem.objects.filter(meeting=meeting, pk=count.origin_id).first()
    if item is None:
        raise Missing("count")
    item.meeting = meeting
    return item, _seen(count)


def duty_in(actor: Actor, meeting: Meeting) -> PaperCount | None:
    """Return the open paper vote in which the actor counts; None where there is none. One query."""
    rows = ballots.open_counts_among(AgendaItem.objects.filter(meeting=meeting))
    return next((row for row in rows if str(actor.person_id) in row.tellers), None)


def motions_on_paper(meeting: Meeting) -> list[tuple[str, str]]:
    """Return the motions that the rule lets be voted on paper, as (code, words); elections and discipline apart.

    No query for a meeting that was opened.
    """
    votes = rules_of(meeting, VOTES).value
    found = [(code, votes.of(code)) for code in Decision if code not in DISCIPLINE | {Decision.ELECTION}]
    return [(code.value, rule.name_vi) for code, rule in found if Method.SECRET_PAPER in rule.methods]


def _rule_on(meeting: Meeting, rule_id: str) -> ResolvedRule[Any]:
    on = meeting.held_on or clock.today()
    try:
        return regulations.rule_for(rule_id, on)
    except regulations.NoRule as missing:
        raise Refusal("meetings.no_rules_then", day=on) from missing


def _seen(count: PaperCount) -> CountSeen:
    sheet = Sheet.from_json(count.sheet)
    if count.state == CountState.AGREED:
        return CountSeen(count, sheet, frozenset(), ballots.minutes_of(count))
    return CountSeen(count, sheet, ballots.entered_by(count.pk) if count.state == CountState.OPEN else frozenset())


def _note(row: Attendance) -> str:
    return "" if row.status == Status.OFFICIAL else str(STATUSES[Status(row.status)])


def names_in(meeting: Meeting) -> dict[UUID, str]:
    """Return the names on the roll. One query."""
    return {person_id: name for person_id, name, _ in members_here(meeting)}
