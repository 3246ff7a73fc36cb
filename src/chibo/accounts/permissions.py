"""Who may act for which account. The place is that of the person behind it, passed in by the room above."""

from chibo.access import Grant, Reach, Role, Table

_OPERATOR = Grant(Role.OPERATOR, Reach.INSTALLATION)
_OFFICE = Grant(Role.OFFICE, Reach.SUBTREE)

TABLE: Table = {
    "accounts.user.read": (_OPERATOR,),
    "accounts.user.create": (_OPERATOR, _OFFICE),
    "accounts.user.rename": (_OPERATOR,),
    "accounts.user.deactivate": (_OPERATOR,),
    # a secretary never gives passwords: the committee's account officer does, in person
    "accounts.slip.issue": (_OPERATOR, _OFFICE),
}
