"""Pages of scores: who gets in, what a refusal keeps, and how many queries they cost."""

import io
from collections.abc import Iterator
from datetime import date

import docx
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.cast import Cast, sign_in

from chibo.kernel import clock
from chibo.kernel.ids import uuid7
from chibo.meetings.models import Meeting
from chibo.scoring import services
from chibo.scoring.figures import Given
from chibo.scoring.models import Line, Score
from chibo.scoring.states import State
from chibo.scoring.tests.factories import AFTERWARDS, LATE, adopted, all_points, an_open_meeting, closed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_days_after() -> Iterator[None]:
    with clock.at(AFTERWARDS):
        yield


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    return an_open_meeting(cast.secretary, cast.cell, cast.member, ill=cast.other_member)


@pytest.fixture
def self_scored(cast: Cast, meeting: Meeting) -> Score:
    adopted(cast.secretary.actor, meeting, {"results": 2700, "discussion": 1800})
    closed(cast.secretary.actor, meeting)
    return Score.objects.get()


def typed(score: Score, **changes: str) -> dict[str, str]:
    """Return what the form shows, with some of it typed over."""
    found = {"version": str(score.version)}
    for line in Line.objects.filter(score=score):
        points = line.self_points if line.self_points is not None else line.max_points
        found[f"p_{line.code}"] = f"{points / 100:g}"
    return found | changes


@pytest.mark.parametrize("act", ["appraise", "decide", "reopen", "self"])
def test_whoever_only_reads_a_score_gets_no_form_back(client: Client, cast: Cast, self_scored: Score, act: str) -> None:
    """A refused form is shown again to those who may do the act, and to nobody else."""
    sign_in(client, cast.inspection)
    assert client.post(reverse(f"scoring:{act}", args=[self_scored.pk]), {"version": "1"}).status_code == 403


def test_nobody_decides_in_the_place_of_the_level_above(client: Client, cast: Cast, self_scored: Score) -> None:
    sign_in(client, cast.committee_secretary)
    address = reverse("scoring:self", args=[self_scored.pk])
    assert client.post(address, typed(self_scored)).status_code == 403


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("secretary", 200),
        ("cell_committee", 200),
        ("member", 200),
        ("assigned", 200),
        ("office", 200),
        ("committee_secretary", 200),
        ("inspection", 200),
        ("sibling_secretary", 404),
        ("foreign_office", 404),
        ("operator", 404),
    ],
)
def test_a_score_is_shown_to_those_who_see_the_meeting(
    client: Client, cast: Cast, self_scored: Score, who: str, status: int
) -> None:
    sign_in(client, getattr(cast, who))
    assert client.get(reverse("scoring:detail", args=[self_scored.pk])).status_code == status


def test_the_meeting_leads_to_its_score(client: Client, cast: Cast, meeting: Meeting) -> None:
    sign_in(client, cast.secretary)
    address = reverse("scoring:of_meeting", args=[meeting.pk])
    assert "Lập phiếu chấm điểm" in client.get(address).content.decode()
    answer = client.post(address)
    assert answer.headers["Location"] == reverse("scoring:detail", args=[Score.objects.get().pk])
    assert client.get(address).status_code == 302
    sign_in(client, cast.other_member)
    assert client.post(address).status_code == 302  # there is one: it leads to the sheet


def test_one_button_saves_the_points_and_enters_that_all_agree(client: Client, cast: Cast, meeting: Meeting) -> None:
    with clock.at(LATE):
        score = services.draft_score(actor=cast.secretary.actor, meeting_id=meeting.pk)
        sign_in(client, cast.secretary)
        asked = typed(score, p_discussion="20,5", weak="Nhiệm vụ chậm", lam="dong-y")
        assert client.post(reverse("scoring:self", args=[score.pk]), asked).status_code == 302
    score.refresh_from_db()
    assert (score.state, score.self_points, score.weak) == (State.SELF_SCORED, 9550, "Nhiệm vụ chậm")


