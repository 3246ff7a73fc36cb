"""Who may issue guidance, who reads it, and who sees how far it has come.

Whoever issued sees which units received and dealt with it, never who said what there.
"""

from chibo.access import Grant, Reach, Role, Table

_ABOVE = (Role.OFFICE, Role.PARTY_BUILDING, Role.INSPECTION)
_CELL = (Role.SECRETARY, Role.DEPUTY, Role.CELL_COMMITTEE)
_HERE = (Grant(Role.CHAIR, Reach.HERE), Grant(Role.CLERK, Reach.HERE))


def _at(reach: Reach, *roles: Role) -> tuple[Grant, ...]:
    return tuple(Grant(role, reach) for role in roles)


TABLE: Table = {
    "directives.directive.read": (
        *_at(Reach.SUBTREE, *_ABOVE),
        *_at(Reach.UNIT, *_CELL, Role.COMMITTEE_MEMBER, Role.ASSIGNED, Role.MEMBER),
    ),
    "directives.directive.issue": _at(Reach.UNIT, Role.OFFICE, Role.SECRETARY, Role.DEPUTY),
    # the unit that received it: taking note, putting it on an agenda, having dealt with it
    "directives.delivery.take": (*_at(Reach.UNIT, *_CELL, Role.OFFICE), *_HERE),
    "directives.progress.read": (
        *_at(Reach.SUBTREE, Role.OFFICE, Role.INSPECTION),
        *_at(Reach.BELOW, Role.SECRETARY, Role.DEPUTY, Role.COMMITTEE_MEMBER),
    ),
}
