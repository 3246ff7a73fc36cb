"""The addendum to sealed minutes (biên bản bổ sung)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from chibo.documents.figures import Block, Fact, Heading, Paper, Paragraph, Signature
from chibo.meetings.models import Addendum
from chibo.meetings.papers.facts import subject
from chibo.meetings.papers.foot import check_foot
from chibo.meetings.papers.minutes import SIGN_NOTE, minutes_head
from chibo.meetings.papers.words import day_short, day_words
from chibo.meetings.rules import shown_code
from chibo.meetings.states import Adopted


def addendum_paper(row: Addendum) -> Paper:
    """Return the addendum: to what, why, what, and how it was adopted. Six queries."""
    head = minutes_head(row.meeting, "BIÊN BẢN BỔ SUNG")
    about = f"phụ lục số {row.number:02d} của biên bản {subject(row.meeting)}"
    signatures = (
        Signature(row.clerk_name, "NGƯỜI GHI BIÊN BẢN", note=SIGN_NOTE),
        Signature(row.chair_name, "CHỦ TRÌ", note=SIGN_NOTE),
    )
    return Paper(replace(head, subject=about), tuple(_body(row)), signatures, foot=check_foot(row.check_code))


def _body(row: Addendum) -> Iterator[Block]:
    meeting = row.meeting
    yield Fact("Biên bản được bổ sung", f"{meeting.title}, {day_words(meeting.held_on)}")
    yield Fact("Mã kiểm tra của biên bản ấy", shown_code(meeting.check_code) or "……")
    yield Heading("LÝ DO")
    yield from (Paragraph(line) for line in row.reason.splitlines() if line)
    yield Heading("NỘI DUNG BỔ SUNG, ĐÍNH CHÍNH")
    yield from (Paragraph(line) for line in row.text.splitlines() if line)
    yield Heading("THÔNG QUA")
    yield Paragraph(_adopted(row))
    yield Paragraph("Biên bản đã khóa được giữ nguyên; phụ lục này đọc kèm biên bản.")


def _adopted(row: Addendum) -> str:
    if row.adopted == Adopted.BENCH or row.adopted_in is None:
        return (
            f"Chủ trì và thư ký thống nhất đính chính ngày {day_short(row.adopted_on)}: sai sót khi ghi, "
            "không làm thay đổi nội dung đã biểu quyết."
        )
    return (
        f"Chi bộ biểu quyết thông qua tại buổi họp ngày {day_short(row.adopted_on)} ({row.adopted_in.title}): "
        f"{row.for_count}/{row.base_count} đồng chí tán thành."
    )
