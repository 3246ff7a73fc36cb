"""Who may issue guidance and who reads it."""

from chibo.access import Grant, Reach, Role, Table

TABLE: Table = {
    "directives.directive.read": (
        *(Grant(role, Reach.SUBTREE) for role in (Role.OFFICE, Role.PARTY_BUILDING, Role.INSPECTION)),
        *(
            Grant(role, Reach.UNIT)
            for role in (
                Role.SECRETARY,
                Role.DEPUTY,
                Role.CELL_COMMITTEE,
                Role.COMMITTEE_MEMBER,
                Role.ASSIGNED,
                Role.MEMBER,
            )
        ),
    ),
    "directives.directive.issue": (Grant(Role.OFFICE, Reach.UNIT), Grant(Role.SECRETARY, Reach.UNIT)),
    "directives.progress.read": (
        *(Grant(role, Reach.SUBTREE) for role in (Role.OFFICE, Role.INSPECTION)),
        *(Grant(role, Reach.BELOW) for role in (Role.SECRETARY, Role.DEPUTY, Role.COMMITTEE_MEMBER)),
    ),
}
