"""Tables of figures, written between the marks of a page in docs/bench; the words around them are left as they are."""

import os
import platform
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

DOCS = Path(__file__).resolve().parent.parent / "docs" / "bench"


class Table:
    """Rows under heads; each row is printed as it comes."""

    def __init__(self, name: str, *heads: str) -> None:
        self.name = name
        self._lines = [_row(heads), f"|{'---|' * len(heads)}"]

    def add(self, cells: Sequence[object]) -> None:
        self._lines.append(_row(cells))
        print(f"{self.name}: {self._lines[-1]}", file=sys.stderr, flush=True)

    def __str__(self) -> str:
        return "\n".join(self._lines)


def write(page: str, *tables: Table) -> None:
    """Put the tables, and on what they were measured, into the page between `<!-- NAME -->` and `<!-- end -->`."""
    place = DOCS / page
    text = place.read_text(encoding="utf-8")
    for name, new in (("machine", machine()), *((table.name, str(table)) for table in tables)):
        before, mark, rest = text.partition(f"<!-- {name} -->\n")
        _, end, after = rest.partition("<!-- end -->")
        if not mark or not end:
            raise SystemExit(f"{place} has no place for {name}")
        text = f"{before}{mark}\n{new}\n\n{end}{after}"
    place.write_text(text, encoding="utf-8")


def machine() -> str:
    """Return when, on how many cores and beside how much other work."""
    load = f"{os.getloadavg()[0]:.0f}" if hasattr(os, "getloadavg") else "unknown"
    return (
        f"{datetime.now(UTC):%d/%m/%Y}, {os.cpu_count()} cores, load {load} at the end, "
        f"Python {platform.python_version()}."
    )


def _row(cells: Sequence[object]) -> str:
    return f"| {' | '.join(map(str, cells))} |"
