"""Who is called to a meeting, and what they answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from chibo.access import Role
from chibo.kernel import clock
from chibo.meetings.models import Guest, JointCell, Meeting, ReplyRow
from chibo.meetings.rules import Head, heads, must_come
from chibo.meetings.states import Kind, Reply
from chibo.members import selectors as members
from chibo.members.selectors import Comrade
from chibo.members.states import Status

if TYPE_CHECKING:
    from chibo.organisations.models import Unit

_SUPERIOR = frozenset({Role.SECRETARY, Role.DEPUTY, Role.COMMITTEE_MEMBER})
_COMMITTEE = frozenset({Role.SECRETARY, Role.DEPUTY, Role.CELL_COMMITTEE})


@dataclass(frozen=True, slots=True)
class Invited:
    """Members and guests of a meeting, as of its day."""

    called: tuple[Comrade, ...]
    """Those who have to come."""
    others: tuple[Comrade, ...]
    """Members who need not: exempt, away, suspended."""
    guests: tuple[Guest, ...]

    @property
    def without_account(self) -> tuple[Comrade, ...]:
        """Those who must be told in person, with the papers in print."""
        return tuple(comrade for comrade in self.called if comrade.user_id is None)

    @property
    def user_ids(self) -> list[int]:
        return [comrade.user_id for comrade in self.called if comrade.user_id is not None]

    def others_by_status(self) -> dict[Status, int]:
        """Return how many are left out for which reason."""
        found: dict[Status, int] = {}
        for comrade in self.others:
            found[comrade.status] = found.get(comrade.status, 0) + 1
        return found


@dataclass(frozen=True, slots=True)
class Answer:
    """One member who was called, and the answer; `reply` is None while there is none."""

    comrade: Comrade
    reply: ReplyRow | None


@dataclass(frozen=True, slots=True)
class Answers:
    """All answers of a meeting."""

    rows: tuple[Answer, ...]
    head: Head
    invited: Invited

    @property
    def asked(self) -> list[Answer]:
        """Those whose excuse waits for an answer."""
        return [row for row in self.rows if row.reply and row.reply.state == Reply.EXCUSE_ASKED]

    @property
    def silent(self) -> list[Answer]:
        return [row for row in self.rows if row.reply is None]


def people_of(kind: str, unit: Unit, on: date) -> tuple[list[Comrade], list[Comrade]]:
    """Return who has to come to a meeting of that kind, and the other members. Six queries.

    The committee's meeting calls its members; in a cell without a committee those are secretary and deputy.
    """
    if kind == Kind.SUPERIOR:
        holders = members.committee_of(unit.pk, on)
        return [one for one in holders if roles_held(one, unit, on) & _SUPERIOR], []
    roster = members.roster(unit.pk, on)
    if kind == Kind.COMMITTEE:
        return [comrade for comrade in roster if roles_held(comrade, unit, on) & _COMMITTEE], []
    return _called(roster)


def people_at(meeting: Meeting, on: date | None = None) -> tuple[list[Comrade], list[Comrade]]:
    """Return who has to come to this meeting, and the other members, on its day (today for a draft) or another.

    Six queries, eight for a group, seven for several cells together.
    """
    day = on or meeting.held_on or clock.today()
    if meeting.kind == Kind.GROUP:
        return _called(members.group_roster(meeting.group, day) if meeting.group else [])
    if meeting.kind == Kind.JOINT:
        return _called(members.joint_roster(cells_of(meeting), day))
    return people_of(meeting.kind, meeting.unit, day)


def cells_of(meeting: Meeting) -> list[UUID]:
    """Return the cells that hold a joint meeting together. One query."""
    return list(JointCell.objects.filter(meeting=meeting).values_list("unit_id", flat=True))


def _called(roster: list[Comrade]) -> tuple[list[Comrade], list[Comrade]]:
    return [one for one in roster if must_come(one.status)], [one for one in roster if not must_come(one.status)]


def roles_held(comrade: Comrade, unit: Unit, on: date) -> set[Role]:
    """Return the roles that the comrade's posts give at the unit."""
    found = (members.role_of(post, unit.kind, on) for post in comrade.posts)
    return {role for role in found if role is not None}


def invited_to(meeting: Meeting) -> Invited:
    """Return who is called to the meeting on its day, today for a draft. Seven queries for any number of members."""
    called, others = people_at(meeting)
    guests = Guest.objects.filter(meeting=meeting).select_related("person").order_by("-is_assigned", "id")
    return Invited(tuple(called), tuple(others), tuple(guests))


def answers_of(meeting: Meeting, invited: Invited | None = None) -> Answers:
    """Return everybody called with the answer. Eight queries; one if the invited are given."""
    found = invited or invited_to(meeting)
    replies = {row.person_id: row for row in ReplyRow.objects.filter(meeting=meeting)}
    rows = tuple(Answer(comrade, replies.get(comrade.person_id)) for comrade in found.called)
    head = heads(_ids(found.called), {person: Reply(row.state) for person, row in replies.items()})
    return Answers(rows, head, found)


def material_readers(invited: Invited) -> list[int]:
    """Return the accounts that receive notice and materials: members called and guests with an account."""
    guests = [guest.person.user_id for guest in invited.guests if guest.person and guest.person.user_id]
    return sorted({*invited.user_ids, *guests})


def _ids(comrades: Sequence[Comrade]) -> list[UUID]:
    return [comrade.person_id for comrade in comrades]
