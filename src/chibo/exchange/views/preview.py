"""What the pages of a run show: rows as lines with marks in their cells, the summary, the steps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from chibo.exchange.models import ImportRow, ImportRun
from chibo.exchange.phrases import FIELDS, RESULTS
from chibo.exchange.states import Level, Result, RunState
from chibo.organisations import selectors as organisations
from chibo.ui.say import say
from chibo.ui.shapes import Part, Step, Tab

TAGS = {
    Result.NEW: "new",
    Result.CHANGED: "chg",
    Result.SAME: "ok",
    Result.DOUBLED: "dup",
    Result.REFUSED: "no",
}
_BARS = {Result.NEW: "ok", Result.CHANGED: "info", Result.SAME: "wait", Result.DOUBLED: "now", Result.REFUSED: "late"}
_COLUMN_OF = {
    "born_on": "born",
    "born_year": "born",
    "admitted_on": "admitted",
    "joined_on": "joined",
    "official_on": "official",
}
"""Where the preview shows a change of a stored column."""
_DOUBTS = frozenset({"exchange.namesake", "exchange.double_row", "exchange.card_of_other"})
"""Findings about who the row is."""
_CARDS = ("card_new", "card_old", "card")


@dataclass(slots=True)
class Cell:
    """One cell of the preview. `mark` is no, chg, dup or empty."""

    name: str
    label: str | Promise
    text: str
    mark: str = ""
    before: str = ""
    """What stands in the book, where it would change."""
    after: str = ""
    notes: list[str] = field(default_factory=list)

    @property
    def is_changed(self) -> bool:
        return bool(self.after)


@dataclass(slots=True)
class Line:
    """One row of the preview."""

    number: int
    result: str
    state: str
    label: str | Promise
    cells: list[Cell]
    is_open: bool
    """Whether it may still be repaired or decided on."""

    @property
    def is_doubled(self) -> bool:
        return self.result == Result.DOUBLED

    @property
    def is_refused(self) -> bool:
        return self.result == Result.REFUSED


def lines_of(run: ImportRun, rows: Sequence[ImportRow], shown: Sequence[str]) -> list[Line]:
    """Return the rows as lines under the shown columns. One query where somebody moves to another cell."""
    moved_to = {row.changes["unit"][1] for row in rows if "unit" in row.changes}
    names = {str(pk): name for pk, name in organisations.names_of(moved_to).items()} if moved_to else {}
    return [_line(run, row, shown, names) for row in rows]


def columns_of(run: ImportRun, rows: Iterable[ImportRow]) -> list[str]:
    """Return the fields to show: those of the sheet in its order, then those that findings or changes speak of."""
    found = [name for _index, _heading, name in run.columns if name and name not in {"seq", "ignored"}]
    if {"family_name", "given_name"} <= set(found):
        found.insert(0, "full_name")
    for row in rows:
        found += [_column(column, found) for _code, _level, column, _facts in row.findings if column]
        found += [_column(name, found) for name in row.changes]
    return [name for name in dict.fromkeys(found) if name in FIELDS]


def heads_of(names: Iterable[str]) -> list[str | Promise]:
    """Return what the columns are headed."""
    return [FIELDS[name] for name in names]


def _column(name: str, shown: Sequence[str]) -> str:
    """Return the column of the sheet that a change belongs to."""
    name = _COLUMN_OF.get(name, name)
    if name == "born":
        return next((one for one in ("born", "born_male", "born_female") if one in shown), "born")
    if name in _CARDS and name not in shown:
        return next((one for one in _CARDS if one in shown), name)
    return name


def _line(run: ImportRun, row: ImportRow, shown: Sequence[str], names: dict[str, str]) -> Line:
    cells = {name: Cell(name, FIELDS[name], row.cells.get(name, "")) for name in shown}
    for code, level, column, facts in row.findings:
        cell = cells.get(_column(column, shown)) or next(iter(cells.values()), None)
        if cell is None:
            continue
        cell.notes.append(say(code, **facts))
        if level == Level.ERROR:
            cell.mark = "no"
        elif code in _DOUBTS and row.result == Result.DOUBLED:
            cell.mark = cell.mark or "dup"
    for name, (before, after) in row.changes.items():
        cell = cells.get(_column(name, shown))
        if cell is not None and row.result == Result.CHANGED:
            cell.mark = cell.mark or "chg"
            cell.before, cell.after = _plain(before) or _("(trống)"), names.get(after, "") or _plain(after)
    result = Result(row.result)
    is_open = run.state == RunState.PREVIEWED
    return Line(row.number, row.result, TAGS[result], RESULTS[result], list(cells.values()), is_open)


def _plain(value: Any) -> str:
    """Return a stored value as the sheet would show it: 1990-02-03 as 03/02/1990."""
    text = "" if value is None else str(value)
    parts = text.split("-")
    is_day = len(parts) == 3 and len(parts[0]) == 4 and all(part.isdigit() for part in parts)
    return "/".join(reversed(parts)) if is_day else text


def parts_of(run: ImportRun) -> list[Part]:
    """Return the counts as parts of a bar."""
    return [Part(RESULTS[result], int(run.counts.get(result, 0)), _BARS[result]) for result in Result]


def filters_of(run: ImportRun, chosen: str) -> list[Tab]:
    """Return the filters of the preview with their counts."""
    all_rows = Tab(_("Tất cả"), "?", not chosen, sum(run.counts.values()))
    return [
        all_rows,
        *(
            Tab(RESULTS[result], f"?xem={result}", chosen == result, int(run.counts.get(result, 0)), TAGS[result])
            for result in Result
        ),
    ]


def steps_of(run: ImportRun) -> list[Step]:
    """Return the steps of the run for the wizard."""
    order = {
        RunState.UPLOADED: 1,
        RunState.READING: 1,
        RunState.FAILED: 1,
        RunState.PREVIEWED: 2,
        RunState.COMMITTING: 3,
    }
    at = order.get(RunState(run.state), 4)
    labels = (_("Chọn tệp"), _("Đọc tệp"), _("Xem trước"), _("Cập nhật"))
    return [
        Step(label, "ok" if index < at else "now" if index == at else "wait", is_current=index == at)
        for index, label in enumerate(labels)
    ]
