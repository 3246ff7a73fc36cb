"""The month's report of a committee: a row a cell, the sums, and the twelve months behind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chibo.kernel.months import Month
from chibo.kernel.share import Share
from chibo.reports.figures import Counts
from chibo.reports.selectors.cells import CellSeen, grid_of
from chibo.reports.selectors.measuring import facts_of_many
from chibo.reports.states import Indicator

if TYPE_CHECKING:
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
    """All cells in a file, those of one page on the screen."""
    trend: Sequence[tuple[Month, Counts]]
    """Sums of the months behind and this one, oldest first."""
    cells: int
    """How many cells stood in the month, those on other pages too."""

    @property
    def total(self) -> Counts:
        return self.trend[-1][1]

    @property
    def has_trend(self) -> bool:
        """Whether there is more than one month to draw."""
        return sum(bool(counts) for _month, counts in self.trend) > 1

    def of_cells(self, key: Indicator) -> Share:
        """Return how many of all cells, whether something was counted of them or not."""
        return Share(self.share(key).part, self.cells)

    def share(self, key: Indicator) -> Share:
        return self.total.get(key, Share(0, 0))


def report_of(cells: Sequence[Unit], sums: Mapping[Month, Counts], month: Month, count: int) -> MonthReport:
    """Return the month's report: rows for these cells, figures from the sums over all of them.

    Eight queries for any number of cells.
    """
    facts = facts_of_many([cell.pk for cell in cells], month, month)
    grid = grid_of(cells, month, month)
    rows = [ReportRow(cell, grid[cell.pk, month], facts.get((cell.pk, month), {})) for cell in cells]
    return MonthReport(month, rows, sorted(sums.items()), count)
