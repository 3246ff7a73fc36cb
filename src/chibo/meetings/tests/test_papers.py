"""Papers before a meeting: what stands in them, and who may print them."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from tests.cast import Cast, sign_in

from chibo.documents.figures import Bullet, Fact, Pagebreak, Paper, Paragraph, Table
from chibo.kernel.errors import Refusal
from chibo.meetings import papers, services
from chibo.meetings.models import AgendaItem, Guest, Meeting
from chibo.meetings.papers.sentences import CUES
from chibo.meetings.services import ItemPlan
from chibo.meetings.tests.factories import DAY, a_draft, a_registered, on
from chibo.regulations import selectors as regulations

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(cast: Cast) -> Iterator[Meeting]:
    with on(25):
        made = a_registered(cast.secretary.actor, cast.cell, clerk_id=cast.cell_committee.id)
        item = AgendaItem.objects.get(meeting=made, line="discussion")
        plan = ItemPlan(item.title, planned_minutes=25, prompts="Đường ngõ 4 làm thế nào?\nAi vận động?")
        services.edit_item(actor=cast.secretary.actor, item_id=item.pk, version=item.version, plan=plan)
        yield made


def facts_of(paper: Paper) -> dict[str, str]:
    return {block.label: block.value for block in paper.body if isinstance(block, Fact)}


def table_of(paper: Paper) -> Table:
    return next(block for block in paper.body if isinstance(block, Table))


def test_the_notice_says_when_where_who_and_what(cast: Cast, meeting: Meeting) -> None:
    paper = papers.notice_paper(papers.facts_of(meeting))
    assert (paper.head.superior, paper.head.issuer) == ("ĐẢNG BỘ XÃ SƠN LỘC", "CHI BỘ THÔN TRUNG HÒA")
    assert paper.head.number == "Số ……-TB/CB"
    assert (paper.head.type_name, paper.head.subject) == ("THÔNG BÁO", "sinh hoạt chi bộ thường kỳ tháng 12/2026")
    said = facts_of(paper)
    assert said["Thời gian"] == "19 giờ 30 đến 21 giờ 10, thứ Năm ngày 03/12/2026"
    assert (said["Địa điểm"], said["Chủ trì"]) == ("Nhà văn hóa thôn", "đồng chí Hoàng Văn Lâm")
    assert "Nguyễn Thị Liên, Đảng ủy viên phụ trách" in said["Thành phần"]
    rows = table_of(paper).rows
    assert len(rows) == AgendaItem.objects.filter(meeting=meeting).count() + 1
    assert rows[-1][3] == str(sum(int(row[3]) for row in rows[:-1]))
    assert (paper.signatures[0].name, paper.signatures[0].office) == ("Hoàng Văn Lâm", "BÍ THƯ")


def test_the_notice_names_what_follows_later(cast: Cast, meeting: Meeting) -> None:
    item = AgendaItem.objects.get(meeting=meeting, line="report")
    plan = ItemPlan("Báo cáo tháng 11", preparer_id=cast.deputy.id)
    services.edit_item(actor=cast.secretary.actor, item_id=item.pk, version=item.version, plan=plan)
    paper = papers.notice_paper(papers.facts_of(meeting))
    assert [block.text for block in paper.body if isinstance(block, Paragraph) and block.lead] == ["Báo cáo tháng 11."]


def test_the_roll_list_has_everybody_once_members_apart_and_guests(cast: Cast, meeting: Meeting) -> None:
    paper = papers.roll_paper(papers.facts_of(meeting))
    called, apart, guests = (block for block in paper.body if isinstance(block, Table))
    assert {row[1] for row in (*called.rows, *apart.rows)} == {person.full_name for person in cast.roll}
    assert {row[1] for row in apart.rows} == {"Cao Văn Tư", "Mai Xuân Phúc", "Tạ Đăng Khoa"}
    assert [row[1] for row in guests.rows] == ["Nguyễn Thị Liên"]
    assert guests.columns[2].title == "Chức vụ"


def test_the_script_has_a_page_for_each_item_and_puts_each_vote(cast: Cast, meeting: Meeting) -> None:
    facts = papers.facts_of(meeting)
    paper = papers.script_paper(facts)
    assert sum(isinstance(block, Pagebreak) for block in paper.body) == len(facts.items) - 1
    said = [block.text for block in paper.body if isinstance(block, Bullet)]
    votes = sum(bool(item.decision) for item in facts.items)
    assert said.count("Đồng chí nào đồng ý, xin giơ thẻ.") == votes > 0
    assert "Đường ngõ 4 làm thế nào?" in said
    assert meeting.chair is not None
    led = [block.text for block in paper.body if isinstance(block, Paragraph)]
    assert any("Tôi xin báo cáo kết quả lãnh đạo" in text for text in led)
    assert not any(f"Mời đồng chí {meeting.chair.full_name}" in text for text in led), (
        "the chair calls nobody but others"
    )
    assert (facts.base, f"Kết quả: ….. / {facts.base} đồng chí tán thành (cần 8)." in said) == (14, True)


def test_every_line_of_the_standard_agendas_has_its_words() -> None:
    agenda = regulations.rule_for("meeting-agenda", DAY).value
    lines = {line.code for kind in ("regular",) for line in agenda.rows(kind)}
    assert lines - set(CUES) == set()


def test_an_invitation_is_for_one_guest(cast: Cast, meeting: Meeting) -> None:
    guest = Guest.objects.get(meeting=meeting)
    paper = papers.invitation_paper(papers.facts_of(meeting), guest)
    assert paper.head.addressed == ("Đồng chí Nguyễn Thị Liên, Đảng ủy viên phụ trách",)
    assert paper.head.type_name == "GIẤY MỜI"


def test_the_notice_gets_one_number_and_is_then_printed_as_it_was(cast: Cast, meeting: Meeting) -> None:
    issued = services.issue_notice(actor=cast.secretary.actor, meeting_id=meeting.pk)
    assert (issued.number_text, issued.issued_on) == ("01-TB/CB", date(2026, 11, 25))
    with pytest.raises(Refusal, match=r"meetings\.notice_has_number"):
        services.issue_notice(actor=cast.secretary.actor, meeting_id=meeting.pk)


def test_a_draft_gets_no_number(cast: Cast) -> None:
    with on(25):
        draft = a_draft(cast.secretary.actor, cast.cell)
        with pytest.raises(Refusal, match=r"meetings\.cannot_call"):
            services.issue_notice(actor=cast.secretary.actor, meeting_id=draft.pk)


@pytest.mark.parametrize("code", ["thong-bao", "chuong-trinh", "diem-danh", "kich-ban"])
def test_papers_come_as_word_and_pdf_to_those_who_prepare(
    cast: Cast, meeting: Meeting, client: Client, code: str
) -> None:
    sign_in(client, cast.secretary)
    for kind, start in (("docx", b"PK"), ("pdf", b"%PDF")):
        answer = client.get(reverse(f"meetings:paper_{kind}", args=[meeting.pk, code]))
        assert answer.content.startswith(start)
    sign_in(client, cast.member)
    assert client.get(reverse("meetings:paper_pdf", args=[meeting.pk, code])).status_code == 403
    sign_in(client, cast.sibling_secretary)
    assert client.get(reverse("meetings:paper_pdf", args=[meeting.pk, code])).status_code == 404
