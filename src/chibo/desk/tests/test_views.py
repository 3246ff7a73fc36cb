"""The desk of each role: who sees what, what is next, how many queries, and that a GET writes only looks."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.cast import Cast, Player, sign_in

from chibo.audit.models import Look
from chibo.audit.rows import save
from chibo.desk import services
from chibo.directives.tests.factories import an_issued
from chibo.kernel import clock
from chibo.kernel.months import Month
from chibo.meetings.models import Meeting
from chibo.meetings.tests.factories import DECEMBER, a_called, a_draft, a_registered, on
from chibo.organisations.models import Unit
from chibo.tasks.models import Task
from chibo.tasks.tests.factories import a_task

pytestmark = pytest.mark.django_db
DESK = "/"


@pytest.fixture(autouse=True)
def eighteenth_of_november() -> Iterator[None]:
    with clock.at(datetime(2026, 11, 18, 2, tzinfo=UTC)):
        yield


def page_of(client: Client, player: Player, query: str = "") -> str:
    sign_in(client, player)
    answer = client.get(DESK + query)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("player", ["secretary", "office"])
@pytest.mark.parametrize(("month", "status"), [("0000-05", 200), ("9999-12", 200), ("2017-01", 404)])
def test_a_month_out_of_all_reason_breaks_nothing(
    client: Client, cast: Cast, player: str, month: str, status: int
) -> None:
    """Nobody knows the rules of 2017; a year that cannot be counted from is as if none was asked for."""
    sign_in(client, getattr(cast, player))
    assert client.get(DESK, {"thang": month}).status_code == status


@pytest.mark.parametrize(
    ("player", "words"),
    [
        ("secretary", "Bảy bước của tháng"),
        ("deputy", "Bảy bước của tháng"),
        ("cell_committee", "Bảy bước của tháng"),
        ("member", "Tài liệu cần đọc"),
        ("probationary", "Tài liệu cần đọc"),
        ("office", "Chi bộ cần nhắc hôm nay"),
        ("committee_secretary", "Chi bộ cần nhắc hôm nay"),
        ("assigned", "Chi bộ cần nhắc hôm nay"),
        ("inspection", "Chi bộ cần nhắc hôm nay"),
        ("operator", "không xem được nội dung"),
    ],
)
def test_each_role_has_its_own_desk(client: Client, cast: Cast, player: str, words: str) -> None:
    assert words in page_of(client, getattr(cast, player))


def test_nobody_signed_in_is_sent_to_the_entrance(client: Client, cast: Cast) -> None:
    assert client.get(DESK).status_code == 302
    assert client.get(reverse("desk:search")).status_code == 302


def test_the_next_act_follows_the_month(client: Client, cast: Cast) -> None:
    asked = f"?thang={DECEMBER}"
    actor = cast.secretary.actor
    assert 'action="/bat-dau-thang/"' in page_of(client, cast.secretary, asked)
    client.post(reverse("desk:start_month"), {"thang": str(DECEMBER)})
    draft = Meeting.objects.get()
    assert reverse("meetings:register", args=[draft.pk]) in page_of(client, cast.secretary, asked)
    services.prepare_month(actor=actor, unit=cast.cell, month=DECEMBER)
    assert Meeting.objects.count() == 1


@pytest.mark.parametrize(
    ("player", "status"), [("secretary", 302), ("member", 403), ("assigned", 403), ("operator", 403)]
)
def test_who_may_start_a_month(client: Client, cast: Cast, player: str, status: int) -> None:
    sign_in(client, getattr(cast, player))
    assert client.post(reverse("desk:start_month"), {"thang": "2026-12"}).status_code == status


def test_a_registered_meeting_is_prepared_next_and_a_called_one_waits(client: Client, cast: Cast) -> None:
    a_registered(cast.secretary.actor, cast.cell)
    page = page_of(client, cast.secretary, f"?thang={DECEMBER}")
    assert "Tiếp tục chuẩn bị" in page and "việc còn thiếu" in page
    meeting = Meeting.objects.get()
    sign_in(client, cast.secretary)
    client.post(reverse("meetings:call", args=[meeting.pk]), {"version": meeting.version})
    assert "Xem ai sẽ dự" in page_of(client, cast.secretary, f"?thang={DECEMBER}")
    with on(3, 12, 20):
        assert reverse("meetings:open", args=[meeting.pk]) in page_of(client, cast.secretary)


def test_a_member_answers_from_the_desk(client: Client, cast: Cast) -> None:
    meeting = a_called(cast.secretary.actor, cast.cell)
    a_task(cast.secretary.actor, cast.cell, person_id=cast.member.id, title="Vận động sáu hộ")
    page = page_of(client, cast.member)
    assert "Tôi sẽ dự" in page and "Vận động sáu hộ" in page
    client.post(reverse("meetings:reply", args=[meeting.pk]), {"du": "1"})
    assert "Tôi sẽ dự" not in page_of(client, cast.member)
    assert "Vận động sáu hộ" not in page_of(client, cast.other_member)


def test_the_office_sees_which_cell_is_late(client: Client, cast: Cast) -> None:
    a_registered(cast.secretary.actor, cast.cell)
    assert cast.cell.name not in page_of(client, cast.office).split("Lịch sinh hoạt sắp tới")[0].split("h-calls")[1]
    with on(21):
        page = page_of(client, cast.office)
    assert cast.sibling_cell.name in page and "Chưa đăng ký sinh hoạt tháng 12/2026" in page
    assert "Bí thư: Hồ Sỹ Nghĩa" in page
    assert cast.foreign_cell.name not in page


def test_search_finds_without_diacritics_and_leaves_one_look(client: Client, cast: Cast) -> None:
    a_registered(cast.secretary.actor, cast.cell)
    a_task(cast.secretary.actor, cast.cell, title="Thu đảng phí quý IV")
    sign_in(client, cast.secretary)
    before = Look.objects.count()
    people = client.get(reverse("desk:search"), {"q": "huyen"}).content.decode()
    assert "Bùi Thị Huyền" in people
    assert Look.objects.count() == before + 1
    assert "Thu đảng phí quý IV" in client.get(reverse("desk:search"), {"q": "dang phi"}).content.decode()
    assert "thường kỳ tháng 12/2026" in client.get(reverse("desk:search"), {"q": "thuong ky 12"}).content.decode()
    assert Look.objects.count() == before + 1
    opened = client.get(reverse("desk:search"), {"q": "thu dang phi", "mo": "1"})
    assert opened.status_code == 302 and opened.url == reverse("tasks:detail", args=[Task.objects.get().pk])  # type: ignore[attr-defined]


def test_search_finds_what_is_older_than_any_number_of_others(client: Client, cast: Cast) -> None:
    old = a_task(cast.secretary.actor, cast.cell, title="Sửa đường vào Nghĩa trang")
    Task.objects.bulk_create(
        Task(
            unit=cast.cell,
            kind="monthly",
            month_on=old.month_on,
            title=f"Việc số {n}",
            due_on="2027-01-01",
            state="open",
        )
        for n in range(600)
    )
    sign_in(client, cast.secretary)
    found = client.get(reverse("desk:search"), {"q": "duong nghia trang"}).content.decode()
    assert "Sửa đường vào Nghĩa trang" in found
    old.refresh_from_db()
    old.title = "Xây cổng làng"
    save(old, "title")
    found = client.get(reverse("desk:search"), {"q": "cong lang"}).content.decode()
    assert "Xây cổng làng" in found


@pytest.mark.parametrize("player", ["sibling_secretary", "foreign_office", "member"])
def test_search_shows_nobody_out_of_reach(client: Client, cast: Cast, player: str) -> None:
    a_task(cast.secretary.actor, cast.cell, title="Việc kín của chi bộ")
    sign_in(client, getattr(cast, player))
    found = client.get(reverse("desk:search"), {"q": "huyen"}, headers={"HX-Request": "true"}).content.decode()
    assert "Bùi Thị Huyền" not in found
    tasks = client.get(reverse("desk:search"), {"q": "viec kin"}).content.decode()
    assert ("Việc kín của chi bộ" in tasks) == (player == "member")


@pytest.mark.parametrize("rows", [1, 300])
def test_desks_cost_the_same_for_one_and_for_many(client: Client, cast: Cast, rows: int) -> None:
    an_issued(cast.office.actor, cast.committee)
    a_called(cast.secretary.actor, cast.cell)
    one = a_task(cast.secretary.actor, cast.cell, person_id=cast.member.id)
    Task.objects.bulk_create(
        Task(unit=cast.cell, kind="monthly", month_on=one.month_on, title=f"{n}", due_on=one.due_on, state="open")
        for n in range(rows - 1)
    )
    Unit.objects.bulk_create(
        Unit(
            name=f"Chi bộ {n}",
            sort_name=f"{n:04}",
            path=f"{cast.committee.path}9{n:04}",
            node_no=90000 + n,
            kind="cell",
        )
        for n in range(rows - 1)
    )
    # each: session, user, person, mandates, new notices, own unit (6), and then
    expected = {
        # unit, line and rules of the next month (3); meeting (1), facts of the month (1), arrived guidance (1); keys on
        # the agenda (1); dues: unit and line (2), probations and their terms (4), exemptions (2), moves (2),
        # dates of members (1), party ages (3), suspensions (2), term (1); tasks and count (2); score decided last
        # (1); papers (1); joint meetings of the month (1)
        "secretary": 6 + 29,
        # next meeting, own reply, own tasks, materials, guidance
        "member": 6 + 5,
        # unit, line and rules (3); cells (1); meetings of two months (2), joint ones that stand for them (2) and names
        # of secretaries (1); meetings ahead and units for them (2); requests (1); scores to decide (1); issued (1); own
        # meeting (1) and facts of the month (4)
        "office": 6 + 19,
    }
    seen = {}
    for player in expected:
        page_of(client, getattr(cast, player))
        with CaptureQueriesContext(connection) as queries:
            client.get(DESK + f"?thang={DECEMBER}")
        seen[player] = len(queries)
    assert seen == expected


def test_the_desk_opens_with_the_month_that_is_worked_on(client: Client, cast: Cast) -> None:
    assert "Tháng 11/2026" in page_of(client, cast.secretary)
    with on(1, 11):
        november = a_draft(cast.secretary.actor, cast.cell, Month(2026, 11))
    Meeting.objects.filter(pk=november.pk).update(
        state="closed",
        held_on=date(2026, 11, 3),
        registered_at=clock.now(),
        opened_at=clock.now(),
        ended_at=clock.now(),
        closed_at=clock.now(),
    )
    assert "Tháng 12/2026" in page_of(client, cast.secretary)
