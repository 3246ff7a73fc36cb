"""Who may hand out, report and verify tasks."""

from chibo.access import Grant, Reach, Role, Table

_ABOVE = (
    *(Role.OFFICE, Role.PARTY_BUILDING, Role.INSPECTION),
    *(Role.SECRETARY, Role.DEPUTY, Role.COMMITTEE_MEMBER),
)
_CELL = (Role.SECRETARY, Role.DEPUTY, Role.CELL_COMMITTEE)

_HERE = (Grant(Role.CHAIR, Reach.HERE), Grant(Role.CLERK, Reach.HERE))

TABLE: Table = {
    # tasks are part of a meeting's public face: they go up
    "tasks.task.read": (
        *(Grant(role, Reach.SUBTREE) for role in _ABOVE),
        *(Grant(role, Reach.UNIT) for role in (Role.CELL_COMMITTEE, Role.ASSIGNED, Role.MEMBER)),
    ),
    "tasks.task.give": (*(Grant(role, Reach.UNIT) for role in _CELL), Grant(Role.OFFICE, Reach.UNIT), *_HERE),
    "tasks.task.report": (Grant(Role.MEMBER, Reach.OWN), *(Grant(role, Reach.UNIT) for role in _CELL)),
    "tasks.task.verify": tuple(Grant(role, Reach.UNIT) for role in _CELL),
}
