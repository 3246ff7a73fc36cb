"""Pages of resolutions: who gets in, one act to issue, what a refusal keeps, what they cost, what is on paper."""

import io
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document
from pypdf import PdfReader
from tests.cast import Cast, sign_in

from chibo.audit.models import Look
from chibo.kernel import clock
from chibo.kernel.text import fold
from chibo.meetings.models import Meeting
from chibo.resolutions import services
from chibo.resolutions.figures import Text
from chibo.resolutions.models import ReservedOpinion, Resolution
from chibo.resolutions.states import Kind, State
from chibo.resolutions.tests.factories import (
    EVENING,
    a_draft,
    a_measure,
    an_adopted,
    an_earlier_task,
    an_open_meeting,
    the_item,
)
from chibo.tasks.models import Task
from chibo.tasks.states import Move

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_evening_of_the_third() -> Iterator[None]:
    with clock.at(EVENING):
        yield


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    return an_open_meeting(cast)


def address(name: str, *ids: Any) -> str:
    return reverse(f"resolutions:{name}", args=ids)


def typed(draft: Resolution, **changes: Any) -> dict[str, Any]:
    form = {
        "version": draft.version,
        "kind": "NQ",
        "subject": draft.subject,
        "assessment": draft.assessment,
        "direction": "Làm đường.",
        "arrangement": draft.arrangement,
        "faults": "1",
        "h0-text": "Thu quỹ chậm",
        "h0-cause": "Mưa lũ",
        "h0-responsible": "",
        "h0-remedy": "",
        "h0-due_on": "",
        "m-title": "",
        "m-person": "",
        "m-due_on": "31/12/2026",
    }
    return form | changes


@pytest.mark.parametrize(
    ("who", "adopted", "draft"),
    [
        ("secretary", 200, 200),
        ("other_member", 200, 200),
        ("assigned", 200, 404),
        ("office", 200, 404),
        ("inspection", 200, 404),
        ("committee_member", 200, 404),
        ("sibling_secretary", 404, 404),
        ("foreign_office", 404, 404),
        ("operator", 403, 403),
    ],
)
def test_what_was_adopted_goes_up_and_a_draft_stays_in_the_cell(
    client: Client, cast: Cast, meeting: Meeting, who: str, adopted: int, draft: int
) -> None:
    a_measure(cast, meeting)
    found = a_draft(cast, meeting)
    sign_in(client, getattr(cast, who))
    assert client.get(address("detail", found.pk)).status_code == draft
    services.adopt_resolution(actor=cast.secretary.actor, resolution_id=found.pk, version=found.version)
    assert client.get(address("detail", found.pk)).status_code == adopted
    assert client.get(address("printed", found.pk, "pdf")).status_code == adopted


def test_the_clerk_drafts_and_issues_in_two_acts(client: Client, cast: Cast, meeting: Meeting) -> None:
    a_measure(cast, meeting)
    sign_in(client, cast.member)
    door = client.get(address("item", the_item(meeting).pk), headers={"HX-Request": "true"}).content.decode()
    assert "Dự thảo nghị quyết" in door
    begun = client.post(address("begin", meeting.pk, the_item(meeting).pk))
    draft = Resolution.objects.get()
    assert begun["Location"] == address("edit", draft.pk)
    assert "Tất cả đồng ý, ban hành" in client.get(address("edit", draft.pk)).content.decode()
    answer = client.post(address("adopt", draft.pk), typed(draft))
    assert answer["Location"] == reverse("meetings:room", args=[meeting.pk])
    draft.refresh_from_db()
    assert (draft.state, draft.number_text, draft.direction) == (State.ADOPTED, "01-NQ/CB", "Làm đường.")
    door = client.get(address("item", the_item(meeting).pk), headers={"HX-Request": "true"}).content.decode()
    assert "01-NQ/CB" in door


