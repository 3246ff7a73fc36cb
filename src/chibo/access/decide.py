"""The one answer to "may this actor do this here?", and the same answer as a filter for lists."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from chibo.access.actor import Actor, Mandate
from chibo.access.roles import Reach, Role
from chibo.access.table import Grant, grants_for


class Denied(Exception):
    """The thing is within the actor's reach, but not this act: the page says 403."""

    def __init__(self, action: str) -> None:
        super().__init__(action)
        self.action = action


@dataclass(frozen=True, slots=True)
class Place:
    """Where a thing stands: its unit, the unit's path, whose it is, and what the actor is in this meeting."""

    unit_id: UUID | None = None
    path: str = ""
    person_id: UUID | None = None
    roles_here: frozenset[Role] = frozenset()


@dataclass(frozen=True, slots=True)
class Scope:
    """All places where an actor may do one action. Selectors turn it into a filter, `covers` asks it for one."""

    unit_ids: frozenset[UUID] = frozenset()
    subtrees: tuple[str, ...] = ()
    """Paths whose unit and everything below is covered."""
    below: tuple[str, ...] = ()
    """Paths of which only what lies below is covered."""
    own_person_id: UUID | None = None
    roles_here: frozenset[Role] = frozenset()
    installation: bool = False

    @property
    def is_empty(self) -> bool:
        return not (
            self.unit_ids or self.subtrees or self.below or self.own_person_id or self.roles_here or self.installation
        )

    def covers(self, place: Place) -> bool:
        """Tell whether the place lies in this scope."""
        if self.installation:
            return True
        if place.unit_id is not None and place.unit_id in self.unit_ids:
            return True
        if place.path and any(place.path.startswith(path) for path in self.subtrees):
            return True
        if any(place.path.startswith(path) and place.path != path for path in self.below):
            return True
        if self.own_person_id is not None and self.own_person_id == place.person_id:
            return True
        return bool(self.roles_here & place.roles_here)


def scope(actor: Actor, action: str) -> Scope:
    """Return where the actor may do the action; an empty scope where nowhere.

    What a merged unit left behind is read by whoever reaches its successor, and changed by nobody through that.
    """
    grants = grants_for(action)
    mandates = (*actor.mandates, *actor.past) if reads(action) else actor.mandates
    reaches: dict[Role, set[Reach]] = {}
    for grant in grants:
        reaches.setdefault(grant.role, set()).add(grant.reach)

    def held(*wanted: Reach) -> list[Mandate]:
        return [m for m in mandates if reaches.get(m.role, set()) & set(wanted)]

    return Scope(
        unit_ids=frozenset(m.unit_id for m in held(Reach.UNIT) if m.unit_id is not None),
        subtrees=tuple(sorted({m.path for m in held(Reach.SUBTREE) if m.path})),
        below=tuple(sorted({m.path for m in held(Reach.BELOW) if m.path})),
        own_person_id=actor.person_id if held(Reach.OWN) else None,
        roles_here=_roles_here(actor, grants),
        installation=bool(held(Reach.INSTALLATION)),
    )


def _roles_here(actor: Actor, grants: Iterable[Grant]) -> frozenset[Role]:
    """Return what one may be in a single meeting: chair and clerk anybody, leader of a group who leads one."""
    if not actor.is_known:
        return frozenset()
    here = {grant.role for grant in grants if grant.reach is Reach.HERE}
    return frozenset(here if actor.has(Role.GROUP_LEADER) else here - {Role.GROUP_LEADER})


def reads(action: str) -> bool:
    """Tell whether the action only reads, by its last word."""
    return action.endswith(".read")


def may(actor: Actor, action: str, place: Place) -> bool:
    """Tell whether the actor may do the action at the place."""
    return scope(actor, action).covers(place)


def require(actor: Actor, action: str, place: Place) -> None:
    """Raise Denied unless the actor may do the action at the place."""
    if not may(actor, action, place):
        raise Denied(action)


def holds_anywhere(actor: Actor, action: str) -> bool:
    """Tell whether there is any place at all where the actor may do the action."""
    return not scope(actor, action).is_empty
