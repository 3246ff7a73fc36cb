"""Writing the tree, terms and mandates: one file a theme."""

from chibo.organisations.services.mandates import assign_cells, assign_to_cell, end_mandate, give_mandate
from chibo.organisations.services.terms import open_term
from chibo.organisations.services.tree import (
    dissolve_unit,
    found_unit,
    hold_standing,
    hold_to_end,
    hold_unit,
    merge_units,
    move_unit,
    rename_unit,
    split_unit,
    withdraw_unit,
)

__all__ = [
    "assign_cells",
    "assign_to_cell",
    "dissolve_unit",
    "end_mandate",
    "found_unit",
    "give_mandate",
    "hold_standing",
    "hold_to_end",
    "hold_unit",
    "merge_units",
    "move_unit",
    "open_term",
    "rename_unit",
    "split_unit",
    "withdraw_unit",
]
