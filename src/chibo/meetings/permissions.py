"""Who may do what with a meeting.

A meeting's public face (register, counts, agenda titles, conclusions, resolution, tasks, score) goes up; speakers, the
text of items, opinions and names of the absent stay in the cell, with the assigned committee member for meetings
attended. An office acts for the meetings of its own committee only: its mandate stands there, and UNIT reaches no
further.
"""

from chibo.access import Grant, Reach, Role, Table

_LEADERS = (Role.SECRETARY, Role.DEPUTY)
_CELL = (*_LEADERS, Role.CELL_COMMITTEE)
_ABOVE = (Role.OFFICE, Role.PARTY_BUILDING, Role.INSPECTION)
_LEADS_GROUP = (Grant(Role.GROUP_LEADER, Reach.HERE),)
# whoever is a member of one of the cells that meet together
_TOGETHER = (Grant(Role.MEMBER, Reach.HERE),)
_HERE = (Grant(Role.CHAIR, Reach.HERE), Grant(Role.CLERK, Reach.HERE))


def _at(reach: Reach, *roles: Role) -> tuple[Grant, ...]:
    return tuple(Grant(role, reach) for role in roles)


TABLE: Table = {
    "meetings.meeting.read": (
        *_at(Reach.SUBTREE, *_ABOVE, *_LEADERS, Role.COMMITTEE_MEMBER),
        *_at(Reach.UNIT, Role.CELL_COMMITTEE, Role.ASSIGNED, Role.MEMBER),
        *_HERE,
        *_LEADS_GROUP,
        *_TOGETHER,
    ),
    # the committee's own meeting before the cell meets, and those of the cell's groups
    "meetings.committee.read": (
        *_at(Reach.SUBTREE, *_ABOVE, *_LEADERS),
        *_at(Reach.UNIT, Role.CELL_COMMITTEE, Role.ASSIGNED),
    ),
    "meetings.inside.read": (*_at(Reach.UNIT, *_CELL, Role.COMMITTEE_MEMBER, Role.MEMBER), *_HERE, *_TOGETHER),
    # from outside the cell, of meetings attended: each look is logged
    "meetings.inside.look": _at(Reach.UNIT, Role.ASSIGNED),
    "meetings.meeting.register": (*_at(Reach.UNIT, *_LEADERS, Role.OFFICE), *_LEADS_GROUP),
    "meetings.meeting.prepare": (*_at(Reach.UNIT, *_CELL, Role.OFFICE), *_LEADS_GROUP),
    # whoever prepares an item may say that it is done
    "meetings.item.prepared": (*_at(Reach.UNIT, *_CELL, Role.OFFICE), Grant(Role.MEMBER, Reach.OWN)),
    "meetings.paper.print": (*_at(Reach.UNIT, *_CELL, Role.OFFICE), *_HERE),
    "meetings.meeting.call": (*_at(Reach.UNIT, *_LEADERS, Role.OFFICE), *_LEADS_GROUP),
    "meetings.meeting.change": (*_at(Reach.UNIT, *_LEADERS, Role.OFFICE), *_LEADS_GROUP),
    # the level above, never the unit that asks
    "meetings.postponement.agree": _at(Reach.BELOW, *_LEADERS, Role.OFFICE),
    "meetings.reply.give": (Grant(Role.MEMBER, Reach.OWN),),
    "meetings.reply.enter": (*_at(Reach.UNIT, *_CELL), *_LEADS_GROUP),
    "meetings.excuse.answer": (*_at(Reach.UNIT, *_LEADERS), *_LEADS_GROUP),
    "meetings.opinion.write": (Grant(Role.MEMBER, Reach.OWN),),
    "meetings.meeting.hold": (*_at(Reach.UNIT, *_LEADERS), *_HERE),
    # from one's own phone in the room: to speak, and to be marked as there by the code on the wall
    "meetings.wish.ask": (Grant(Role.MEMBER, Reach.OWN),),
    "meetings.presence.confirm": (Grant(Role.MEMBER, Reach.OWN),),
    "meetings.minutes.write": (*_at(Reach.UNIT, *_LEADERS), *_HERE),
    # a teller of the count, wherever a member: who counts is said by the team, not by a role
    "meetings.count.enter": _at(Reach.UNIT, Role.MEMBER),
    "meetings.meeting.close": (*_at(Reach.UNIT, *_LEADERS), Grant(Role.CHAIR, Reach.HERE)),
    # into the video room of an open meeting, where a permission lets members take part from away
    "meetings.away.join": (Grant(Role.MEMBER, Reach.OWN),),
    # the yearly plan of topics; above, only what was sent
    "meetings.topic.read": (
        *_at(Reach.SUBTREE, *_ABOVE, *_LEADERS, Role.COMMITTEE_MEMBER),
        *_at(Reach.UNIT, Role.CELL_COMMITTEE, Role.ASSIGNED, Role.MEMBER),
    ),
    "meetings.topic.plan": _at(Reach.UNIT, *_CELL),
    "meetings.topic.approve": _at(Reach.UNIT, *_LEADERS),
    "meetings.topic.note": _at(Reach.BELOW, *_LEADERS, Role.OFFICE),
    # whoever was there, on the minutes that were read; chair or clerk for one without a phone
    "meetings.remark.write": (Grant(Role.MEMBER, Reach.OWN),),
    "meetings.remark.enter": (*_at(Reach.UNIT, *_LEADERS), *_HERE),
    "meetings.remark.answer": (*_at(Reach.UNIT, *_LEADERS), *_HERE),
    "meetings.addendum.write": (*_at(Reach.UNIT, *_LEADERS), Grant(Role.CHAIR, Reach.HERE)),
    # papers after the meeting: note what was posted, send the report
    "meetings.meeting.finish": (*_at(Reach.UNIT, *_CELL), *_HERE),
    "meetings.request.read": (
        *_at(Reach.SUBTREE, Role.OFFICE, *_LEADERS),
        *_at(Reach.UNIT, Role.CELL_COMMITTEE, Role.MEMBER, Role.ASSIGNED),
    ),
    "meetings.request.write": (*_at(Reach.UNIT, *_LEADERS), *_HERE),
    "meetings.request.answer": _at(Reach.BELOW, *_LEADERS, Role.OFFICE),
    "meetings.book.read": (*_at(Reach.UNIT, *_CELL), *_at(Reach.SUBTREE, Role.INSPECTION)),
}
