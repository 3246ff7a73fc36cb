"""Who may read and write the records of members."""

from chibo.access import Grant, Reach, Role, Table

_OFFICES = (Role.OFFICE, Role.PARTY_BUILDING)
_CELL = (Role.SECRETARY, Role.DEPUTY, Role.CELL_COMMITTEE)

TABLE: Table = {
    # the list of names, standing and dates
    "members.list.read": (
        *(Grant(role, Reach.SUBTREE) for role in (*_OFFICES, Role.INSPECTION)),
        *(Grant(role, Reach.UNIT) for role in (*_CELL, Role.ASSIGNED)),
    ),
    # one person's record: every look is logged
    "members.record.read": (
        *(Grant(role, Reach.SUBTREE) for role in (Role.PARTY_BUILDING, Role.OFFICE)),
        *(Grant(role, Reach.UNIT) for role in (Role.SECRETARY, Role.DEPUTY)),
        Grant(Role.MEMBER, Reach.OWN),
    ),
    "members.record.export": (
        *tuple(Grant(role, Reach.SUBTREE) for role in _OFFICES),
        Grant(Role.SECRETARY, Reach.UNIT),
    ),
    "members.record.write": tuple(Grant(role, Reach.SUBTREE) for role in _OFFICES),
    "members.contact.write": (
        *(Grant(role, Reach.SUBTREE) for role in _OFFICES),
        Grant(Role.SECRETARY, Reach.UNIT),
        Grant(Role.MEMBER, Reach.OWN),
    ),
    "members.correction.ask": (Grant(Role.MEMBER, Reach.OWN),),
    "members.correction.answer": tuple(Grant(role, Reach.SUBTREE) for role in _OFFICES),
    "members.standing.change": tuple(Grant(role, Reach.SUBTREE) for role in _OFFICES),
    "members.post.change": tuple(Grant(role, Reach.SUBTREE) for role in _OFFICES),
    # who belongs to a group of the cell and leads it: the cell's own matter
    "members.group.change": (
        *(Grant(role, Reach.SUBTREE) for role in _OFFICES),
        *(Grant(role, Reach.UNIT) for role in (Role.SECRETARY, Role.DEPUTY)),
    ),
    # slips are handed out by the committee's account officer alone, never by a secretary
    "members.account.open": (Grant(Role.OFFICE, Reach.SUBTREE),),
}
