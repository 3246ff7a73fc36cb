"""Setting a figure differently for a unit and all below it, and ending that."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from chibo.access import Actor, Denied, Place, require
from chibo.access.roles import Role
from chibo.audit.rows import locked, save
from chibo.audit.services import command, record
from chibo.kernel import clock
from chibo.kernel.errors import Refusal
from chibo.kernel.text import tidy
from chibo.regulations.figures import ScoreSheet
from chibo.regulations.models import Override
from chibo.regulations.rules import Rule, check_override, in_force, needs_superior
from chibo.regulations.selectors import ids_with_shape, versions_of

_DECIDING = frozenset({Role.OFFICE, Role.PARTY_BUILDING, Role.SECRETARY})


@command("regulations.override.set")
def set_override(
    *,
    actor: Actor,
    place: Place,
    rule_id: str,
    values: Mapping[str, Any],
    basis_number: str,
    basis_on: date,
    valid_from: date,
    valid_to: date | None = None,
    note: str = "",
) -> Override:
    """Set keys of a rule differently for the unit of `place` and all below it.

    `values` maps a key (`registration_day`, `regular.min_minutes`) to a value as JSON knows it. The deciding unit
    is the highest one at which the actor holds an office over this place. A key that only a superior may set needs
    an office of a committee and binds the units below it.

    Refuses: regulations.no_rule, .nothing_set, .not_overridable, .does_not_fit, .no_such_sheet, .no_basis,
    .before_basis, .ends_before_start. Five queries at most.
    """
    require(actor, "regulations.override.set", place)
    rule = _rule_on(rule_id, valid_from)
    if needs_superior(rule, values):
        require(actor, "regulations.override.set_for_below", place)
    check_override(rule, values)
    _check_sheet(rule, values, valid_from)
    _check_basis(basis_number, basis_on, valid_from, valid_to)
    override = Override.objects.create(
        unit_id=_unit_of(place),
        decided_by_id=_deciding_unit(actor, place),
        rule_id=rule_id,
        values=dict(values),
        basis_number=tidy(basis_number),
        basis_on=basis_on,
        valid_from=valid_from,
        valid_to=valid_to,
        note=tidy(note),
        set_by_name=actor.name,
        recorded_at=clock.now(),
    )
    record(
        actor,
        override,
        place,
        changed={key: (None, new) for key, new in values.items()},
        details={"rule": rule_id, "from": valid_from, "to": valid_to, "basis": tidy(basis_number)},
    )
    return override


@command("regulations.override.end")
def end_override(*, actor: Actor, place: Place, override_id: UUID, version: int | None, ends_on: date) -> Override:
    """End what a unit has set differently: `ends_on` is the first day on which the rule holds again.

    The day on which it began takes it back as if never set. Refuses: regulations.already_ended,
    .ends_before_start. Denied to all but the offices of the unit that decided it.
    """
    require(actor, "regulations.override.end", place)
    override = locked(Override, override_id, version)
    if override.unit_id != place.unit_id or not _decides_for(actor, override.decided_by_id):
        raise Denied("regulations.override.end")
    if override.valid_to is not None and override.valid_to <= ends_on:
        raise Refusal("regulations.already_ended", day=override.valid_to)
    if ends_on < override.valid_from:
        raise Refusal("regulations.ends_before_start", day=ends_on, start=override.valid_from)
    before = override.valid_to
    override.valid_to = ends_on
    save(override, "valid_to")
    record(
        actor,
        override,
        place,
        changed={"valid_to": (before, ends_on)},
        details={"rule": override.rule_id},
    )
    return override


def _rule_on(rule_id: str, day: date) -> Rule:
    rule = in_force(versions_of(rule_id), day)
    if rule is None:
        raise Refusal("regulations.no_rule", rule=versions_of(rule_id)[-1].file.title_vi, day=day)
    return rule


def _check_sheet(rule: Rule, values: Mapping[str, Any], day: date) -> None:
    """Refuse the name of a score sheet that is not in force; the shape cannot know which there are."""
    sheet = values.get("sheet")
    if sheet is not None and sheet not in ids_with_shape(ScoreSheet, day):
        raise Refusal("regulations.no_such_sheet", rule=rule.file.title_vi, sheet=sheet, day=day)


def _check_basis(number: str, signed_on: date, valid_from: date, valid_to: date | None) -> None:
    if not tidy(number):
        raise Refusal("regulations.no_basis")
    if valid_from < signed_on:
        raise Refusal("regulations.before_basis", day=valid_from, signed=signed_on)
    if valid_to is not None and valid_to <= valid_from:
        raise Refusal("regulations.ends_before_start", day=valid_to, start=valid_from)


def _deciding_unit(actor: Actor, place: Place) -> UUID:
    """Return the highest unit over the place at which the actor holds an office, the place itself included.

    Whoever is in the committee's office and secretary of a cell under it decides for the committee.
    """
    over = [
        mandate
        for mandate in actor.mandates
        if mandate.role in _DECIDING and mandate.unit_id and place.path.startswith(mandate.path)
    ]
    offices = [m for m in over if m.role is not Role.SECRETARY] or [m for m in over if m.path == place.path]
    if not offices:
        raise Denied("regulations.override.set")
    highest = min(offices, key=lambda mandate: len(mandate.path))
    if highest.unit_id is None:
        raise Denied("regulations.override.set")
    return highest.unit_id


def _unit_of(place: Place) -> UUID:
    if place.unit_id is None:
        raise ValueError("a figure is set differently at a unit; the place names none")
    return place.unit_id


def _decides_for(actor: Actor, unit_id: UUID) -> bool:
    return any(m.unit_id == unit_id and m.role in _DECIDING for m in actor.mandates)
