"""Who sees the board and the reports, who reminds, and who closes a month."""

from chibo.access import Grant, Reach, Role, Table

_LEADERS = (Role.SECRETARY, Role.DEPUTY)
_OFFICES = (Role.OFFICE, Role.PARTY_BUILDING, Role.INSPECTION)


def _at(reach: Reach, *roles: Role) -> tuple[Grant, ...]:
    return tuple(Grant(role, reach) for role in roles)


TABLE: Table = {
    "reports.board.read": (
        *_at(Reach.SUBTREE, *_OFFICES, Role.COMMITTEE_MEMBER),
        *_at(Reach.BELOW, *_LEADERS),
        *_at(Reach.UNIT, Role.ASSIGNED),
    ),
    "reports.report.read": (
        *_at(Reach.SUBTREE, *_OFFICES, Role.COMMITTEE_MEMBER, *_LEADERS),
        *_at(Reach.UNIT, Role.ASSIGNED, Role.CELL_COMMITTEE),
    ),
    "reports.cell.remind": (*_at(Reach.SUBTREE, Role.OFFICE), *_at(Reach.BELOW, *_LEADERS)),
    "reports.month.close": (*_at(Reach.SUBTREE, Role.OFFICE), *_at(Reach.BELOW, Role.SECRETARY)),
}
