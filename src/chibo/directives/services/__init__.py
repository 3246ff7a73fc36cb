"""Writing directives: one function for each act."""

from chibo.directives.services.arriving import mark_dealt, note_received, put_on_agenda
from chibo.directives.services.issuing import (
    add_file,
    change_directive,
    draft_directive,
    issue_directive,
    remove_file,
    withdraw_directive,
)

__all__ = [
    "add_file",
    "change_directive",
    "draft_directive",
    "issue_directive",
    "mark_dealt",
    "note_received",
    "put_on_agenda",
    "remove_file",
    "withdraw_directive",
]
