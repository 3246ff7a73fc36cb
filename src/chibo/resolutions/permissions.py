"""Who may draft and adopt, and who reads. The adopted text is part of a meeting's public face."""

from chibo.access import Grant, Reach, Role, Table

_LEADERS = (Role.SECRETARY, Role.DEPUTY)
_CELL = (*_LEADERS, Role.CELL_COMMITTEE)
_ABOVE = (Role.OFFICE, Role.PARTY_BUILDING, Role.INSPECTION, Role.COMMITTEE_MEMBER, *_LEADERS)
_HERE = (Grant(Role.CHAIR, Reach.HERE), Grant(Role.CLERK, Reach.HERE))


def _at(reach: Reach, *roles: Role) -> tuple[Grant, ...]:
    return tuple(Grant(role, reach) for role in roles)


TABLE: Table = {
    "resolutions.resolution.read": (
        *_at(Reach.SUBTREE, *_ABOVE),
        *_at(Reach.UNIT, Role.CELL_COMMITTEE, Role.ASSIGNED, Role.MEMBER),
    ),
    # drafts, and what was voted down, stay in the unit
    "resolutions.draft.read": (*_at(Reach.UNIT, *_CELL, Role.MEMBER), *_HERE),
    "resolutions.resolution.draft": (*_at(Reach.UNIT, *_CELL), *_HERE),
    "resolutions.resolution.adopt": (*_at(Reach.UNIT, *_LEADERS), *_HERE),
    "resolutions.opinion.reserve": (Grant(Role.MEMBER, Reach.OWN),),
    "resolutions.opinion.read": (Grant(Role.MEMBER, Reach.OWN), Grant(Role.SECRETARY, Reach.UNIT)),
    # the body above, where the author addressed it there
    "resolutions.opinion.receive": _at(Reach.UNIT, *_LEADERS, Role.COMMITTEE_MEMBER),
    "resolutions.book.read": (*_at(Reach.UNIT, *_CELL), *_at(Reach.SUBTREE, Role.INSPECTION)),
}
