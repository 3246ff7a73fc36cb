"""Reading mandates: who holds which role where, and who therefore may do what."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from chibo.access import Mandate as Held
from chibo.access import Role
from chibo.kernel.errors import Missing
from chibo.organisations.models import Mandate

COMMITTEE = (Role.COMMITTEE_MEMBER, Role.SECRETARY, Role.DEPUTY)
"""Whoever sits on the committee of a unit that has cells below it."""


def mandates_of(user_id: int, on: date) -> tuple[Held, ...]:
    """Return what the user holds on that day, as `access` wants it. One query."""
    return held_by(user_id, on)[0]


def held_by(user_id: int, on: date) -> tuple[tuple[Held, ...], tuple[Held, ...]]:
    """Return what the user holds on that day, and the same at units that were merged into those. One query."""
    unit = ("unit_id", "unit__path", "unit__name")
    before = ("unit__predecessors__pk", "unit__predecessors__path", "unit__predecessors__name")
    held, past = {}, []
    rows = running(on).filter(user_id=user_id).order_by().values_list("role", *unit, *before)
    for role, unit_id, path, name, old_id, old_path, old_name in rows:
        held[role, unit_id] = Held(Role(role), unit_id, path or "", name or "")
        if old_id is not None:
            past.append(Held(Role(role), old_id, old_path, old_name))
    return _in_order(held.values()), _in_order(past)


def _in_order(rows: Iterable[Held]) -> tuple[Held, ...]:
    return tuple(sorted(rows, key=lambda held: (held.path, held.role)))


def holders(unit_id: UUID, role: Role, on: date) -> QuerySet[Mandate]:
    """Return who holds the role at exactly this unit on that day. One query."""
    return running(on).filter(unit_id=unit_id, role=role).select_related("user")


def user_ids_with(unit_id: UUID, roles: Sequence[Role], on: date) -> list[int]:
    """Return the users that hold one of the roles at exactly this unit, e.g. to tell them something. One query."""
    rows = running(on).filter(unit_id=unit_id, role__in=roles)
    return sorted(set(rows.values_list("user_id", flat=True)))


def user_ids_among(unit_ids: Iterable[UUID], roles: Sequence[Role], on: date) -> list[int]:
    """Return the users that hold one of the roles at one of these units, to tell all of them at once. One query."""
    rows = running(on).filter(unit_id__in=list(unit_ids), role__in=roles)
    return sorted(set(rows.values_list("user_id", flat=True)))


def names_with(unit_ids: Iterable[UUID], role: Role, on: date) -> dict[UUID, str]:
    """Return who holds the role at each of these units, one name a unit; units without one are left out. One query."""
    rows = running(on).filter(unit_id__in=list(unit_ids), role=role).order_by("pk")
    return {unit_id: name for unit_id, name in rows.values_list("unit_id", "user__display_name") if unit_id}


def mandates_at(unit_id: UUID, on: date) -> QuerySet[Mandate]:
    """Return everything held at exactly this unit on that day, by role and name. One query."""
    return running(on).filter(unit_id=unit_id).select_related("user").order_by("role", "user__display_name")


def mandate(mandate_id: UUID) -> Mandate:
    """Return a mandate with its user, for a page that asks permission itself. Raises Missing. One query."""
    found = Mandate.objects.filter(pk=mandate_id).select_related("user").first()
    if found is None:
        raise Missing("mandate")
    return found


def committee_users(unit_id: UUID | None, on: date) -> dict[int, str]:
    """Return the members of a committee who have an account, with their names. One query."""
    if unit_id is None:
        return {}
    held = running(on).filter(unit_id=unit_id, role__in=COMMITTEE)
    rows = held.order_by("user__display_name").values_list("user_id", "user__display_name")
    return dict(rows)


def assigned_users(cell_ids: Sequence[UUID]) -> dict[UUID, int]:
    """Return who is in charge of each cell; cells that nobody is in charge of are left out. One query."""
    held = Mandate.objects.filter(unit_id__in=cell_ids, role=Role.ASSIGNED, ends_on=None)
    return {unit_id: user_id for unit_id, user_id in held.values_list("unit_id", "user_id") if unit_id}


def cells_in_charge_of(user_id: int) -> list[UUID]:
    """Return the cells that this user is in charge of. One query."""
    held = Mandate.objects.filter(user_id=user_id, role=Role.ASSIGNED, ends_on=None)
    return [unit_id for unit_id in held.values_list("unit_id", flat=True) if unit_id]


def running(on: date) -> QuerySet[Mandate]:
    return Mandate.objects.filter(starts_on__lte=on).filter(Q(ends_on=None) | Q(ends_on__gt=on))
