"""Who has a desk, who starts a month, who searches. What a desk shows is asked of each room anew."""

from chibo.access import Grant, Reach, Role, Table

_LEADERS = (Role.SECRETARY, Role.DEPUTY)
_CELL = (*_LEADERS, Role.CELL_COMMITTEE)
_ABOVE = (Role.OFFICE, Role.PARTY_BUILDING, Role.INSPECTION, Role.COMMITTEE_MEMBER)


def _at(reach: Reach, *roles: Role) -> tuple[Grant, ...]:
    return tuple(Grant(role, reach) for role in roles)


_EVERYBODY = (*_at(Reach.UNIT, *_CELL, *_ABOVE, Role.ASSIGNED, Role.MEMBER), Grant(Role.OPERATOR, Reach.INSTALLATION))

TABLE: Table = {
    "desk.desk.read": _EVERYBODY,
    "desk.month.prepare": _at(Reach.UNIT, *_CELL, Role.OFFICE),
    "desk.round.remind": _at(Reach.UNIT, *_LEADERS, Role.OFFICE),
    "desk.resolution.send": _at(Reach.UNIT, *_LEADERS, Role.OFFICE),
    "desk.search.read": _at(Reach.UNIT, *_CELL, *_ABOVE, Role.ASSIGNED, Role.MEMBER),
}
