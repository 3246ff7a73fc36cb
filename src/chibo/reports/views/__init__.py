"""Pages of reports: the board of cells, the month's report, and what is done on them."""
