"""The tellers who keep the key of a split box: who has taken a code, and whose code is awaited."""

from dataclasses import dataclass
from uuid import UUID

from chibo.access import Actor, Denied
from chibo.ballots.models import KeyKeeper

MOST_WRONG = 5
"""Wrong codes of one teller after which no more are taken from this one. Others can still open the box."""


@dataclass(frozen=True, slots=True)
class Keeper:
    """A teller as pages show it: never a code, never a part."""

    person_id: UUID
    has_taken: bool
    has_given: bool
    is_barred: bool


def keepers_of(box_id: UUID) -> tuple[Keeper, ...]:
    """Return the keepers of a box in the order of the team; none once it is counted or void. One query."""
    rows = KeyKeeper.objects.filter(box_id=box_id).order_by("number").defer("sealed_part")
    return tuple(
        Keeper(row.person_id, bool(row.public_key), row.has_given, row.wrong_times >= MOST_WRONG) for row in rows
    )


def own_keeper(actor: Actor, box_id: UUID, action: str) -> KeyKeeper:
    """Return the actor's own row. Denied to all but the tellers. One query."""
    rows = KeyKeeper.objects.filter(box_id=box_id)
    found = rows.filter(person_id=actor.person_id).first() if actor.person_id else None
    if found is None:
        raise Denied(action)
    return found
