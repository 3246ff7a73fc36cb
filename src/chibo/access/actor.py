"""Who acts: a user, the person behind it, and the mandates held on that day."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chibo.access.roles import Role


@dataclass(frozen=True, slots=True)
class Mandate:
    """A role at a unit. `path` is the unit's place in today's tree (fixed-width pieces, see `organisations`)."""

    role: Role
    unit_id: UUID | None
    path: str
    unit_name: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """The one who asks. `person_id` is None for an account without a member; `user_id` None for nobody."""

    user_id: int | None
    person_id: UUID | None
    name: str
    mandates: tuple[Mandate, ...]
    on: date | None
    past: tuple[Mandate, ...] = ()
    """The same roles at units that were merged into one of those: good for reading their past, for nothing else."""

    @property
    def is_known(self) -> bool:
        return self.user_id is not None

    def has(self, *roles: Role) -> bool:
        """Tell whether the actor holds one of the roles at any unit."""
        return any(mandate.role in roles for mandate in self.mandates)


NOBODY = Actor(user_id=None, person_id=None, name="", mandates=(), on=None)
