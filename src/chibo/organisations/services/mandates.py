"""Mandates: the only source of rights. Those of members come and go with stays and posts, see `members`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from chibo.access import Actor, Place, Role, require
from chibo.audit.rows import locked, save
from chibo.audit.services import command, record
from chibo.kernel import clock
from chibo.kernel.errors import Refusal
from chibo.kernel.text import tidy
from chibo.organisations import selectors
from chibo.organisations.models import Mandate, Unit
from chibo.organisations.selectors import place_of

if TYPE_CHECKING:
    from chibo.accounts.models import User


@command("organisations.mandate.give")
def give_mandate(
    *,
    actor: Actor,
    user: User,
    role: Role,
    unit: Unit | None,
    starts_on: date,
    decided_by: str = "",
    kept_by: str = "",
) -> Mandate:
    """Let a user hold a role at a unit from a day on.

    The operator may give the first office's mandate and none after it. Refuses a role that the user holds already.
    `kept_by` names the room whose post or stay is behind it.
    """
    place = place_of(unit) if unit else Place()
    if unit is None or not Mandate.objects.exclude(role=Role.OPERATOR).exists():
        require(actor, "organisations.installation.set_up", Place())
    else:
        require(actor, *_asked(role, unit, "organisations.mandate.give"))
    same = Mandate.objects.filter(user=user, role=role, unit=unit, ends_on=None)
    if same.exists():
        raise Refusal("organisations.mandate_exists", unit=unit.name if unit else "")
    mandate = Mandate.objects.create(
        user=user, role=role, unit=unit, starts_on=starts_on, decided_by=tidy(decided_by), kept_by=kept_by
    )
    record(actor, mandate, place, details={"role": role, "user": user.pk, "starts_on": starts_on})
    return mandate


@command("organisations.mandate.end")
def end_mandate(*, actor: Actor, mandate_id: UUID, ends_on: date, kept_by: str = "") -> Mandate:
    """Let a mandate end; from `ends_on` on it holds no more.

    Refuses a day before it began, one that has ended, and one that goes with a post or stay: that ends it.
    """
    mandate = locked(Mandate, mandate_id)
    place = place_of(mandate.unit) if mandate.unit else Place()
    require(actor, *_asked(mandate.role, mandate.unit, "organisations.mandate.end"))
    if mandate.kept_by != kept_by:
        raise Refusal("organisations.mandate_of_post")
    if mandate.ends_on is not None and mandate.ends_on <= clock.today():
        raise Refusal("organisations.mandate_ended", day=mandate.ends_on)
    if ends_on < mandate.starts_on:
        raise Refusal("organisations.ends_before_start", day=ends_on, start=mandate.starts_on)
    before, mandate.ends_on = mandate.ends_on, ends_on
    save(mandate, "ends_on")
    record(actor, mandate, place, changed={"ends_on": (before, ends_on)})
    return mandate


def _asked(role: str, unit: Unit | None, action: str) -> tuple[str, Place]:
    """Return what is asked of whoever gives or ends the role: leading a group is the cell's own matter."""
    if role == Role.GROUP_LEADER and unit is not None and unit.parent is not None:
        return "organisations.group.change", place_of(unit.parent)
    return action, place_of(unit) if unit else Place()


@command("organisations.cell.assign")
def assign_to_cell(*, actor: Actor, cell_id: UUID, user_id: int | None, since: date, decision: str = "") -> Unit:
    """Put a member of the superior committee in charge of a cell from a day on, instead of whoever is; None for nobody.

    Refuses somebody who is not on the committee directly above on that day.
    """
    cell = locked(Unit, cell_id)
    require(actor, "organisations.cell.assign", place_of(cell))
    if user_id is not None and user_id not in selectors.committee_users(cell.parent_id, since):
        raise Refusal("organisations.not_on_committee", unit=cell.name)
    running = list(Mandate.objects.select_for_update().filter(unit=cell, role=Role.ASSIGNED, ends_on=None))
    before = [mandate.user_id for mandate in running]
    for mandate in running:
        if mandate.user_id != user_id:
            mandate.ends_on = max(since, mandate.starts_on)
            save(mandate, "ends_on")
    if user_id is not None and user_id not in before:
        Mandate.objects.create(
            user_id=user_id, role=Role.ASSIGNED, unit=cell, starts_on=since, decided_by=tidy(decision)
        )
    record(actor, cell, place_of(cell), changed={"assigned": (before, user_id)})
    return cell


@command("organisations.cell.assign")
def assign_cells(
    *, actor: Actor, committee: Unit, choices: Mapping[UUID, int | None], since: date, decision: str = ""
) -> int:
    """Assign many cells of one committee at once; the others are left alone. Returns how many changed."""
    present = selectors.assigned_users([*choices])
    changed = {cell: user for cell, user in choices.items() if present.get(cell) != user}
    for cell_id, user_id in changed.items():
        assign_to_cell(actor=actor, cell_id=cell_id, user_id=user_id, since=since, decision=decision)
    record(actor, committee, place_of(committee), details={"cells": len(changed)})
    return len(changed)
