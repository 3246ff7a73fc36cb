"""Who may read rules and set figures differently."""

from chibo.access import Grant, Reach, Role, Table

_OFFICES = (Role.OFFICE, Role.PARTY_BUILDING)
_ABOVE = (*_OFFICES, Role.INSPECTION, Role.SECRETARY, Role.DEPUTY, Role.COMMITTEE_MEMBER)

TABLE: Table = {
    "regulations.rule.read": (
        *(Grant(role, Reach.SUBTREE) for role in _ABOVE),
        *(Grant(role, Reach.UNIT) for role in (Role.ASSIGNED, Role.CELL_COMMITTEE, Role.MEMBER)),
    ),
    # What a unit may set for itself.
    "regulations.override.set": (
        *(Grant(role, Reach.SUBTREE) for role in _OFFICES),
        Grant(Role.SECRETARY, Reach.UNIT),
    ),
    # What binds only those below the unit that decides: only an office of a committee enters it.
    "regulations.override.set_for_below": tuple(Grant(role, Reach.SUBTREE) for role in _OFFICES),
    "regulations.override.end": (
        *(Grant(role, Reach.SUBTREE) for role in _OFFICES),
        Grant(Role.SECRETARY, Reach.UNIT),
    ),
}
