"""The month's report on paper and as a picture. Papers are Vietnamese whatever one reads."""

from __future__ import annotations

import functools
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from chibo.documents import selectors as documents
from chibo.documents.figures import Block, Bullet, Column, Heading, Paper, Paragraph, Signature, Table
from chibo.kernel.share import Share
from chibo.reports import rules
from chibo.reports.selectors.synthesis import MonthReport, ReportRow
from chibo.reports.states import Indicator
from chibo.scoring.rules import written
from chibo.ui import write

if TYPE_CHECKING:
    from chibo.organisations.models import Unit

BANDS = {
    Indicator.BAND_GOOD: "Tốt",
    Indicator.BAND_FAIR: "Khá",
    Indicator.BAND_AVERAGE: "Trung bình",
    Indicator.BAND_POOR: "Kém",
}


def paper_of(unit: Unit, report: MonthReport, on: date) -> Paper:
    """Return the synthesis report of a unit's cells, to be signed by its secretary."""
    month = report.month
    subject = f"tổng hợp sinh hoạt chi bộ tháng {month.number} năm {month.year}"
    head = documents.head_for(unit, type_code="BC", subject=subject, on=on, body=documents.body_of(unit, on))
    return Paper(
        head=replace(head, number="Số    -BC/"),
        body=(*_sums(report), Heading("Từng chi bộ"), _table(report.rows)),
        signatures=(Signature("", "BÍ THƯ"),),
        recipients=("Các chi bộ trực thuộc", "Lưu Văn phòng"),
        landscape=True,
    )


def _sums(report: MonthReport) -> list[Block]:
    held, late = report.of_cells(Indicator.HELD), report.share(Indicator.HELD_LATE)
    lines = [
        f"Chi bộ đã họp: {_share(held)}" + (f"; trong đó họp muộn {late.part} chi bộ" if late.part else ""),
        f"Đảng viên dự sinh hoạt: {_share(report.share(Indicator.PRESENT))}",
        f"Đảng viên dự phát biểu: {_share(report.share(Indicator.SPOKE))}",
        f"Nhiệm vụ đến hạn trong tháng đã hoàn thành: {_share(report.share(Indicator.TASKS_DONE))}",
        f"Nghị quyết, kết luận đã thông qua: {report.share(Indicator.RESOLUTIONS).part}",
        f"Chi bộ đã chấm điểm: {_share(report.of_cells(Indicator.SCORED))}; "
        f"đã công nhận: {_share(report.of_cells(Indicator.CONFIRMED))}",
        "Xếp loại đã công nhận: " + "; ".join(f"{name} {report.share(key).part} chi bộ" for key, name in BANDS.items()),
    ]
    return [Heading("Kết quả chung"), *(Bullet(line) for line in lines)]


def _table(rows: Sequence[ReportRow]) -> Block:
    if not rows:
        return Paragraph("Không có chi bộ nào.")
    columns = (
        Column("TT", 0.5, "center"),
        Column("Chi bộ", 4),
        Column("Ngày họp", 1.5, "center"),
        Column("Đảng viên dự", 2, "right"),
        Column("Nhiệm vụ xong", 2, "right"),
        Column("Nghị quyết", 1, "right"),
        Column("Điểm", 1, "right"),
        Column("Xếp loại", 1.4),
    )
    return Table(columns, tuple(_cells(number, row) for number, row in enumerate(rows, start=1)))


def _cells(number: int, row: ReportRow) -> tuple[str, ...]:
    meeting = row.one.meeting
    held = meeting is not None and meeting.state in ("open", "closed")
    return (
        str(number),
        row.cell.name,
        write.day(meeting.held_on) if meeting and held else "không họp",
        _fraction(row.share(Indicator.PRESENT)),
        _fraction(row.share(Indicator.TASKS_DONE)),
        str(row.share(Indicator.RESOLUTIONS).part or ""),
        points_words(row),
        band_words(row),
    )


def points_words(row: ReportRow) -> str:
    """Return the points that stand; empty where nothing was scored."""
    points = rules.average(row.share(Indicator.POINTS))
    return "" if points is None else written(points)


def band_words(row: ReportRow) -> str:
    """Return the rating that was recognised; empty before that."""
    return next((name for key, name in BANDS.items() if row.share(key).part), "")


def _fraction(share: Share) -> str:
    return f"{share.part}/{share.whole}" if share.whole else ""


def _share(share: Share) -> str:
    return f"{share.part}/{share.whole} ({write.percent(share)})" if share.whole else "chưa có số liệu"


def picture(report: MonthReport) -> str:
    """Return the trend of the twelve months as SVG: members present and tasks done, in percent."""
    names = {Indicator.PRESENT: "Đảng viên dự", Indicator.TASKS_DONE: "Nhiệm vụ xong"}
    points = [
        {"month": f"{month.number:02d}/{month.year}", "share": hundredths / 100, "what": name}
        for month, counts in report.trend
        for key, name in names.items()
        if (hundredths := counts.get(key, Share(0, 0)).percent_hundredths) is not None
    ]
    return _drawn(json.dumps(points), json.dumps([f"{month.number:02d}/{month.year}" for month, _ in report.trend]))


@functools.lru_cache(maxsize=64)
def _drawn(points: str, months: str) -> str:
    """Draw once for the same figures. The library is large and loaded when the first picture is asked for."""
    import vl_convert

    ink, size = "#4a433b", 12
    axis = {
        "labelColor": ink,
        "titleColor": ink,
        "labelFontSize": size,
        "gridColor": "#e6e0d6",
        "domainColor": "#b9b1a4",
    }
    spec = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": 720,
        "height": 220,
        "background": "#ffffff",
        "data": {"values": json.loads(points)},
        "mark": {"type": "line", "point": {"filled": True, "size": 45}, "strokeWidth": 2.5},
        "encoding": {
            "x": {"field": "month", "type": "ordinal", "scale": {"domain": json.loads(months)}, "title": None},
            "y": {"field": "share", "type": "quantitative", "scale": {"domain": [0, 100]}, "title": "%"},
            "color": {
                "field": "what",
                "type": "nominal",
                "title": None,
                "scale": {"range": ["#8f1d22", "#2f6f4f"]},
                "legend": {"orient": "top", "labelFontSize": size, "labelColor": ink},
            },
            "strokeDash": {"field": "what", "type": "nominal", "legend": None},
        },
        "config": {"axis": axis, "font": "sans-serif", "view": {"stroke": None}},
    }
    return str(vl_convert.vegalite_to_svg(spec))
