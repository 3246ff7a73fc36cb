"""The measures of 05-HD/VPTW (27/5/2026) and of 36-HD/VPTW (3/4/2018), from the rule files."""

from datetime import date

from chibo.documents.rules import layout_of
from chibo.regulations.selectors import file_on

HD05 = layout_of(file_on("paper-layout", date(2026, 6, 1)).value)  # type: ignore[arg-type]
HD36 = layout_of(file_on("paper-layout", date(2026, 2, 3)).value)  # type: ignore[arg-type]
