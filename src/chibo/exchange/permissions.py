"""Who may bring lists in and take them out."""

from chibo.access import Grant, Reach, Role, Table

_OFFICES = (Role.OFFICE, Role.PARTY_BUILDING)

TABLE: Table = {
    # upload, preview, repair
    "exchange.import.start": tuple(Grant(role, Reach.SUBTREE) for role in _OFFICES),
    # agree to a preview, and undo what was written
    "exchange.import.write": tuple(Grant(role, Reach.SUBTREE) for role in _OFFICES),
}
