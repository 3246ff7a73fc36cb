"""The month's report on paper and as a picture. Papers are Vietnamese whatever one reads."""

from __future__ import annotations

import functools
import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from chibo.documents import selectors as documents
from chibo.documents.figures import Block, Bullet, Column, Heading, Paper, Paragraph, Picture, Signature, Table
from chibo.documents.rules import authority_line, full_stop, percent_words
from chibo.kernel.share import Share
from chibo.meetings.selectors import signer_for
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
LINES = {Indicator.PRESENT: "Đảng viên dự", Indicator.TASKS_DONE: "Nhiệm vụ xong"}
"""The two lines of the picture."""


def paper_of(unit: Unit, report: MonthReport, on: date) -> Paper:
    """Return the synthesis report of a unit's cells, to be signed by its secretary."""
    month = report.month
    subject = f"tổng hợp sinh hoạt chi bộ tháng {month.number} năm {month.year}"
    body = documents.body_of(unit, on)
    head = documents.head_for(unit, type_code="BC", subject=subject, on=on, body=body)
    number = documents.regulated(unit, on).number_gap("BC", body)
    said = f"Trên đây là kết quả tổng hợp sinh hoạt chi bộ tháng {month.number} năm {month.year}."
    signer = signer_for(unit, on)
    office = "PHÓ BÍ THƯ" if signer and signer.is_deputy else "BÍ THƯ"
    return Paper(
        head=replace(head, number=number),
        body=(*_sums(report), Heading("TỪNG CHI BỘ"), _table(report, on), *_trend(report), Paragraph(said)),
        signatures=(Signature(signer.name if signer else "", office, authority_line(body)),),
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
        *_proposals(report),
        f"Chi bộ đã chấm điểm: {_share(report.of_cells(Indicator.SCORED))}; "
        f"đã công nhận: {_share(report.of_cells(Indicator.CONFIRMED))}",
        "Xếp loại đã công nhận: " + "; ".join(f"{name} {report.share(key).part} chi bộ" for key, name in BANDS.items()),
    ]
    return [Heading("KẾT QUẢ CHUNG"), *(Bullet(full_stop(line)) for line in lines)]


def _proposals(report: MonthReport) -> list[str]:
    """Return what became of members' proposals to their cells; nothing where there were none."""
    due, late = report.share(Indicator.PROPOSALS_DUE), report.share(Indicator.PROPOSALS_LATE)
    waiting = report.share(Indicator.PROPOSALS_WAITING)
    parts = []
    if due.whole:
        parts.append(f"đến hạn trong tháng đã trả lời {_share(due)}")
    if late.whole:
        parts.append(f"trả lời trong tháng {late.whole}, trong đó sau hạn {late.part}")
    if waiting.whole:
        parts.append(f"chưa trả lời {waiting.whole}, trong đó đến hạn {waiting.part}")
    return [f"Kiến nghị của đảng viên với chi bộ: {'; '.join(parts)}"] if parts else []


def _trend(report: MonthReport) -> list[Block]:
    """Return the picture of the page, where there is more than one month to show."""
    if not report.has_trend:
        return []
    return [Picture(picture(report), alt=_told(report), caption="Mười hai tháng: đảng viên dự, nhiệm vụ xong (%)")]


def _told(report: MonthReport) -> str:
    """Return in words what the picture shows."""
    months = [
        f"{month.number:02d}/{month.year}: " + ", ".join(f"{name} {percent_words(share)}" for name, share in shares)
        for month, counts in report.trend
        if (shares := [(name, counts[key]) for key, name in LINES.items() if key in counts and counts[key].whole])
    ]
    return f"Biểu đồ mười hai tháng. {'; '.join(months)}."


def _table(report: MonthReport, on: date) -> Block:
    rows = report.rows
    if not rows:
        return Paragraph("Không có chi bộ nào.")
    missing = "không họp" if report.month.last_on < on else "chưa họp"
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
    return Table(columns, tuple(_cells(number, row, missing) for number, row in enumerate(rows, start=1)))


def _cells(number: int, row: ReportRow, missing: str) -> tuple[str, ...]:
    meeting = row.one.meeting
    held = meeting is not None and meeting.state in ("open", "read", "closed")
    return (
        str(number),
        row.cell.name,
        write.day(meeting.held_on) if meeting and held else missing,
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
    return f"{share.part}/{share.whole} ({percent_words(share)})" if share.whole else "chưa có số liệu"


def picture(report: MonthReport) -> str:
    """Return the trend of the twelve months as SVG: members present and tasks done, in percent."""
    points = [
        {"month": f"{month.number:02d}/{month.year}", "share": hundredths / 100, "what": name}
        for month, counts in report.trend
        for key, name in LINES.items()
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
                "scale": {"domain": list(LINES.values()), "range": ["#8f1d22", "#2f6f4f"]},
                "legend": {"orient": "top", "labelFontSize": size, "labelColor": ink, "symbolDash": [1, 0]},
            },
            "strokeDash": {"field": "what", "type": "nominal", "legend": None},
        },
        "config": {"axis": axis, "font": "sans-serif", "view": {"stroke": None}},
    }
    return str(vl_convert.vegalite_to_svg(spec))
