"""Which rules hold for a meeting: those stored on it, else those in force on the day."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from chibo.kernel.errors import Missing, Refusal
from chibo.kernel.months import Month
from chibo.meetings.models import Meeting
from chibo.meetings.states import Kind
from chibo.organisations import selectors as organisations
from chibo.regulations import selectors as regulations
from chibo.regulations.figures import AgendaRow, MeetingAgenda, MeetingConduct, MinutesRemarks, SpecialMeeting
from chibo.regulations.rules import ResolvedRule

CONDUCT, AGENDA, VOTES, ATTENDANCE = "meeting-conduct", "meeting-agenda", "vote-majorities", "attendance-states"
REMARKS = "minutes-remarks"
SPECIAL = {Kind.GROUP: "group-meetings", Kind.JOINT: "joint-meetings"}
"""Kinds of meetings with a rule of their own."""


def rules_on(unit_id: UUID, on: date) -> dict[str, ResolvedRule[Any]]:
    """Return the five rules of a meeting held on that day. Three queries as of today, more for an earlier day.

    Refuses a day for which no rules are known.
    """
    line = organisations.ancestor_ids(unit_id, on)
    try:
        return regulations.rules_for((CONDUCT, AGENDA, VOTES, ATTENDANCE, REMARKS), on, line)
    except regulations.NoRule as missing:
        raise Refusal("meetings.no_rules_then", day=on) from missing


def conduct_on(unit_id: UUID, on: date) -> MeetingConduct:
    """Return how meetings are held on that day in that unit. Three queries as of today.

    Raises Missing for a day for which no rules are known.
    """
    try:
        value: MeetingConduct = rules_on(unit_id, on)[CONDUCT].value
    except Refusal as refusal:
        raise Missing("rules") from refusal
    return value


def snapshots(rules: Mapping[str, ResolvedRule[Any]]) -> dict[str, Any]:
    """Return what is stored on the meeting. The agenda's value is left out: its lines stand on the meeting already."""
    stored = {rule_id: rule.snapshot() for rule_id, rule in rules.items()}
    stored[AGENDA] = {key: value for key, value in stored[AGENDA].items() if key != "value"}
    return stored


def rules_of(meeting: Meeting, rule_id: str) -> ResolvedRule[Any]:
    """Return a rule as it is stored on the meeting; the agenda, and one that is not stored yet, as of its day.

    No query for a stored one, three for others.
    """
    stored = meeting.rules.get(rule_id, {})
    if "value" in stored:
        return ResolvedRule.from_snapshot(stored)
    return rules_on(meeting.unit_id, meeting.held_on or Month.of(meeting.month_on).first_on)[rule_id]


def lines_of(meeting: Meeting) -> dict[str, AgendaRow]:
    """Return the lines of the standard agenda of this kind of meeting by code. Three queries."""
    special = special_rule(meeting)
    if special is not None:
        return {line.code: line for line in special.value.agenda}
    value: MeetingAgenda = rules_of(meeting, AGENDA).value
    return {line.code: line for line in value.rows(meeting.kind)}


def special_rule(meeting: Meeting, unit_id: UUID | None = None) -> ResolvedRule[SpecialMeeting] | None:
    """Return the rule of a group's or a joint meeting, as of its day; None for all others. Two queries as of today.

    `unit_id` asks how it holds for one of the cells. Refuses a day for which no rule is known.
    """
    if meeting.kind not in SPECIAL:
        return None
    on = meeting.held_on or Month.of(meeting.month_on).first_on
    try:
        return regulations.rule_for(
            SPECIAL[Kind(meeting.kind)], on, organisations.ancestor_ids(unit_id or meeting.unit_id, on)
        )
    except regulations.NoRule as missing:
        raise Refusal("meetings.no_rules_then", day=on) from missing


def standard_rows(meeting: Meeting, rules: Mapping[str, ResolvedRule[Any]]) -> tuple[AgendaRow, ...]:
    """Return the standard agenda of this kind of meeting; `rules` are those of its day. At most two queries."""
    special = special_rule(meeting)
    if special is not None:
        return special.value.agenda
    agenda: MeetingAgenda = rules[AGENDA].value
    return agenda.rows(meeting.kind)


def conduct_of(meeting: Meeting) -> MeetingConduct:
    """Return how this meeting is held, by the rule stored on it."""
    value: MeetingConduct = rules_of(meeting, CONDUCT).value
    return value


def remark_hours(meeting: Meeting) -> int:
    """Return how many hours its minutes stand open to remarks after the reading; 0 where its end seals them."""
    value: MinutesRemarks = rules_of(meeting, REMARKS).value
    return value.open_hours
