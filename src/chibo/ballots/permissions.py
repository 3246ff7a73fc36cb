"""Who may put a question and who reads results. Results are part of a meeting's public face."""

from chibo.access import Grant, Reach, Role, Table

TABLE: Table = {
    "ballots.vote.run": (
        Grant(Role.CHAIR, Reach.HERE),
        Grant(Role.CLERK, Reach.HERE),
        Grant(Role.SECRETARY, Reach.UNIT),
        Grant(Role.DEPUTY, Reach.UNIT),
    ),
    "ballots.vote.tap": (Grant(Role.MEMBER, Reach.OWN),),
    "ballots.box.run": (
        Grant(Role.CHAIR, Reach.HERE),
        Grant(Role.SECRETARY, Reach.UNIT),
        Grant(Role.DEPUTY, Reach.UNIT),
    ),
    "ballots.box.cast": (Grant(Role.MEMBER, Reach.OWN),),
    "ballots.count.run": (
        Grant(Role.CHAIR, Reach.HERE),
        Grant(Role.CLERK, Reach.HERE),
        Grant(Role.SECRETARY, Reach.UNIT),
        Grant(Role.DEPUTY, Reach.UNIT),
    ),
    "ballots.count.enter": (Grant(Role.MEMBER, Reach.UNIT),),
    "ballots.base.read": (
        *(Grant(role, Reach.UNIT) for role in (Role.SECRETARY, Role.DEPUTY, Role.CELL_COMMITTEE, Role.MEMBER)),
        Grant(Role.CHAIR, Reach.HERE),
        Grant(Role.CLERK, Reach.HERE),
    ),
}
