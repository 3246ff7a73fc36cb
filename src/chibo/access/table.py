"""The tables of all rooms: action to alternatives of role and reach."""

from collections.abc import Mapping
from dataclasses import dataclass

from chibo.access.roles import Reach, Role


@dataclass(frozen=True, slots=True)
class Grant:
    """Whoever holds `role` may do it as far as `reach` goes."""

    role: Role
    reach: Reach


Table = Mapping[str, tuple[Grant, ...]]

_declared: dict[str, tuple[Grant, ...]] = {}


def declare(table: Table) -> None:
    """Add a room's table. Raises ValueError where an action is declared twice with other grants."""
    for action, grants in table.items():
        if _declared.get(action, grants) != grants:
            raise ValueError(f"the action {action!r} is declared twice with different grants")
        _declared[action] = tuple(grants)


def grants_for(action: str) -> tuple[Grant, ...]:
    """Return the grants of an action. Raises KeyError with the known actions of that room."""
    try:
        return _declared[action]
    except KeyError:
        room = action.partition(".")[0]
        known = sorted(name for name in _declared if name.startswith(room + "."))
        raise KeyError(f"no action {action!r} is declared; {room} declares {known}") from None


def actions() -> Table:
    """Return all declared actions, for pages that explain and tests that walk them."""
    return dict(sorted(_declared.items()))