def test_a_refused_sheet_keeps_what_was_typed(client: Client, cast: Cast, meeting: Meeting) -> None:
    score = services.draft_score(actor=cast.secretary.actor, meeting_id=meeting.pk)
    sign_in(client, cast.secretary)
    asked = typed(score, p_chairing="11", weak="Giữ lại", lam="luu")
    answer = client.post(reverse("scoring:self", args=[score.pk]), asked)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "điểm từ 0 đến 10" in page
    assert "Giữ lại" in page
    assert 'value="11"' in page


def test_a_rejecting_count_is_said_and_the_sheet_stays_open(client: Client, cast: Cast, meeting: Meeting) -> None:
    score = services.draft_score(actor=cast.secretary.actor, meeting_id=meeting.pk)
    sign_in(client, cast.secretary)
    counts = {"for_count": "3", "against_count": "8", "other_count": "0", "lam": "dem"}
    answer = client.post(reverse("scoring:self", args=[score.pk]), typed(score, **counts), follow=True)
    assert "Điểm chưa được thông qua" in answer.content.decode()
    score.refresh_from_db()
    assert score.state == State.DRAFT


def test_the_assigned_member_corrects_with_a_reason(client: Client, cast: Cast, self_scored: Score) -> None:
    sign_in(client, cast.assigned)
    address = reverse("scoring:appraise", args=[self_scored.pk])
    refused = client.post(address, typed(self_scored, p_results="24"))
    assert refused.status_code == 422
    assert "điểm đã sửa nhưng chưa ghi lý do" in refused.content.decode()
    done = client.post(address, typed(self_scored, p_results="24", r_results="Chưa báo cáo", appraisal="Tốt"))
    assert done.status_code == 302
    page = client.get(reverse("scoring:detail", args=[self_scored.pk])).content.decode()
    assert "Chưa báo cáo" in page
    assert "Nguyễn Thị Liên, thẩm định ngày 09/12/2026" in page


def test_the_office_enters_the_decision_and_may_reopen_it(client: Client, cast: Cast, self_scored: Score) -> None:
    sign_in(client, cast.office)
    address = reverse("scoring:decide", args=[self_scored.pk])
    assert client.post(address, typed(self_scored)).status_code == 422
    asked = typed(self_scored, decided_on="8/12/2026", notice_number="15-TB/ĐU")
    assert client.post(address, asked).status_code == 302
    self_scored.refresh_from_db()
    assert self_scored.decided_points == 9000
    reopened = {"version": str(self_scored.version), "reason": "Bổ sung báo cáo"}
    assert client.post(reverse("scoring:reopen", args=[self_scored.pk]), reopened).status_code == 302
    page = client.get(reverse("scoring:detail", args=[self_scored.pk])).content.decode()
    assert "Bổ sung báo cáo" in page
    assert "Trước đó đã công nhận 90 điểm" in page


@pytest.mark.parametrize(("who", "name"), [("member", "decide"), ("secretary", "appraise"), ("member", "reopen")])
def test_what_is_not_held_anywhere_is_refused(
    client: Client, cast: Cast, self_scored: Score, who: str, name: str
) -> None:
    sign_in(client, getattr(cast, who))
    assert client.post(reverse(f"scoring:{name}", args=[self_scored.pk]), {}).status_code == 403


def test_the_queue_decides_those_chosen(client: Client, cast: Cast, self_scored: Score) -> None:
    sign_in(client, cast.office)
    assert "Chi bộ thôn Trung Hòa" in client.get(reverse("scoring:queue")).content.decode()
    notice = {"decided_on": "8/12/2026", "notice_number": "15-TB/ĐU"}
    nothing = client.post(reverse("scoring:queue"), notice)
    assert (nothing.status_code, "Chưa chọn phiếu nào" in nothing.content.decode()) == (422, True)
    chosen = {**notice, "score": f"{self_scored.pk}:{self_scored.version}"}
    assert client.post(reverse("scoring:queue"), chosen).status_code == 302
    assert Score.objects.get().state == State.DECIDED
    assert "Không có phiếu nào đang chờ" in client.get(reverse("scoring:queue")).content.decode()


