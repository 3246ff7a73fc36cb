"""Pages after a meeting: who gets the minutes, what is handed out, what a refusal keeps, what they cost."""

import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader
from tests.cast import Cast, sign_in

from chibo.audit.models import Look
from chibo.kernel import clock
from chibo.meetings import services
from chibo.meetings.models import AgendaItem, CellRequest, Meeting
from chibo.meetings.states import Outcome, Request
from chibo.meetings.tests.factories import a_called, on
from chibo.proposals.rules import agenda_key
from chibo.proposals.tests.factories import a_sent

pytestmark = pytest.mark.django_db
EVENING = datetime(2026, 12, 3, 12, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def the_evening_of_the_third() -> Iterator[None]:
    with clock.at(EVENING):
        yield


@pytest.fixture
def closed(cast: Cast) -> Meeting:
    with on(19):
        called = a_called(cast.secretary.actor, cast.cell, chair_id=cast.secretary.id, clerk_id=cast.member.id)
    meeting = services.open_meeting(actor=cast.secretary.actor, meeting_id=called.pk, version=called.version)
    guests = [guest.pk for guest in meeting.guests.all()]
    services.take_roll(actor=cast.member.actor, meeting_id=meeting.pk, absent={}, guest_ids=guests)
    for row in AgendaItem.objects.filter(meeting=meeting).exclude(outcome_kind=Outcome.NONE):
        if row.outcome_kind == Outcome.SCORE:
            block = {"title": "Tự chấm 90", "table": {"columns": ["Tiêu chí", "Chấm"], "rows": [["Cộng", "90"]]}}
            services.record_outcome(actor=cast.secretary.actor, item_id=row.pk, block=block)
        else:
            services.all_agree(actor=cast.secretary.actor, item_id=row.pk)
    meeting.refresh_from_db()
    with clock.at(EVENING + timedelta(minutes=95)):
        return services.close_meeting(actor=cast.secretary.actor, meeting_id=meeting.pk, version=meeting.version)


def test_a_proposal_that_was_dealt_with_is_answered_from_the_papers(
    cast: Cast, client: Client, closed: Meeting
) -> None:
    sent = a_sent(cast)
    item = AgendaItem.objects.filter(meeting=closed, source_key="")[:1]
    AgendaItem.objects.filter(pk=item[0].pk).update(source_key=agenda_key(sent.pk), conclusion="Sửa trong tuần này.")
    sign_in(client, cast.cell_committee)
    assert "Đèn đường xóm Giữa" in (page := client.get(address("finish", closed.pk)).content.decode())
    assert "Sửa trong tuần này." not in page.partition("h-proposals")[2]  # reads it, does not answer
    sign_in(client, cast.secretary)
    [one] = client.get(address("finish", closed.pk)).context["proposals"]
    typed = {f"answer-{name}": one.form.initial[name] for name in ("version", "text")}
    assert client.post(reverse("proposals:answer", args=[sent.pk]), typed).status_code == 302
    sent.refresh_from_db()
    assert (sent.state, sent.events.get().text) == ("answered", "Sửa trong tuần này.")
    assert client.get(address("finish", closed.pk)).context["proposals"][0].form is None


def address(name: str, *ids: object) -> str:
    return reverse(f"meetings:{name}", args=ids)


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("secretary", 200),
        ("other_member", 200),
        ("probationary", 200),
        ("assigned", 200),
        ("office", 404),
        ("party_building", 404),
        ("committee_secretary", 404),
        ("inspection", 404),
        ("sibling_secretary", 404),
        ("foreign_office", 404),
    ],
)
@pytest.mark.parametrize("name", ["minutes", "extract"])
def test_minutes_are_for_those_let_inside(
    client: Client, cast: Cast, closed: Meeting, who: str, status: int, name: str
) -> None:
    sign_in(client, getattr(cast, who))
    args = (closed.pk, "pdf") if name == "minutes" else (closed.pk,)
    assert client.get(address(name, *args)).status_code == status
    logged = Look.objects.filter(part=f"meeting.{name}").exists()
    assert logged == (who == "assigned")


def test_the_minutes_come_as_sealed_pdf_and_as_word(client: Client, cast: Cast, closed: Meeting) -> None:
    sign_in(client, cast.member)
    pdf = client.get(address("minutes", closed.pk, "pdf"))
    assert pdf.content.startswith(b"%PDF")
    assert "attachment" in pdf["Content-Disposition"]
    assert client.get(address("minutes", closed.pk, "docx")).content.startswith(b"PK")
    assert client.get(address("minutes", closed.pk, "exe")).status_code == 404


