"""The month's report of a committee: a row a cell, the sums, and the twelve months behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chibo.kernel.months import Month
from chibo.kernel.share import Share
from chibo.reports import rules
from chibo.reports.figures import Counts
from chibo.reports.selectors.cells import CellSeen, grid_of
from chibo.reports.selectors.measuring import facts_of_many
from chibo.reports.states import Indicator

if TYPE_CHECKING:
    from uuid import UUID

    from chibo.organisations.models import Unit

TREND_MONTHS = 12


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A cell in the report."""

    cell: Unit
    one: CellSeen
    counts: Counts

    def share(self, key: Indicator) -> Share:
        return self.counts.get(key, Share(0, 0))


@dataclass(frozen=True, slots=True)
class MonthReport:
    """A month of several cells."""

    month: Month
    rows: Sequence[ReportRow]
    trend: Sequence[tuple[Month, Counts]]
    """Sums of the months behind and this one, oldest first."""

    @property
    def total(self) -> Counts:
        return rules.total(row.counts for row in self.rows)

    def of_cells(self, key: Indicator) -> Share:
        """Return how many of all cells, whether something was counted of them or not."""
        return Share(self.total.get(key, Share(0, 0)).part, len(self.rows))

    def share(self, key: Indicator) -> Share:
        return self.total.get(key, Share(0, 0))


def report_of(cells: Sequence[Unit], above: UUID | None, month: Month) -> MonthReport:
    """Return the month's report over these cells. Seven queries for any number of cells."""
    first = month.plus(1 - TREND_MONTHS)
    facts = facts_of_many([cell.pk for cell in cells], first, month)
    grid = grid_of(cells, above, month, month)
    rows = [ReportRow(cell, grid[cell.pk, month], facts.get((cell.pk, month), {})) for cell in cells]
    trend = [(one, rules.total(facts.get((cell.pk, one), {}) for cell in cells)) for one in first.through(month)]
    return MonthReport(month, rows, trend)
