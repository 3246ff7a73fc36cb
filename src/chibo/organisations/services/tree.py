"""Writing the tree: founding, renaming, moving, merging, splitting and dissolving units."""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from django.db.models import F, ManyToOneRel, Max, Model, QuerySet, Value
from django.db.models.functions import Concat, Substr

from chibo.access import Actor, Place, require
from chibo.audit.rows import locked, save
from chibo.audit.services import command, no_entry, record
from chibo.kernel import clock
from chibo.kernel.errors import Missing, Refusal
from chibo.kernel.text import fold, tidy
from chibo.organisations import selectors
from chibo.organisations.models import Mandate, Term, Unit, UnitEvent, UnitVersion
from chibo.organisations.rules import check_change_on, check_split, is_within, piece, unit_sort_key
from chibo.organisations.selectors import place_of
from chibo.organisations.states import Event


@command("organisations.unit.found")
def found_unit(
    *,
    actor: Actor,
    name: str,
    kind: str,
    founded_on: date,
    parent: Unit | None = None,
    place: str = "",
    decision: str = "",
) -> Unit:
    """Found a unit under `parent`; without one it is the first of an installation, which the operator founds.

    Refuses an empty name, a kind that is none on that day, and one that cannot stand under the parent's kind.
    """
    _hold_tree(parent)
    if parent is None:
        require(actor, "organisations.installation.set_up", Place())
    else:
        require(actor, _to_found(parent, kind, founded_on), place_of(parent))
        _check_stands(parent)
    name = _named(name)
    _check_kind(kind, parent, founded_on)
    node_no = (Unit._base_manager.aggregate(last=Max("node_no"))["last"] or 0) + 1
    unit = Unit.objects.create(
        node_no=node_no,
        path=(parent.path if parent else "") + piece(node_no),
        parent=parent,
        name=name,
        kind=kind,
        place=tidy(place),
        search=fold(name),
        sort_name=unit_sort_key(name),
    )
    _open_version(unit, founded_on, decision)
    _note_event(Event.FOUNDED, founded_on, decision, before=[], after=[unit])
    record(actor, unit, place_of(unit), changed={"name": (None, name), "kind": (None, kind)})
    return unit


@command("organisations.unit.change")
def rename_unit(
    *, actor: Actor, unit_id: UUID, version: int, name: str, place: str, changed_on: date, decision: str
) -> Unit:
    """Give a unit a new name or place from a day on. Refuses a day before the present version."""
    unit = locked(Unit, unit_id, version)
    require(actor, "organisations.unit.change", place_of(unit))
    _check_stands(unit)
    before = (unit.name, unit.place)
    unit.name, unit.place = _named(name), tidy(place)
    unit.search, unit.sort_name = fold(unit.name), unit_sort_key(unit.name)
    save(unit, "name", "place", "search", "sort_name")
    _next_version(unit, changed_on, decision)
    _note_event(Event.RENAMED, changed_on, decision, before=[unit], after=[unit])
    record(actor, unit, place_of(unit), changed={"name": (before[0], unit.name), "place": (before[1], unit.place)})
    return unit


@command("organisations.unit.change")
def move_unit(*, actor: Actor, unit_id: UUID, version: int, new_parent: Unit, moved_on: date, decision: str) -> Unit:
    """Put a unit with all below it under another one. Closed months keep the line that they had.

    Refuses a parent inside the unit itself, and one whose kind cannot hold this kind. One query moves any number of
    units below.
    """
    _hold_tree(new_parent)
    unit = locked(Unit, unit_id, version)
    require(actor, "organisations.unit.change", place_of(unit))
    require(actor, "organisations.unit.change", place_of(new_parent))
    if is_within(new_parent.path, unit.path):
        raise Refusal("organisations.parent_inside", name=unit.name)
    _check_stands(unit)
    _check_stands(new_parent)
    _check_kind(unit.kind, new_parent, moved_on)
    old_path, before = unit.path, unit.parent_id
    unit.parent = new_parent
    save(unit, "parent")
    _move_paths(old_path, new_parent.path + piece(unit.node_no))
    unit.refresh_from_db(fields=["path"])
    _next_version(unit, moved_on, decision)
    _note_event(Event.MOVED, moved_on, decision, before=[unit], after=[unit])
    record(actor, unit, place_of(unit), changed={"parent": (before, new_parent.pk)})
    return unit


