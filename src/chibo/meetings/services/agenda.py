"""The agenda: items come, change, move and go until the meeting is opened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, Max

from chibo.access import Actor, require
from chibo.audit.rows import locked, save
from chibo.audit.services import command, record
from chibo.kernel import clock
from chibo.kernel.errors import Refusal
from chibo.kernel.months import Month
from chibo.kernel.text import fold, tidy, tidy_lines
from chibo.meetings.models import AgendaItem, Meeting
from chibo.meetings.rules import check_title, order_after_move, phase_of, place_of_new
from chibo.meetings.selectors.invited import people_at
from chibo.meetings.selectors.months import regular_before
from chibo.meetings.selectors.reach import place_in
from chibo.meetings.selectors.ruling import AGENDA, rules_of
from chibo.meetings.services.moves import check_preparable, locked_meeting
from chibo.meetings.services.secrecy import check_no_files
from chibo.meetings.services.telling import tell_person
from chibo.meetings.states import Kind, Outcome


@dataclass(frozen=True, slots=True)
class Source:
    """What brought an item by itself: a key that is brought once, and the door to its page."""

    key: str
    """Room and id: `directive:<id>`."""
    label: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class ItemPlan:
    """What the preparation says of an item."""

    title: str
    planned_minutes: int = 5
    presenter_id: UUID | None = None
    preparer_id: UUID | None = None
    prepare_by_on: date | None = None
    prompts: str = ""
    """Questions that open the discussion, one a line."""
    is_secret: bool = False
    """Its papers are secret: nothing is uploaded, nobody takes part from away."""


@command("meetings.meeting.prepare")
def add_item(
    *,
    actor: Actor,
    meeting_id: UUID,
    plan: ItemPlan,
    source: Source | None = None,
    outcome: Outcome = Outcome.NONE,
    decision: str = "",
) -> AgendaItem:
    """Put an item on the agenda: what the unit adds itself at the end of the middle part, what a room brings where
    the rule says (`due_items_before`).

    Bringing the same source twice returns the item there is, also one that was taken off by hand. Refuses a thematic
    paper inside a regular meeting, and a meeting that is no longer prepared.
    """
    meeting = locked_meeting(meeting_id)
    require(actor, "meetings.meeting.prepare", place_in(actor, meeting))
    check_preparable(meeting)
    known = _brought(meeting, source)
    if known is not None:
        record(actor, known, place_in(actor, meeting), details={"brought_again": True})
        return known
    _check(meeting, plan)
    items = list(AgendaItem.objects.filter(meeting=meeting))
    before = _due_before(meeting) if source else ""
    position = place_of_new([(item.line, phase_of(item.steps)) for item in items], before)
    following = items[position - 1].position if position <= len(items) else _last(meeting) + 1
    AgendaItem.every.filter(meeting=meeting, position__gte=following).update(position=F("position") + 1)
    item = AgendaItem.objects.create(
        meeting=meeting,
        position=following,
        outcome_kind=outcome,
        decision=decision,
        source_key=source.key if source else "",
        source_label=tidy(source.label) if source else "",
        source_url=source.url if source else "",
        **_values(plan),
    )
    record(actor, item, place_in(actor, meeting), changed={"title": (None, item.title)})
    _tell_preparer(meeting, item, before=None)
    return item


@command("meetings.meeting.prepare")
def edit_item(*, actor: Actor, item_id: UUID, version: int, plan: ItemPlan) -> AgendaItem:
    """Change what the preparation says of an item. A new preparer is told, and has not prepared it yet.

    Refuses to mark as secret an item whose papers were uploaded.
    """
    item = locked(AgendaItem, item_id, version)
    meeting = item.meeting
    require(actor, "meetings.meeting.prepare", place_in(actor, meeting))
    check_preparable(meeting)
    _check(meeting, plan)
    if plan.is_secret and not item.is_secret:
        check_no_files(item)
    before, was = {name: getattr(item, name) for name in _values(plan)}, item.preparer_id
    for name, value in _values(plan).items():
        setattr(item, name, value)
    if item.preparer_id != was:
        item.prepared_at = None
    save(item, *before, "prepared_at")
    changed = {name: (old, getattr(item, name)) for name, old in before.items() if old != getattr(item, name)}
    changed.pop("prompts", None)
    record(actor, item, place_in(actor, meeting), changed=changed)
    _tell_preparer(meeting, item, before=was)
    return item


@command("meetings.meeting.prepare")
def move_item(*, actor: Actor, item_id: UUID, to: int) -> AgendaItem:
    """Put an item at another place of the order, from 1; beyond an end it stands at that end. Three queries."""
    item = locked(AgendaItem, item_id)
    meeting = item.meeting
    require(actor, "meetings.meeting.prepare", place_in(actor, meeting))
    check_preparable(meeting)
    items = {row.pk: row for row in AgendaItem.objects.filter(meeting=meeting)}
    before = list(items).index(item.pk) + 1
    for position, key in enumerate(order_after_move(list(items), item.pk, to), start=1):
        items[key].position = position
    AgendaItem.objects.bulk_update(items.values(), ["position"])
    record(actor, item, place_in(actor, meeting), changed={"position": (before, items[item.pk].position)})
    return items[item.pk]


@command("meetings.meeting.prepare")
def remove_item(*, actor: Actor, item_id: UUID, version: int) -> AgendaItem:
    """Take an item off the agenda. What brought it does not bring it again; `restore_item` puts it back."""
    item = locked(AgendaItem, item_id, version)
    meeting = item.meeting
    require(actor, "meetings.meeting.prepare", place_in(actor, meeting))
    check_preparable(meeting)
    item.is_removed = True
    save(item, "is_removed")
    record(actor, item, place_in(actor, meeting), changed={"title": (item.title, None)})
    return item


@command("meetings.meeting.prepare")
def restore_item(*, actor: Actor, item_id: UUID) -> AgendaItem:
    """Put an item back that was taken off, where it stood."""
    item = AgendaItem.every.select_for_update(of=("self",)).get(pk=item_id)
    meeting = item.meeting
    require(actor, "meetings.meeting.prepare", place_in(actor, meeting))
    check_preparable(meeting)
    item.is_removed = False
    save(item, "is_removed")
    record(actor, item, place_in(actor, meeting), changed={"title": (None, item.title)})
    return item


@command("meetings.meeting.prepare")
def copy_agenda(*, actor: Actor, meeting_id: UUID) -> Meeting:
    """Take over the last meeting's order, minutes and own items; what rooms brought to this one stays.

    Presenters who no longer belong to the unit are left as they are here. Refuses where there is no earlier meeting of
    the kind. About 15 queries.
    """
    meeting = locked_meeting(meeting_id)
    place = place_in(actor, meeting)
    require(actor, "meetings.meeting.prepare", place)
    check_preparable(meeting)
    last = regular_before(meeting.unit_id, Month.of(meeting.month_on), Kind(meeting.kind))
    if last is None:
        raise Refusal("meetings.no_last_agenda")
    old = list(AgendaItem.objects.filter(meeting=last))
    items = _with_own(meeting, old, list(AgendaItem.objects.filter(meeting=meeting)))
    here = {one.person_id for one in people_at(meeting)[0]}
    by_key = {_key(item): item for item in old}
    for item in items:
        was = by_key.get(_key(item))
        if was is not None:
            item.planned_minutes = was.planned_minutes
            item.presenter_id = was.presenter_id if was.presenter_id in here else item.presenter_id
    order = [_key(item) for item in old]
    items.sort(key=lambda item: (_rank(item, order), item.position))
    for position, item in enumerate(items, start=1):
        item.position, item.version = position, item.version + 1
    AgendaItem.objects.bulk_update(items, ["position", "planned_minutes", "presenter", "version"])
    record(actor, meeting, place, details={"like": str(last.pk)})
    return meeting


@command("meetings.meeting.prepare")
def mark_prepared(*, actor: Actor, item_id: UUID, version: int, prepared: bool = True) -> AgendaItem:
    """Note that an item is prepared, or that it is not yet."""
    item = locked(AgendaItem, item_id, version)
    meeting = item.meeting
    require(actor, "meetings.item.prepared", place_in(actor, meeting, item.preparer_id))
    check_preparable(meeting)
    before = item.prepared_at
    item.prepared_at = clock.now() if prepared else None
    save(item, "prepared_at")
    record(actor, item, place_in(actor, meeting), changed={"prepared_at": (before, item.prepared_at)})
    return item


def _key(item: AgendaItem) -> str:
    """Return what makes an item of two months the same: the line of the standard agenda, else its title."""
    return item.line or f"own:{fold(item.title)}"


def _rank(item: AgendaItem, order: Sequence[str]) -> int:
    """Return where the item stood last time; what is new comes before the end part."""
    if _key(item) in order:
        return order.index(_key(item))
    return next((place for place, key in enumerate(order) if key == "summary"), len(order))


def _with_own(meeting: Meeting, old: Sequence[AgendaItem], items: list[AgendaItem]) -> list[AgendaItem]:
    """Add the unit's own items of last time that are not there yet."""
    known = {_key(item) for item in items}
    own = [item for item in old if not item.line and not item.source_key and _key(item) not in known]
    last = _last(meeting)
    return items + [
        AgendaItem.objects.create(
            meeting=meeting, position=last + number, title=item.title, planned_minutes=item.planned_minutes
        )
        for number, item in enumerate(own, start=1)
    ]