def test_the_monthly_table_says_why_points_were_lost(client: Client, cast: Cast, self_scored: Score) -> None:
    services.decide(
        actor=cast.office.actor,
        score_id=self_scored.pk,
        version=self_scored.version,
        decided_on=date(2026, 12, 8),
        notice_number="15",
        corrections={"results": Given(2400, "Hai việc chưa báo cáo")},
    )
    sign_in(client, cast.office)
    page = client.get(reverse("scoring:month"), {"thang": "2026-12"}).content.decode()
    assert "Hai việc chưa báo cáo" in page
    assert "87" in page
    book = client.get(reverse("scoring:month"), {"thang": "2026-12", "tep": "xlsx"})
    assert b"".join(book.streaming_content).startswith(b"PK")
    book.close()
    assert book.headers["Content-Disposition"].endswith('diem-sinh-hoat-2026-12.xlsx"')


def more_scores(score: Score, rows: int) -> None:
    """Copy the score into earlier months of the same cell, meetings too."""
    meeting, snapshot = Meeting.objects.get(pk=score.meeting_id), Score.objects.get(pk=score.pk)
    for number in range(rows - 1):
        month = date(2026 - number // 12 - 1, number % 12 + 1, 1)
        copy = Meeting.objects.get(pk=meeting.pk)
        copy.pk, copy.month_on, copy.check_code = uuid7(), month, ""
        copy.save(force_insert=True)
        other = Score.objects.get(pk=snapshot.pk)
        other.id, other.meeting, other.month_on = copy.id, copy, month
        other.save(force_insert=True)


@pytest.mark.parametrize("rows", [1, 300])
@pytest.mark.parametrize(("name", "who", "budget"), [("list", "secretary", 6), ("queue", "office", 6)])
def test_lists_cost_the_same_for_one_and_many(  # noqa: PLR0917
    client: Client, cast: Cast, self_scored: Score, rows: int, name: str, who: str, budget: int
) -> None:
    """Session, user, person, mandates, the rows and the bell."""
    more_scores(self_scored, rows)
    sign_in(client, getattr(cast, who))
    client.get(reverse(f"scoring:{name}"))
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(reverse(f"scoring:{name}")).status_code == 200
    assert len(captured) == budget, "\n".join(query["sql"][:150] for query in captured)


def test_the_sheet_costs_no_more_with_more_members(client: Client, cast: Cast, self_scored: Score) -> None:
    """Session, user, person, mandates, bell; score with meeting, lines; then what is counted.

    That is: roll, committee meeting, materials, rules (unit, line above, overrides), items, mentions, tasks due.
    """
    sign_in(client, cast.secretary)
    with CaptureQueriesContext(connection) as captured:
        client.get(reverse("scoring:detail", args=[self_scored.pk]))
    assert len(captured) == 16, "\n".join(query["sql"][:150] for query in captured)


def test_all_points_are_within_the_sheet(cast: Cast, self_scored: Score) -> None:
    assert sum(points or 0 for points in all_points(self_scored).values()) == 10_000


def test_the_sheet_is_printed_with_points_and_votes(client: Client, cast: Cast, self_scored: Score) -> None:
    sign_in(client, cast.secretary)
    answer = client.get(reverse("scoring:paper", args=[self_scored.pk, "docx"]))
    document = docx.Document(io.BytesIO(answer.content))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert "PHIẾU CHẤM ĐIỂM" in text
    assert "90 điểm, xếp loại Tốt" in text
    assert {"Cộng", "100", "90"} <= set(cells)
    pdf = client.get(reverse("scoring:paper", args=[self_scored.pk, "pdf"])).content
    assert pdf.startswith(b"%PDF")
    assert client.get(reverse("scoring:paper", args=[self_scored.pk, "exe"])).status_code == 404


def test_the_clerks_room_shows_the_way_to_the_sheet_in_its_item(client: Client, cast: Cast, meeting: Meeting) -> None:
    sign_in(client, cast.secretary)
    address = reverse("scoring:of_meeting", args=[meeting.pk])
    asked = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "Lập phiếu chấm điểm" in asked
    assert "<html" not in asked
    score = services.draft_score(actor=cast.secretary.actor, meeting_id=meeting.pk)
    shown = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert reverse("scoring:detail", args=[score.pk]) in shown
    sign_in(client, cast.other_member)
    assert "Lập phiếu" not in client.get(address, headers={"HX-Request": "true"}).content.decode()
