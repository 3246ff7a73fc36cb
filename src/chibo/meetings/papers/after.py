"""Papers drawn from minutes: extract, book of a year, and the report on the meeting to the committee above."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from chibo.documents import selectors as documents
from chibo.documents.figures import (
    Block,
    Bullet,
    Column,
    Fact,
    Heading,
    Paper,
    Paragraph,
    Signature,
    Table,
    paper_from,
)
from chibo.documents.rules import authority_line, book, committee_name, full_stop, percent_words
from chibo.documents.states import Body
from chibo.kernel.share import Share
from chibo.meetings.models import Meeting
from chibo.meetings.papers.minutes import minutes_head, opening_facts
from chibo.meetings.papers.recording import item_blocks, outcome_table
from chibo.meetings.papers.words import attendance, clock_words, day_short, day_words, mentioned, whole_unit
from chibo.meetings.selectors.recorded import Recorded
from chibo.meetings.selectors.sitting import ItemSeen
from chibo.meetings.states import Mention

if TYPE_CHECKING:
    from chibo.organisations.models import Unit

BOOK_COLUMNS = (
    Column("TT", 1, "center"),
    Column("Ngày", 2.4),
    Column("Buổi họp", 7),
    Column("Có mặt", 2, "center"),
)


def extract_paper(found: Recorded, item_ids: Collection[UUID]) -> Paper:
    """Return an extract (trích biên bản): head and attendance in short, and the chosen items in full."""
    meeting = found.meeting
    body: list[Block] = [
        *opening_facts(meeting),
        *(Fact(label, value) for label, value in attendance(meeting, found.roll)),
    ]
    body.append(Heading("NỘI DUNG TRÍCH", numbered=False))
    for number, seen in enumerate(found.items, start=1):
        if seen.item.pk in item_ids:
            _title, *rest = item_blocks(found, seen)
            body += [Heading(f"{number}. {seen.item.title}", 2, numbered=False), *rest]  # as it stands in the minutes
    body.append(Paragraph("Trích đúng biên bản gốc đã được thông qua."))
    return Paper(minutes_head(meeting, "TRÍCH BIÊN BẢN"), tuple(body), (_signed(found, meeting),))


def minutes_book(unit: Unit, rows: Sequence[Meeting], year: int, on: date) -> Paper:
    """Return the minutes book (sổ biên bản) of a year: the list, then all minutes as they were sealed. Six queries."""
    head = documents.head_for(unit, type_code="BB", subject=f"năm {year}", on=on, body=documents.body_of(unit, on))
    lines = [
        (str(number), day_short(row.held_on), row.title, f"{row.present_count}/{row.due_count}")
        for number, row in enumerate(rows, start=1)
    ]
    papers = [paper_from(row.minutes_paper.content) for row in rows if row.minutes_paper]
    return book(replace(head, type_name="SỔ BIÊN BẢN"), Table(BOOK_COLUMNS, tuple(lines)), papers)


def report_paper(found: Recorded, on: date) -> Paper:
    """Return the report on the meeting to the committee above: its public face only, nobody absent is named."""
    meeting = found.meeting
    body = documents.body_of(meeting.unit, on)
    above = meeting.unit.parent
    head = documents.head_for(
        meeting.unit,
        type_code="BC",
        subject=f"kết quả {meeting.title[:1].lower()}{meeting.title[1:]}",
        on=on,
        body=body,
    )
    to = (committee_name(above.name),) if above else ()
    blocks = (*_counts(found), *_outcomes(found), *_tasks(found), *_mentions(found), *_requests(found))
    recipients = (*(f"{name} (để báo cáo)" for name in to), "Lưu Chi bộ" if body is Body.CELL else "Lưu Văn phòng")
    return Paper(head, blocks, (_signed(found, meeting),), recipients)


def posted_texts(meeting: Meeting, items: Sequence[ItemSeen]) -> list[tuple[str, str]]:
    """Return what is copied into the fields of the national app: titles and the public face, in Vietnamese."""
    texts = [
        ("Tên buổi sinh hoạt", meeting.title),
        ("Số đảng viên dự", f"{meeting.present_count}/{meeting.due_count} đồng chí"),
    ]
    for seen in items:
        item, outcome = seen.item, seen.item.outcome or {}
        if item.conclusion:
            texts.append((item.title, item.conclusion))
        posted = str(outcome.get("posted", outcome.get("tally", "")))  # a secret vote on one person is not posted
        if item.outcome_label and (posted or "posted" not in outcome):
            texts.append((str(outcome.get("title", item.title)), posted))
    return texts


def score_paper(found: Recorded, outcome: dict[str, Any]) -> Paper:
    """Return the self-score as a sheet to post: what was recorded in its item. Six queries."""
    meeting, table = found.meeting, outcome_table(outcome)
    lines: list[Block] = [Paragraph(full_stop(str(outcome.get("title", ""))))]
    lines += [table] if table else []
    lines += [Paragraph(full_stop(line)) for line in outcome.get("lines", ())]
    lines.append(Paragraph(f"Chi bộ biểu quyết: {outcome.get('tally', '')}."))
    return Paper(minutes_head(meeting, "PHIẾU TỰ CHẤM ĐIỂM"), tuple(lines), (_signed(found, meeting),))


def _signed(found: Recorded, meeting: Meeting) -> Signature:
    on = meeting.held_on
    body = documents.body_of(meeting.unit, on) if on else Body.CELL
    return Signature(found.signer.name, "PHÓ BÍ THƯ" if found.signer.is_deputy else "BÍ THƯ", authority_line(body))


def _counts(found: Recorded) -> Iterator[Block]:
    meeting, head = found.meeting, found.roll.head
    yield Heading("THỜI GIAN, THÀNH PHẦN")
    times = f"{clock_words(meeting.opened_at)} đến {clock_words(meeting.ended_at)}, {day_words(meeting.held_on)}"
    yield Fact("Thời gian", times)
    present = Share(head.due_present, head.due)
    yield Fact("Có mặt", f"{present.part}/{present.whole} đồng chí phải dự, đạt {percent_words(present)}")
    yield Fact("Vắng", f"có lý do {head.excused} đồng chí, không có lý do {head.unexcused} đồng chí")
    if meeting.spoke_count:
        yield Fact("Phát biểu", f"{meeting.spoke_count} đồng chí")
    if found.guests:
        yield Fact("Đại biểu dự", "; ".join(f"đồng chí {guest.name}" for guest in found.guests))


def _outcomes(found: Recorded) -> Iterator[Block]:
    yield Heading("NỘI DUNG, KẾT QUẢ")
    for seen in found.items:
        item, outcome = seen.item, seen.item.outcome or {}
        if item.conclusion:
            yield Paragraph(item.conclusion, lead=f"{item.title}.")
        if item.outcome_label or outcome.get("table"):
            tally = str(outcome.get("tally", ""))
            yield Paragraph(full_stop(f"Biểu quyết: {tally}") if tally else "", lead=f"{outcome.get('title', '')}.")
            table = outcome_table(outcome)
            if table is not None:
                yield table


def _tasks(found: Recorded) -> Iterator[Block]:
    rows = [task for seen in found.items for task in seen.tasks]
    whole = whole_unit(found.meeting).capitalize()
    if not rows:
        return
    yield Heading("NHIỆM VỤ ĐÃ GIAO")
    columns = (Column("TT", 1, "center"), Column("Nhiệm vụ", 6), Column("Chịu trách nhiệm", 3), Column("Thời hạn", 2.4))
    yield Table(
        columns,
        tuple(
            (str(number), task.title, task.person.full_name if task.person else whole, day_short(task.due_on))
            for number, task in enumerate(rows, start=1)
        ),
    )


def _mentions(found: Recorded) -> Iterator[Block]:
    praised = [row for row in found.mentions if row.kind == Mention.PRAISE]
    if praised:
        yield Heading("BIỂU DƯƠNG")
        yield from (Bullet(mentioned(row)) for row in praised)


def _requests(found: Recorded) -> Iterator[Block]:
    if found.requests:
        yield Heading("KIẾN NGHỊ")
        yield from (Bullet(full_stop(request.text)) for request in found.requests)
