"""Who scores, appraises, decides and reopens. A score is part of a meeting's public face."""

from chibo.access import Grant, Reach, Role, Table

_LEADERS = (Role.SECRETARY, Role.DEPUTY)
_ABOVE = (Role.OFFICE, Role.PARTY_BUILDING, Role.INSPECTION, Role.COMMITTEE_MEMBER, *_LEADERS)
_HERE = (Grant(Role.CHAIR, Reach.HERE), Grant(Role.CLERK, Reach.HERE))

TABLE: Table = {
    "scoring.score.read": (
        *(Grant(role, Reach.SUBTREE) for role in _ABOVE),
        *(Grant(role, Reach.UNIT) for role in (Role.CELL_COMMITTEE, Role.ASSIGNED, Role.MEMBER)),
        *_HERE,
    ),
    "scoring.score.self": (*(Grant(role, Reach.UNIT) for role in (*_LEADERS, Role.CELL_COMMITTEE)), *_HERE),
    "scoring.score.adopt": (*(Grant(role, Reach.UNIT) for role in _LEADERS), *_HERE),
    "scoring.score.appraise": (Grant(Role.ASSIGNED, Reach.UNIT),),
    "scoring.score.decide": (Grant(Role.OFFICE, Reach.SUBTREE), Grant(Role.SECRETARY, Reach.BELOW)),
    "scoring.score.reopen": (Grant(Role.OFFICE, Reach.SUBTREE), Grant(Role.SECRETARY, Reach.BELOW)),
}
