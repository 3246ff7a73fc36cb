"""Who may take a unit's data along. What is in it follows the permissions of each room, row by row."""

from chibo.access import Grant, Reach, Role, Table

TABLE: Table = {
    "keeping.unit.export": (
        *(Grant(role, Reach.SUBTREE) for role in (Role.OFFICE, Role.PARTY_BUILDING)),
        Grant(Role.SECRETARY, Reach.UNIT),
    ),
}
