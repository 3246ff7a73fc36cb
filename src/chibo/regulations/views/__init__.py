"""The pages of this room."""

from chibo.regulations.views.pages import end_override, one_rule, own_rules, set_rule, unit_rules

__all__ = ["end_override", "one_rule", "own_rules", "set_rule", "unit_rules"]
