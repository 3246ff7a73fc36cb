"""Pages of scores: lists, the sheet, the cell's own score, and what is done above."""
