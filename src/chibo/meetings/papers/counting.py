"""Papers of a secret vote: the ballots to cut apart, and the counting minutes (biên bản kiểm phiếu).

Source of the parts: meetings.md 10; of what is printed on a ballot: 190-QĐ/TW, in substance.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import ceil
from typing import TYPE_CHECKING

from chibo.ballots.rules.sheets import Form, Sheet
from chibo.documents.figures import Banner, Block, Column, Fact, Pagebreak, Paper, Paragraph, Signature, Table
from chibo.documents.rules import full_stop
from chibo.kernel import clock
from chibo.meetings.models import Meeting
from chibo.meetings.papers.minutes import SIGN_NOTE, minutes_head
from chibo.meetings.papers.words import clock_words, day_words
from chibo.meetings.selectors.counted import result_words, round_words, share_words

if TYPE_CHECKING:
    from chibo.ballots.models import PaperCount, SecretBox
    from chibo.ballots.selectors import CountingMinutes

PAGE_MM, LINE_MM, ROW_MM = 250, 8.5, 8.0
"""Room of a page, and what a line and a row of a table take of it, measured on both printers."""
LINE_LETTERS = 62
"""Letters of a line of text, rather too few: a ballot that is cut by the end of a page is void."""
SEAL = "(chữ ký, dấu: …………)"
CUT = "- " * 55


def ballots_paper(meeting: Meeting, count: PaperCount | SecretBox) -> Paper:
    """Return as many ballots as there are voters, as many on a page as fit, all alike: none can be told apart."""
    sheet = Sheet.from_json(count.sheet)
    fit = max(1, int(PAGE_MM // _height(meeting, count, sheet)))
    body: list[Block] = []
    for number in range(count.voters_count):
        if number and number % fit == 0:
            body.append(Pagebreak())
        body += _ballot(meeting, count, sheet)
    return Paper(minutes_head(meeting, title(count)), tuple(body), is_bare=True)


def title(count: PaperCount | SecretBox) -> str:
    return "PHIẾU BẦU" if count.body else "PHIẾU BIỂU QUYẾT"


def _ballot(meeting: Meeting, count: PaperCount | SecretBox, sheet: Sheet) -> Iterator[Block]:
    yield Paragraph(SEAL, meeting.unit.name.upper(), "left", indent=False)
    yield Banner(title(count) + (f" LẦN {count.round_no}" if count.round_no > 1 else ""))
    yield Paragraph(count.subject, align="center", indent=False)
    yield Paragraph(how_to_mark(sheet), align="center", indent=False)
    yield _marks(sheet, "Họ và tên" if count.body else "Nội dung")
    yield Paragraph(CUT.strip(), align="center", indent=False)


def _height(meeting: Meeting, count: PaperCount | SecretBox, sheet: Sheet) -> float:
    """Return how much of a page a ballot takes, in mm: title and cut, its texts, its table with the head."""
    texts = (f"{meeting.unit.name} {SEAL}", count.subject, how_to_mark(sheet))
    lines = 2 + sum(ceil(len(text) / LINE_LETTERS) for text in texts)
    rows = 1 + sum(ceil(len(label) / LINE_LETTERS * 2) for label in sheet.labels)
    return lines * LINE_MM + rows * ROW_MM


def how_to_mark(sheet: Sheet) -> str:
    """Return in one sentence where to mark. Source: what is invalid by 190-QĐ/TW, in substance."""
    if sheet.form is Form.ONE:
        return "Đánh dấu X vào đúng một ô."
    if sheet.form is Form.EACH:
        return "Đánh dấu X vào một trong hai ô đối với từng đồng chí."
    return f"Đánh dấu X vào ô của đồng chí được chọn: ít nhất 1, nhiều nhất {sheet.seats} đồng chí."


def _marks(sheet: Sheet, what: str) -> Table:
    boxes = ("Đồng ý", "Không đồng ý") if sheet.form is Form.EACH else ("Đánh dấu X",)
    columns = (Column("TT", 1, "center"), Column(what, 6), *(Column(box, 2.2, "center") for box in boxes))
    rows = [(str(number), label, *("" for _ in boxes)) for number, label in enumerate(sheet.labels, start=1)]
    return Table(columns, tuple(rows))


def counting_minutes_paper(meeting: Meeting, found: CountingMinutes) -> Paper:
    """Return the counting minutes, signed by the clerk and the leader of the team."""
    leader, clerk = found.tellers[0], found.tellers[1]
    head = minutes_head(meeting, "BIÊN BẢN KIỂM PHIẾU")
    signatures = (
        Signature(clerk, "THƯ KÝ TỔ KIỂM PHIẾU", note=SIGN_NOTE),
        Signature(leader, "TỔ TRƯỞNG TỔ KIỂM PHIẾU", note=SIGN_NOTE),
    )
    return Paper(
        replace(head, subject=_small(found.subject) + round_words(found)), tuple(_counted(meeting, found)), signatures
    )


def _counted(meeting: Meeting, found: CountingMinutes) -> Iterator[Block]:
    count = found.count
    yield Fact("Thời gian", f"{clock_words(found.opened_at)} đến {clock_words(found.closed_at)}, {_day(found)}")
    yield Fact("Tại", f"{meeting.title}, {meeting.place}" if meeting.place else meeting.title)
    yield Fact("Tổ kiểm phiếu", _team(found))
    yield Fact("Số được triệu tập, tính tỷ lệ", f"{found.summoned} đồng chí")
    yield Fact("Có mặt, được biểu quyết", f"{found.present} đồng chí")
    if found.is_on_phones:
        yield Fact("Hình thức", "bỏ phiếu kín trên điện thoại, khóa hòm phiếu chia cho ba thành viên tổ kiểm phiếu")
        yield Fact("Số phiếu đã bỏ", f"{count.returned} phiếu")
    else:
        yield Fact("Số phiếu phát ra", f"{count.issued} phiếu")
        yield Fact("Số phiếu thu về", f"{count.returned} phiếu")
    yield Fact("Số phiếu hợp lệ", f"{count.valid} phiếu")
    yield Fact("Số phiếu không hợp lệ", f"{count.invalid} phiếu")
    if found.body:
        yield Fact("Số lượng cần bầu", f"{found.sheet.seats} đồng chí")
    yield _votes(found)
    yield Paragraph(full_stop(result_words(found)), lead="Kết quả:")
    opened = "Hai thành viên của tổ kiểm phiếu nhập mã giữ khóa, phần mềm mở hòm và cộng phiếu. "
    counted = "Hai thành viên của tổ kiểm phiếu đếm độc lập, số liệu khớp nhau. "
    yield Paragraph(
        (opened if found.is_on_phones else counted)
        + f"Tỷ lệ tính trên tổng số đảng viên chính thức được triệu tập ({found.basis})."
    )
    kept = "khóa và các mã đã hủy" if found.is_on_phones else "phiếu được niêm phong, bàn giao theo quy định"
    yield Paragraph(f"Biên bản lập thành hai bản, đọc trước hội nghị; {kept}.")


def _votes(found: CountingMinutes) -> Table:
    each = found.sheet.form is Form.EACH
    names = ("Số phiếu đồng ý", "Số phiếu không đồng ý") if each else ("Số phiếu",)
    columns = [Column("TT", 1, "center"), Column("Họ và tên" if found.body else "Nội dung", 5)]
    columns += [*(Column(name, 2.2, "right") for name in names), Column("Tỷ lệ trên tổng số", 2.6, "right")]
    columns += [Column("Kết quả", 2.2, "center")] if found.body else []
    rows = []
    for number, line in enumerate(found.lines, start=1):
        votes = (str(line.votes), str(found.count.valid - line.votes)) if each else (str(line.votes),)
        result = (("Trúng cử" if line.is_elected else ""),) if found.body else ()
        rows.append((str(number), line.label, *votes, f"{line.votes}/{line.base}, {share_words(line)}", *result))
    return Table(tuple(columns), tuple(rows))


def _team(found: CountingMinutes) -> str:
    leader, clerk, *others = found.tellers
    return "; ".join([f"{leader} (tổ trưởng)", f"{clerk} (thư ký)", *others])


def _day(found: CountingMinutes) -> str:
    return day_words(clock.local(found.opened_at).date())


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]
