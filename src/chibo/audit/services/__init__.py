"""The frame of every write, the traces it leaves, and the sealing of what was recorded."""

from chibo.audit.services.sealing import seal_waiting
from chibo.audit.services.writing import (
    StaleMonth,
    command,
    drop_stale,
    look,
    look_at_all,
    mark_stale,
    no_entry,
    one_command,
    record,
    set_aside,
    take_stale,
)

__all__ = [
    "StaleMonth",
    "command",
    "drop_stale",
    "look",
    "look_at_all",
    "mark_stale",
    "no_entry",
    "one_command",
    "record",
    "seal_waiting",
    "set_aside",
    "take_stale",
]
