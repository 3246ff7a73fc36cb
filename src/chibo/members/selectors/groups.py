"""Groups of a cell: who belongs to which, who leads it, and whether a cell ought to be divided."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Q, QuerySet

from chibo.members.models import GroupPlace, Post, Stay
from chibo.members.selectors.people import Comrade, roster
from chibo.members.states import LEADERS, StandingKind, Status, StayKind
from chibo.organisations import selectors as organisations
from chibo.regulations.selectors import rule_for

if TYPE_CHECKING:
    from chibo.organisations.models import Unit
    from chibo.regulations.figures import UnitKinds
    from chibo.regulations.rules import ResolvedRule

GROUPS_FROM = "groups_from_members"


@dataclass(frozen=True, slots=True)
class Group:
    """A group with those who belong to it, by name."""

    unit: Unit
    members: tuple[Comrade, ...]
    """With the posts that they hold in the group."""

    def holder(self, post: str) -> Comrade | None:
        """Return who holds the post of leader or deputy; None for nobody."""
        return next((one for one in self.members if post in one.posts), None)


def groups_with_members(cell: Unit, on: date) -> tuple[list[Group], list[Comrade]]:
    """Return the groups of the cell on that day, and the members who are in none. Nine queries for any number."""
    comrades, units = roster(cell.pk, on), list(organisations.groups_of(cell.pk))
    places = _places([unit.pk for unit in units], on)
    posts = _posts([unit.pk for unit in units], on)
    found = [
        Group(unit, tuple(_there(one, unit.pk, posts) for one in comrades if places.get(one.person_id) == unit.pk))
        for unit in units
    ]
    return found, [one for one in comrades if one.person_id not in places]


def group_roster(group: Unit, on: date) -> list[Comrade]:
    """Return everybody of the cell who belongs to the group on that day, with the posts held in it. Eight queries."""
    places, posts = _places([group.pk], on), _posts([group.pk], on)
    comrades = roster(group.parent_id, on) if group.parent_id else []
    return [_there(one, group.pk, posts) for one in comrades if one.person_id in places]


def joint_roster(cell_ids: Sequence[UUID], on: date) -> list[Comrade]:
    """Return everybody who belongs to these cells on that day, each once, by name. Six queries a cell.

    Whoever is away in another of them is not away from where all of them meet.
    """
    found: dict[UUID, Comrade] = {}
    for cell_id in cell_ids:
        for one in roster(cell_id, on):
            known = found.get(one.person_id)
            home = one if known is None or one.stay is StayKind.FORMAL else known
            found[one.person_id] = one if known is None else replace(home, status=_at_home(home))
    return sorted(found.values(), key=lambda one: (one.sort_name, str(one.person_id)))


def homes_among(cell_ids: Sequence[UUID], on: date) -> dict[UUID, UUID]:
    """Return for everybody of these cells the one that counts them: the formal one, else where they are for a while.

    One query.
    """
    rows = Stay.objects.filter(_then(on), unit_id__in=list(cell_ids), person__import_run=None)
    found: dict[UUID, UUID] = {}
    for person_id, unit_id, kind in rows.values_list("person_id", "unit_id", "kind"):
        if kind == StayKind.FORMAL or person_id not in found:
            found[person_id] = unit_id
    return found


def _at_home(comrade: Comrade) -> Status:
    return Status.OFFICIAL if comrade.standing is StandingKind.OFFICIAL else Status.PROBATIONARY


def groups_of_person(person_id: UUID, on: date) -> QuerySet[GroupPlace, Any]:
    """Return the id of the group to which a person belongs, for use inside a filter. No query of its own."""
    return GroupPlace.objects.filter(_then(on), person_id=person_id).values("unit_id")


def groups_rule(on: date) -> ResolvedRule[UnitKinds]:
    """Return the rule that says from how many members on a cell is divided (`GROUPS_FROM`). No query."""
    return rule_for("unit-kinds", on)


def ought_to_divide(cell: Unit, count: int, on: date) -> bool:
    """Tell whether a cell of so many members has no groups though the rule wants them. One query at most."""
    least = organisations.kinds_on(on).groups_from_members
    return count >= least and not organisations.groups_of(cell.pk).exists()


def _there(comrade: Comrade, unit_id: UUID, posts: dict[tuple[UUID, UUID], list[str]]) -> Comrade:
    return replace(comrade, posts=tuple(posts.get((comrade.person_id, unit_id), ())))


def _places(unit_ids: Iterable[UUID], on: date) -> dict[UUID, UUID]:
    rows = GroupPlace.objects.filter(_then(on), unit_id__in=list(unit_ids))
    return dict(rows.values_list("person_id", "unit_id"))


def _posts(unit_ids: Iterable[UUID], on: date) -> dict[tuple[UUID, UUID], list[str]]:
    rows = Post.objects.filter(_then(on), unit_id__in=list(unit_ids), kind__in=LEADERS)
    found: dict[tuple[UUID, UUID], list[str]] = {}
    for person_id, unit_id, kind in rows.values_list("person_id", "unit_id", "kind"):
        found.setdefault((person_id, unit_id), []).append(kind)
    return found


def _then(on: date) -> Q:
    return Q(starts_on__lte=on) & (Q(ends_on=None) | Q(ends_on__gt=on))
