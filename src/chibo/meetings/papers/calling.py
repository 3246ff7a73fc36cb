"""Papers that go out before a meeting: notice, invitation of a guest, agenda, roll-call list."""

from __future__ import annotations

from dataclasses import replace

from chibo.documents.figures import Block, Column, Fact, Heading, Paper, Paragraph, Table
from chibo.meetings.models import AgendaItem, Guest
from chibo.meetings.papers.facts import Facts, head, number_gap, paper, signature, subject, when
from chibo.meetings.papers.words import comrade
from chibo.meetings.phrases import FORMS
from chibo.meetings.selectors.video import link_shown
from chibo.meetings.states import Form

_DOTS = "……"
_ROLL_TITLE = "DANH SÁCH ĐIỂM DANH"
_SUMS = "Cộng: có mặt ….. đồng chí; vắng có lý do ….. đồng chí; vắng không có lý do ….. đồng chí."


def notice_paper(facts: Facts, number: str = "") -> Paper:
    """Return the notice of the meeting (TB) to the members; without a number it keeps a gap for it."""
    meeting = facts.meeting
    top = replace(head(facts, "TB", subject(meeting)), number=number or number_gap(facts, "TB"))
    body: list[Block] = [
        Paragraph(f"{meeting.unit.name} thông báo đến các đồng chí đảng viên buổi {subject(meeting)}, như sau:"),
        Fact("Thời gian", when(meeting)),
        Fact("Địa điểm", _place(facts)),
        Fact("Chủ trì", comrade(meeting.chair)),
        Fact("Thành phần", _attend(facts)),
        Heading("NỘI DUNG, CHƯƠNG TRÌNH", numbered=False),
        _agenda(facts),
    ]
    later = [item.title for item in facts.items if item.preparer_id and item.prepared_at is None]
    if later:
        body.append(Paragraph("; ".join(later) + ".", lead="Tài liệu gửi sau:"))
    body.append(
        Paragraph(
            "Đề nghị các đồng chí sắp xếp công việc, dự đúng giờ; đồng chí nào vắng báo cáo bí thư trước ngày họp."
        )
    )
    return paper(facts, top, tuple(body), to=_recipients(facts))


def invitation_paper(facts: Facts, guest: Guest, number: str = "") -> Paper:
    """Return the invitation (GM) of one guest. Members get the notice."""
    meeting = facts.meeting
    top = replace(
        head(facts, "GM", f"dự {subject(meeting)}"),
        number=number or number_gap(facts, "GM"),
        addressed=(f"Đồng chí {guest.name}" + (f", {guest.office}" if guest.office else ""),),
        address_word="Kính mời",
    )
    body: tuple[Block, ...] = (
        Paragraph(f"{meeting.unit.name} trân trọng kính mời đồng chí đến dự {subject(meeting)}."),
        Fact("Thời gian", when(meeting)),
        Fact("Địa điểm", _place(facts)),
        Fact("Chủ trì", comrade(meeting.chair)),
        Paragraph("Rất mong đồng chí đến dự."),
    )
    return paper(facts, top, body, to=("Như trên", "Lưu Chi bộ"))


def agenda_paper(facts: Facts) -> Paper:
    """Return the agenda as a sheet to hand out."""
    meeting = facts.meeting
    top = replace(head(facts, "CTr", subject(meeting)), place_date="")
    body: tuple[Block, ...] = (Fact("Thời gian", when(meeting)), Fact("Địa điểm", _place(facts)), _agenda(facts))
    return paper(facts, top, body, signed=False)


def roll_paper(facts: Facts) -> Paper:
    """Return the list on which the clerk calls the roll: members called, those apart, guests."""
    top = replace(head(facts, "BB", subject(facts.meeting), _ROLL_TITLE), place_date="")
    columns = (
        Column("TT", 1.2, "center"),
        Column("Họ và tên", 6),
        Column("Đảng viên", 4),
        Column("Có mặt", 1.7, "center"),
        Column("Vắng có lý do", 2.2, "center"),
        Column("Vắng không có lý do", 2.8, "center"),
        Column("Ghi chú", 2.5),
    )
    names = {state.code: _short(state.name_vi) for state in facts.states.states}
    called = _rows(facts, [(one.full_name, names[one.status]) for one in facts.invited.called])
    body: list[Block] = [Fact("Thời gian", when(facts.meeting)), Table(columns, called)]
    apart = [(one.full_name, names[one.status]) for one in facts.invited.others]
    if apart:
        body += [Heading("Không tính vào số phải dự", 2, numbered=False), Table(columns, _rows(facts, apart))]
    guests = [(guest.name, guest.office) for guest in facts.invited.guests]
    if guests:
        named = (*columns[:2], replace(columns[2], title="Chức vụ"), *columns[3:])
        body += [Heading("Đại biểu, khách mời", 2, numbered=False), Table(named, _rows(facts, guests))]
    body.append(Paragraph(_SUMS))
    clerk = facts.meeting.clerk
    signed = replace(signature(facts)[0], name="", authority="", office="CHỦ TRÌ") if facts.meeting.chair else None
    sheet = paper(facts, top, tuple(body), signed=False)
    writes = replace(signed, office="THƯ KÝ", name=clerk.full_name if clerk else "") if signed else None
    heads = replace(signed, name=facts.meeting.chair.full_name) if signed and facts.meeting.chair else None
    return replace(sheet, signatures=tuple(one for one in (writes, heads) if one))


def _short(name: str) -> str:
    """Return `Chính thức` for `Đảng viên chính thức`, under a column that says the rest."""
    rest = name.removeprefix("Đảng viên ")
    return rest[:1].upper() + rest[1:]


def _rows(facts: Facts, people: list[tuple[str, str]]) -> tuple[tuple[str, ...], ...]:
    return tuple((str(number), name, note, "", "", "", "") for number, (name, note) in enumerate(people, start=1))


def _agenda(facts: Facts) -> Table:
    columns = (
        Column("TT", 1, "center"),
        Column("Nội dung", 9),
        Column("Người trình bày", 5),
        Column("Phút", 1.5, "right"),
    )
    rows = [
        (str(number), _title(item), _name(facts, item), str(item.planned_minutes))
        for number, item in enumerate(facts.items, start=1)
    ]
    total = sum(item.planned_minutes for item in facts.items)
    return Table(columns, (*rows, ("", "Cộng", "", str(total))), strong=(len(rows),))


def _title(item: AgendaItem) -> str:
    return f"{item.title} (nội dung mật, tài liệu phát tại phòng họp)" if item.is_secret else item.title


def _name(facts: Facts, item: AgendaItem) -> str:
    """Return who presents, for a column: names alone."""
    who = facts.who(item).replace("đồng chí ", "")
    return who[:1].upper() + who[1:]


def _place(facts: Facts) -> str:
    meeting = facts.meeting
    if meeting.form == Form.IN_PERSON:
        return meeting.place or _DOTS
    link = link_shown(meeting)
    return f"{meeting.place or link or _DOTS} ({FORMS[meeting.form]}: {link})"


def _attend(facts: Facts) -> str:
    guests = [
        f"đồng chí {guest.name}" + (f", {guest.office}" if guest.office else "") for guest in facts.invited.guests
    ]
    members = f"{len(facts.invited.called)} đồng chí đảng viên"
    return "; ".join([members, *guests])


def _recipients(facts: Facts) -> tuple[str, ...]:
    guests = tuple(f"Đồng chí {guest.name} (để dự)" for guest in facts.invited.guests if guest.is_assigned)
    return ("Các đồng chí đảng viên", *guests, "Lưu Chi bộ")
