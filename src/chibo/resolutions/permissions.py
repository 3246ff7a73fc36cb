"""Who may draft and adopt, and who reads. The adopted text is part of a meeting's public face."""

from chibo.access import Grant, Reach, Role, Table

_LEADERS = (Role.SECRETARY, Role.DEPUTY)
_HERE = (Grant(Role.CHAIR, Reach.HERE), Grant(Role.CLERK, Reach.HERE))

TABLE: Table = {
    "resolutions.resolution.read": (
        *(Grant(role, Reach.SUBTREE) for role in (Role.OFFICE, Role.PARTY_BUILDING, Role.INSPECTION, *_LEADERS)),
        *(Grant(role, Reach.UNIT) for role in (Role.CELL_COMMITTEE, Role.ASSIGNED, Role.MEMBER)),
    ),
    "resolutions.draft.read": (
        *(Grant(role, Reach.UNIT) for role in (*_LEADERS, Role.CELL_COMMITTEE, Role.MEMBER)),
        *_HERE,
    ),
    "resolutions.resolution.draft": (
        *(Grant(role, Reach.UNIT) for role in (*_LEADERS, Role.CELL_COMMITTEE)),
        *_HERE,
    ),
    "resolutions.resolution.adopt": (*(Grant(role, Reach.UNIT) for role in _LEADERS), *_HERE),
    "resolutions.opinion.reserve": (Grant(Role.MEMBER, Reach.OWN),),
    "resolutions.opinion.read": (
        Grant(Role.MEMBER, Reach.OWN),
        Grant(Role.SECRETARY, Reach.UNIT),
    ),
    "resolutions.book.read": (
        *(Grant(role, Reach.UNIT) for role in (*_LEADERS, Role.CELL_COMMITTEE)),
        Grant(Role.INSPECTION, Reach.SUBTREE),
    ),
}
