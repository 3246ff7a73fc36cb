"""Writing runs: what people do with them. The work behind stands in `work`, queued by `jobs`."""

from chibo.exchange.services.runs import (
    agree,
    choose_columns,
    decide_row,
    drop,
    repair_row,
    start_import,
    undo,
)

__all__ = [
    "agree",
    "choose_columns",
    "decide_row",
    "drop",
    "repair_row",
    "start_import",
    "undo",
]
