"""What a page must know of a unit. The tree lies above this room: the front door tells (`web.lines`)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from chibo.access import Actor, Place

_NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit within the actor's reach, with its ancestors as of today."""

    place: Place
    name: str
    ids: tuple[UUID, ...]
    """The unit and its ancestors, nearest first."""
    names: Mapping[UUID, str]
    leads_others: bool
    """Whether it is a committee with units below it."""

    @property
    def unit_id(self) -> UUID:
        return self.ids[0]

    @property
    def for_figures(self) -> tuple[UUID, ...]:
        """The line whose figures the page shows: of a committee those that hold for the units below it."""
        return (_NOBODY, *self.ids) if self.leads_others else self.ids


type LineOf = Callable[[Actor, UUID], UnitLine]
"""Returns the line of a unit. Raises Missing where it is out of the actor's reach."""