def _brought(meeting: Meeting, source: Source | None) -> AgendaItem | None:
    if source is None:
        return None
    return AgendaItem.every.filter(meeting=meeting, source_key=source.key).first()


def _due_before(meeting: Meeting) -> str:
    if meeting.kind != Kind.REGULAR:
        return ""
    code: str = rules_of(meeting, AGENDA).value.due_items_before
    return code


def _last(meeting: Meeting) -> int:
    found: int = AgendaItem.every.filter(meeting=meeting).aggregate(last=Max("position"))["last"] or 0
    return found


def _check(meeting: Meeting, plan: ItemPlan) -> None:
    check_title(Kind(meeting.kind), tidy(plan.title))
    if not 1 <= plan.planned_minutes <= 600:
        raise Refusal("meetings.item_minutes", minutes=plan.planned_minutes)
    named: Sequence[UUID] = [person for person in (plan.presenter_id, plan.preparer_id) if person]
    if named:
        called, others = people_at(meeting)
        guests = meeting.guests.values_list("person_id", flat=True)
        if not set(named) <= {one.person_id for one in (*called, *others)} | set(guests):
            raise Refusal("meetings.not_of_unit")


def _values(plan: ItemPlan) -> dict[str, object]:
    return {
        "title": tidy(plan.title)[:300],
        "planned_minutes": plan.planned_minutes,
        "presenter_id": plan.presenter_id,
        "preparer_id": plan.preparer_id,
        "prepare_by_on": plan.prepare_by_on if plan.preparer_id else None,
        "prompts": tidy_lines(plan.prompts),
        "is_secret": plan.is_secret,
    }


def _tell_preparer(meeting: Meeting, item: AgendaItem, before: UUID | None) -> None:
    if item.preparer_id is None or item.preparer_id == before:
        return
    asked = {"item": item.title}
    tell_person(meeting, item.preparer_id, "meetings.notice.prepare", asked, item.prepare_by_on)