@command("organisations.unit.change")
def merge_units(
    *, actor: Actor, units: list[Unit], name: str, kind: str, merged_on: date, decision: str, place: str = ""
) -> Unit:
    """Merge units of one parent into a new one. Their meetings stay theirs; the merged unit is new.

    Refuses fewer than two, units of different parents, and one with units below. Members move by
    `members.services.merge_cells`, which calls this.
    """
    parent = units[0].parent if units else None
    if len({unit.pk for unit in units}) < 2 or len({unit.parent_id for unit in units}) > 1:
        raise Refusal("organisations.merge_two_of_one")
    for unit in units:
        require(actor, "organisations.unit.change", place_of(unit))
    merged = found_unit(
        actor=actor, name=name, kind=kind, founded_on=merged_on, parent=parent, place=place, decision=decision
    )
    for unit in units:
        _dissolve(locked(Unit, unit.pk), merged_on, merged)
    for earlier in Unit.objects.select_for_update().filter(merged_into__in=units):
        earlier.merged_into = merged
        save(earlier, "merged_into")
    _note_event(Event.MERGED, merged_on, decision, before=units, after=[merged])
    record(actor, merged, place_of(merged), details={"from": [str(unit.pk) for unit in units]})
    return merged


@command("organisations.unit.change")
def split_unit(
    *, actor: Actor, unit_id: UUID, version: int, names: Sequence[str], split_on: date, decision: str
) -> list[Unit]:
    """Found new units of the same kind and place out of this one, which goes on with its name and its past.

    Refuses without a name, names given twice or borne by the unit itself, and a day before the present version.
    Members move by `members.services.split_cell`, which calls this.
    """
    _hold_tree()
    unit = locked(Unit, unit_id, version)
    require(actor, "organisations.unit.change", place_of(unit))
    _check_stands(unit)
    check_split(unit.name, names)
    check_change_on(split_on, UnitVersion.objects.get(unit=unit, valid_to=None).valid_from)
    made = [
        found_unit(
            actor=actor,
            name=name,
            kind=unit.kind,
            founded_on=split_on,
            parent=unit.parent,
            place=unit.place,
            decision=decision,
        )
        for name in names
    ]
    _note_event(Event.SPLIT, split_on, decision, before=[unit], after=[unit, *made])
    record(actor, unit, place_of(unit), details={"into": [str(one.pk) for one in made]})
    return made


@command("organisations.unit.change")
def dissolve_unit(*, actor: Actor, unit_id: UUID, version: int, dissolved_on: date, decision: str) -> Unit:
    """End a unit. Refuses while units stand below it. A group is ended by whoever may divide its cell."""
    _hold_tree()
    unit = locked(Unit, unit_id, version)
    if unit.parent is not None and selectors.is_group(unit, clock.today()):
        require(actor, "organisations.group.change", place_of(unit.parent))
    else:
        require(actor, "organisations.unit.change", place_of(unit))
    _dissolve(unit, dissolved_on)
    _note_event(Event.DISSOLVED, dissolved_on, decision, before=[unit], after=[])
    record(actor, unit, place_of(unit), changed={"dissolved_on": (None, dissolved_on)})
    return unit


@command("organisations.unit.found")
def withdraw_unit(*, actor: Actor, unit_id: UUID, version: int) -> None:
    """Take back a unit that was founded by mistake and that nothing has used since. Its rows stay, hidden.

    Refuses one that was changed meanwhile, and one to which anything refers besides what founding it wrote. About
    thirty queries.
    """
    _hold_tree()
    unit = locked(Unit, unit_id, version)
    require(actor, "organisations.unit.found", place_of(unit))
    if _is_used(unit):
        raise Refusal("organisations.unit_used", name=unit.name)
    unit.withdrawn_on = clock.today()
    save(unit, "withdrawn_on")
    record(actor, unit, place_of(unit), changed={"withdrawn_on": (None, unit.withdrawn_on)})


@no_entry("Part of another act, which leaves the entry.")
def hold_to_end(unit_ids: Collection[UUID]) -> None:
    """Let nobody else change the tree or take members into these units until the act is over. Two queries.

    Called before it is asked whether they are empty; so are persons, who are held after units.
    """
    _hold_tree()
    list(_held(unit_ids).values_list("pk"))


@no_entry("Part of another act, which leaves the entry.")
def hold_unit(unit_id: UUID) -> None:
    """Keep the unit standing until the act is over. Refuses one that was dissolved, raises Missing where it is gone.

    One query. Called before a person who comes into it is locked, so that acts wait for each other in one order.
    """
    unit = _held([unit_id]).first()
    if unit is None:
        raise Missing("unit")
    _check_stands(unit)


@no_entry("Part of another act, which leaves the entry.")
def hold_standing(unit_ids: Collection[UUID]) -> set[UUID]:
    """Keep the units standing until the act is over, and return those that still do. One query."""
    return {pk for pk, dissolved_on in _held(unit_ids).values_list("pk", "dissolved_on") if dissolved_on is None}


def _held(unit_ids: Collection[UUID]) -> QuerySet[Unit]:
    return Unit.objects.select_for_update(no_key=True).filter(pk__in=unit_ids).order_by("pk")


