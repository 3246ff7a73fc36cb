"""Spreadsheets as offices really keep them, made afresh for each test in all four formats."""

import csv
import zipfile
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import xlsxwriter
import xlwt

Rows = Sequence[Sequence[Any]]
Box = tuple[int, int, int, int]
"""First row, first column, last row, last column of a merged cell."""


def write_xlsx(path: Path, rows: Rows, *, merged: Sequence[Box] = (), sheet: str = "Danh sách") -> Path:
    book = xlsxwriter.Workbook(str(path))
    book.set_properties({"created": datetime(2026, 1, 2, tzinfo=UTC)})  # the same rows give the same bytes
    days = book.add_format({"num_format": "dd/mm/yyyy"})
    page = book.add_worksheet(sheet)
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, date):
                page.write_datetime(number, column, value, days)
            elif isinstance(value, int | float):
                page.write_number(number, column, value)
            elif value:
                page.write_string(number, column, value)
    for top, left, bottom, right in merged:
        page.merge_range(top, left, bottom, right, rows[top][left] or "")
    book.close()
    return path


def write_xls(path: Path, rows: Rows, *, merged: Sequence[Box] = (), sheet: str = "Danh sách") -> Path:
    book = xlwt.Workbook(encoding="utf-8")
    days = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    page = book.add_sheet(sheet)
    inside = {
        (row, column)
        for top, left, bottom, right in merged
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    }
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if (number, column) in inside or value in {"", None}:
                continue
            if isinstance(value, date):
                page.write(number, column, value, days)
            else:
                page.write(number, column, value)
    for top, left, bottom, right in merged:
        page.write_merge(top, bottom, left, right, rows[top][left])
    book.save(str(path))
    return path


def write_ods(path: Path, rows: Rows, *, sheet: str = "Danh sách", tail: str = "") -> Path:
    body = "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows)
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3"><office:body>'
        f'<office:spreadsheet><table:table table:name="{sheet}">{body}{tail}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        packed.writestr("content.xml", content)
        packed.writestr(
            "META-INF/manifest.xml",
            '<?xml version="1.0"?><manifest:manifest '
            'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
    return path


def _ods_cell(value: Any) -> str:
    if isinstance(value, date):
        return (
            f'<table:table-cell office:value-type="date" office:date-value="{value.isoformat()}">'
            f"<text:p>{value:%d/%m/%Y}</text:p></table:table-cell>"
        )
    if isinstance(value, int | float):
        return (
            f'<table:table-cell office:value-type="float" office:value="{value}">'
            f"<text:p>{value}</text:p></table:table-cell>"
        )
    if not value:
        return "<table:table-cell/>"
    return f'<table:table-cell office:value-type="string"><text:p>{escape(value)}</text:p></table:table-cell>'


def write_csv(path: Path, rows: Rows, *, encoding: str = "utf-8-sig", delimiter: str = ";") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=delimiter)
        for row in rows:
            writer.writerow([value.strftime("%d/%m/%Y") if isinstance(value, date) else value for value in row])
    return path
