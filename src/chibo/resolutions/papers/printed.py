"""A resolution or conclusion on paper. Source of the layout: 05-HD/VPTW."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from chibo.documents import selectors as documents
from chibo.documents.figures import Banner, Block, Bullet, Column, Heading, Paper, Paragraph, Signature, Table
from chibo.documents.rules import authority_line, committee_name, full_stop
from chibo.documents.states import Body
from chibo.kernel import clock
from chibo.kernel.months import Month
from chibo.kernel.share import Share
from chibo.meetings.selectors import signer_of, sitting
from chibo.resolutions import selectors
from chibo.resolutions.figures import Charge, Fault
from chibo.resolutions.papers.words import TITLES, day, month_short, share_words
from chibo.resolutions.states import Kind
from chibo.tasks.states import State as TaskState

if TYPE_CHECKING:
    from chibo.ballots.models import OpenVote
    from chibo.meetings.models import Meeting
    from chibo.resolutions.models import Resolution

RESULTS = {
    TaskState.PROPOSED: "Dự kiến",
    TaskState.OPEN: "Đang thực hiện",
    TaskState.REPORTED: "Đã báo cáo xong",
    TaskState.DONE: "Hoàn thành",
    TaskState.NOT_DONE: "Không hoàn thành",
}
WHOLE_UNITS = {Body.CELL: "Chi bộ", Body.COMMITTEE: "Cấp ủy"}


def paper_of(resolution: Resolution, vote: OpenVote | None) -> Paper:
    """Return what the resolution says on paper as of now; `vote` None for a draft that was not voted. 20 queries."""
    meeting, on = resolution.meeting, resolution.meeting.held_on or clock.today()
    body = documents.body_of(meeting.unit, on)
    signer = signer_of(meeting)
    return Paper(
        head=documents.head_for(meeting.unit, type_code=resolution.kind, subject=resolution.subject, on=on, body=body),
        body=(
            *_intro(resolution, body),
            *_results(resolution, body),
            *_next(resolution, body),
            *_end(resolution, vote),
        ),
        signatures=(Signature(signer.name, "PHÓ BÍ THƯ" if signer.is_deputy else "BÍ THƯ", authority_line(body)),),
        recipients=_recipients(meeting, body),
    )


def outcome_block(resolution: Resolution, vote: OpenVote, measures: int, faults: int) -> dict[str, Any]:
    """Return what the minutes say of it: its title, how much it holds, how it was voted."""
    title = f"{TITLES[resolution.kind]} số {resolution.number_text} {resolution.subject}"
    parts = [f"{measures} nhiệm vụ được giao"] + ([f"{faults} hạn chế cần khắc phục"] if faults else [])
    return {
        "title": title,
        "number": resolution.number_text,
        "lines": [f"Nội dung gồm {', '.join(parts)}; toàn văn kèm theo biên bản."],
        "paper": str(resolution.paper_id),
        "tally": tally_line(vote),
        "vote": str(vote.pk),
        "for": vote.for_count,
        "against": vote.against_count,
        "other": vote.other_count,
        "base": vote.base_count,
    }


def tally_line(vote: OpenVote) -> str:
    """Return how it was voted, with what was against and other opinions where there were any."""
    rest = [f"{vote.against_count} không tán thành"] if vote.against_count else []
    rest += [f"{vote.other_count} ý kiến khác"] if vote.other_count else []
    return "; ".join([share_words(Share(vote.for_count or 0, vote.base_count)), *rest])


def _intro(resolution: Resolution, body: Body) -> Iterable[Block]:
    meeting = resolution.meeting
    head = sitting.roll_of(meeting).head
    who = meeting.unit.name if body is Body.CELL else committee_name(meeting.unit.name)
    kind = Kind(resolution.kind)
    whom = "đảng viên" if body is Body.CELL else "đồng chí"
    present = f"; có mặt {head.due_present}/{head.due} {whom} phải dự" if head.total else ""
    title = f"{meeting.title[:1].lower()}{meeting.title[1:]}"
    yield Paragraph(
        f"Ngày {day(meeting.held_on)}, {who} tiến hành {title}{present}. "
        f"Sau khi thảo luận, {'chi bộ' if body is Body.CELL else 'hội nghị'} thống nhất các nội dung sau:"
    )
    yield Banner("QUYẾT NGHỊ" if kind is Kind.RESOLUTION else "KẾT LUẬN")


def _results(resolution: Resolution, body: Body) -> Iterable[Block]:
    meeting = resolution.meeting
    earlier = selectors.earlier_charges(meeting)
    praised, reminded = selectors.mentions(meeting)
    faults = selectors.faults_of(resolution)
    if not (resolution.assessment or earlier or praised or reminded or faults):
        return
    yield Heading(f"KẾT QUẢ LÃNH ĐẠO, THỰC HIỆN NHIỆM VỤ {month_short(Month.of(meeting.month_on).plus(-1)).upper()}")
    if resolution.assessment:
        yield Heading("Đánh giá chung", 2)
        yield Paragraph(resolution.assessment)
    if earlier:
        yield Heading("Kết quả thực hiện nhiệm vụ đã giao", 2)
        yield _earlier_table(earlier, WHOLE_UNITS[body])
    for title, lines in (("Biểu dương", praised), ("Nhắc nhở", reminded)):
        if lines:
            yield Heading(title, 2)
            yield from (Bullet(full_stop(line)) for line in lines)
    if faults:
        yield Heading("Hạn chế, nguyên nhân, biện pháp khắc phục", 2)
        yield from (Bullet(_fault_line(fault)) for fault in faults)


def _next(resolution: Resolution, body: Body) -> Iterable[Block]:
    charges = selectors.charges_of(resolution)
    if not (resolution.direction or charges):
        return
    yield Heading(f"NHIỆM VỤ {month_short(Month.of(resolution.month_on)).upper()}")
    if resolution.direction:
        yield Paragraph(resolution.direction)
    if charges:
        yield _measure_table(charges, WHOLE_UNITS[body])


def _end(resolution: Resolution, vote: OpenVote | None) -> Iterable[Block]:
    if resolution.arrangement:
        yield Heading("TỔ CHỨC THỰC HIỆN")
        yield Paragraph(resolution.arrangement)
    if vote is not None:
        yield Paragraph(f"{TITLES[resolution.kind]} được biểu quyết thông qua: {tally_line(vote)}.")


def _earlier_table(charges: Sequence[Charge], whole: str) -> Table:
    columns = (Column("TT", 1, "center"), Column("Nhiệm vụ", 5), Column("Chịu trách nhiệm", 3), Column("Kết quả", 4))
    rows = [
        (str(number), charge.title, charge.who or whole, _result(charge))
        for number, charge in enumerate(charges, start=1)
    ]
    return Table(columns, tuple(rows))


def _measure_table(charges: Sequence[Charge], whole: str) -> Table:
    columns = (Column("TT", 1, "center"), Column("Nhiệm vụ", 6), Column("Chịu trách nhiệm", 3), Column("Thời hạn", 2.4))
    rows = [
        (str(number), charge.title, charge.who or whole, day(charge.due_on))
        for number, charge in enumerate(charges, start=1)
    ]
    return Table(columns, tuple(rows))


def _result(charge: Charge) -> str:
    word = RESULTS[TaskState(charge.state)] + (", chậm" if charge.is_late else "")
    return f"{word}: {charge.result}" if charge.result else word


def _fault_line(fault: Fault) -> str:
    parts = (
        ("Nguyên nhân", fault.cause),
        ("Trách nhiệm", fault.responsible),
        ("Khắc phục", fault.remedy),
        ("Thời hạn", day(fault.due_on)),
    )
    said = [f"{label}: {text.rstrip(' .')}." for label, text in parts if text]
    return " ".join([f"{fault.text.rstrip(' .')}.", *said])


def _recipients(meeting: Meeting, body: Body) -> tuple[str, ...]:
    above = meeting.unit.parent
    reported = (f"{committee_name(above.name)} (để báo cáo)",) if above else ()
    if body is Body.CELL:
        return (*reported, "Các đồng chí đảng viên", "Lưu Chi bộ")
    return (*reported, "Các chi bộ trực thuộc", "Lưu Văn phòng")


def day_of(resolution: Resolution) -> date:
    """Return the day that the paper bears: of the meeting, today for one without a day."""
    return resolution.adopted_on or resolution.meeting.held_on or clock.today()
