"""A meeting begins as a draft with the standard agenda of its kind."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F

from chibo.access import Actor, Role, require
from chibo.audit.services import command, record
from chibo.kernel.errors import Refusal
from chibo.kernel.months import Month
from chibo.kernel.text import tidy
from chibo.meetings.models import AgendaItem, JointCell, Meeting
from chibo.meetings.rules.registering import rule_kind
from chibo.meetings.selectors.invited import roles_held
from chibo.meetings.selectors.months import regular_before, regular_of
from chibo.meetings.selectors.parts import bench_of, parts_of
from chibo.meetings.selectors.reach import place_at
from chibo.meetings.selectors.ruling import CONDUCT, rules_on, snapshots, special_rule, standard_rows
from chibo.meetings.services.guests import bring_assigned
from chibo.meetings.services.moves import TOPIC
from chibo.meetings.services.topics import bring_topic
from chibo.meetings.states import MONTHLY, Kind
from chibo.members.selectors import Comrade
from chibo.members.states import LEADER, LEADERS_DEPUTY
from chibo.organisations import selectors as organisations
from chibo.regulations.figures import AgendaRow, MeetingConduct


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
    group_id: UUID | None = None,
    cell_ids: Sequence[UUID] = (),
) -> Meeting:
    """Draft a meeting with the standard agenda of its kind; the secretary chairs, last month's clerk writes.

    `follows_id` is the meeting of the same sitting that comes before this one, `group_id` the group of the cell that
    meets, `cell_ids` the cells that meet together. Refuses a second regular meeting of a unit in a month, a second
    monthly one of a committee, and a group or cells that do not stand under the unit. About 20 queries.
    """
    unit = organisations.unit(unit_id)
    place = place_at(actor, unit, group_id)
    require(actor, "meetings.meeting.prepare", place)
    group, cells = parts_of(kind, unit, group_id, cell_ids)
    if kind in MONTHLY and regular_of(unit_id, month, kind):
        raise Refusal("meetings.regular_exists", month=month)
    rules = rules_on(unit_id, month.first_on)
    conduct: MeetingConduct = rules[CONDUCT].value
    on = conduct.meeting_on(month) or month.first_on
    meeting = Meeting(unit=unit, month_on=month.first_on, kind=kind, follows_id=follows_id, group=group)
    bench = _bench(meeting, month, bench_of(meeting, on))
    meeting.title = tidy(title) or _title(meeting, month, conduct)
    meeting.planned_minutes = conduct.kind(rule_kind(kind)).min_minutes or 60
    meeting.chair_id, meeting.clerk_id = bench.secretary_id, bench.clerk_id
    meeting.rules, meeting.registration_due_on = snapshots(rules), conduct.registration_due_on(month)
    meeting.save(force_insert=True)
    for cell in cells:
        JointCell.objects.create(meeting=meeting, unit=cell)
    attends = bool(bring_assigned(meeting))
    lines = standard_rows(meeting, rules)
    _add_lines(meeting, [line for line in lines if attends or line.only_if != "assigned_attends"], bench)
    bring_topic(meeting)
    record(actor, meeting, place, details={"kind": kind, "month": month}, touches=[(unit_id, month, TOPIC)])
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


def _bench(meeting: Meeting, month: Month, people: list[Comrade]) -> _Bench:
    unit, kind = meeting.unit, Kind(meeting.kind)

    def holder(role: Role, post: str) -> UUID | None:
        if meeting.group is not None:
            return next((one.person_id for one in people if post in one.posts), None)
        return next((one.person_id for one in people if role in roles_held(one, unit, month.first_on)), None)

    last = regular_before(unit.pk, month, kind, meeting.group_id)
    here = {one.person_id for one in people}
    clerk_id = last.clerk_id if last and last.clerk_id in here else None
    secretary_id, deputy_id = holder(Role.SECRETARY, LEADER), holder(Role.DEPUTY, LEADERS_DEPUTY)
    return _Bench(secretary_id, deputy_id, clerk_id if clerk_id != secretary_id else None)


def _title(meeting: Meeting, month: Month, conduct: MeetingConduct) -> str:
    written, special = f"{month.number}/{month.year}", special_rule(meeting)
    if special is not None:
        return special.value.title_vi % {"month": written, "group": meeting.group.name if meeting.group else ""}
    if meeting.kind == Kind.SUPERIOR:
        return f"Hội nghị cấp ủy tháng {written}"
    return conduct.kind(meeting.kind).title_vi % {"month": written}
