"""After the close: sealed minutes that say what happened, extract, report, requests, and the note of the posting."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from docx import Document
from pypdf import PdfReader
from tests.cast import Cast

from chibo.access import Denied
from chibo.ballots.rules import Tally
from chibo.documents import selectors as documents
from chibo.documents.figures import Paper, paper_from
from chibo.documents.states import State as PaperState
from chibo.kernel import clock
from chibo.kernel.errors import Missing, Refusal
from chibo.kernel.months import Month
from chibo.meetings import papers, selectors, services
from chibo.meetings.models import AgendaItem, CellRequest, Meeting
from chibo.meetings.rules import Absence
from chibo.meetings.selectors.recorded import recorded
from chibo.meetings.services import Put, Speaker
from chibo.meetings.states import Mention, Outcome, Presence, Reason, Request
from chibo.meetings.tests.factories import a_called, on
from chibo.notices.models import Notice

pytestmark = pytest.mark.django_db
EVENING = datetime(2026, 12, 3, 12, 30, tzinfo=UTC)
SCORE = {
    "title": "Tự chấm 90 điểm, đề nghị xếp loại Tốt",
    "tally": "12/14, đạt 85,71 % tán thành",
    "points": "90",
    "band": "Tốt",
    "lines": ["Rút kinh nghiệm tháng sau: gửi tài liệu sớm hơn"],
    "table": {"columns": ["Tiêu chí", "Tối đa", "Tự chấm"], "rows": [["Chuẩn bị", "30", "25"], ["Cộng", "100", "90"]]},
}


@pytest.fixture(autouse=True)
def the_evening_of_the_third() -> Iterator[None]:
    with clock.at(EVENING):
        yield


@pytest.fixture
def opened(cast: Cast) -> Meeting:
    """Mẩy is ill, Hải is away without a reason; the clerk has written, people spoke, one vote was not unanimous."""
    with on(19):
        called = a_called(cast.secretary.actor, cast.cell, chair_id=cast.secretary.id, clerk_id=cast.member.id)
    meeting = services.open_meeting(actor=cast.secretary.actor, meeting_id=called.pk, version=called.version)
    absent = {
        cast.other_member.id: Absence(Presence.EXCUSED, Reason.ILLNESS),
        cast.deputy.id: Absence(Presence.UNEXCUSED),
    }
    services.take_roll(actor=cast.member.actor, meeting_id=meeting.pk, absent=absent)
    discussion = item(meeting, "discussion")
    speaker = Speaker(person_id=cast.cell_committee.id)
    services.add_speech(
        actor=cast.member.actor, item_id=discussion.pk, speaker=speaker, text="Đề nghị làm đường trước mùa mưa."
    )
    summary = item(meeting, "summary")
    services.give_item_task(
        actor=cast.member.actor,
        item_id=summary.pk,
        title="Vận động 2 hộ hiến đất",
        due_on=date(2026, 12, 15),
        person_id=cast.other_member.id,
    )
    services.conclude_item(
        actor=cast.member.actor, item_id=summary.pk, version=None, conclusion="Làm đường thôn xong trong quý I."
    )
    services.mention(
        actor=cast.member.actor, meeting_id=meeting.pk, kind=Mention.PRAISE, text="Hiến 200 m² đất", name="Tổ đảng 2"
    )
    meeting.refresh_from_db()
    return meeting


def item(meeting: Meeting, line: str) -> AgendaItem:
    return AgendaItem.objects.get(meeting=meeting, line=line)


def close(cast: Cast, meeting: Meeting) -> Meeting:
    for row in AgendaItem.objects.filter(meeting=meeting, outcome__isnull=True).exclude(outcome_kind=Outcome.NONE):
        if row.outcome_kind == Outcome.SCORE:
            services.record_outcome(actor=cast.secretary.actor, item_id=row.pk, block=SCORE, label="90", url="/")
        elif row.outcome_kind == Outcome.AGENDA:
            vote = services.put_to_vote(actor=cast.member.actor, item_id=row.pk)
            services.finish_vote(
                actor=cast.member.actor, item_id=row.pk, vote_id=vote.pk, version=1, tally=Tally(10, 1, 1)
            )
        else:
            services.all_agree(actor=cast.secretary.actor, item_id=row.pk)
    meeting.refresh_from_db()
    with clock.at(EVENING + timedelta(minutes=95)):
        return services.close_meeting(actor=cast.secretary.actor, meeting_id=meeting.pk, version=meeting.version)


@pytest.fixture
def closed(cast: Cast, opened: Meeting) -> Meeting:
    return close(cast, opened)


def both(paper: Paper, meeting: Meeting) -> list[str]:
    """Return the text of the paper as Word and as PDF, with single spaces."""
    layout, on_day = documents.regulated(meeting.unit, date(2026, 12, 3)).layout, date(2026, 12, 3)
    word = Document(BytesIO(documents.print_docx(paper, layout, on=on_day)))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    text = "\n".join([*(paragraph.text for paragraph in word.paragraphs), *cells])
    reader = PdfReader(BytesIO(documents.print_pdf(paper, layout, on=on_day)))
    pages = "\n".join(page.extract_text() for page in reader.pages)
    return [re.sub(r"\s+", " ", whole) for whole in (text, pages)]


def test_the_minutes_say_who_was_there_what_was_said_decided_and_scored(closed: Meeting) -> None:
    assert closed.minutes_paper is not None
    for text in both(paper_from(closed.minutes_paper.content), closed):
        for wanted in (
            "BIÊN BẢN",
            "sinh hoạt chi bộ thường kỳ tháng 12/2026",
            "19 giờ 30, thứ Năm ngày 03/12/2026",
            "Tổng số đảng viên: 20 đồng chí (chính thức 14, dự bị 2, sinh hoạt tạm thời tại đây 1, miễn sinh hoạt 1",
            "Tính trên số phải dự: 14/16 đồng chí",
            "Vắng có lý do: 1 đồng chí: Lý Thị Mẩy (ốm)",
            "Vắng không có lý do: 1 đồng chí: Nguyễn Văn Hải",
            "Chủ trì: đồng chí Hoàng Văn Lâm",
            "Người ghi biên bản: đồng chí Bùi Thị Huyền",
            "Đồng chí Phạm Thị Ngọc Ánh: Đề nghị làm đường trước mùa mưa.",
            "Làm đường thôn xong trong quý I.",
            "Vận động 2 hộ hiến đất; đồng chí Lý Thị Mẩy, thời hạn 15/12/2026.",
            "thông qua nội dung, chương trình sinh hoạt: giơ thẻ, tán thành 10/14 đồng chí, đạt 71,43 %",
            "Tự chấm 90 điểm, đề nghị xếp loại Tốt",
            "Chuẩn bị",
            "Tổ đảng 2: Hiến 200 m² đất.",
            "Buổi họp kết thúc lúc 21 giờ 05 cùng ngày; biên bản đã được đọc và thông qua.",
            "NGƯỜI GHI BIÊN BẢN",
            "CHỦ TRÌ",
        ):
            assert wanted in text, wanted
        assert "Trung Hòa, ngày" not in text  # minutes have no line of place and day


def test_the_minutes_tell_a_formal_vote_once_and_name_no_absent_presenter(cast: Cast, closed: Meeting) -> None:
    assert closed.minutes_paper is not None
    text = both(paper_from(closed.minutes_paper.content), closed)[1]
    for told in ("Chi bộ biểu quyết thông qua nội dung", "tán thành 10/14", "Chi bộ biểu quyết thông qua biên bản"):
        assert text.count(told) == 1, told
    assert "- Biểu quyết: Thông qua" not in text
    assert AgendaItem.objects.filter(meeting=closed, presenter=cast.deputy.id, is_formal=False).exists()
    assert "Người trình bày: đồng chí Nguyễn Văn Hải" not in text


def test_a_vote_of_its_own_in_an_item_is_told_with_its_figures(cast: Cast, opened: Meeting) -> None:
    vote = services.put_to_vote(
        actor=cast.member.actor, item_id=item(opened, "discussion").pk, put=Put("Lùi ngày làm đường", "other")
    )
    services.finish_vote(
        actor=cast.member.actor, item_id=vote.origin_id, vote_id=vote.pk, version=1, tally=Tally(5, 6, 1)
    )
    text = both(papers.minutes_paper(recorded(opened)), opened)[0]
    assert (
        "- Biểu quyết: Lùi ngày làm đường: giơ thẻ, tán thành 5/14 đồng chí, đạt 35,71 %; không tán thành 6; "
        "ý kiến khác 1; không được thông qua."
    ) in text.replace("\xa0", " ")


def test_the_minutes_are_sealed_with_the_close(closed: Meeting) -> None:
    sealed = closed.minutes_paper
    assert sealed is not None
    assert (sealed.state, sealed.number, sealed.origin_id) == (PaperState.SEALED, None, closed.pk)
    assert sealed.sealed_pdf is not None
    before = documents.paper_pdf(sealed)
    AgendaItem.objects.filter(meeting=closed).update(text="Sửa lén")
    assert documents.paper_pdf(sealed) == before


def test_while_the_meeting_is_open_the_minutes_are_a_draft_to_be_read(opened: Meeting) -> None:
    text = both(papers.minutes_paper(recorded(opened)), opened)[1]
    assert "Dự thảo biên bản" in text
    assert "Bùi Thị Huyền làm thư ký" in text  # the standard sentence of a formal item


def test_an_extract_holds_the_chosen_items_alone(closed: Meeting) -> None:
    text = both(papers.extract_paper(recorded(closed), {item(closed, "summary").pk}), closed)[1]
    assert "TRÍCH BIÊN BẢN" in text
    assert "Làm đường thôn xong trong quý I." in text
    assert "trước mùa mưa" not in text
    assert "Mẩy (ốm)" not in text
    place = list(AgendaItem.objects.filter(meeting=closed).order_by("position")).index(item(closed, "summary")) + 1
    assert f"{place}. Tổng hợp ý kiến" in text  # the number that it has in the minutes


def test_the_report_is_the_public_face_numbered_and_sent_once(cast: Cast, closed: Meeting) -> None:
    sent = services.send_report(actor=cast.secretary.actor, meeting_id=closed.pk, version=closed.version)
    assert (sent.reported_at, sent.reported_by) == (EVENING, cast.secretary.actor.name)
    assert sent.report_paper is not None
    for text in both(paper_from(sent.report_paper.content), closed):
        for wanted in (
            "BÁO CÁO",
            "01-BC/CB",
            "14/16",
            "đạt 87,50 %",
            "có lý do 1 đồng chí, không có lý do 1 đồng chí",
            "Vận động 2 hộ",
            "90",
        ):
            assert wanted in text, wanted
        for inside in ("(ốm)", "Nguyễn Văn Hải", "trước mùa mưa"):
            assert inside not in text, inside
    assert Notice.objects.filter(kind="meetings.notice.report_sent", user=cast.office.user).exists()
    with pytest.raises(Refusal, match=r"reported_already"):
        services.send_report(actor=cast.secretary.actor, meeting_id=closed.pk, version=sent.version)
    facts = selectors.facts_of_month(cast.cell.pk, Month(2026, 12))
    assert (facts.reported_at, facts.report_due_on) == (EVENING, date(2026, 12, 5))


def test_nothing_is_finished_before_the_close_or_by_others(cast: Cast, opened: Meeting) -> None:
    for act in (services.send_report, services.mark_posted):
        with pytest.raises(Refusal, match=r"not_closed"):
            act(actor=cast.secretary.actor, meeting_id=opened.pk, version=opened.version)
        for who in ("other_member", "office", "assigned", "sibling_secretary"):
            with pytest.raises(Denied):
                act(actor=getattr(cast, who).actor, meeting_id=opened.pk, version=opened.version)


def test_the_posting_is_noted_and_can_be_corrected(cast: Cast, closed: Meeting) -> None:
    noted = services.mark_posted(actor=cast.member.actor, meeting_id=closed.pk, version=closed.version)
    assert (noted.posted_at, noted.posted_by) == (EVENING, "Bùi Thị Huyền")
    with pytest.raises(Refusal, match=r"posted_in_the_future"):
        services.mark_posted(
            actor=cast.member.actor, meeting_id=closed.pk, version=noted.version, posted_at=EVENING + timedelta(1)
        )
    noted = services.mark_posted(
        actor=cast.member.actor,
        meeting_id=closed.pk,
        version=noted.version,
        posted_at=EVENING - timedelta(hours=1),
        posted_by="Ánh",
    )
    assert (noted.posted_at, noted.posted_by) == (EVENING - timedelta(hours=1), "Ánh")


def test_a_request_is_written_sent_and_answered_from_above(cast: Cast, opened: Meeting) -> None:
    row = services.write_request(actor=cast.member.actor, meeting_id=opened.pk, text="Hỗ trợ xi măng làm đường.")
    assert (row.number, row.state) == (1, Request.DRAFT)
    assert not selectors.requests_for(cast.office.actor).exists()
    with pytest.raises(Refusal, match=r"not_waiting"):
        services.answer_request(actor=cast.office.actor, request_id=row.pk, version=row.version, answer="Được")
    row = services.send_request(actor=cast.secretary.actor, request_id=row.pk, version=row.version)
    assert selectors.requests_for(cast.office.actor).get() == row
    for who in ("secretary", "assigned", "sibling_secretary", "foreign_office"):
        with pytest.raises(Denied):
            services.answer_request(
                actor=getattr(cast, who).actor, request_id=row.pk, version=row.version, answer="Được"
            )
    row = services.answer_request(
        actor=cast.office.actor, request_id=row.pk, version=row.version, answer="Đã giao thôn lập dự toán."
    )
    assert (row.state, row.answered_by) == (Request.ANSWERED, cast.office.actor.name)
    assert Notice.objects.filter(kind="meetings.notice.request_answered", user=cast.secretary.user).exists()


def test_requests_are_refused_empty_twice_sent_and_out_of_reach(cast: Cast, opened: Meeting) -> None:
    with pytest.raises(Refusal, match=r"no_request_text"):
        services.write_request(actor=cast.member.actor, meeting_id=opened.pk, text=" ")
    with pytest.raises(Denied):
        services.write_request(actor=cast.other_member.actor, meeting_id=opened.pk, text="Hỗ trợ")
    row = services.write_request(actor=cast.member.actor, meeting_id=opened.pk, text="Hỗ trợ", send=True)
    with pytest.raises(Refusal, match=r"sent_already"):
        services.send_request(actor=cast.secretary.actor, request_id=row.pk, version=row.version)
    with pytest.raises(Refusal, match=r"no_answer_text"):
        services.answer_request(actor=cast.office.actor, request_id=row.pk, version=row.version, answer="")
    with pytest.raises(Missing):
        selectors.request_for(cast.foreign_office.actor, row.pk)
    assert CellRequest.objects.get().state == Request.SENT


def test_the_book_binds_the_minutes_of_a_year(cast: Cast, closed: Meeting) -> None:
    rows = selectors.closed_of_year(cast.cell.pk, 2026, with_committee=True)
    text = both(papers.minutes_book(cast.cell, rows, 2026, date(2026, 12, 31)), closed)[1]
    assert "SỔ BIÊN BẢN" in text
    assert "14/16" in text
    assert "Đề nghị làm đường trước mùa mưa." in text
    assert not selectors.closed_of_year(cast.cell.pk, 2025, with_committee=True)