def test_an_item_that_adopts_nothing_brings_no_draft(client: Client, cast: Cast, meeting: Meeting) -> None:
    sign_in(client, cast.member)
    answer = client.post(address("begin", meeting.pk, the_item(meeting, line="agenda").pk), follow=True)
    assert answer.status_code == 200
    assert not Resolution.objects.exists()


def test_the_room_shows_the_door_at_its_item(client: Client, cast: Cast, meeting: Meeting) -> None:
    sign_in(client, cast.member)
    item = the_item(meeting)
    page = client.get(reverse("meetings:room", args=[meeting.pk]) + f"?muc={item.pk}").content.decode()
    assert address("item", item.pk) in page


def test_saving_gives_a_task_names_what_is_vague_and_stops_nothing(
    client: Client, cast: Cast, meeting: Meeting
) -> None:
    draft = a_draft(cast, meeting)
    sign_in(client, cast.member)
    form = typed(draft) | {"m-title": "Tăng cường tuyên truyền", "act": "measure"}
    assert client.post(address("edit", draft.pk), form).status_code == 302
    assert Task.objects.get().title == "Tăng cường tuyên truyền"
    page = client.get(address("edit", draft.pk)).content.decode()
    assert "còn chung chung" in page
    assert "chưa giao cho đồng chí nào" in page
    assert "chưa rõ trách nhiệm của ai" in page
    draft.refresh_from_db()
    client.post(address("adopt", draft.pk), typed(draft))
    draft.refresh_from_db()
    assert draft.state == State.ADOPTED


def test_a_slower_editor_sees_both_and_loses_nothing(client: Client, cast: Cast, meeting: Meeting) -> None:
    draft = a_draft(cast, meeting)
    text = Text(Kind.RESOLUTION, draft.subject, "Bản của bí thư")
    services.edit_draft(actor=cast.secretary.actor, resolution_id=draft.pk, version=1, text=text, faults=[])
    sign_in(client, cast.member)
    answer = client.post(address("edit", draft.pk), typed(draft, assessment="Bản của thư ký"))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Bản của bí thư" in page
    assert "Bản của thư ký" in page
    draft.refresh_from_db()
    assert draft.assessment == "Bản của bí thư"


def test_a_count_is_entered_and_a_wrong_one_is_kept_on_the_page(client: Client, cast: Cast, meeting: Meeting) -> None:
    a_measure(cast, meeting)
    draft = a_draft(cast, meeting)
    sign_in(client, cast.secretary)
    wrong = {"version": draft.version, "for_count": 40, "against_count": 0, "other_count": 0}
    answer = client.post(address("count", draft.pk), wrong)
    assert answer.status_code == 422
    assert 'value="40"' in answer.content.decode()
    client.post(address("count", draft.pk), wrong | {"for_count": 6, "against_count": 6})
    draft.refresh_from_db()
    assert draft.state == State.REJECTED
    assert "Không được thông qua" in client.get(address("detail", draft.pk)).content.decode()
    assert client.get(address("edit", draft.pk)).status_code == 404


def test_a_member_reads_a_draft_and_does_not_write_it(client: Client, cast: Cast, meeting: Meeting) -> None:
    draft = a_draft(cast, meeting)
    sign_in(client, cast.other_member)
    assert client.get(address("edit", draft.pk)).status_code == 403
    assert client.post(address("adopt", draft.pk), typed(draft)).status_code == 403


def test_a_reserved_opinion_is_sent_and_shown_to_its_readers_only(client: Client, cast: Cast, meeting: Meeting) -> None:
    adopted = an_adopted(cast, meeting)
    sign_in(client, cast.cell_committee)
    assert client.post(address("reserve", adopted.pk), {"text": ""}).status_code == 422
    client.post(address("reserve", adopted.pk), {"text": "Giữ ý kiến riêng.", "report_above": "on"})
    assert ReservedOpinion.objects.count() == 1
    for who, shown in (("cell_committee", True), ("secretary", True), ("committee_secretary", True), ("member", False)):
        sign_in(client, getattr(cast, who))
        page = client.get(address("detail", adopted.pk)).content.decode()
        assert ("Giữ ý kiến riêng." in page) == shown, who
    sign_in(client, cast.secretary)
    assert "Giữ ý kiến" not in client.get(address("list")).content.decode()
    looks = Look.objects.filter(part="resolutions.opinion", person_id=cast.cell_committee.id).order_by("looked_at")
    assert [look.actor_person_id for look in looks] == [cast.secretary.id, cast.committee_secretary.id]


