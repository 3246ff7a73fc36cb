"""Minutes of a meeting (biên bản), of the cell and of its committee. Source of the parts: meetings.md 11.

Minutes have no line of place and day; the clerk signs on the left, the chair on the right.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from chibo.documents import selectors as documents
from chibo.documents.figures import Block, Bullet, Fact, Head, Heading, Paper, Paragraph, Signature
from chibo.documents.rules import full_stop
from chibo.kernel import clock
from chibo.meetings.models import Meeting
from chibo.meetings.papers.facts import BODIES, subject
from chibo.meetings.papers.foot import check_foot
from chibo.meetings.papers.recording import item_blocks
from chibo.meetings.papers.words import (
    attendance,
    break_words,
    clock_words,
    comrade,
    day_words,
    later_clock,
    mentioned,
    names_with_reasons,
)
from chibo.meetings.selectors.away import permission_of
from chibo.meetings.selectors.joint import CellPart, by_cell
from chibo.meetings.selectors.recorded import Recorded
from chibo.meetings.states import Form, Kind, Mention, Presence, RemarkState, State

SIGN_NOTE = "(ký, ghi rõ họ tên)"


def minutes_paper(found: Recorded) -> Paper:
    """Return the minutes as they stand: a draft while the meeting is open, to be read to it. Six queries."""
    meeting = found.meeting
    body = (*_head(found), *_course(found), *_mentions(found), *_requests(found), *_end(found), *_remarks(found))
    foot = check_foot(meeting.check_code) if meeting.check_code else ""
    return Paper(minutes_head(meeting), body, minutes_signatures(meeting), foot=foot)


def minutes_head(meeting: Meeting, title: str = "") -> Head:
    """Return the head of minutes; `title` puts another name in place of BIÊN BẢN."""
    head = documents.head_for(
        meeting.unit,
        type_code="BB",
        subject=subject(meeting),
        on=meeting.held_on or clock.today(),
        body=BODIES.get(Kind(meeting.kind)) or documents.body_of(meeting.unit, meeting.held_on or clock.today()),
    )
    return replace(head, type_name=title) if title else head


def minutes_signatures(meeting: Meeting) -> tuple[Signature, ...]:
    """Return clerk and chair, in this order."""
    return (
        Signature(meeting.clerk.full_name if meeting.clerk else "", "NGƯỜI GHI BIÊN BẢN", note=SIGN_NOTE),
        Signature(meeting.chair.full_name if meeting.chair else "", "CHỦ TRÌ", note=SIGN_NOTE),
    )


def opening_facts(meeting: Meeting) -> Iterator[Block]:
    """Return when and where it was, who was in the chair and who wrote."""
    yield Fact("Thời gian bắt đầu", f"{clock_words(meeting.opened_at)}, {day_words(meeting.held_on)}")
    yield Fact("Địa điểm", meeting.place or ("……" if meeting.form == Form.IN_PERSON else "Trực tuyến"))
    yield Fact("Chủ trì", comrade(meeting.chair))
    yield Fact("Người ghi biên bản", comrade(meeting.clerk))


def _head(found: Recorded) -> Iterator[Block]:
    yield Heading("THỜI GIAN, ĐỊA ĐIỂM, THÀNH PHẦN")
    yield from opening_facts(found.meeting)
    for label, value in attendance(found.meeting, found.roll):
        yield Fact(label, value)
    if found.meeting.kind == Kind.JOINT:
        yield Fact("Theo chi bộ", "; ".join(_of_cell(part) for part in by_cell(found.meeting, found.roll)))
    yield from _from_away(found)
    if found.breaks:
        yield Fact("Giải lao", "; ".join(break_words(one) for one in found.breaks))
    for label, presence in (("Vắng có lý do", Presence.EXCUSED), ("Vắng không có lý do", Presence.UNEXCUSED)):
        rows = found.roll.absent(presence)
        yield Fact(label, f"{len(rows)} đồng chí" + (f": {names_with_reasons(rows)}" if rows else ""))
    guests = [f"đồng chí {guest.name}" + (f", {guest.office}" if guest.office else "") for guest in found.guests]
    if guests:
        yield Fact("Đại biểu, khách mời dự", "; ".join(guests))


def _of_cell(part: CellPart) -> str:
    """Return a cell's attendance as minutes say it: `Chi bộ thôn 3 12/14`."""
    return f"{part.unit.name} {part.share.part}/{part.share.whole}" if part.share else part.unit.name


def _from_away(found: Recorded) -> Iterator[Block]:
    """Return who took part from away, and by which document that is permitted."""
    permission = permission_of(found.meeting)
    if permission is None:
        return
    names = f": {'; '.join(found.from_away)}" if found.from_away else ""
    yield Fact("Dự từ xa", f"{len(found.from_away)} đồng chí{names} (theo {permission.basis})")


def _course(found: Recorded) -> Iterator[Block]:
    yield Heading("NỘI DUNG, DIỄN BIẾN")
    short = found.meeting.kind == Kind.COMMITTEE
    for seen in found.items:
        yield from item_blocks(found, seen, short=short)


def _mentions(found: Recorded) -> Iterator[Block]:
    for title, kind in (("BIỂU DƯƠNG", Mention.PRAISE), ("NHẮC NHỞ", Mention.REMIND)):
        rows = [row for row in found.mentions if row.kind == kind]
        if rows:
            yield Heading(title)
            yield from (Bullet(mentioned(row)) for row in rows)


def _requests(found: Recorded) -> Iterator[Block]:
    if found.requests:
        yield Heading("KIẾN NGHỊ VỚI CẤP TRÊN")
        yield from (Bullet(full_stop(request.text)) for request in found.requests)


def _end(found: Recorded) -> Iterator[Block]:
    meeting = found.meeting
    if meeting.state == State.OPEN:
        yield Paragraph("Dự thảo biên bản, đọc trước khi thông qua.")
    else:
        yield Paragraph(f"Buổi họp kết thúc lúc {later_clock(meeting)}; biên bản đã được đọc và thông qua.")
    if meeting.state == State.READ:
        yield Paragraph("Biên bản đang lấy ý kiến của đồng chí dự họp, chưa khóa.")
    if found.materials:
        yield Paragraph("; ".join(found.materials) + ".", lead="Tài liệu kèm theo:")


def _remarks(found: Recorded) -> Iterator[Block]:
    """What those present remarked after the reading, each with its answer: beside the adopted text, never in it."""
    if not found.remarks:
        return
    yield Heading("Ý KIẾN VỀ BIÊN BẢN")
    for row in found.remarks:
        yield Bullet(full_stop(f"{row.name}: {row.text}"))
        if row.answered_at is not None:
            lead = "Tiếp thu" if row.state == RemarkState.TAKEN else "Không tiếp thu"
            yield Bullet(full_stop(f"{lead} ({row.answered_by}): {row.answer}"), 2)
