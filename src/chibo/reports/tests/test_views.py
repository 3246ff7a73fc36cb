"""The board and the report: who gets in, what they say, and that they cost the same for one cell and for 300."""

import io
from collections.abc import Iterator
from datetime import UTC, date, datetime

import docx
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader
from tests.cast import Cast, sign_in

from chibo.access import Role
from chibo.kernel import clock
from chibo.kernel.ids import uuid7
from chibo.kernel.months import Month
from chibo.kernel.share import Share
from chibo.kernel.text import fold
from chibo.meetings.tests.factories import on
from chibo.notices.models import Notice
from chibo.organisations.models import Unit, UnitVersion
from chibo.organisations.selectors import place_of
from chibo.organisations.services import found_unit, give_mandate
from chibo.regulations.services import set_override
from chibo.reports.models import CellMonth
from chibo.reports.tests.factories import a_scored_month, counted, decided
from chibo.scoring.models import Score
from chibo.scoring.tests.factories import AFTERWARDS
from chibo.tasks.tests.factories import a_task

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
    made = Unit.objects.bulk_create(
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
    UnitVersion.objects.bulk_create(
        UnitVersion(unit=unit, parent=committee, name=unit.name, kind="cell", valid_from="2026-01-01") for unit in made
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
    printed = "\n".join(page.extract_text() for page in PdfReader(_pdf(client)).pages)
    for said in (text, printed):
        for wanted in ("Số ……-BC/ĐU", "T/M ĐẢNG ỦY", "Trương Quốc Toàn", "Trên đây là kết quả tổng hợp"):
            assert wanted in said + "\n".join(cells), wanted
        assert "Mười hai tháng" not in said  # one month alone is no trend
    assert client.get(reverse("reports:file", args=["2026-12", "exe"])).status_code == 404
    assert client.get(reverse("reports:month", args=["nonsense"])).status_code == 404
    book = client.get(reverse("reports:file", args=["2026-12", "xlsx"]))
    assert b"".join(book.streaming_content).startswith(b"PK")  # type: ignore[attr-defined]
    book.close()


def test_the_report_has_the_picture_of_the_page_with_its_words(client: Client, cast: Cast, scored: Score) -> None:
    with on(3):
        a_task(cast.secretary.actor, cast.cell, month=Month(2026, 11), due_on=date(2026, 11, 25))
    counted()
    sign_in(client, cast.office)
    page = client.get(reverse("reports:month", args=["2026-12"])).content.decode()
    assert reverse("reports:picture", args=["2026-12"]) in page
    word = client.get(reverse("reports:file", args=["2026-12", "docx"])).content
    (shape,) = docx.Document(io.BytesIO(word)).inline_shapes
    told = shape._inline.docPr.get("descr")
    assert told.startswith("Biểu đồ mười hai tháng. 11/2026: Nhiệm vụ xong 0,00")
    assert "12/2026: Đảng viên dự 93,75" in told
    printed = "\n".join(page.extract_text() for page in PdfReader(_pdf(client)).pages)
    for wanted in ("Mười hai tháng", "Nhiệm vụ xong", "11/2026"):
        assert wanted in printed


def _pdf(client: Client) -> io.BytesIO:
    return io.BytesIO(client.get(reverse("reports:file", args=["2026-12", "pdf"])).content)


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
    ("name", "args", "budget"), [("board", [], 20), ("month", ["2026-12"], 18), ("list", [], 9), ("schedule", [], 16)]
)
def test_pages_cost_the_same_for_few_cells_and_many(  # noqa: PLR0917
    client: Client, cast: Cast, scored: Score, cells: int, name: str, args: list[str], budget: int
) -> None:
    """Session, user, person, mandates, bell, unit, whether it has cells, the page of cells; sums, number of cells.

    For the page meetings, joint ones, scores, closings, lines and rules of the days, first days. The board also asks
    for thematic meetings, kinds and the committee.
    """
    more_cells(cast.committee, cells)
    sign_in(client, cast.office)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(reverse(f"reports:{name}", args=args)).status_code == 200
    assert len(captured) == budget, "\n".join(query["sql"][:140] for query in captured)


def test_a_long_board_has_pages_and_its_figures_are_of_all_cells(client: Client, cast: Cast, scored: Score) -> None:
    more_cells(cast.committee, 300)
    sign_in(client, cast.office)
    seen, url = [], reverse("reports:board")
    while url:
        answer = client.get(url)
        groups = answer.context["groups"]
        seen += [row.cell.pk for group in groups for row in group.rows]
        assert answer.context["figures"][1].share == Share(1, 303)
        after = answer.context["page"].after
        url = f"{reverse('reports:board')}?sau={after}" if after else ""
    assert len(seen) == len(set(seen)) == 303
    late = client.get(reverse("reports:board"), {"cham": "1", "tim": "trung hoa"}).content.decode()
    assert "Trung Hòa, tháng" not in late


def test_the_file_of_a_long_report_has_every_cell(client: Client, cast: Cast, scored: Score) -> None:
    more_cells(cast.committee, 300)
    sign_in(client, cast.office)
    page = client.get(reverse("reports:month", args=["2026-12"])).context
    assert (len(page["rows"]), page["report"].cells) == (50, 303)
    word = docx.Document(io.BytesIO(client.get(reverse("reports:file", args=["2026-12", "docx"])).content))
    names = {cell.text for table in word.tables for cell in table.columns[1].cells}
    assert {"Chi bộ số 1", "Chi bộ số 300", "Chi bộ thôn Trung Hòa"} <= names


def test_a_drawer_opens_for_a_cell_of_another_page(client: Client, cast: Cast, scored: Score) -> None:
    more_cells(cast.committee, 300)
    sign_in(client, cast.office)
    asked = {"chon": f"{cast.cell.pk}_2026-12"}
    answer = client.get(reverse("reports:board"), asked)
    assert cast.cell.pk not in [row.cell.pk for group in answer.context["groups"] for row in group.rows]
    assert "Tự chấm 90 điểm" in answer.content.decode()
    foreign = client.get(reverse("reports:board"), {"chon": f"{cast.foreign_cell.pk}_2026-12"})
    assert foreign.context["drawer"] is None


def test_whoever_has_single_cells_gets_the_sums_of_those(client: Client, cast: Cast, scored: Score) -> None:
    give_mandate(
        actor=cast.system,
        user=cast.sibling_member.user,
        role=Role.ASSIGNED,
        unit=cast.cell,
        starts_on=date(2026, 1, 2),
    )
    sign_in(client, cast.sibling_member)
    figures = client.get(reverse("reports:board"), {"thang": "2026-12"}).context["figures"]
    assert figures[1].share == Share(1, 1)


def test_the_days_are_those_of_each_cell(client: Client, cast: Cast) -> None:
    """A cell with a later day of its own is not late before it, though the others are."""
    with clock.at(datetime(2026, 11, 25, 2, 0, tzinfo=UTC)):
        sign_in(client, cast.office)
        asked = {"thang": "2026-12"}
        page = client.get(reverse("reports:board"), asked).content.decode()
        assert "Phú Vinh, tháng 12/2026: Chậm" in page
        set_override(
            actor=cast.office.actor,
            place=place_of(cast.sibling_cell),
            rule_id="meeting-conduct",
            values={"registration_day": 28},
            basis_number="12-QĐ/ĐU",
            basis_on=date(2026, 1, 5),
            valid_from=date(2026, 2, 1),
        )
        page = client.get(reverse("reports:board"), asked).content.decode()
        assert "Phú Vinh, tháng 12/2026: Chưa có" in page
        assert "Trung Hòa, tháng 12/2026: Chậm" in page


def test_months_before_a_cell_stood_are_not_late(client: Client, cast: Cast) -> None:
    with clock.at(datetime(2026, 11, 25, 2, 0, tzinfo=UTC)):
        found_unit(
            actor=cast.office.actor,
            name="Chi bộ mới",
            kind="cell",
            founded_on=date(2026, 11, 2),
            parent=cast.committee,
        )
        sign_in(client, cast.office)
        page = client.get(reverse("reports:board")).content.decode()
    assert "Chi bộ mới, tháng 10/2026: Chi bộ chưa thành lập hoặc đã kết thúc hoạt động" in page
    assert "Chi bộ mới, tháng 11/2026: Chậm" in page
