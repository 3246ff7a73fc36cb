"""Counts of paper ballots: who may stand and count, how far a count is, and what it brought."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any
from uuid import UUID

from chibo.access import Actor
from chibo.ballots import selectors as ballots
from chibo.ballots.rules import Sheet, base_of
from chibo.ballots.rules.elections import Candidate, next_list
from chibo.ballots.selectors import CountingMinutes
from chibo.ballots.states import RUNNING, BoxState, CountState, Way
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
    from chibo.ballots.models import PaperCount, SecretBox
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
    """A vote that a team counts, as pages show it: of an open one only how far it is, of a finished one everything."""

    count: PaperCount | SecretBox
    sheet: Sheet
    entered: frozenset[UUID]
    """Who of the team has entered a count; empty once it is agreed."""
    minutes: CountingMinutes | None = None
    """None before two tellers agree, or have opened the box."""

    @property
    def on_phones(self) -> bool:
        """It is a secret box whose key is split, else a count of paper ballots."""
        return self.count.way == Way.SECRET

    @property
    def is_open(self) -> bool:
        return self.count.state in (RUNNING if self.on_phones else {CountState.OPEN})

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
    """Return the votes of an item that a team counts, oldest first.

    Two queries, and one more for each that is not void.
    """
    papers, boxes = ballots.counts_of([item.pk]), ballots.split_boxes_of([item.pk])
    found = [*papers.get(item.pk, ()), *boxes.get(item.pk, ())]
    return [_seen(count) for count in sorted(found, key=lambda count: (count.opened_at, count.pk))]


def count_in(meeting: Meeting, count_id: UUID) -> tuple[AgendaItem, CountSeen]:
    """Return a vote of that meeting that a team counts, with its item. Raises Missing. At most four queries."""
    count = ballots.counted_vote(count_id)
    item = AgendaItem.objects.filter(meeting=meeting, pk=count.origin_id).first()
    if item is None:
        raise Missing("count")
    item.meeting = meeting
    return item, _seen(count)


@dataclass(frozen=True, slots=True)
class Duty:
    """What waits for a teller: figures to enter, a code to take, a code to type."""

    pk: UUID
    """Of the vote."""
    subject: str
    kind: str
    """`count`, `take` or `give`."""


def duty_in(actor: Actor, meeting: Meeting) -> Duty | None:
    """Return what waits for the actor as a teller; None where nothing does. Two queries, one more with a split box."""
    items = AgendaItem.objects.filter(meeting=meeting)
    counts = (Duty(row.pk, row.subject, "count") for row in ballots.open_counts_among(items) if _is_in(actor, row))
    waits = (duty for row in ballots.split_boxes_among(items) if _is_in(actor, row) and (duty := _duty_of(actor, row)))
    return next(chain(counts, waits), None)


def _is_in(actor: Actor, vote: PaperCount | SecretBox) -> bool:
    return str(actor.person_id) in vote.tellers


def _duty_of(actor: Actor, box: SecretBox) -> Duty | None:
    own = next((one for one in ballots.keepers_of(box.pk) if one.person_id == actor.person_id), None)
    if own and box.state == BoxState.PREPARED and not own.has_taken:
        return Duty(box.pk, box.subject, "take")
    if own and box.state == BoxState.CLOSING and not own.has_given and not own.is_barred:
        return Duty(box.pk, box.subject, "give")
    return None


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


def _seen(count: PaperCount | SecretBox) -> CountSeen:
    sheet = Sheet.from_json(count.sheet)
    if count.result is not None:
        return CountSeen(count, sheet, frozenset(), ballots.minutes_of(count))
    entered = ballots.entered_by(count.pk) if count.way == Way.PAPER and count.state == CountState.OPEN else frozenset()
    return CountSeen(count, sheet, entered)


def _note(row: Attendance) -> str:
    return "" if row.status == Status.OFFICIAL else str(STATUSES[Status(row.status)])


def names_in(meeting: Meeting) -> dict[UUID, str]:
    """Return the names on the roll. One query."""
    return {person_id: name for person_id, name, _ in members_here(meeting)}
