"""The month's synthesis report: figures, table, picture, and its files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from chibo.access import scope
from chibo.documents import selectors as documents
from chibo.kernel import clock
from chibo.kernel.errors import Missing
from chibo.kernel.months import Month
from chibo.kernel.share import Share
from chibo.organisations.selectors import place_of
from chibo.reports import papers, rules, selectors
from chibo.reports.figures import Counts
from chibo.reports.forms import ReopenForm
from chibo.reports.phrases import CLOSED_AS, SIGNS
from chibo.reports.selectors import MonthReport, ReportRow
from chibo.reports.states import Indicator
from chibo.reports.views.board import LOOKS
from chibo.reports.views.places import Ground, ground_of, month_of, page_of_cells, year_of
from chibo.ui import sheets
from chibo.ui.guard import actor_of, needs
from chibo.ui.pages import page
from chibo.ui.shapes import Figure

if TYPE_CHECKING:
    from chibo.organisations.models import Unit

COLUMNS = (
    sheets.Column(lazy("Chi bộ"), 34),
    sheets.Column(lazy("Ngày họp"), 12),
    sheets.Column(lazy("Trạng thái"), 26),
    sheets.Column(lazy("Đảng viên dự"), 14),
    sheets.Column(lazy("Phải dự"), 10),
    sheets.Column(lazy("Phát biểu"), 10),
    sheets.Column(lazy("Nhiệm vụ xong"), 14),
    sheets.Column(lazy("Nhiệm vụ đến hạn"), 16),
    sheets.Column(lazy("Nghị quyết"), 12),
    sheets.Column(lazy("Kiến nghị đã trả lời"), 14),
    sheets.Column(lazy("Kiến nghị đến hạn"), 14),
    sheets.Column(lazy("Trả lời sau hạn"), 14),
    sheets.Column(lazy("Kiến nghị chưa trả lời"), 14),
    sheets.Column(lazy("Điểm"), 10),
    sheets.Column(lazy("Xếp loại"), 14),
)


@needs("reports.report.read")
def months(request: HttpRequest) -> HttpResponse:
    """The months of a year, each with its sums."""
    ground, year = ground_of(request, "reports.report.read"), year_of(request)
    last = min(Month(year, 12), Month.of(clock.today()))
    first = Month(year, 1)
    sums, counts = (ground.sums(first, last), ground.counts(first, last)) if first <= last else ({}, {})
    lines = [
        {"month": month, "url": reverse("reports:month", args=[str(month)]), **_line(total, counts[month])}
        for month, total in sorted(sums.items(), reverse=True)
    ]
    context = {"ground": ground, "year": year, "lines": lines, "before": year - 1, "after": year + 1}
    return page(request, "reports/months.html", context)


@needs("reports.report.read")
def month_report(request: HttpRequest, month: str) -> HttpResponse:
    """One month."""
    ground, wanted = ground_of(request, "reports.report.read"), month_of(month)
    cells_page = page_of_cells(ground.cells_in(wanted), request)
    report = _report_of(ground, wanted, cells_page.rows)
    closes = scope(actor_of(request), "reports.month.close")
    may_close = any(closes.covers(place_of(cell)) for cell in cells_page.rows)
    over = report.month.last_on < clock.today()
    context: dict[str, Any] = {
        "ground": ground,
        "report": report,
        "page": cells_page,
        "figures": _figures(report),
        "rows": [_row(row, may_close) for row in report.rows],
        "bands": [(name, report.share(key).part) for key, name in papers.BANDS.items()],
        "before": report.month.plus(-1),
        "after": report.month.plus(1),
        "may_close": may_close and over and not (cells_page.is_alone and all(map(_is_closed, report.rows))),
        "has_trend": report.has_trend,
    }
    return page(request, "reports/month.html", context)


@needs("reports.report.read")
def picture(request: HttpRequest, month: str) -> HttpResponse:
    """The trend of twelve months, as an image of its own."""
    _ground, report = _report(request, month)
    return HttpResponse(papers.picture(report), content_type="image/svg+xml")


@needs("reports.report.read")
def download(request: HttpRequest, month: str, kind: str) -> HttpResponseBase:
    """The report as Word, PDF or spreadsheet."""
    ground, report = _report(request, month)
    name = f"tong-hop-{report.month}"
    if kind == "xlsx":
        return sheets.xlsx(f"{name}.xlsx", COLUMNS, map(_cells, report.rows), title=_("Tổng hợp tháng"))
    if kind not in ("docx", "pdf") or ground.unit is None:
        raise Missing("file")
    today = clock.today()
    paper = papers.paper_of(ground.unit, report, today)
    layout = documents.regulated(ground.unit, today).layout
    if kind == "docx":
        return documents.bytes_response(documents.print_docx(paper, layout, on=today), name, "docx")
    return documents.bytes_response(documents.print_pdf(paper, layout, on=today), name, "pdf")


def _report(request: HttpRequest, month: str) -> tuple[Ground, MonthReport]:
    """Return the report with all its rows, for a file."""
    ground, wanted = ground_of(request, "reports.report.read"), month_of(month)
    return ground, _report_of(ground, wanted, list(ground.cells_in(wanted)))


def _report_of(ground: Ground, month: Month, cells: Sequence[Unit]) -> MonthReport:
    sums = ground.sums(month.plus(1 - selectors.TREND_MONTHS), month)
    return selectors.report_of(cells, sums, month, ground.cells_in(month).count())


def _line(total: Counts, count: int) -> dict[str, object]:
    nothing = Share(0, 0)
    return {
        "held": Share(total.get(Indicator.HELD, nothing).part, count),
        "confirmed": Share(total.get(Indicator.CONFIRMED, nothing).part, count),
        "present": total.get(Indicator.PRESENT, nothing),
        "tasks": total.get(Indicator.TASKS_DONE, nothing),
    }


def _figures(report: MonthReport) -> list[Figure]:
    """Each figure leads to the rows that it counts; that of proposals stands where any were due."""
    due = report.share(Indicator.PROPOSALS_DUE)
    return [
        Figure(_("Chi bộ đã họp"), report.of_cells(Indicator.HELD), of=_("chi bộ"), url="#bang"),
        Figure(_("Đảng viên dự sinh hoạt"), report.share(Indicator.PRESENT), of=_("đảng viên phải dự"), url="#bang"),
        Figure(_("Phát biểu"), report.share(Indicator.SPOKE), of=_("đảng viên dự"), url="#bang"),
        Figure(_("Nhiệm vụ đến hạn đã xong"), report.share(Indicator.TASKS_DONE), of=_("nhiệm vụ"), url="#bang"),
        Figure(_("Điểm đã công nhận"), report.of_cells(Indicator.CONFIRMED), of=_("chi bộ"), url="#bang"),
        *([Figure(_("Kiến nghị đến hạn đã trả lời"), due, of=_("kiến nghị"), url="#bang")] if due.whole else []),
    ]


def _row(row: ReportRow, may_close: bool) -> dict[str, Any]:
    meeting, score, closed = row.one.meeting, row.one.score, row.one.closed
    return {
        "cell": row.cell,
        "held_on": meeting.held_on if meeting else None,
        "meeting_url": reverse("meetings:detail", args=[meeting.pk]) if meeting and meeting.state != "draft" else "",
        "look": LOOKS[row.one.sign],
        "words": SIGNS[row.one.sign],
        "closed": CLOSED_AS[closed.closed_as] if closed and closed.closed_at else "",
        "present": row.share(Indicator.PRESENT),
        "tasks": row.share(Indicator.TASKS_DONE),
        "resolutions": row.share(Indicator.RESOLUTIONS).part,
        "answered": row.share(Indicator.PROPOSALS_DUE),
        "points": papers.points_words(row),
        "score_url": reverse("scoring:detail", args=[score.pk]) if score else "",
        "band": papers.band_words(row),
        "reopen": closed if may_close and closed and closed.closed_at else None,
        "form": ReopenForm(initial={"version": closed.version}, auto_id=f"id_%s_{closed.pk}")
        if may_close and closed and closed.closed_at
        else None,
    }


def _is_closed(row: ReportRow) -> bool:
    return row.one.closed is not None and row.one.closed.closed_at is not None


def _cells(row: ReportRow) -> tuple[object, ...]:
    meeting = row.one.meeting
    present, spoke, tasks = (row.share(key) for key in (Indicator.PRESENT, Indicator.SPOKE, Indicator.TASKS_DONE))
    answered = row.share(Indicator.PROPOSALS_DUE)
    points = rules.average(row.share(Indicator.POINTS))
    return (
        row.cell.name,
        meeting.held_on if meeting else None,
        SIGNS[row.one.sign],
        present.part if present.whole else None,
        present.whole or None,
        spoke.part if spoke.whole else None,
        tasks.part if tasks.whole else None,
        tasks.whole or None,
        row.share(Indicator.RESOLUTIONS).part,
        answered.part if answered.whole else None,
        answered.whole or None,
        row.share(Indicator.PROPOSALS_LATE).part or None,
        row.share(Indicator.PROPOSALS_WAITING).whole or None,
        None if points is None else points / 100,
        papers.band_words(row),
    )
