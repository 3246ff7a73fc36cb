"""The list of members: whom it shows, how it is narrowed, what it costs and what it leaves in the log."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from tests.cast import Cast

from chibo.audit.models import Look
from chibo.members.models import Person
from chibo.members.selectors.register import Filters, listed
from chibo.members.tests import factories as make

LIST = "/dang-vien/"


def at(cast: Cast, player: str, client: Client) -> Client:
    client.force_login(getattr(cast, player).user)
    return client


def record(person: Person, tail: str = "") -> str:
    return f"{LIST}{person.pk}/{tail}"


# -- the list
@pytest.mark.parametrize(
    ("player", "count"),
    [
        ("office", 28),
        ("inspection", 28),
        ("secretary", 20),
        ("cell_committee", 20),
        ("assigned", 20),
        ("sibling_secretary", 3),
        ("foreign_secretary", 3),
    ],
)
def test_the_list_shows_everybody_within_reach(cast: Cast, client: Client, player: str, count: int) -> None:
    answer = at(cast, player, client).get(LIST)
    assert answer.status_code == 200
    assert len(answer.context["lines"]) == count


@pytest.mark.parametrize("player", ["member", "operator", "suspended", "guest"])
def test_the_list_is_denied(cast: Cast, client: Client, player: str) -> None:
    assert at(cast, player, client).get(LIST).status_code == 403


def test_nobody_is_sent_to_sign_in(cast: Cast, client: Client) -> None:
    assert client.get(LIST).status_code == 302


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("tim=huyen", {"Bùi Thị Huyền"}),
        ("tim=THỊ+huy", {"Bùi Thị Huyền"}),
        ("tim=0010+8600+0004", {"Bùi Thị Huyền"}),
        ("tim=001086", set()),
        ("trang_thai=probationary", {"Trịnh Tiến Dũng", "Nguyễn Thị Phương Thảo"}),
        ("trang_thai=exempt", {"Cao Văn Tư"}),
        ("trang_thai=suspended", {"Mai Xuân Phúc"}),
        ("trang_thai=away", {"Tạ Đăng Khoa"}),
        ("trang_thai=guest", {"Y Blơk Êban"}),
        ("trang_thai=ended", set()),
        ("chuc_vu=secretary", {"Hoàng Văn Lâm"}),
        ("trang_thai=probationary&gioi=female", {"Nguyễn Thị Phương Thảo"}),
    ],
)
def test_the_list_is_narrowed(cast: Cast, client: Client, query: str, names: set[str]) -> None:
    answer = at(cast, "secretary", client).get(f"{LIST}?{query}")
    assert {line.name for line, _word, _sign in answer.context["lines"]} == names


def test_every_filter_of_status_gives_those_whose_word_it_is(cast: Cast, client: Client) -> None:
    at(cast, "office", client)
    everybody = client.get(LIST).context["lines"]
    for word in {line.status for line, _word, _sign in everybody}:
        shown = client.get(f"{LIST}?trang_thai={word}").context["lines"]
        assert {line.name for line, _w, _s in shown} == {one.name for one, _w, _s in everybody if one.status == word}


def test_the_list_stands_in_the_order_of_given_names(cast: Cast, client: Client) -> None:
    names = [line.name for line, _w, _s in at(cast, "secretary", client).get(LIST).context["lines"]]
    assert names[:3] == ["Phạm Thị Ngọc Ánh", "Đặng Văn Bình", "Trịnh Tiến Dũng"]
    backwards = [line.name for line, _w, _s in client.get(f"{LIST}?xep=-ten").context["lines"]]
    assert backwards == names[::-1]


def test_sorting_by_the_day_of_joining_pages_by_key(cast: Cast, client: Client) -> None:
    for number in range(60):
        make.a_member(cast.cell, f"Lò Văn {number:02d}", probationary=number % 2 == 0)
    at(cast, "secretary", client)
    first = client.get(f"{LIST}?xep=-ngay-vao")
    second = client.get(f"{LIST}?xep=-ngay-vao&sau={first.context['page'].after}")
    seen = [line for answer in (first, second) for line, _w, _s in answer.context["lines"]]
    assert len({line.person_id for line in seen}) == len(seen) == 80
    days = [line.joined_on for line in seen]
    assert days == sorted(days, reverse=True)


def test_a_unit_out_of_reach_is_not_found_and_nonsense_neither(cast: Cast, client: Client) -> None:
    at(cast, "office", client)
    assert client.get(f"{LIST}?don_vi={cast.foreign_cell.pk}").status_code == 404
    assert client.get(f"{LIST}?don_vi=1").status_code == 404
    assert len(client.get(f"{LIST}?don_vi={cast.sibling_cell.pk}").context["lines"]) == 3


def test_card_numbers_are_masked_and_never_in_an_address(cast: Cast, client: Client) -> None:
    body = at(cast, "secretary", client).get(LIST).content.decode()
    assert "001086000004" not in body
    assert "•••004" in body


def test_a_list_leaves_one_look_with_its_filter_and_count(cast: Cast, client: Client) -> None:
    at(cast, "secretary", client).get(f"{LIST}?trang_thai=probationary&tim=dung")
    look = Look.objects.get(part="members.list")
    assert look.details == {"trang_thai": "probationary", "tim": True, "count": 1}


def test_the_list_costs_the_same_for_one_and_for_three_hundred(
    cast: Cast, client: Client, django_assert_num_queries: Any
) -> None:
    at(cast, "secretary", client)
    # session, user, person, mandates; units to choose; page; stays, standings, exemptions, suspensions, away;
    # posts, memberships, cards; the look; the bell
    with django_assert_num_queries(16):
        assert len(client.get(f"{LIST}?tim=huyen").context["lines"]) == 1
    for number in range(300):
        make.a_member(cast.cell, f"Lò Văn {number:03d}")
    with django_assert_num_queries(16):
        assert len(client.get(LIST).context["lines"]) == 50


def test_the_excel_file_has_every_line_and_leaves_one_look(cast: Cast, client: Client) -> None:
    from io import BytesIO

    from python_calamine import CalamineWorkbook

    answer = at(cast, "secretary", client).get(f"{LIST}excel/?trang_thai=probationary")
    content = BytesIO(b"".join(answer))
    rows = CalamineWorkbook.from_filelike(content).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows[1:]] == ["Trịnh Tiến Dũng", "Nguyễn Thị Phương Thảo"]
    assert Look.objects.get(part="members.list.export").details == {"trang_thai": "probationary", "count": 2}


@pytest.mark.parametrize(
    ("player", "status"), [("deputy", 403), ("inspection", 403), ("assigned", 403), ("office", 200)]
)
def test_who_may_take_the_list_away(cast: Cast, client: Client, player: str, status: int) -> None:
    answer = at(cast, player, client).get(f"{LIST}excel/")
    assert answer.status_code == status
    if answer.streaming:
        b"".join(answer)  # reads it to the end, which closes the file


def test_the_pages_speak_english_too(cast: Cast, client: Client) -> None:
    client.cookies["django_language"] = "en"
    body = at(cast, "office", client).get(LIST).content.decode()
    assert "Enter a newly admitted member" in body and "Ghi đảng viên" not in body


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL plans by what it knows of the rows")
def test_the_list_of_a_whole_tree_is_read_in_its_order(cast: Cast) -> None:
    rows = listed(cast.office.actor, Filters()).order_by("sort_name", "pk")
    assert "members_person_sort" in rows[:51].explain()
