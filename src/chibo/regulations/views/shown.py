"""View models: rules and what units have set differently, as the pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from chibo.access import Actor, Place, may
from chibo.kernel import clock
from chibo.kernel.text import fold
from chibo.regulations.figures import Bar
from chibo.regulations.models import Override
from chibo.regulations.phrases import KEYS
from chibo.regulations.rules import ResolvedRule, needs_superior
from chibo.regulations.selectors import UnitLine, file_on, versions_of
from chibo.regulations.selectors.readings import Line, in_words, lines_of
from chibo.regulations.selectors.scale import cited
from chibo.ui import write

FIRST = ("meeting-conduct", "meeting-agenda", "attendance-states", "vote-majorities", "score-sheet")
"""The rules that a cell asks for every month, in the order of a meeting; all others follow by title."""


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule in the list of those in force."""

    title: str
    url: str
    basis: str
    since: date
    is_verified: bool
    set_here: int
    """How many keys a unit of the line has set differently."""


@dataclass(frozen=True, slots=True)
class LineRow:
    """One thing that a rule says, and where it comes from."""

    label: str
    text: str
    is_verified: bool
    own_source: str
    """Where this line was read, if not where the whole rule was."""
    set_by: str
    """The unit that set it differently, with its document; empty for the rule itself."""


@dataclass(frozen=True, slots=True)
class OverrideRow:
    """What a unit has set differently, as a line of its history."""

    id: UUID
    version: int
    label: str
    text: str
    unit: str
    basis: str
    basis_on: date
    since: date
    until: date | None
    note: str
    entered_by: str
    state: str
    word: str | Promise
    may_end: bool


def rule_rows(rules: Iterable[ResolvedRule[Any]], line: UnitLine) -> list[RuleRow]:
    """Return the list of rules, the monthly ones first."""
    order = {rule_id: place for place, rule_id in enumerate(FIRST)}
    ranked = sorted(rules, key=lambda rule: (order.get(rule.id, len(FIRST)), fold(rule.title_vi)))
    return [_rule_row(rule, line) for rule in ranked]


def _rule_row(rule: ResolvedRule[Any], line: UnitLine) -> RuleRow:
    return RuleRow(
        title=rule.title_vi,
        url=reverse("regulations:rule", args=[line.unit_id, rule.id]),
        basis=cited(rule.legal_basis[0]),
        since=rule.valid_from,
        is_verified=rule.is_verified,
        set_here=len(rule.overrides),
    )


def line_rows(rule: ResolvedRule[Any], line: UnitLine) -> list[LineRow]:
    """Return what the rule says, each with its origin."""
    return [_line_row(rule, item, line) for item in lines_of(rule.value)]


def override_rows(overrides: Iterable[Override], line: UnitLine, actor: Actor) -> list[OverrideRow]:
    """Return one row for each key that was set differently, newest first."""
    return [_override_row(row, key, line, actor) for row in overrides for key in row.values]


def may_set(actor: Actor, place: Place, rule_id: str, on: date) -> list[str]:
    """Return the keys of the rule that the actor may set at the place."""
    if not may(actor, "regulations.override.set", place):
        return []
    rule = file_on(rule_id, on)
    all_keys = may(actor, "regulations.override.set_for_below", place)
    return [key for key in rule.file.overridable if all_keys or not needs_superior(rule, [key])]


def _line_row(rule: ResolvedRule[Any], item: Line, line: UnitLine) -> LineRow:
    origin = rule.origin(item.key)
    set_by = ""
    if origin.unit_id:
        set_by = _("%(unit)s đặt, theo %(basis)s ngày %(day)s") % {
            "unit": line.names.get(origin.unit_id, _("Cấp ủy cấp trên")),
            "basis": origin.basis,
            "day": write.day(origin.signed_on),
        }
    own_source = origin.source if item.key in rule.marks else ""
    return LineRow(item.label, item.text, origin.is_verified, own_source, set_by)


def _override_row(row: Override, key: str, line: UnitLine, actor: Actor) -> OverrideRow:
    today = clock.today()
    state, word = _state(row, today)
    label = KEYS.get(f"{row.rule_id}.{key}", versions_of(row.rule_id)[-1].file.title_vi)
    return OverrideRow(
        id=row.pk,
        version=row.version,
        label=str(label),
        text=in_words(_plain(row.values[key])),
        unit=line.names.get(row.decided_by_id, _("Cấp ủy cấp trên")),
        basis=row.basis_number,
        basis_on=row.basis_on,
        since=row.valid_from,
        until=row.valid_to,
        note=row.note,
        entered_by=row.set_by_name,
        state=state,
        word=word,
        may_end=state in {"ok", "wait"}
        and row.unit_id == line.unit_id
        and any(m.unit_id == row.decided_by_id for m in actor.mandates)
        and may(actor, "regulations.override.end", line.place),
    )


def _state(row: Override, today: date) -> tuple[str, str]:
    if row.valid_to is not None and row.valid_to <= today:
        return "draft", _("Đã kết thúc")
    if row.valid_from > today:
        return "wait", _("Chưa đến ngày áp dụng")
    return "ok", _("Đang áp dụng")


def _plain(value: Any) -> Any:
    if isinstance(value, dict) and "whole" in value:
        return Bar(**value)
    return value