def test_the_list_is_searched_by_words_without_diacritics_however_old(
    client: Client, cast: Cast, meeting: Meeting
) -> None:
    adopted = an_adopted(cast, meeting)
    sign_in(client, cast.secretary)
    words = fold(f"{adopted.number_text} {adopted.subject}")
    assert Resolution.objects.get(pk=adopted.pk).search == fold(f"{adopted.subject} {adopted.number_text}")
    assert adopted.number_text in client.get(address("list"), {"tim": words}).content.decode()
    assert adopted.number_text not in client.get(address("list"), {"tim": "khong co gi"}).content.decode()


def texts(client: Client, url: str) -> list[str]:
    """Return the paper's text as Word and as PDF."""
    word = Document(io.BytesIO(client.get(f"{url}docx").content))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    pages = PdfReader(io.BytesIO(client.get(f"{url}pdf").content)).pages
    both = (
        "\n".join([*(paragraph.text for paragraph in word.paragraphs), *cells]),
        "\n".join(page.extract_text() for page in pages),
    )
    return [re.sub(r"\s+", " ", text) for text in both]


def test_the_paper_says_the_same_in_both_formats(client: Client, cast: Cast) -> None:
    an_earlier_task(cast, "Thu quỹ", Move.VERIFY, "Đủ 40 hộ")
    an_earlier_task(cast, "Làm đường", Move.FAIL, "Mưa lũ")
    meeting = an_open_meeting(cast)
    a_measure(cast, meeting)
    adopted = an_adopted(cast, meeting)
    sign_in(client, cast.secretary)
    for text in texts(client, address("printed", adopted.pk, "x")[:-1]):
        for wanted in (
            "NGHỊ QUYẾT",
            "Số 01-NQ/CB",
            "lãnh đạo thực hiện nhiệm vụ tháng 12 năm 2026",
            "có mặt 14/16 đảng viên",
            "KẾT QUẢ LÃNH ĐẠO, THỰC HIỆN NHIỆM VỤ THÁNG 11/2026",
            "Thu quỹ",
            "Hoàn thành: Đủ 40 hộ",
            "Nguyên nhân: Mưa lũ. Trách nhiệm: Lý Thị Mẩy.",
            "NHIỆM VỤ THÁNG 12/2026",
            "Vận động 2 hộ hiến đất",
            "15/12/2026",
            "12/14 đồng chí tán thành, đạt tỷ lệ 85,71 %",
            "T/M CHI BỘ",
            "BÍ THƯ",
            "Hoàng Văn Lâm",
            "Lưu Chi bộ.",
        ):
            assert wanted in text, wanted


