"""Who may do what with units and mandates."""

from chibo.access import Grant, Reach, Role, Table

_OFFICES = (Role.OFFICE, Role.PARTY_BUILDING)
_COMMITTEE = (Role.SECRETARY, Role.DEPUTY, Role.COMMITTEE_MEMBER)

TABLE: Table = {
    "organisations.unit.read": (
        *(Grant(role, Reach.SUBTREE) for role in (*_OFFICES, Role.INSPECTION, *_COMMITTEE)),
        *(Grant(role, Reach.UNIT) for role in (Role.ASSIGNED, Role.CELL_COMMITTEE, Role.MEMBER)),
    ),
    "organisations.unit.found": tuple(Grant(role, Reach.SUBTREE) for role in _OFFICES),
    "organisations.unit.change": tuple(Grant(role, Reach.SUBTREE) for role in _OFFICES),
    "organisations.term.open": tuple(Grant(role, Reach.SUBTREE) for role in _OFFICES),
    "organisations.mandate.give": tuple(Grant(role, Reach.SUBTREE) for role in _OFFICES),
    "organisations.mandate.end": tuple(Grant(role, Reach.SUBTREE) for role in _OFFICES),
    "organisations.cell.assign": (Grant(Role.OFFICE, Reach.SUBTREE), Grant(Role.SECRETARY, Reach.BELOW)),
    # groups inside a cell (tổ đảng): asked at the cell, whose committee leads them
    "organisations.group.change": (
        *(Grant(role, Reach.SUBTREE) for role in _OFFICES),
        *(Grant(role, Reach.UNIT) for role in (Role.SECRETARY, Role.DEPUTY)),
    ),
    "organisations.installation.set_up": (Grant(Role.OPERATOR, Reach.INSTALLATION),),
}
