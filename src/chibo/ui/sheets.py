"""The one writer of spreadsheets. No cell ever becomes a formula or a link."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING

from django.http import FileResponse
from django.utils.functional import Promise

from chibo.kernel import clock
from chibo.kernel.months import Month
from chibo.kernel.share import Share
from chibo.ui import write
from chibo.ui.files import FileInPieces

if TYPE_CHECKING:
    import xlsxwriter

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


@dataclass(frozen=True, slots=True)
class Column:
    """A head and its width in characters."""

    label: str | Promise
    width: int = 16


Cells = Sequence[object]


def xlsx(name: str, columns: Sequence[Column], rows: Iterable[Cells], *, title: str = "") -> FileResponse:
    """Return the rows as a download. `name` ends in .xlsx; `title` names the sheet (at most 31 letters).

    Days and moments are real dates; a month is its first day shown as 12/2026; a share is written as it is read.
    Memory stays the same for any number of rows.
    """
    import xlsxwriter  # loading it would slow down every start

    place = tempfile.TemporaryFile(suffix=".xlsx")  # noqa: SIM115 - closed by the response
    with xlsxwriter.Workbook(place, _OPTIONS) as book:
        sheet = book.add_worksheet(_sheet_name(title))
        head = book.add_format({"bold": True, "bg_color": "#F2EDE4", "bottom": 1, "text_wrap": True, "valign": "top"})
        formats = {key: book.add_format({"num_format": shape, "align": "left"}) for key, shape in _SHAPES.items()}
        sheet.freeze_panes(1, 0)
        for index, column in enumerate(columns):
            sheet.set_column(index, index, column.width)
            sheet.write_string(0, index, str(column.label), head)
        for line, cells in enumerate(rows, start=1):
            for index, value in enumerate(cells):
                _write_cell(sheet, (line, index), value, formats)
        if columns:
            sheet.repeat_rows(0)
    place.seek(0)
    return FileInPieces(place, as_attachment=True, filename=name, content_type=XLSX)


_SHAPES = {"day": "dd/mm/yyyy", "moment": "dd/mm/yyyy hh:mm", "time": "hh:mm", "month": "mm/yyyy"}


def _write_cell(
    sheet: xlsxwriter.worksheet.Worksheet, at: tuple[int, int], value: object, formats: dict[str, object]
) -> None:
    match value:
        case None | "":
            return
        case bool():
            sheet.write_string(*at, "x" if value else "")
        case datetime():
            sheet.write_datetime(*at, clock.local(value).replace(tzinfo=None), formats["moment"])
        case date():
            sheet.write_datetime(*at, value, formats["day"])
        case time():
            sheet.write_datetime(*at, value, formats["time"])
        case Month():
            sheet.write_datetime(*at, value.first_on, formats["month"])
        case int() | float() | Decimal():
            sheet.write_number(*at, value)
        case _:
            sheet.write_string(*at, _words(value))


def _words(value: object) -> str:
    written: dict[type, Callable[..., str]] = {
        datetime: write.moment,
        date: write.day,
        time: write.clock_time,
        Month: write.month,
        Share: write.share,
    }
    return written.get(type(value), str)(value)


def _sheet_name(title: str) -> str:
    allowed = "".join(letter for letter in title if letter not in "[]:*?/\\'")
    return allowed[:31] or "Danh sách"
