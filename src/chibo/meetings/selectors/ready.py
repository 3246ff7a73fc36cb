"""What is still missing before the notice goes out. Nothing of it stops the sending: gaps are named."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from chibo.kernel.months import Month
from chibo.meetings.models import AgendaItem, Meeting
from chibo.meetings.rules import Phase, missing_steps, phase_of, remarks_on
from chibo.meetings.selectors.clashes import clashes_of, slot_of
from chibo.meetings.selectors.invited import Invited, invited_to
from chibo.meetings.selectors.months import regular_of
from chibo.meetings.selectors.ruling import conduct_of, lines_of
from chibo.meetings.states import PREPARABLE, Kind, State
from chibo.regulations.figures import AgendaRow, MeetingConduct

COLLECTIVE = frozenset({"members", "assigned"})
"""Presenters of the standard agenda that are nobody in particular."""


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the list. `code` names the sentence; `state` is ok, now (not yet) or late (a fault)."""

    code: str
    state: str
    facts: dict[str, object] = field(default_factory=dict)
    items: tuple[AgendaItem, ...] = ()
    """The items that it is about."""


def checklist(
    meeting: Meeting,
    items: Sequence[AgendaItem],
    *,
    invited: Invited | None = None,
    standard: Mapping[str, AgendaRow] | None = None,
    today: date | None = None,
) -> list[Check]:
    """Return the list, what is missing first. About fifteen queries for any number of items and members.

    `standard` are the lines of the standard agenda (`lines_of`), where the caller has them already.
    """
    invited = invited or invited_to(meeting)
    conduct, lines = conduct_of(meeting), standard or lines_of(meeting)
    checks = [
        *_registered(meeting, conduct, today),
        *_committee_met(meeting, conduct),
        _steps(items, lines),
        _prepared(items, today),
        _assigned(items, lines),
        *_clashes(meeting),
        _receivers(invited),
    ]
    order = {"late": 0, "now": 1, "ok": 2}
    return sorted(checks, key=lambda check: order[check.state])


def gaps(checks: Sequence[Check]) -> list[Check]:
    """Return the lines that are not ok."""
    return [check for check in checks if check.state != "ok"]


def _registered(meeting: Meeting, conduct: MeetingConduct, today: date | None) -> list[Check]:
    slot = slot_of(meeting)
    if meeting.state == State.DRAFT or slot is None:
        return [Check("meetings.check.not_registered", "late")]
    if today is not None and slot.held_on < today and meeting.state in PREPARABLE:
        return [Check("meetings.check.day_is_past", "late", {"day": slot.held_on})]
    remarks = remarks_on(Kind(meeting.kind), Month.of(meeting.month_on), slot, conduct)
    if not remarks:
        return [Check("meetings.check.day_and_length", "ok", {"minutes": slot.minutes})]
    return [Check(remark.code, "now", remark.facts) for remark in remarks]


def _committee_met(meeting: Meeting, conduct: MeetingConduct) -> list[Check]:
    if meeting.kind != Kind.REGULAR or not conduct.committee_before_cell:
        return []
    before = regular_of(meeting.unit_id, Month.of(meeting.month_on), Kind.COMMITTEE)
    if before is not None and before.state == State.CLOSED:
        return [Check("meetings.check.committee_met", "ok", {"day": before.held_on})]
    if before is not None and before.held_on:
        return [Check("meetings.check.committee_planned", "now", {"day": before.held_on})]
    return [Check("meetings.check.committee_missing", "now")]


def _steps(items: Sequence[AgendaItem], lines: Mapping[str, AgendaRow]) -> Check:
    wanted = {step: line.title_vi for line in lines.values() if line.only_if == "always" for step in line.steps}
    missing = missing_steps(wanted, [item.steps for item in items])
    if not missing:
        return Check("meetings.check.steps_complete", "ok")
    titles = dict.fromkeys(wanted[step] for step in missing)
    return Check("meetings.check.steps_missing", "late", {"steps": "; ".join(titles)})


def _prepared(items: Sequence[AgendaItem], today: date | None) -> Check:
    waits = tuple(item for item in items if item.preparer_id and item.prepared_at is None)
    if not waits:
        return Check("meetings.check.all_prepared", "ok")
    late = today is not None and any(item.prepare_by_on and item.prepare_by_on < today for item in waits)
    return Check("meetings.check.not_prepared", "late" if late else "now", {"count": len(waits)}, waits)


def _assigned(items: Sequence[AgendaItem], lines: Mapping[str, AgendaRow]) -> Check:
    """Every item of the middle part has somebody who presents or prepares it; discussion is everybody's."""
    collective = {line.code for line in lines.values() if line.presenter in COLLECTIVE}
    free = tuple(
        item
        for item in items
        if phase_of(item.steps) is Phase.MAIN
        and item.line not in collective
        and not (item.is_formal or item.presenter_id or item.preparer_id)
    )
    if not free:
        return Check("meetings.check.all_assigned", "ok")
    return Check("meetings.check.not_assigned", "now", {"count": len(free)}, free)


def _clashes(meeting: Meeting) -> list[Check]:
    found = clashes_of(meeting)
    return [
        Check(
            "meetings.check.clash", "now", {"name": clash.name, "unit": clash.unit_name, "time": clash.slot.starts_at}
        )
        for clash in found
    ]


def _receivers(invited: Invited) -> Check:
    paper = invited.without_account
    facts: dict[str, object] = {"count": len(invited.called), "paper": len(paper)}
    return Check("meetings.check.receivers_paper" if paper else "meetings.check.receivers", "ok", facts)
