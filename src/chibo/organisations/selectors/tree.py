"""Reading the tree: who reaches which unit, and what it was on a day."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from chibo.access import Actor, Place, Role, Scope, scope
from chibo.kernel import clock
from chibo.kernel.errors import Missing
from chibo.kernel.months import Month
from chibo.kernel.text import fold
from chibo.organisations.models import Term, Unit, UnitEvent, UnitVersion
from chibo.organisations.phrases import SEALED_KIND, UNSEALED_KIND
from chibo.organisations.rules import PIECE, end_of_subtree, is_within
from chibo.regulations.figures import UnitKind, UnitKinds
from chibo.regulations.selectors import rule_for


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


def by_keys(where: Scope, unit: str) -> Q:
    """Return the filter of `within` for rows found by one of several scopes: by the keys of the units.

    With paths of units beside other columns SQLite looks at every unit there is. Of a whole tree those are nearly all,
    and the path is quicker. No query of its own.
    """
    if reaches_all(where):
        return within(where, unit=unit)
    return Q(**{f"{unit}__in": Unit.objects.filter(within(where)).order_by().values("pk")})


def reaches_all(where: Scope) -> bool:
    """Tell whether a scope reaches a whole tree, as that of the topmost unit's office does. No query."""
    return where.installation or any(len(path) == PIECE for path in where.subtrees)


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


def lines_of(units: Sequence[Unit]) -> dict[UUID, list[UUID]]:
    """Return for each of these units itself and its ancestors in today's tree, nearest first. One query."""
    pieces = {one.pk: [one.path[:end] for end in range(PIECE, len(one.path) + 1, PIECE)] for one in units}
    paths = {path for line in pieces.values() for path in line}
    ids = dict(Unit.objects.filter(path__in=paths).values_list("path", "pk"))
    return {pk: [ids[path] for path in reversed(line) if path in ids] for pk, line in pieces.items()}


def stood_in(month: Month, since: Month | None = None) -> Q:
    """Return the filter for units that stood on some day of the month, or of the months since. No query of its own."""
    begun = UnitVersion.objects.filter(unit=OuterRef("pk"), valid_from__lte=month.last_on)
    return (Q(dissolved_on=None) | Q(dissolved_on__gt=(since or month).first_on)) & Q(Exists(begun))


