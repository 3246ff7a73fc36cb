"""Units for tests, founded through the service."""

from datetime import date

from chibo.access import Actor, Mandate, Role
from chibo.organisations import services
from chibo.organisations.models import Unit

LONG_AGO = date(2020, 1, 1)
COMMITTEE, CELL = "grassroots_committee", "cell"


def system_actor(*units: Unit) -> Actor:
    """Return an actor who may do whatever an office or operator may do, at these units and below."""
    roles = (Role.OFFICE, Role.PARTY_BUILDING)
    mandates = [Mandate(role, unit.pk, unit.path, unit.name) for unit in units for role in roles]
    return Actor(None, None, "Hệ thống", (Mandate(Role.OPERATOR, None, ""), *mandates), None)


def a_committee(name: str = "Đảng bộ xã Sơn Lộc", place: str = "Sơn Lộc") -> Unit:
    """Found a top unit, as the operator does."""
    return services.found_unit(actor=system_actor(), name=name, kind=COMMITTEE, founded_on=LONG_AGO, place=place)


def a_cell(parent: Unit, name: str = "Chi bộ thôn Trung Hòa", place: str = "Sơn Lộc") -> Unit:
    """Found a cell under a committee."""
    return services.found_unit(
        actor=system_actor(parent), name=name, kind=CELL, founded_on=LONG_AGO, parent=parent, place=place
    )
