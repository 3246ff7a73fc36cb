"""Writing the tree, terms and mandates."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Max, Value
from django.db.models.functions import Concat, Substr

from chibo.access import Actor, Place, Role, require
from chibo.audit.rows import locked, save
from chibo.audit.services import command, record
from chibo.kernel.errors import Refusal
from chibo.kernel.text import fold, tidy
from chibo.organisations import selectors
from chibo.organisations.models import Mandate, Term, Unit, UnitEvent, UnitVersion
from chibo.organisations.rules import check_change_on, is_within, piece
from chibo.organisations.selectors import place_of
from chibo.organisations.states import Event

if TYPE_CHECKING:
    from chibo.accounts.models import User


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
    """Found a unit under `parent`; without one it is the first of an installation, which the operator founds."""
    if parent is None:
        require(actor, "organisations.installation.set_up", Place())
    else:
        require(actor, "organisations.unit.found", place_of(parent))
    name = tidy(name)
    node_no = (Unit.objects.aggregate(last=Max("node_no"))["last"] or 0) + 1
    unit = Unit.objects.create(
        node_no=node_no,
        path=(parent.path if parent else "") + piece(node_no),
        parent=parent,
        name=name,
        kind=kind,
        place=tidy(place),
        search=fold(name),
        sort_name=fold(name),
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
    before = unit.name
    unit.name, unit.place = tidy(name), tidy(place)
    unit.search = unit.sort_name = fold(unit.name)
    save(unit, "name", "place", "search", "sort_name")
    _next_version(unit, changed_on, decision)
    _note_event(Event.RENAMED, changed_on, decision, before=[unit], after=[unit])
    record(actor, unit, place_of(unit), changed={"name": (before, unit.name)})
    return unit


@command("organisations.unit.change")
def move_unit(*, actor: Actor, unit_id: UUID, version: int, new_parent: Unit, moved_on: date, decision: str) -> Unit:
    """Put a unit with all below it under another one. Closed months keep the line that they had.

    Refuses a parent inside the unit itself. Two queries for any number of units below.
    """
    unit = locked(Unit, unit_id, version)
    require(actor, "organisations.unit.change", place_of(unit))
    require(actor, "organisations.unit.change", place_of(new_parent))
    if is_within(new_parent.path, unit.path):
        raise Refusal("organisations.parent_inside", name=unit.name)
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
    """Merge units of one parent into a new one. Their meetings stay theirs; the merged unit is new."""
    parent = units[0].parent
    for unit in units:
        require(actor, "organisations.unit.change", place_of(unit))
    merged = found_unit(
        actor=actor, name=name, kind=kind, founded_on=merged_on, parent=parent, place=place, decision=decision
    )
    for unit in units:
        _dissolve(locked(Unit, unit.pk), merged_on)
    _note_event(Event.MERGED, merged_on, decision, before=units, after=[merged])
    record(actor, merged, place_of(merged), details={"from": [str(unit.pk) for unit in units]})
    return merged


@command("organisations.unit.change")
def dissolve_unit(*, actor: Actor, unit_id: UUID, version: int, dissolved_on: date, decision: str) -> Unit:
    """End a unit. Refuses while units stand below it."""
    unit = locked(Unit, unit_id, version)
    require(actor, "organisations.unit.change", place_of(unit))
    below = selectors.children_of([unit.pk]).count()
    if below:
        raise Refusal("organisations.has_units_below", name=unit.name, count=below)
    _dissolve(unit, dissolved_on)
    _note_event(Event.DISSOLVED, dissolved_on, decision, before=[unit], after=[])
    record(actor, unit, place_of(unit), changed={"dissolved_on": (None, dissolved_on)})
    return unit


@command("organisations.term.open")
def open_term(*, actor: Actor, unit: Unit, name: str, starts_on: date) -> Term:
    """Open a term of office; papers begin again at 01. Ends the one that runs."""
    require(actor, "organisations.term.open", place_of(unit))
    running = selectors.current_term(unit.pk)
    if running is not None:
        if starts_on <= running.starts_on:
            raise Refusal("organisations.term_runs", name=running.name)
        running.ends_on = starts_on
        save(running, "ends_on")
    term = Term.objects.create(unit=unit, name=tidy(name), starts_on=starts_on)
    record(actor, term, place_of(unit), changed={"name": (None, term.name)})
    return term


@command("organisations.mandate.give")
def give_mandate(
    *, actor: Actor, user: User, role: Role, unit: Unit | None, starts_on: date, decided_by: str = ""
) -> Mandate:
    """Let a user hold a role at a unit from a day on.

    The operator may give the first office's mandate and none after it. Refuses a role that the user holds already.
    """
    place = place_of(unit) if unit else Place()
    if unit is None or not Mandate.objects.exclude(role=Role.OPERATOR).exists():
        require(actor, "organisations.installation.set_up", Place())
    else:
        require(actor, "organisations.mandate.give", place)
    same = Mandate.objects.filter(user=user, role=role, unit=unit, ends_on=None)
    if same.exists():
        raise Refusal("organisations.mandate_exists", unit=unit.name if unit else "")
    mandate = Mandate.objects.create(user=user, role=role, unit=unit, starts_on=starts_on, decided_by=tidy(decided_by))
    record(actor, mandate, place, details={"role": role, "user": user.pk, "starts_on": starts_on})
    return mandate


@command("organisations.mandate.end")
def end_mandate(*, actor: Actor, mandate_id: UUID, ends_on: date) -> Mandate:
    """Let a mandate end; from `ends_on` on it holds no more. Refuses a day before it began."""
    mandate = locked(Mandate, mandate_id)
    place = place_of(mandate.unit) if mandate.unit else Place()
    require(actor, "organisations.mandate.end", place)
    if ends_on < mandate.starts_on:
        raise Refusal("organisations.ends_before_start", day=ends_on, start=mandate.starts_on)
    mandate.ends_on = ends_on
    save(mandate, "ends_on")
    record(actor, mandate, place, changed={"ends_on": (None, ends_on)})
    return mandate


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


def _dissolve(unit: Unit, day: date) -> None:
    if unit.dissolved_on is not None:
        raise Refusal("organisations.already_dissolved", name=unit.name, day=unit.dissolved_on)
    running = UnitVersion.objects.get(unit=unit, valid_to=None)
    check_change_on(day, running.valid_from)
    running.valid_to = day
    save(running, "valid_to")
    unit.dissolved_on = day
    save(unit, "dissolved_on")


def _move_paths(old: str, new: str) -> None:
    below = Unit.objects.filter(selectors.in_subtree(old))
    below.update(path=Concat(Value(new), Substr("path", len(old) + 1)))


def _note_event(event: Event, day: date, decision: str, *, before: list[Unit], after: list[Unit]) -> None:
    row = UnitEvent.objects.create(event=event, happened_on=day, decision=tidy(decision))
    row.before.set(before)
    row.after.set(after)
