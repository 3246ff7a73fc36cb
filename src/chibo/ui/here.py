"""At which of their units somebody works now; with several mandates one changes it in the side bar."""

from uuid import UUID

from django.http import HttpRequest

from chibo.access import Mandate, Role
from chibo.ui.guard import actor_of

SESSION_KEY = "unit"
_ORDER = (
    Role.SECRETARY,
    Role.DEPUTY,
    Role.OFFICE,
    Role.PARTY_BUILDING,
    Role.COMMITTEE_MEMBER,
    Role.INSPECTION,
    Role.ASSIGNED,
    Role.CELL_COMMITTEE,
    Role.MEMBER,
    Role.OPERATOR,
)


def mandates(request: HttpRequest) -> list[Mandate]:
    """Return one mandate per unit, the weightiest, the unit of the weightiest first.

    Whoever leads a group works at its cell: a group is no place of its own.
    """
    held = [mandate for mandate in actor_of(request).mandates if mandate.role in _ORDER]
    ordered = sorted(held, key=lambda mandate: _ORDER.index(mandate.role))
    first: dict[UUID | None, Mandate] = {}
    for mandate in ordered:
        first.setdefault(mandate.unit_id, mandate)
    return list(first.values())


def mandate_here(request: HttpRequest) -> Mandate | None:
    """Return the mandate at the unit chosen in this session, else the weightiest; None for nobody."""
    held = mandates(request)
    chosen = request.session.get(SESSION_KEY) if hasattr(request, "session") else None
    return next((mandate for mandate in held if str(mandate.unit_id) == chosen), held[0] if held else None)


def unit_here(request: HttpRequest) -> UUID | None:
    """Return the id of the unit at which the user works now; None where there is none (operator, nobody)."""
    mandate = mandate_here(request)
    return mandate.unit_id if mandate else None


def choose(request: HttpRequest, unit_id: str) -> bool:
    """Work at that unit from now on in this session. False, and no change, where no mandate is held there."""
    if unit_id not in {str(mandate.unit_id) for mandate in mandates(request)}:
        return False
    request.session[SESSION_KEY] = unit_id
    return True
