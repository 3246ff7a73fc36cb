"""The score sheet on paper, as it is attached to the minutes. Papers are Vietnamese whatever one reads."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from chibo.documents import selectors as documents
from chibo.documents.figures import Bullet, Column, Fact, Paper, Paragraph, Signature, Table
from chibo.documents.rules import full_stop
from chibo.kernel.months import Month
from chibo.regulations.figures import ScoreSheet
from chibo.scoring.models import Line, Score
from chibo.scoring.rules import written
from chibo.scoring.selectors.sheet import points_at, rule_of
from chibo.scoring.states import Stage, State


def paper_of(score: Score, lines: Sequence[Line], on: date) -> Paper:
    """Return the score sheet with the points of each stage reached, and the reasons for corrections."""
    month = Month.of(score.month_on)
    subject = f"chất lượng sinh hoạt chi bộ tháng {month.number} năm {month.year}"
    head = documents.head_for(
        score.unit, type_code="BB", subject=subject, on=on, body=documents.body_of(score.unit, on)
    )
    sheet = rule_of(score).value
    chair = score.meeting.chair.full_name if score.meeting.chair else ""
    clerk = score.meeting.clerk.full_name if score.meeting.clerk else ""
    return Paper(
        head=replace(head, type_name="PHIẾU CHẤM ĐIỂM"),
        body=(*_facts(score, sheet), _table(sheet, lines, _stages(score)), *_reasons(sheet, lines), *_said(score)),
        signatures=(Signature(clerk, "THƯ KÝ"), Signature(chair, "CHỦ TRÌ")),
    )


def _facts(score: Score, sheet: ScoreSheet) -> list[Fact]:
    meeting, vote = score.meeting, score.vote
    found = [Fact("Buổi sinh hoạt", f"{meeting.title}, ngày {meeting.held_on:%d/%m/%Y}")]
    if score.self_points is not None and vote is not None:
        agreed = f"{vote.for_count}/{vote.base_count} đồng chí tán thành"
        words = f"{_result(sheet, score.self_points, score.self_band)}; {agreed}"
        found.append(Fact("Chi bộ tự chấm", words))
    if score.appraised_points is not None:
        words = _result(sheet, score.appraised_points, score.appraised_band)
        found.append(Fact("Thẩm định, đề nghị", f"{words} (đồng chí {score.appraised_by})"))
    if score.decided_points is not None and score.decided_on is not None:
        words = _result(sheet, score.decided_points, score.decided_band)
        notice = f"Thông báo số {score.notice_number} ngày {score.decided_on:%d/%m/%Y}"
        found.append(Fact("Cấp trên công nhận", f"{words} ({notice})"))
    return found


def _result(sheet: ScoreSheet, points: int, code: str) -> str:
    band = next((band.label_vi for band in sheet.bands if band.code == code), "")
    return f"{written(points)} điểm, xếp loại {band}"


def _stages(score: Score) -> list[tuple[str, Stage]]:
    found = [("Tự chấm", Stage.SELF)]
    if score.appraised_at is not None:
        found.append(("Thẩm định", Stage.APPRAISED))
    if score.state == State.DECIDED:
        found.append(("Công nhận", Stage.DECIDED))
    return found


def _table(sheet: ScoreSheet, lines: Sequence[Line], stages: Sequence[tuple[str, Stage]]) -> Table:
    by_code = {line.code: line for line in lines}
    rows: list[tuple[str, ...]] = []
    strong: list[int] = []
    for number, group in enumerate(sheet.groups, start=1):
        strong.append(len(rows))
        rows.append((str(number), group.title_vi, written(group.max_points), *([""] * len(stages))))
        for item in group.items:
            line = by_code[item.code]
            rows.append(("", item.title_vi, written(item.max_points), *(_cell(line, stage) for _, stage in stages)))
    strong.append(len(rows))
    rows.append(("", "Cộng", written(sheet.total_points), *(_sum(lines, stage) for _, stage in stages)))
    figures = tuple(Column(title, 1.4, "right") for title in ("Tối đa", *(title for title, _ in stages)))
    return Table((Column("TT", 0.6, "center"), Column("Tiêu chí", 6), *figures), tuple(rows), tuple(strong))


def _cell(line: Line, stage: Stage) -> str:
    if not line.applies:
        return "–"
    points = points_at(line, stage)
    return "" if points is None else written(points)


def _sum(lines: Sequence[Line], stage: Stage) -> str:
    return written(sum(points_at(line, stage) or 0 for line in lines if line.applies))


def _reasons(sheet: ScoreSheet, lines: Sequence[Line]) -> list[Bullet]:
    return [
        Bullet(full_stop(f"Lý do sửa điểm “{sheet.item(line.code).title_vi}”: {reason}"))
        for line in lines
        for reason in (line.appraised_reason, line.decided_reason)
        if reason
    ]


def _said(score: Score) -> list[Paragraph]:
    found = []
    if score.weak:
        found.append(Paragraph(full_stop(score.weak), lead="Rút kinh nghiệm tháng sau:"))
    if score.appraisal:
        found.append(Paragraph(full_stop(score.appraisal), lead="Nhận xét khi thẩm định:"))
    if score.vote is not None:
        found.append(Paragraph("Phiếu chấm điểm kèm theo biên bản buổi sinh hoạt."))
    return found
