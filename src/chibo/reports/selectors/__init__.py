"""Reading figures, the cells of a committee, and their months."""

from chibo.reports.selectors.cells import (
    CellSeen,
    Grid,
    cells_below,
    cells_for,
    closed_months,
    conducts,
    grid_of,
    thematic_quarters,
)
from chibo.reports.selectors.measuring import LIVE, facts_of, facts_of_many, measure, sums_of
from chibo.reports.selectors.synthesis import TREND_MONTHS, MonthReport, ReportRow, report_of

__all__ = [
    "LIVE",
    "TREND_MONTHS",
    "CellSeen",
    "Grid",
    "MonthReport",
    "ReportRow",
    "cells_below",
    "cells_for",
    "closed_months",
    "conducts",
    "facts_of",
    "facts_of_many",
    "grid_of",
    "measure",
    "report_of",
    "sums_of",
    "thematic_quarters",
]
