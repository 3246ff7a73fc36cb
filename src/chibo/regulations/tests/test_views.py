"""The pages: who sees which unit's rules, who sets them, and what a refused form says."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from tests.cast import Cast

from chibo.kernel import clock
from chibo.kernel.ids import uuid7
from chibo.regulations.models import Override
from chibo.regulations.selectors import rule_for

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
ON = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def _today() -> Any:
    with clock.at(NOW):
        yield


def visit(client: Client, player: Any, name: str, *args: Any) -> Any:
    client.force_login(player.user)
    return client.get(reverse(f"regulations:{name}", args=args))


def typed(**more: Any) -> dict[str, Any]:
    return {
        "registration_day": "22",
        "registration_months_before": "1",
        "meeting_day": "3",
        "exception_until_day": "7",
        "regular__min_minutes": "90",
        "combined_min_minutes": "120",
        "materials_days_before": "1",
        "posting_days_after": "2",
        "report_days_after": "2",
        "close_day": "31",
        "close_months_after": "0",
        "due_soon_days": "6",
        "online__permitted": "no",
        "basis_number": "Quy định số 05-QĐ/ĐU của Đảng ủy xã",
        "basis_on": "20/11/2026",
        "valid_from": "22/11/2026",
        **more,
    }


def send(client: Client, player: Any, unit_id: Any, rule_id: str = "meeting-conduct", **more: Any) -> Any:
    client.force_login(player.user)
    return client.post(reverse("regulations:set", args=[unit_id, rule_id]), typed(**more))


@pytest.mark.parametrize(
    ("player", "unit", "status"),
    [
        ("secretary", "cell", 200),
        ("member", "cell", 200),
        ("assigned", "cell", 200),
        ("office", "cell", 200),
        ("inspection", "cell", 200),
        ("office", "committee", 200),
        ("secretary", "sibling_cell", 404),
        ("member", "committee", 404),
        ("foreign_office", "cell", 404),
        ("foreign_secretary", "committee", 404),
        ("operator", "cell", 403),
    ],
)
def test_who_reads_the_rules_of_a_unit(cast: Cast, client: Client, player: str, unit: str, status: int) -> None:
    unit_id = getattr(cast, unit).pk
    assert visit(client, getattr(cast, player), "unit", unit_id).status_code == status
    assert visit(client, getattr(cast, player), "rule", unit_id, "meeting-conduct").status_code == status


def test_nobody_signed_in_is_sent_to_the_entrance(cast: Cast, client: Client) -> None:
    answer = client.get(reverse("regulations:unit", args=[cast.cell.pk]))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize(
    ("player", "unit", "status"),
    [
        ("office", "committee", 200),
        ("office", "cell", 200),
        ("party_building", "committee", 200),
        ("secretary", "cell", 200),
        ("committee_secretary", "committee", 200),
        ("committee_secretary", "cell", 403),
        ("member", "cell", 403),
        ("inspection", "cell", 403),
        ("assigned", "cell", 403),
        ("foreign_office", "cell", 404),
        ("secretary", "sibling_cell", 404),
    ],
)
def test_who_gets_the_form(cast: Cast, client: Client, player: str, unit: str, status: int) -> None:
    answer = visit(client, getattr(cast, player), "set", getattr(cast, unit).pk, "meeting-conduct")
    assert answer.status_code == status


def test_a_unit_or_a_rule_that_is_not_there(cast: Cast, client: Client) -> None:
    assert visit(client, cast.office, "unit", uuid4()).status_code == 404
    assert visit(client, cast.office, "rule", cast.cell.pk, "no-such-rule").status_code == 404
    early = reverse("regulations:rule", args=[cast.cell.pk, "score-sheet"]) + "?ngay=01/10/2025"
    assert client.get(early).status_code == 404


def test_every_rule_has_a_page_in_words(cast: Cast, client: Client) -> None:
    listed = visit(client, cast.office, "unit", cast.cell.pk).context["rows"]
    assert len(listed) == 21
    for row in listed:
        answer = client.get(row.url)
        assert answer.status_code == 200
        assert answer.context["rows"], row.title


def test_the_list_is_that_of_the_unit_at_which_one_works(cast: Cast, client: Client) -> None:
    answer = visit(client, cast.secretary, "list")
    assert answer.context["line"].unit_id == cast.cell.pk
    assert "chưa đối chiếu văn bản gốc" in answer.content.decode()


def test_the_office_sets_the_deadline_for_its_cells(cast: Cast, client: Client) -> None:
    answer = send(client, cast.office, cast.committee.pk)
    assert answer.status_code == 302
    override = Override.objects.get()
    assert (override.values, override.decided_by_id) == ({"registration_day": 22}, cast.committee.pk)
    line = (cast.cell.pk, cast.committee.pk)
    assert rule_for("meeting-conduct", ON, line).value.registration_day == 22
    shown = visit(client, cast.member, "rule", cast.cell.pk, "meeting-conduct").content.decode()
    assert "ngày 22 của tháng trước" in shown
    assert "Quy định số 05-QĐ/ĐU" in shown


def test_a_secretary_is_offered_only_what_a_unit_may_set(cast: Cast, client: Client) -> None:
    form = visit(client, cast.secretary, "set", cast.cell.pk, "meeting-conduct").context["form"]
    assert form.keys == ["due_soon_days"]
    send(client, cast.secretary, cast.cell.pk, registration_day="25", due_soon_days="10")
    assert Override.objects.get().values == {"due_soon_days": 10}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"registration_day": "20"}, "Chưa thay đổi nội dung nào"),
        ({"registration_day": "40"}, "Nhập nhiều nhất là 31."),
        ({"registration_day": ""}, "Chưa ghi: Hạn đăng ký sinh hoạt: ngày trong tháng."),
        ({"basis_number": ""}, "Chưa ghi: Văn bản làm căn cứ."),
        ({"basis_on": "30/11/2026"}, "sớm hơn ngày ký"),
        ({"valid_to": "22/11/2026"}, "phải sau ngày áp dụng"),
        ({"valid_from": "32/11/2026"}, "Ghi ngày theo thứ tự"),
    ],
)
def test_a_refused_form_keeps_what_was_typed(cast: Cast, client: Client, change: dict[str, str], said: str) -> None:
    answer = send(client, cast.office, cast.committee.pk, note="Theo đề nghị của các chi bộ", **change)
    assert answer.status_code == 422
    body = answer.content.decode()
    assert said in body
    assert "Theo đề nghị của các chi bộ" in body
    assert not Override.objects.exists()


def test_ways_to_vote_and_the_score_sheet_are_chosen(cast: Cast, client: Client) -> None:
    client.force_login(cast.office.user)
    ways = typed(election__methods=["secret_paper", "secret_electronic"], classification__needed="1/2")
    form = client.get(reverse("regulations:set", args=[cast.committee.pk, "vote-majorities"])).context["form"]
    ways |= {name: form[name].initial for name in form.fields if name.endswith("methods") and name not in ways}
    client.post(reverse("regulations:set", args=[cast.committee.pk, "vote-majorities"]), ways)
    assert Override.objects.get().values == {"election.methods": ["secret_paper", "secret_electronic"]}
    answer = send(client, cast.office, cast.committee.pk, "score-sheet", sheet="score-sheet-an-phu")
    assert answer.status_code == 302
    assert "An Phú" in visit(client, cast.secretary, "rule", cast.cell.pk, "score-sheet").content.decode()


def test_the_office_ends_it(cast: Cast, client: Client) -> None:
    send(client, cast.office, cast.committee.pk)
    override = Override.objects.get()
    address = reverse("regulations:end", args=[cast.committee.pk, override.pk])
    assert client.post(address, {"version": "1"}).status_code == 302
    override.refresh_from_db()
    assert override.valid_to == ON
    told = client.post(address, {"version": "1"}, follow=True).content.decode()
    assert "vừa có đồng chí khác sửa" in told


@pytest.mark.parametrize(
    ("player", "status"), [("secretary", 404), ("member", 403), ("foreign_office", 404), ("committee_secretary", 302)]
)
def test_who_may_end_it(cast: Cast, client: Client, player: str, status: int) -> None:
    send(client, cast.office, cast.committee.pk)
    override = Override.objects.get()
    client.force_login(getattr(cast, player).user)
    answer = client.post(reverse("regulations:end", args=[cast.committee.pk, override.pk]), {"version": "1"})
    assert answer.status_code == status


def test_an_end_asked_for_at_another_unit_is_not_found(cast: Cast, client: Client) -> None:
    send(client, cast.office, cast.committee.pk)
    override = Override.objects.get()
    client.force_login(cast.office.user)
    answer = client.post(reverse("regulations:end", args=[cast.cell.pk, override.pk]), {"version": "1"})
    assert answer.status_code == 404


@pytest.mark.parametrize("number", [1, 300])
def test_queries_of_the_list(cast: Cast, client: Client, number: int, django_assert_num_queries: Any) -> None:
    Override.objects.bulk_create(
        Override(
            id=uuid7(),
            unit_id=cast.committee.pk,
            decided_by_id=cast.committee.pk,
            rule_id="meeting-conduct",
            values={"registration_day": 1 + place % 28},
            basis_number=f"Quy định số {place}-QĐ/ĐU",
            basis_on=date(2026, 1, 5),
            valid_from=date(2026, 1, 10),
            set_by_name="Nguyễn Thị Mai Chi",
        )
        for place in range(number)
    )
    client.force_login(cast.office.user)
    # session, user, person and mandates of the actor (2), unit, its path, ancestors, their names,
    # what they have set, the bell of the frame
    with django_assert_num_queries(10):
        assert client.get(reverse("regulations:unit", args=[cast.cell.pk])).status_code == 200