def _hold_tree(parent: Unit | None = None) -> None:
    """Let changes of the tree come one after another, and read anew where the parent stands. Two queries at most.

    Numbers and paths rest on those of other units, which a lock on one row does not keep still. The first unit is
    locked for all of them, before any other row.
    """
    list(Unit._base_manager.select_for_update(no_key=True).order_by("node_no").values_list("pk")[:1])
    if parent is not None:
        parent.refresh_from_db(fields=["path", "dissolved_on"])


def _is_used(unit: Unit) -> bool:
    """Tell whether anything refers to the unit besides what founding it wrote. A query for each such column."""
    relations = Unit._meta.get_fields(include_hidden=True)
    return any(_using(unit, one).exists() for one in relations if isinstance(one, ManyToOneRel))


def _using(unit: Unit, relation: ManyToOneRel) -> QuerySet[Model]:
    """Return the rows that use the unit by this column; a period of no day, left by an undone list, uses nothing."""
    model: type[Model] = relation.related_model
    rows = model._default_manager.filter(**{relation.field.name: unit})
    if model is UnitVersion:
        return rows.filter(unit__withdrawn_on=None).exclude(unit=unit)
    if model is UnitEvent.after.through:
        return rows.exclude(unitevent__event=Event.FOUNDED)
    if {"starts_on", "ends_on"} <= {field.name for field in model._meta.fields}:
        return rows.exclude(ends_on=F("starts_on"))
    return rows


def _open_version(unit: Unit, day: date, decision: str) -> None:
    UnitVersion.objects.create(
        unit=unit,
        parent=unit.parent,
        name=unit.name,
        kind=unit.kind,
        place=unit.place,
        valid_from=day,
        decision=tidy(decision),
    )


def _next_version(unit: Unit, day: date, decision: str) -> None:
    running = UnitVersion.objects.get(unit=unit, valid_to=None)
    check_change_on(day, running.valid_from)
    if day == running.valid_from:
        running.parent, running.name, running.place = unit.parent, unit.name, unit.place
        running.decision = tidy(decision)
        save(running, "parent", "name", "place", "decision")
        return
    running.valid_to = day
    save(running, "valid_to")
    _open_version(unit, day, decision)


def _dissolve(unit: Unit, day: date, into: Unit | None = None) -> None:
    _check_stands(unit)
    below = selectors.children_of([unit.pk]).count()
    if below:
        raise Refusal("organisations.has_units_below", name=unit.name, count=below)
    running = UnitVersion.objects.get(unit=unit, valid_to=None)
    if day <= running.valid_from:
        raise Refusal("organisations.starts_before_last", day=day, last=running.valid_from)
    running.valid_to = day
    save(running, "valid_to")
    unit.dissolved_on, unit.merged_into = day, into
    save(unit, "dissolved_on", "merged_into")
    Term.objects.filter(unit=unit, ends_on=None).update(ends_on=day)
    for mandate in Mandate.objects.select_for_update().filter(unit=unit, ends_on=None):
        mandate.ends_on = max(day, mandate.starts_on)
        save(mandate, "ends_on")


def _to_found(parent: Unit, kind: str, day: date) -> str:
    """Return the action of founding there: a cell divides itself into groups, everything else is an office's."""
    is_group = selectors.is_cell(parent, day) and selectors.kinds_on(day).may_contain(parent.kind, kind)
    return "organisations.group.change" if is_group else "organisations.unit.found"


def _named(name: str) -> str:
    if not tidy(name):
        raise Refusal("organisations.name_missing")
    return tidy(name)


def _check_stands(unit: Unit) -> None:
    if unit.dissolved_on is not None:
        raise Refusal("organisations.already_dissolved", name=unit.name, day=unit.dissolved_on)


def _check_kind(kind: str, parent: Unit | None, day: date) -> None:
    kinds = selectors.kinds_on(day)
    if kind not in {one.code for one in kinds.kinds}:
        raise Refusal("organisations.kind_unknown")
    if parent is not None and not kinds.may_contain(parent.kind, kind):
        names = kinds.kind(parent.kind).name_vi, kinds.kind(kind).name_vi
        raise Refusal("organisations.kind_not_under", above=names[0], below=names[1])


def _move_paths(old: str, new: str) -> None:
    below = Unit.objects.filter(selectors.in_subtree(old))
    below.update(path=Concat(Value(new), Substr("path", len(old) + 1)))


def _note_event(event: Event, day: date, decision: str, *, before: list[Unit], after: list[Unit]) -> None:
    row = UnitEvent.objects.create(event=event, happened_on=day, decision=tidy(decision))
    row.before.set(before)
    row.after.set(after)
