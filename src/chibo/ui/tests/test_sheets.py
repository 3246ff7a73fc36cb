"""Spreadsheets out: nothing becomes a formula, days are days."""

import io
from datetime import date, time

import pytest
from python_calamine import CalamineWorkbook

from chibo.kernel.months import Month
from chibo.kernel.share import Share
from chibo.ui import sheets

pytestmark = pytest.mark.django_db  # closing an answer ends a request, which looks at the connections

COLUMNS = [sheets.Column("Tên"), sheets.Column("Ngày"), sheets.Column("Kết quả")]


def read_back(rows: list[list[object]]) -> list[list[object]]:
    answer = sheets.xlsx("ds.xlsx", COLUMNS, rows, title="Đảng viên: 1/2")
    body = b"".join(answer.streaming_content)  # type: ignore[arg-type]
    answer.close()
    return CalamineWorkbook.from_filelike(io.BytesIO(body)).get_sheet_by_index(0).to_python()


@pytest.mark.parametrize("text", ["=1+1", "+84900000217", "-1", "@SUM(A1)", "\tx", "http://example.org", "0012"])
def test_a_text_stays_a_text(text: str) -> None:
    assert read_back([[text, None, None]])[1][0] == text


def test_days_times_months_numbers_and_shares() -> None:
    row = read_back([[date(2026, 12, 3), Month(2026, 12), 17.5], [time(19, 30), Share(17, 20), None]])
    assert row[1] == [date(2026, 12, 3), date(2026, 12, 1), 17.5]
    assert row[2][1] == "17/20, đạt 85,00\u00a0%"
