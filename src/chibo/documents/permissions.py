"""Who may do what with papers and files."""

from chibo.access import Grant, Reach, Role, Table

_BOARD = (Role.SECRETARY, Role.DEPUTY, Role.CELL_COMMITTEE, Role.OFFICE)
_COMMITTEE = (Role.COMMITTEE_MEMBER, Role.PARTY_BUILDING, Role.INSPECTION)
_ABOVE = (Role.OFFICE, Role.PARTY_BUILDING, Role.INSPECTION, Role.COMMITTEE_MEMBER, Role.SECRETARY, Role.DEPUTY)
_IN_MEETING = (Grant(Role.CHAIR, Reach.HERE), Grant(Role.CLERK, Reach.HERE))

_ISSUE = (*(Grant(role, Reach.UNIT) for role in _BOARD), *_IN_MEETING)

TABLE: Table = {
    "documents.paper.read": (
        *(Grant(role, Reach.SUBTREE) for role in _ABOVE),
        *(Grant(role, Reach.UNIT) for role in (Role.CELL_COMMITTEE, Role.ASSIGNED, Role.MEMBER)),
    ),
    "documents.paper.read_inside": tuple(Grant(role, Reach.UNIT) for role in (*_BOARD, *_COMMITTEE, Role.MEMBER)),
    "documents.paper.read_board": tuple(Grant(role, Reach.UNIT) for role in _BOARD),
    "documents.paper.issue": _ISSUE,
    "documents.paper.seal": _ISSUE,
    "documents.paper.attach": _ISSUE,
    "documents.paper.cancel": (
        *(Grant(role, Reach.UNIT) for role in (Role.SECRETARY, Role.DEPUTY, Role.OFFICE)),
        Grant(Role.CHAIR, Reach.HERE),
    ),
    "documents.series.start": tuple(Grant(role, Reach.UNIT) for role in (Role.SECRETARY, Role.DEPUTY, Role.OFFICE)),
    "documents.file.store": (
        *(Grant(role, Reach.UNIT) for role in (*_BOARD, *_COMMITTEE, Role.ASSIGNED, Role.MEMBER)),
        *_IN_MEETING,
    ),
}
