"""Who asks, who answers, who counts.

A question is read by its sender and by the body that it is put to; above and beside it only the counts are seen.
"""

from chibo.access import Grant, Reach, Role, Table

_LEADERS = (Role.SECRETARY, Role.DEPUTY, Role.OFFICE)
_COMMITTEE = (Role.SECRETARY, Role.DEPUTY, Role.CELL_COMMITTEE, Role.COMMITTEE_MEMBER)
_BODY = (*_COMMITTEE, Role.OFFICE)


def _at(reach: Reach, *roles: Role) -> tuple[Grant, ...]:
    return tuple(Grant(role, reach) for role in roles)


TABLE: Table = {
    "proposals.proposal.send": _at(Reach.OWN, Role.MEMBER),
    "proposals.proposal.read": (*_at(Reach.OWN, Role.MEMBER), *_at(Reach.UNIT, *_BODY)),
    "proposals.proposal.answer": _at(Reach.UNIT, *_LEADERS),
    # called by the room that drafts the body's agenda
    "proposals.agenda.put": _at(Reach.UNIT, *_BODY),
    "proposals.count.read": (*_at(Reach.SUBTREE, Role.OFFICE, Role.INSPECTION), *_at(Reach.UNIT, *_COMMITTEE)),
}
