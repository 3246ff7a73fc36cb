"""The direct superior closes a month of its cells, and opens one again."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from chibo.access import Actor, require
from chibo.audit.rows import locked, save
from chibo.audit.services import command, record
from chibo.kernel import clock
from chibo.kernel.errors import Refusal
from chibo.kernel.months import Month
from chibo.kernel.text import tidy
from chibo.organisations import selectors as organisations
from chibo.organisations.selectors import place_of
from chibo.regulations import selectors as regulations
from chibo.reports import rules
from chibo.reports.models import CellMonth, Fact
from chibo.reports.selectors.cells import cells_below, grid_of
from chibo.reports.selectors.measuring import LIVE, facts_of
from chibo.reports.services.facts import refresh
from chibo.reports.states import ClosedAs

if TYPE_CHECKING:
    from chibo.organisations.models import Unit


@command("reports.month.close")
def close_month(*, actor: Actor, unit_id: UUID, month: Month) -> list[CellMonth]:
    """Close a month for all cells directly under the unit; those that lack something are closed as such.

    Each closing keeps the cell's counts as a new version. Cells whose month is closed already are left alone. Refuses a
    month that is not over, and where nothing is left to close. About 25 queries a cell.
    """
    unit = organisations.unit(unit_id)
    cells = cells_below(unit)
    for one in cells or [unit]:
        require(actor, "reports.month.close", place_of(one))
    if month.last_on >= clock.today():
        raise Refusal("reports.month_not_over", month=month)
    grid = grid_of(cells, month, month)
    scored = regulations.find_rule("score-sheet", month.first_on) is not None
    closed = []
    for cell in cells:
        known = grid[cell.pk, month]
        if known.closed is None or known.closed.closed_at is None:
            closed.append(_close(actor, cell, month, rules.closed_as(known.seen, is_scored=scored)))
    if not closed:
        raise Refusal("reports.nothing_to_close", month=month)
    record(actor, unit, place_of(unit), details={"month": month, "cells": len(closed)})
    return closed


@command("reports.month.close")
def reopen_month(*, actor: Actor, cell_month_id: UUID, version: int, reason: str) -> CellMonth:
    """Open a cell's closed month again, with the reason. The versions that were kept stay."""
    row = locked(CellMonth, cell_month_id, version)
    place = place_of(row.unit)
    require(actor, "reports.month.close", place)
    if row.closed_at is None:
        raise Refusal("reports.not_closed", month=Month.of(row.month_on))
    if not tidy(reason):
        raise Refusal("reports.reopen_needs_reason")
    before, row.closed_at, row.reopened_reason = row.closed_at, None, tidy(reason)[:500]
    save(row, "closed_at", "reopened_reason")
    record(actor, row, place, changed={"closed_at": (before, None)})
    return row


def _close(actor: Actor, cell: Unit, month: Month, as_what: ClosedAs) -> CellMonth:
    refresh(cell.pk, month)
    row, _made = CellMonth.objects.get_or_create(unit=cell, month_on=month.first_on)
    before = facts_of(cell.pk, month, row.closings) if row.closings else {}
    row.closings += 1
    row.closed_as, row.closed_at, row.closed_by = as_what, clock.now(), actor.name
    _keep(cell.pk, month, row.closings)
    changes = rules.difference(facts_of(cell.pk, month), before) if before else {}
    row.changes = {key.value: [share.part, share.whole] for key, share in changes.items()}
    save(row, "closings", "closed_as", "closed_at", "closed_by", "changes")
    return row


def _keep(unit_id: UUID, month: Month, version: int) -> None:
    rows = Fact.objects.filter(unit_id=unit_id, month_on=month.first_on, version=LIVE)
    Fact.objects.bulk_create(
        Fact(
            unit_id=row.unit_id,
            month_on=row.month_on,
            indicator=row.indicator,
            version=version,
            numerator=row.numerator,
            denominator=row.denominator,
            ancestor_ids=row.ancestor_ids,
        )
        for row in rows
    )
