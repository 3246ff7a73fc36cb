"""Reading rules: the one in force on a day for a line of units, and the days off."""

from chibo.regulations.selectors.days import calendar, calendar_from, day_off_names
from chibo.regulations.selectors.in_force import (
    all_rules_for,
    facts_of,
    find_rule,
    history_of,
    ids_with_shape,
    override_for,
    overrides_along,
    rule_for,
    rule_for_each,
    rules_for,
    score_sheet_for,
)
from chibo.regulations.selectors.library import NoRule, data_folder, file_on, library, versions_of
from chibo.regulations.selectors.lines import LineOf, UnitLine
from chibo.regulations.selectors.readings import lines_of
from chibo.regulations.selectors.scale import cited, read_out, scale

__all__ = [
    "LineOf",
    "NoRule",
    "UnitLine",
    "all_rules_for",
    "calendar",
    "calendar_from",
    "cited",
    "data_folder",
    "day_off_names",
    "facts_of",
    "file_on",
    "find_rule",
    "history_of",
    "ids_with_shape",
    "library",
    "lines_of",
    "override_for",
    "overrides_along",
    "read_out",
    "rule_for",
    "rule_for_each",
    "rules_for",
    "scale",
    "score_sheet_for",
    "versions_of",
]
