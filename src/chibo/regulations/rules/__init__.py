"""Pure: what a rule file must be, which version holds on a day, and what a line of units makes of it."""

from chibo.regulations.rules.files import BadRule, Mark, Rule, RuleFile, in_force, in_sequence, read
from chibo.regulations.rules.resolve import (
    Origin,
    OverrideFacts,
    ResolvedRule,
    check_override,
    needs_superior,
    resolve,
)
from chibo.regulations.states import SetBy

__all__ = [
    "BadRule",
    "Mark",
    "Origin",
    "OverrideFacts",
    "ResolvedRule",
    "Rule",
    "RuleFile",
    "SetBy",
    "check_override",
    "in_force",
    "in_sequence",
    "needs_superior",
    "read",
    "resolve",
]