def test_an_extract_is_printed_from_the_chosen_items(client: Client, cast: Cast, closed: Meeting) -> None:
    sign_in(client, cast.member)
    one = AgendaItem.objects.get(meeting=closed, line="agenda")
    answer = client.get(address("extract", closed.pk), {"muc": str(one.pk), "tep": "pdf"})
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    assert "TRÍCH BIÊN BẢN" in text
    assert client.get(address("extract", closed.pk), {"tep": "pdf"})["Content-Type"].startswith("text/html")


@pytest.mark.parametrize(
    ("who", "status"),
    [("secretary", 200), ("cell_committee", 200), ("member", 200), ("other_member", 403), ("office", 403)],
)
def test_the_papers_are_finished_by_the_cells_leaders_and_its_bench(
    client: Client, cast: Cast, closed: Meeting, who: str, status: int
) -> None:
    sign_in(client, getattr(cast, who))
    for name in ("finish", "package"):
        assert client.get(address(name, closed.pk)).status_code == status


def test_report_and_posting_take_two_acts(client: Client, cast: Cast, closed: Meeting) -> None:
    sign_in(client, cast.secretary)
    client.post(address("send_report", closed.pk), {"version": closed.version})
    closed.refresh_from_db()
    assert closed.reported_at == EVENING
    typed = {"version": closed.version, "day": "3/12", "time": "19h30", "posted_by": "Ánh"}
    assert client.post(address("finish", closed.pk), typed).status_code == 302
    closed.refresh_from_db()
    assert (closed.posted_at, closed.posted_by) == (EVENING, "Ánh")


def test_a_refused_posting_keeps_what_was_typed(client: Client, cast: Cast, closed: Meeting) -> None:
    sign_in(client, cast.secretary)
    typed = {"version": closed.version, "day": "9/12/2026", "time": "8:00", "posted_by": "Đồng chí Ánh"}
    answer = client.post(address("finish", closed.pk), typed)
    assert answer.status_code == 422
    assert "Thời điểm đăng chưa đến" in answer.content.decode()
    assert 'value="Đồng chí Ánh"' in answer.content.decode()


def test_the_package_holds_files_in_order_and_no_minutes(client: Client, cast: Cast, closed: Meeting) -> None:
    services.send_report(actor=cast.secretary.actor, meeting_id=closed.pk, version=closed.version)
    sign_in(client, cast.secretary)
    bundle = zipfile.ZipFile(io.BytesIO(client.get(address("package", closed.pk)).content))
    assert bundle.namelist() == ["01-phieu-cham-diem.pdf", "02-BC-01.pdf", "00-noi-dung-dang.txt"]
    assert "Mẩy" not in bundle.read("00-noi-dung-dang.txt").decode()


def test_a_request_goes_up_and_is_answered(client: Client, cast: Cast, closed: Meeting) -> None:
    sign_in(client, cast.secretary)
    client.post(address("write_request", closed.pk), {"text": "Hỗ trợ xi măng.", "act": "send"})
    row = CellRequest.objects.get()
    sign_in(client, cast.office)
    assert "Hỗ trợ xi măng." in client.get(address("requests")).content.decode()
    assert client.post(address("request", row.pk), {"version": row.version, "answer": ""}).status_code == 422
    client.post(address("request", row.pk), {"version": row.version, "answer": "Đồng ý."})
    row.refresh_from_db()
    assert row.state == Request.ANSWERED
    sign_in(client, cast.foreign_office)
    assert client.get(address("request", row.pk)).status_code == 404
    sign_in(client, cast.other_member)
    assert client.post(address("request", row.pk), {"version": row.version, "answer": "X"}).status_code == 403


@pytest.mark.parametrize("rows", [1, 300])
def test_the_list_of_requests_costs_the_same(client: Client, cast: Cast, closed: Meeting, rows: int) -> None:
    CellRequest.objects.bulk_create(
        CellRequest(meeting=closed, number=n, text="Hỗ trợ", state="sent", sent_at=EVENING) for n in range(rows)
    )
    sign_in(client, cast.office)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address("requests")).status_code == 200
    # session, user, person, mandates, the page of requests, the bell
    assert len(queries) == 6, [query["sql"][:90] for query in queries]


def test_the_book_is_for_the_cell_and_a_look_from_inspection_is_logged(
    client: Client, cast: Cast, closed: Meeting
) -> None:
    for who, status in (("secretary", 200), ("other_member", 403), ("office", 403), ("sibling_secretary", 404)):
        sign_in(client, getattr(cast, who))
        assert client.get(address("book"), {"to_chuc": str(cast.cell.pk)}).status_code == status
    sign_in(client, cast.inspection)
    answer = client.get(address("book"), {"to_chuc": str(cast.cell.pk), "nam": "2026", "tep": "pdf"})
    assert answer.content.startswith(b"%PDF")
    assert Look.objects.filter(part="meetings.book", actor_user_id=cast.inspection.user.pk).exists()