def names_of(unit_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return what these units are called today. Names of units are no secret. One query."""
    return dict(Unit.objects.filter(pk__in=list(unit_ids)).values_list("pk", "name"))


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


def units_within(path: str) -> QuerySet[Unit]:
    """Return the units at and below a path that still exist, in tree order, for a service that asked. One query."""
    return Unit.objects.filter(in_subtree(path), dissolved_on=None).order_by("path")


def has_units() -> bool:
    """Tell whether any unit was founded on this installation. One query."""
    return Unit.objects.exists()


def kinds_on(day: date) -> UnitKinds:
    """Return the kinds of organisations of that day. No query."""
    value = rule_for("unit-kinds", day).value
    if not isinstance(value, UnitKinds):
        raise TypeError("the rule unit-kinds has another shape")
    return value


def kind_name(kind: str, on: date) -> str:
    """Return what a kind is called on that day; its code where the day knows it no more. No query."""
    names = {one.code: one.name_vi for one in kinds_on(on).kinds}
    return names.get(kind, kind)


def kind_choices(on: date, parent_kind: str | None = None) -> list[tuple[str, str]]:
    """Return the kinds that can stand under another (all without one) by code; those of one name told apart.

    No query.
    """
    rule = kinds_on(on)
    kinds = [kind for kind in rule.kinds if parent_kind is None or rule.may_contain(parent_kind, kind.code)]
    names = Counter(kind.name_vi for kind in kinds)
    return [(kind.code, _told_apart(kind) if names[kind.name_vi] > 1 else kind.name_vi) for kind in kinds]


def _told_apart(kind: UnitKind) -> str:
    """Since 208-QĐ/TW the cell that is a grassroots organisation and the one below a committee bear one name."""
    return str(SEALED_KIND if kind.has_seal else UNSEALED_KIND) % {"kind": kind.name_vi}


def is_cell(unit: Unit, on: date) -> bool:
    """Tell whether the unit's members meet as a cell. No query."""
    return any(kind.code == unit.kind and kind.is_cell for kind in kinds_on(on).kinds)


def is_group(unit: Unit, on: date) -> bool:
    """Tell whether the unit is a group inside a cell (tổ đảng). One query where its parent is not loaded."""
    return unit.parent is not None and is_cell(unit.parent, on)


def groups_of(cell_id: UUID) -> QuerySet[Unit]:
    """Return the groups of a cell that still exist, by name. One query."""
    return children_of([cell_id])


def group_kind(cell: Unit, on: date) -> str:
    """Return the code of what a cell of this kind is divided into; empty where it is not. No query."""
    return next(iter(kinds_on(on).kind(cell.kind).may_contain), "") if is_cell(cell, on) else ""


def versions_of(unit_id: UUID) -> QuerySet[UnitVersion]:
    """Return what the unit was, newest first. One query."""
    return UnitVersion.objects.filter(unit_id=unit_id).select_related("parent").order_by("-valid_from")


def predecessors_of(unit_id: UUID) -> QuerySet[Unit]:
    """Return the units that were merged into this one, in one step or several, by name. One query."""
    return Unit.objects.filter(merged_into=unit_id).order_by("sort_name", "pk")


def first_versions(unit_ids: Collection[UUID]) -> dict[UUID, tuple[date, str]]:
    """Return from which day on each unit is known here, and the decision of then. One query."""
    rows = UnitVersion.objects.filter(unit_id__in=unit_ids).order_by("-valid_from")
    return {pk: (day, decision) for pk, day, decision in rows.values_list("unit_id", "valid_from", "decision")}


def events_of(unit_id: UUID) -> QuerySet[UnitEvent]:
    """Return what happened to the unit, newest first, with the units before and after. Three queries."""
    ids = UnitEvent.objects.filter(Q(before=unit_id) | Q(after=unit_id)).values("pk")
    found = UnitEvent.objects.filter(pk__in=ids).prefetch_related("before", "after")
    return found.order_by("-happened_on", "-recorded_at")


def terms_of(unit_id: UUID) -> QuerySet[Term]:
    """Return the terms of office of the unit, newest first. One query."""
    return Term.objects.filter(unit_id=unit_id).order_by("-starts_on")


def line_above(found: Unit) -> list[Unit]:
    """Return the units above this one in today's tree, highest first. One query."""
    paths = [found.path[:end] for end in range(PIECE, len(found.path), PIECE)]
    return list(Unit.objects.filter(path__in=paths).order_by("path"))


def roots_for(actor: Actor, action: str = "organisations.unit.read") -> list[Unit]:
    """Return the highest units that the actor reaches; the tree page begins with them. One query."""
    where = scope(actor, action)
    units = Unit.objects.filter(Q(path__in=[*where.subtrees, *where.below]) | Q(pk__in=where.unit_ids))
    roots: list[Unit] = []
    for one in units.filter(dissolved_on=None).order_by("path"):
        covered = any(is_within(one.path, path) for path in where.subtrees if path != one.path)
        if not covered:
            roots.append(one)
    return with_children(roots, actor, action)


def with_children(units: Sequence[Unit], actor: Actor, action: str = "organisations.unit.read") -> list[Unit]:
    """Return the units, each with `has_units` set: whether the actor reaches one directly below. One query."""
    below = units_for(actor, action).filter(parent__in=units, dissolved_on=None)
    parents = set(below.order_by().values_list("parent_id", flat=True).distinct())
    for one in units:
        one.has_units = one.pk in parents  # type: ignore[attr-defined]
    return list(units)


def units_matching(actor: Actor, text: str, limit: int = 50) -> list[Unit]:
    """Return units within reach whose name holds the text, diacritics aside, with their parents. One query."""
    words = fold(text).split()
    found = units_for(actor).filter(dissolved_on=None).select_related("parent")
    for word in words:
        found = found.filter(search__contains=word)
    return list(found.order_by("sort_name")[:limit]) if words else []


def current_term(unit_id: UUID) -> Term | None:
    """Return the running term of the unit's committee; None if none is entered. One query."""
    return Term.objects.filter(unit_id=unit_id, ends_on=None).first()


def _ancestors_today(unit_id: UUID) -> list[UUID]:
    path = unit(unit_id).path
    paths = [path[:end] for end in range(PIECE, len(path) + 1, PIECE)]
    found = dict(Unit.objects.filter(path__in=paths).values_list("path", "pk"))
    return [found[piece] for piece in reversed(paths) if piece in found]
