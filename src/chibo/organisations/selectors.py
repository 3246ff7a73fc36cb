"""Reading the tree and the mandates."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from chibo.access import Actor, Place, Scope, scope
from chibo.access import Mandate as Held
from chibo.access.roles import Role
from chibo.kernel import clock
from chibo.kernel.errors import Missing
from chibo.organisations.models import Mandate, Term, Unit, UnitVersion
from chibo.organisations.rules import PIECE, end_of_subtree


def place_of(unit: Unit, person_id: UUID | None = None, roles_here: frozenset[Role] = frozenset()) -> Place:
    """Return where a thing of this unit stands, for `access`."""
    return Place(unit.pk, unit.path, person_id, roles_here)


def in_subtree(path: str, prefix: str = "") -> Q:
    """Return the filter for a unit and all below it. `prefix` names the way to the unit, e.g. `unit__`."""
    return Q(**{f"{prefix}path__gte": path, f"{prefix}path__lt": end_of_subtree(path)})


def within(where: Scope, unit: str = "", person: str = "") -> Q:
    """Turn a scope into a filter over rows that point to a unit by `unit` (and to a person by `person`).

    An empty `unit` filters units themselves. A scope that reaches nothing filters everything out.
    """
    prefix = f"{unit}__" if unit else ""
    found = Q(pk__in=[])
    if where.installation:
        return Q()
    if where.unit_ids:
        found |= Q(**{f"{unit}__in" if unit else "pk__in": where.unit_ids})
    for path in where.subtrees:
        found |= in_subtree(path, prefix)
    for path in where.below:
        found |= Q(**{f"{prefix}path__gt": path, f"{prefix}path__lt": end_of_subtree(path)})
    if person and where.own_person_id:
        found |= Q(**{person: where.own_person_id})
    return found


def units_for(actor: Actor, action: str = "organisations.unit.read") -> QuerySet[Unit]:
    """Return the units at which the actor may do the action, in tree order. One query."""
    return Unit.objects.filter(within(scope(actor, action))).order_by("path")


def unit_for(actor: Actor, unit_id: UUID, action: str = "organisations.unit.read") -> Unit:
    """Return the unit. Raises Missing where it is not, or not within the actor's reach. One query."""
    unit = units_for(actor, action).filter(pk=unit_id).first()
    if unit is None:
        raise Missing("unit")
    return unit


def unit(unit_id: UUID) -> Unit:
    """Return a unit for a service that asks permission itself. Raises Missing. One query."""
    found = Unit.objects.filter(pk=unit_id).first()
    if found is None:
        raise Missing("unit")
    return found


def ancestor_ids(unit_id: UUID, on: date | None = None) -> list[UUID]:
    """Return the unit and its ancestors as of that day, nearest first. As of today: one query by the path.

    On an earlier day: one query a level, since only the versions know.
    """
    if on is None or on >= clock.today():
        return _ancestors_today(unit_id)
    line: list[UUID] = []
    current: UUID | None = unit_id
    while current is not None and current not in line:
        line.append(current)
        version = version_on(current, on)
        current = version.parent_id if version else None
    return line


def version_on(unit_id: UUID, on: date) -> UnitVersion | None:
    """Return what the unit was on that day; None if it was not yet or no longer. One query."""
    return (
        UnitVersion.objects.filter(unit_id=unit_id, valid_from__lte=on)
        .filter(Q(valid_to=None) | Q(valid_to__gt=on))
        .first()
    )


def children_of(unit_ids: Sequence[UUID]) -> QuerySet[Unit]:
    """Return the units directly under these that still exist, by name. One query."""
    return Unit.objects.filter(parent_id__in=unit_ids, dissolved_on=None).order_by("sort_name")


def current_term(unit_id: UUID) -> Term | None:
    """Return the running term of the unit's committee; None if none is entered. One query."""
    return Term.objects.filter(unit_id=unit_id, ends_on=None).first()


def mandates_of(user_id: int, on: date) -> tuple[Held, ...]:
    """Return what the user holds on that day, as `access` wants it. One query."""
    rows = (
        _running(on)
        .filter(user_id=user_id)
        .values_list("role", "unit_id", "unit__path", "unit__name")
        .order_by("unit__path", "role")
    )
    return tuple(Held(Role(role), unit_id, path or "", name or "") for role, unit_id, path, name in rows)


def holders(unit_id: UUID, role: Role, on: date) -> QuerySet[Mandate]:
    """Return who holds the role at exactly this unit on that day. One query."""
    return _running(on).filter(unit_id=unit_id, role=role).select_related("user")


def user_ids_with(unit_id: UUID, roles: Sequence[Role], on: date) -> list[int]:
    """Return the users that hold one of the roles at exactly this unit, e.g. to tell them something. One query."""
    rows = _running(on).filter(unit_id=unit_id, role__in=roles)
    return sorted(set(rows.values_list("user_id", flat=True)))


def _running(on: date) -> QuerySet[Mandate]:
    return Mandate.objects.filter(starts_on__lte=on).filter(Q(ends_on=None) | Q(ends_on__gt=on))


def _ancestors_today(unit_id: UUID) -> list[UUID]:
    path = unit(unit_id).path
    paths = [path[:end] for end in range(PIECE, len(path) + 1, PIECE)]
    found = dict(Unit.objects.filter(path__in=paths).values_list("path", "pk"))
    return [found[piece] for piece in reversed(paths) if piece in found]
