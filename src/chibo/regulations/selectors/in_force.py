"""Which figures hold on a day for a line of units. The caller passes the line (`organisations.ancestor_ids`)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from chibo.kernel.errors import Missing
from chibo.regulations.figures import Figures, ScoreSheet, ScoreSheetChoice
from chibo.regulations.models import Override
from chibo.regulations.rules import OverrideFacts, ResolvedRule, in_force, resolve
from chibo.regulations.selectors.library import NoRule, file_on, library, versions_of


def rule_for(
    rule_id: str,
    on: date,
    ancestor_ids: Sequence[UUID] = (),
    *,
    overrides: Iterable[OverrideFacts] | None = None,
) -> ResolvedRule[Any]:
    """Return the rule in force on that day for the unit and its ancestors of that day, nearest first.

    Raises NoRule where no version is known for the day. One query for what units have set; none where `overrides`
    were fetched before (`overrides_along`) or no unit is given.
    """
    rule = file_on(rule_id, on)
    if overrides is None:
        overrides = overrides_along(ancestor_ids, [rule_id]) if ancestor_ids else ()
    return resolve(rule, on, ancestor_ids, overrides)


def find_rule(
    rule_id: str,
    on: date,
    ancestor_ids: Sequence[UUID] = (),
    *,
    overrides: Iterable[OverrideFacts] | None = None,
) -> ResolvedRule[Any] | None:
    """Return the rule as `rule_for` does; None where no version is known for the day."""
    try:
        return rule_for(rule_id, on, ancestor_ids, overrides=overrides)
    except NoRule:
        return None


def rules_for(
    rule_ids: Iterable[str],
    on: date,
    ancestor_ids: Sequence[UUID] = (),
    *,
    overrides: Iterable[OverrideFacts] | None = None,
) -> dict[str, ResolvedRule[Any]]:
    """Return several rules by id, with one query for all. Raises NoRule for one that is not in force."""
    wanted = list(rule_ids)
    if overrides is None:
        overrides = overrides_along(ancestor_ids, wanted) if ancestor_ids else ()
    fetched = tuple(overrides)
    return {rule_id: rule_for(rule_id, on, ancestor_ids, overrides=fetched) for rule_id in wanted}


def rule_for_each(rule_id: str, on: date, lines: Mapping[UUID, Sequence[UUID]]) -> dict[UUID, ResolvedRule[Any]]:
    """Return one rule for many units, each with its own line. One query for all."""
    units = {unit_id for line in lines.values() for unit_id in line}
    fetched = overrides_along(units, [rule_id])
    return {unit_id: rule_for(rule_id, on, line, overrides=fetched) for unit_id, line in lines.items()}


def score_sheet_for(
    on: date,
    ancestor_ids: Sequence[UUID] = (),
    *,
    overrides: Iterable[OverrideFacts] | None = None,
) -> ResolvedRule[ScoreSheet] | None:
    """Return the score sheet that holds for the unit; None before any sheet was in force. One query."""
    if overrides is None:
        overrides = overrides_along(ancestor_ids) if ancestor_ids else ()
    fetched = tuple(overrides)
    chosen = find_rule("score-sheet", on, ancestor_ids, overrides=fetched)
    if chosen is None:
        return None
    choice: ScoreSheetChoice = chosen.value
    return find_rule(choice.sheet, on, ancestor_ids, overrides=fetched)


def all_rules_for(
    on: date,
    ancestor_ids: Sequence[UUID] = (),
    *,
    overrides: Iterable[OverrideFacts] | None = None,
) -> list[ResolvedRule[Any]]:
    """Return every rule in force on that day, by id; of the score sheets only the one chosen.

    One query, none where `overrides` were fetched before.
    """
    fetched = overrides_along(ancestor_ids) if overrides is None else tuple(overrides)
    held = [rule_id for rule_id, versions in library().items() if in_force(versions, on)]
    sheet = score_sheet_for(on, ancestor_ids, overrides=fetched)
    others = {rule_id for rule_id in ids_with_shape(ScoreSheet, on) if sheet is None or rule_id != sheet.id}
    return [rule_for(rule_id, on, ancestor_ids, overrides=fetched) for rule_id in held if rule_id not in others]


def ids_with_shape(shape: type[Figures], on: date) -> list[str]:
    """Return the rules of one shape that are in force on that day, e.g. all score sheets. No query."""
    return [
        rule_id
        for rule_id, versions in library().items()
        if versions[0].file.shape == shape.__name__ and in_force(versions, on)
    ]


def overrides_along(unit_ids: Iterable[UUID], rule_ids: Iterable[str] | None = None) -> tuple[OverrideFacts, ...]:
    """Return everything that these units have set differently, on any day. One query, none without units.

    Pass the outcome to several calls for different days or rules.
    """
    units = set(unit_ids)
    if not units:
        return ()
    rows = Override.objects.filter(unit_id__in=units)
    if rule_ids is not None:
        rows = rows.filter(rule_id__in=list(rule_ids))
    return tuple(facts_of(row) for row in rows)


def history_of(unit_ids: Sequence[UUID], rule_id: str | None = None) -> QuerySet[Override]:
    """Return what these units have set differently, newest first. One query."""
    rows = Override.objects.filter(unit_id__in=unit_ids)
    if rule_id is not None:
        versions_of(rule_id)
        rows = rows.filter(rule_id=rule_id)
    return rows.order_by("-valid_from", "-id")


def override_for(override_id: UUID, unit_id: UUID) -> Override:
    """Return what was set at exactly this unit. Raises Missing. One query."""
    row = Override.objects.filter(pk=override_id, unit_id=unit_id).first()
    if row is None:
        raise Missing("override")
    return row


def facts_of(row: Override) -> OverrideFacts:
    """Return the row as the rules take it."""
    return OverrideFacts(
        id=row.pk,
        unit_id=row.unit_id,
        decided_by_id=row.decided_by_id,
        rule_id=row.rule_id,
        values=row.values,
        basis_number=row.basis_number,
        basis_on=row.basis_on,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )
