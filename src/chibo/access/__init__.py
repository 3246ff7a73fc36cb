"""Who may do what where: roles, reaches, and the one function that answers.

Pure Python without tables. Each room keeps its own table of actions in `permissions.py` and declares it here when
the program starts; mandates come from `organisations`.
"""

from chibo.access.actor import NOBODY, Actor, Mandate
from chibo.access.decide import Denied, Place, Scope, holds_anywhere, may, reads, require, scope
from chibo.access.roles import Reach, Role
from chibo.access.table import Grant, Table, actions, declare, grants_for

__all__ = [
    "NOBODY",
    "Actor",
    "Denied",
    "Grant",
    "Mandate",
    "Place",
    "Reach",
    "Role",
    "Scope",
    "Table",
    "actions",
    "declare",
    "grants_for",
    "holds_anywhere",
    "may",
    "reads",
    "require",
    "scope",
]
