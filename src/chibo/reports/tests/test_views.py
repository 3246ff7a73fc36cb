"""The board and the report: who gets in, what they say, and that they cost the same for one cell and for 300."""

import io
from collections.abc import Iterator
from datetime import UTC, datetime

import docx
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.cast import Cast, sign_in

from chibo.kernel import clock
from chibo.kernel.ids import uuid7
from chibo.kernel.text import fold
from chibo.notices.models import Notice
from chibo.organisations.models import Unit
from chibo.reports.models import CellMonth
from chibo.reports.tests.factories import a_scored_month, counted, decided
from chibo.scoring.models import Score
from chibo.scoring.tests.factories import AFTERWARDS

pytestmark = pytest.mark.django_db
JANUARY = datetime(2027, 1, 20, 2, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def the_days_after() -> Iterator[None]:
    with clock.at(AFTERWARDS):
        yield


@pytest.fixture
def scored(cast: Cast) -> Score:
    score = a_scored_month(cast)
    counted()
    return score


def more_cells(committee: Unit, count: int) -> None:
    """Put more cells under the committee."""
    last = Unit.objects.order_by("-node_no").first()
    assert last is not None
    Unit.objects.bulk_create(
        Unit(
            id=uuid7(),
            node_no=last.node_no + number,
            path=f"{committee.path}{90000 + number:05d}",
            parent=committee,
            name=f"Chi bộ số {number}",
            kind="cell",
            search=fold(f"Chi bộ số {number}"),
            sort_name=f"{number:05d}",
        )
        for number in range(1, count + 1)
    )


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("office", 200),
        ("party_building", 200),
        ("inspection", 200),
        ("committee_member", 200),
        ("committee_secretary", 200),
        ("assigned", 200),
        ("member", 403),
        ("cell_committee", 403),
        ("operator", 403),
    ],
)
def test_the_board_is_for_those_above(client: Client, cast: Cast, who: str, status: int) -> None:
    sign_in(client, getattr(cast, who))
    assert client.get(reverse("reports:board")).status_code == status


def test_the_board_shows_cells_in_reach_only(client: Client, cast: Cast, scored: Score) -> None:
    sign_in(client, cast.office)
    page = client.get(reverse("reports:board")).content.decode()
    assert "Chi bộ thôn Trung Hòa, tháng 12/2026: Đã chấm, chờ công nhận" in page
    assert "Chi bộ thôn Phú Vinh, tháng 12/2026: Chậm" in page
    assert "Bản Lầu" not in page
    sign_in(client, cast.foreign_office)
    assert "Trung Hòa" not in client.get(reverse("reports:board")).content.decode()


def test_a_link_opens_the_drawer_with_the_way_to_the_meeting(client: Client, cast: Cast, scored: Score) -> None:
    sign_in(client, cast.office)
    page = client.get(reverse("reports:board"), {"chon": f"{cast.cell.pk}_2026-12"}).content.decode()
    assert "Tự chấm 90 điểm" in page
    assert reverse("meetings:detail", args=[scored.meeting_id]) in page
    assert client.get(reverse("reports:board"), {"chon": "nonsense_2026-13"}).status_code == 200


def test_filters_narrow_the_board(client: Client, cast: Cast, scored: Score) -> None:
    sign_in(client, cast.office)
    by_name = client.get(reverse("reports:board"), {"tim": "trung hoa"}).content.decode()
    assert ("Trung Hòa, tháng" in by_name, "Phú Vinh, tháng" in by_name) == (True, False)
    late = client.get(reverse("reports:board"), {"cham": "1"}).content.decode()
    assert ("Trung Hòa, tháng" in late, "Phú Vinh, tháng" in late) == (False, True)