def test_a_conclusion_says_the_same_in_both_formats(client: Client, cast: Cast, meeting: Meeting) -> None:
    a_measure(cast, meeting)
    draft = a_draft(cast, meeting)
    text = Text(Kind.CONCLUSION, "sinh hoạt chi bộ tháng 12 năm 2026", "Chi bộ đoàn kết.", "Làm đường thôn.")
    draft = services.edit_draft(
        actor=cast.member.actor, resolution_id=draft.pk, version=draft.version, text=text, faults=()
    )
    adopted = services.adopt_resolution(actor=cast.secretary.actor, resolution_id=draft.pk, version=draft.version)
    sign_in(client, cast.secretary)
    for said in texts(client, address("printed", adopted.pk, "x")[:-1]):
        for wanted in (
            "ĐẢNG CỘNG SẢN VIỆT NAM",
            "CHI BỘ THÔN TRUNG HÒA",
            "Số 01-KL/CB",
            "Sơn Lộc, ngày 03 tháng 12 năm 2026",
            "KẾT LUẬN sinh hoạt chi bộ tháng 12 năm 2026",
            "tiến hành sinh hoạt chi bộ thường kỳ tháng 12/2026; có mặt 14/16 đảng viên phải dự.",
            "Vận động 2 hộ hiến đất",
            "Kết luận được biểu quyết thông qua: 12/14 đồng chí tán thành, đạt tỷ lệ 85,71 %.",
            "Hoàng Văn Lâm",
        ):
            assert wanted in said, wanted
        assert "QUYẾT NGHỊ" not in said


def test_the_book_lists_and_binds_what_was_issued(client: Client, cast: Cast, meeting: Meeting) -> None:
    an_adopted(cast, meeting)
    sign_in(client, cast.secretary)
    assert "01-NQ/CB" in client.get(address("book")).content.decode()
    for text in texts(client, address("book") + "?ky=2026&tep="):
        assert "SỔ NGHỊ QUYẾT" in text
        assert "Vận động 2 hộ hiến đất" in text
        assert "12/14" in text
    for who in ("other_member", "office"):
        sign_in(client, getattr(cast, who))
        assert client.get(address("book")).status_code == 403


def test_the_list_filters_by_month_kind_and_unit(client: Client, cast: Cast, meeting: Meeting) -> None:
    an_adopted(cast, meeting)
    sign_in(client, cast.office)
    for query, shown in (
        ({}, True),
        ({"thang": "12/2026"}, True),
        ({"thang": "11/2026"}, False),
        ({"loai": "NQ"}, True),
        ({"loai": "KL"}, False),
        ({"to_chuc": "trung hoa"}, True),
        ({"to_chuc": "phu vinh"}, False),
    ):
        assert ("01-NQ/CB" in client.get(address("list"), query).content.decode()) == shown, query
    answer = client.get(address("list"), {"tep": "xlsx"})
    assert b"".join(answer.streaming_content)[:2] == b"PK"  # type: ignore[attr-defined]


@pytest.mark.parametrize("rows", [1, 300])
def test_the_list_costs_the_same_for_one_and_for_many(client: Client, cast: Cast, meeting: Meeting, rows: int) -> None:
    adopted = an_adopted(cast, meeting)
    Resolution.objects.bulk_create(
        Resolution(
            unit=adopted.unit,
            meeting=adopted.meeting,
            item=adopted.item,
            kind="NQ",
            month_on=adopted.month_on,
            subject=f"{n}",
            state=State.REJECTED,
            vote=adopted.vote,
        )
        for n in range(rows - 1)
    )
    sign_in(client, cast.secretary)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address("list")).status_code == 200
    # session, user, person, mandates, the page of resolutions, the bell
    assert len(queries) == 6, [query["sql"][:90] for query in queries]


@pytest.mark.parametrize("rows", [1, 60])
def test_the_draft_page_costs_the_same_for_few_tasks_and_many(
    client: Client, cast: Cast, meeting: Meeting, rows: int
) -> None:
    task = a_measure(cast, meeting)
    Task.objects.bulk_create(
        Task(
            unit=task.unit,
            kind=task.kind,
            month_on=task.month_on,
            title=f"{n}",
            due_on=task.due_on,
            state="open",
            origin_id=task.origin_id,
        )
        for n in range(rows - 1)
    )
    draft = a_draft(cast, meeting)
    sign_in(client, cast.member)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address("edit", draft.pk)).status_code == 200
    # session, user, person, mandates; the draft; its shortcomings; items of the agenda and their tasks; six for the
    # roster; last month's tasks; praise and reminders; the bell
    assert len(queries) == 17, [query["sql"][:90] for query in queries]
