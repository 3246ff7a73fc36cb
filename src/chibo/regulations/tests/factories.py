"""A small line of units and the people who may set figures there, without the tree."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from chibo.access import Actor, Mandate, Place, Role
from chibo.kernel.ids import uuid7
from chibo.regulations.models import Override
from chibo.regulations.rules import OverrideFacts
from chibo.regulations.services import set_override

PROVINCE, COMMUNE, CELL, SIBLING, FOREIGN = (UUID(int=n) for n in range(1, 6))
PATHS = {PROVINCE: "00001", COMMUNE: "0000100002", CELL: "000010000200003", SIBLING: "000010000200004"}
PATHS[FOREIGN] = "0000100005"
CELL_LINE = (CELL, COMMUNE, PROVINCE)

DAY = date(2026, 12, 3)


def place(unit_id: UUID) -> Place:
    return Place(unit_id, PATHS[unit_id])


def holder(*held: tuple[Role, UUID], name: str = "Nguyễn Thị Liên") -> Actor:
    """Return somebody with these roles at these units."""
    mandates = tuple(Mandate(role, unit_id, PATHS[unit_id]) for role, unit_id in held)
    return Actor(user_id=1, person_id=uuid7(), name=name, mandates=mandates, on=DAY)


def office(unit_id: UUID = COMMUNE) -> Actor:
    return holder((Role.OFFICE, unit_id))


def override(
    unit_id: UUID = COMMUNE,
    values: Mapping[str, Any] | None = None,
    rule_id: str = "meeting-conduct",
    actor: Actor | None = None,
    **more: Any,
) -> Override:
    """Set a figure through the service, by the office of that unit unless told otherwise."""
    wanted = {
        "basis_number": "Quy định số 05-QĐ/ĐU",
        "basis_on": date(2026, 1, 5),
        "valid_from": date(2026, 1, 10),
        **more,
    }
    return set_override(
        actor=actor or office(unit_id),
        place=place(unit_id),
        rule_id=rule_id,
        values={"registration_day": 22} if values is None else values,
        **wanted,
    )


def facts(
    unit_id: UUID,
    values: Mapping[str, Any],
    *,
    decided_by: UUID | None = None,
    valid_from: date = date(2026, 1, 1),
    valid_to: date | None = None,
    rule_id: str = "meeting-conduct",
) -> OverrideFacts:
    """Return what a unit has set differently, for rules that need no database."""
    return OverrideFacts(
        id=uuid7(),
        unit_id=unit_id,
        decided_by_id=decided_by or unit_id,
        rule_id=rule_id,
        values=values,
        basis_number="Quy định số 05-QĐ/ĐU",
        basis_on=valid_from,
        valid_from=valid_from,
        valid_to=valid_to,
    )


def ids(rows: Iterable[Override]) -> set[UUID]:
    return {row.pk for row in rows}