def test_a_button_reminds_the_late_cells(client: Client, cast: Cast, scored: Score) -> None:
    sign_in(client, cast.office)
    asked = {"thang": "2026-12", "chi-bo": [str(cast.sibling_cell.pk), str(cast.cell.pk)]}
    assert "Đã nhắc bí thư của 1 chi bộ" in client.post(reverse("reports:remind"), asked, follow=True).content.decode()
    assert Notice.objects.filter(kind="reports.notice.late", user=cast.sibling_secretary.user).exists()
    foreign = {"thang": "2026-12", "chi-bo": [str(cast.foreign_cell.pk)]}
    assert client.post(reverse("reports:remind"), foreign).status_code == 403
    sign_in(client, cast.member)
    assert client.post(reverse("reports:remind"), asked).status_code == 403


def test_the_report_has_figures_table_and_files(client: Client, cast: Cast, scored: Score) -> None:
    decided(cast, scored)
    counted()
    sign_in(client, cast.office)
    page = client.get(reverse("reports:month", args=["2026-12"])).content.decode()
    assert "Chi bộ thôn Trung Hòa" in page
    assert ">90</a>" in page
    assert "1/3" in page
    word = client.get(reverse("reports:file", args=["2026-12", "docx"])).content
    document = docx.Document(io.BytesIO(word))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert "Chi bộ đã họp: 1/3" in text
    assert {"Chi bộ thôn Trung Hòa", "90", "Tốt"} <= set(cells)
    assert client.get(reverse("reports:file", args=["2026-12", "pdf"])).content.startswith(b"%PDF")
    assert client.get(reverse("reports:file", args=["2026-12", "exe"])).status_code == 404
    assert client.get(reverse("reports:month", args=["nonsense"])).status_code == 404
    book = client.get(reverse("reports:file", args=["2026-12", "xlsx"]))
    assert b"".join(book.streaming_content).startswith(b"PK")  # type: ignore[attr-defined]
    book.close()


def test_the_picture_is_drawn(client: Client, cast: Cast, scored: Score) -> None:
    sign_in(client, cast.office)
    answer = client.get(reverse("reports:picture", args=["2026-12"]))
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert "12/2026" in answer.content.decode()


def test_the_months_of_a_year_have_their_sums(client: Client, cast: Cast, scored: Score) -> None:
    sign_in(client, cast.secretary)
    page = client.get(reverse("reports:list")).content.decode()
    assert reverse("reports:month", args=["2026-12"]) in page
    assert "1/1" in page


def test_the_office_closes_the_month_and_opens_a_cell_again(client: Client, cast: Cast, scored: Score) -> None:
    with clock.at(JANUARY):
        sign_in(client, cast.office)
        page = client.post(reverse("reports:close", args=["2026-12"]), follow=True).content.decode()
        assert "Đã kết thúc tháng của 3 chi bộ" in page
        assert "Kết thúc tháng: không họp" in page
        row = CellMonth.objects.get(unit=cast.cell)
        asked = {"thang": "2026-12", "version": str(row.version), "reason": "Bổ sung"}
        client.post(reverse("reports:reopen", args=[row.pk]), asked)
        row.refresh_from_db()
        assert row.closed_at is None
        sign_in(client, cast.inspection)
        assert client.post(reverse("reports:close", args=["2026-12"])).status_code == 403


def test_the_schedule_names_who_goes_where(client: Client, cast: Cast, scored: Score) -> None:
    sign_in(client, cast.office)
    page = client.get(reverse("reports:schedule"), {"thang": "2026-12"}).content.decode()
    assert "Nguyễn Thị Liên" in page
    assert "Thứ Năm 03/12/2026" in page


@pytest.mark.parametrize("cells", [1, 300])
@pytest.mark.parametrize(
    ("name", "args", "budget"), [("board", [], 16), ("month", ["2026-12"], 14), ("list", [], 8), ("schedule", [], 15)]
)
def test_pages_cost_the_same_for_few_cells_and_many(  # noqa: PLR0917
    client: Client, cast: Cast, scored: Score, cells: int, name: str, args: list[str], budget: int
) -> None:
    """Session, user, person, mandates, bell, unit, cells; then meetings, scores, closings and the rules of the days."""
    more_cells(cast.committee, cells)
    sign_in(client, cast.office)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(reverse(f"reports:{name}", args=args)).status_code == 200
    assert len(captured) == budget, "\n".join(query["sql"][:140] for query in captured)
