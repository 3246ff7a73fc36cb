"""Who may do what with papers and files."""

from chibo.access import Grant, Reach, Role, Table

_BOARD = (Role.SECRETARY, Role.DEPUTY, Role.CELL_COMMITTEE, Role.OFFICE)
_COMMITTEE = (Role.COMMITTEE_MEMBER, Role.PARTY_BUILDING, Role.INSPECTION)
_ABOVE = (Role.OFFICE, Role.PARTY_BUILDING, Role.INSPECTION, Role.COMMITTEE_MEMBER, Role.SECRETARY, Role.DEPUTY)
_IN_MEETING = (Grant(Role.CHAIR, Reach.HERE), Grant(Role.CLERK, Reach.HERE))

_AT_BOARD = tuple(Grant(role, Reach.UNIT) for role in _BOARD)
_ISSUE = (*_AT_BOARD, *_IN_MEETING)

TABLE: Table = {
    "documents.paper.read": (
        *(Grant(role, Reach.SUBTREE) for role in _ABOVE),
        *(Grant(role, Reach.UNIT) for role in (Role.CELL_COMMITTEE, Role.ASSIGNED, Role.MEMBER)),
    ),
    "documents.paper.read_inside": tuple(Grant(role, Reach.UNIT) for role in (*_BOARD, *_COMMITTEE, Role.MEMBER)),
    "documents.paper.read_board": _AT_BOARD,
    "documents.paper.issue": _ISSUE,
    "documents.paper.seal": _ISSUE,
    "documents.paper.attach": _AT_BOARD,
    "documents.paper.cancel": tuple(Grant(role, Reach.UNIT) for role in (Role.SECRETARY, Role.DEPUTY, Role.OFFICE)),
    "documents.series.start": tuple(Grant(role, Reach.UNIT) for role in (Role.SECRETARY, Role.DEPUTY, Role.OFFICE)),
    # materials of a meeting, attachments of a directive
    "documents.file.store": _AT_BOARD,
}
