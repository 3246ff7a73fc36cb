"""Who writes, reads and counts. The words are read by the member and by those who lead the cell, never above it."""

from chibo.access import Grant, Reach, Role, Table

_LEADERS = (Role.SECRETARY, Role.DEPUTY)
_CELL = (*_LEADERS, Role.CELL_COMMITTEE)


def _at(reach: Reach, *roles: Role) -> tuple[Grant, ...]:
    return tuple(Grant(role, reach) for role in roles)


TABLE: Table = {
    "review.commitment.write": _at(Reach.OWN, Role.MEMBER),
    "review.commitment.read": (*_at(Reach.OWN, Role.MEMBER), *_at(Reach.UNIT, *_CELL)),
    "review.commitment.adopt": _at(Reach.UNIT, *_LEADERS),
    "review.remedy.give": _at(Reach.UNIT, *_LEADERS),
    "review.count.read": (
        *_at(Reach.SUBTREE, *_LEADERS, Role.OFFICE, Role.INSPECTION),
        *_at(Reach.UNIT, Role.CELL_COMMITTEE),
    ),
}
