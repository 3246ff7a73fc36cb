"""A meeting begins as a draft with the standard agenda of its kind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import F

from chibo.access import Actor, Role, require
from chibo.audit.services import command, record
from chibo.kernel.errors import Refusal
from chibo.kernel.months import Month
from chibo.kernel.text import tidy
from chibo.meetings.models import AgendaItem, Meeting
from chibo.meetings.rules.registering import rule_kind
from chibo.meetings.selectors.invited import people_of, roles_held
from chibo.meetings.selectors.months import regular_before, regular_of
from chibo.meetings.selectors.ruling import AGENDA, CONDUCT, rules_on, snapshots
from chibo.meetings.services.guests import bring_assigned
from chibo.meetings.services.moves import TOPIC
from chibo.meetings.services.topics import bring_topic
from chibo.meetings.states import MONTHLY, Kind
from chibo.members.selectors import Comrade
from chibo.organisations import selectors as organisations
from chibo.organisations.selectors import place_of
from chibo.regulations.figures import AgendaRow, MeetingConduct

if TYPE_CHECKING:
    from chibo.organisations.models import Unit


@dataclass(frozen=True, slots=True)
class _Bench:
    """Who sits in front: what a line's presenter becomes."""

    secretary_id: UUID | None
    deputy_id: UUID | None
    clerk_id: UUID | None

    def of(self, presenter: str) -> UUID | None:
        return {
            "chair": self.secretary_id,
            "secretary": self.secretary_id,
            "committee": self.deputy_id or self.secretary_id,
            "clerk": self.clerk_id,
        }.get(presenter)


@command("meetings.meeting.prepare")
def draft_meeting(
    *,
    actor: Actor,
    unit_id: UUID,
    month: Month,
    kind: Kind = Kind.REGULAR,
    title: str = "",
    follows_id: UUID | None = None,
) -> Meeting:
    """Draft a meeting with the standard agenda of its kind; the secretary chairs, last month's clerk writes.

    `follows_id` is the meeting of the same sitting that comes before this one. Refuses a second regular meeting of a
    unit in a month, and a second monthly one of a committee. About 20 queries.
    """
    unit = organisations.unit(unit_id)
    require(actor, "meetings.meeting.prepare", place_of(unit))
    if kind in MONTHLY and regular_of(unit_id, month, kind):
        raise Refusal("meetings.regular_exists", month=month)
    rules = rules_on(unit_id, month.first_on)
    conduct: MeetingConduct = rules[CONDUCT].value
    on = conduct.meeting_on(month) or month.first_on
    bench = _bench(kind, unit, month, people_of(kind, unit, on)[0])
    meeting = Meeting.objects.create(
        unit=unit,
        month_on=month.first_on,
        kind=kind,
        follows_id=follows_id,
        title=tidy(title) or _title(kind, month, conduct),
        planned_minutes=conduct.kind(rule_kind(kind)).min_minutes or 60,
        chair_id=bench.secretary_id,
        clerk_id=bench.clerk_id,
        rules=snapshots(rules),
        registration_due_on=conduct.registration_due_on(month),
    )
    attends = bool(bring_assigned(meeting))
    lines = rules[AGENDA].value.rows(kind)
    _add_lines(meeting, [line for line in lines if attends or line.only_if != "assigned_attends"], bench)
    bring_topic(meeting)
    record(actor, meeting, place_of(unit), details={"kind": kind, "month": month}, touches=[(unit_id, month, TOPIC)])
    return meeting


def _add_lines(meeting: Meeting, lines: Iterable[AgendaRow], bench: _Bench) -> None:
    """Write the lines of the standard agenda as items. One query."""
    AgendaItem.objects.bulk_create(
        AgendaItem(
            meeting=meeting,
            position=position,
            line=line.code,
            steps=list(line.steps),
            title=line.title_vi,
            is_formal=line.formal,
            standard_text=line.sentence_vi,
            outcome_kind=line.outcome or "",
            decision=line.decision or "",
            planned_minutes=line.minutes,
            presenter_id=bench.of(line.presenter),
        )
        for position, line in enumerate(lines, start=1)
    )


def seat(meeting: Meeting, lines: Iterable[AgendaRow], was: tuple[UUID | None, UUID | None]) -> None:
    """Give the items of chair and clerk to whoever is that now, unless somebody else was named for them.

    `was` are chair and clerk before. Two queries.
    """
    now = {"chair": (was[0], meeting.chair_id), "clerk": (was[1], meeting.clerk_id)}
    for role, (before, after) in now.items():
        codes = [line.code for line in lines if line.presenter == role]
        if before != after:
            items = AgendaItem.objects.filter(meeting=meeting, line__in=codes, presenter_id=before)
            items.update(presenter_id=after, version=F("version") + 1)


def _bench(kind: Kind, unit: Unit, month: Month, people: list[Comrade]) -> _Bench:
    def holder(role: Role) -> UUID | None:
        return next((one.person_id for one in people if role in roles_held(one, unit, month.first_on)), None)

    last = regular_before(unit.pk, month, kind)
    here = {one.person_id for one in people}
    clerk_id = last.clerk_id if last and last.clerk_id in here else None
    secretary_id = holder(Role.SECRETARY)
    return _Bench(secretary_id, holder(Role.DEPUTY), clerk_id if clerk_id != secretary_id else None)


def _title(kind: Kind, month: Month, conduct: MeetingConduct) -> str:
    if kind is Kind.SUPERIOR:
        return f"Hội nghị cấp ủy tháng {month.number}/{month.year}"
    return conduct.kind(kind).title_vi % {"month": f"{month.number}/{month.year}"}
