"""Pages of the tree: who gets them, what they do, what they cost."""

from typing import Any

import pytest
from django.test import Client
from tests.cast import Cast

from chibo.access import Role
from chibo.kernel import clock
from chibo.organisations import selectors
from chibo.organisations.models import Mandate, Unit
from chibo.organisations.tests.factories import a_cell

TREE = "/to-chuc/"


def at(cast: Cast, player: str, client: Client) -> Client:
    client.force_login(getattr(cast, player).user)
    return client


def of(unit: Unit, tail: str = "") -> str:
    return f"{TREE}{unit.pk}/{tail}"


# -- reading
@pytest.mark.parametrize(
    ("player", "names"),
    [
        ("office", {"Đảng bộ xã Sơn Lộc"}),
        ("member", {"Chi bộ thôn Trung Hòa"}),
        ("guest", {"Chi bộ thôn Trung Hòa", "Chi bộ thôn Bản Lầu"}),
    ],
)
def test_the_tree_begins_where_one_stands(cast: Cast, client: Client, player: str, names: set[str]) -> None:
    answer = at(cast, player, client).get(TREE)
    assert {unit.name for unit in answer.context["units"]} == names


@pytest.mark.parametrize("player", ["operator", "suspended"])
def test_the_tree_is_denied(cast: Cast, client: Client, player: str) -> None:
    assert at(cast, player, client).get(TREE).status_code == 403


def test_a_branch_opens_in_place_and_without_script_on_its_own_page(cast: Cast, client: Client) -> None:
    at(cast, "office", client)
    branch = client.get(of(cast.committee, "truc-thuoc/"), headers={"HX-Request": "true"})
    assert "Chi bộ thôn Phú Vinh" in branch.content.decode() and "<html" not in branch.content.decode()
    assert client.get(of(cast.committee, "truc-thuoc/"))["Location"] == of(cast.committee)
    assert client.get(of(cast.foreign_committee, "truc-thuoc/")).status_code == 404


def test_a_search_answers_with_what_is_within_reach(cast: Cast, client: Client) -> None:
    at(cast, "office", client)
    assert client.get(f"{TREE}?tim=phu+vinh").context["found"] == [cast.sibling_cell]
    assert "Không có tổ chức nào tên như vậy" in client.get(f"{TREE}?tim=ban+lau").content.decode()


@pytest.mark.parametrize(
    ("player", "status"),
    [
        ("office", 200),
        ("secretary", 200),
        ("member", 200),
        ("assigned", 200),
        ("sibling_secretary", 404),
        ("foreign_office", 404),
        ("operator", 403),
    ],
)
def test_who_opens_a_unit(cast: Cast, client: Client, player: str, status: int) -> None:
    at(cast, player, client)
    assert client.get(of(cast.cell)).status_code == status
    assert client.get(of(cast.cell, "ai-xem/")).status_code == status


def test_the_tree_costs_the_same_for_few_and_for_many(
    cast: Cast, client: Client, django_assert_num_queries: Any
) -> None:
    at(cast, "office", client)
    # session, user, person, mandates; the units; which have units below; the bell
    with django_assert_num_queries(7):
        client.get(of(cast.committee, "truc-thuoc/"), headers={"HX-Request": "true"})
    for number in range(60):
        a_cell(cast.committee, f"Chi bộ thôn {number}")
    with django_assert_num_queries(7):
        branch = client.get(of(cast.committee, "truc-thuoc/"), headers={"HX-Request": "true"})
    assert len(branch.context["units"]) == 63


def test_a_unit_costs_the_same_with_few_and_with_many_below(
    cast: Cast, client: Client, django_assert_num_queries: Any
) -> None:
    at(cast, "office", client)
    # session, user, person, mandates; the unit; what is below, who is in charge, the committee (nothing is
    # above); its version; what was merged into it; events with units before and after (3); mandates; terms; the bell
    with django_assert_num_queries(16):
        client.get(of(cast.committee))
    for number in range(60):
        a_cell(cast.committee, f"Chi bộ thôn {number}")
    with django_assert_num_queries(16):
        client.get(of(cast.committee))


# -- changing
FORMS = ("lap/", "doi-ten/", "chuyen/", "nhiem-ky/", "vai-tro/")


@pytest.mark.parametrize(
    ("player", "status"), [("office", 200), ("secretary", 403), ("member", 403), ("foreign_office", 404)]
)
def test_who_opens_the_forms(cast: Cast, client: Client, player: str, status: int) -> None:
    at(cast, player, client)
    for tail in FORMS:
        assert client.get(of(cast.cell, tail)).status_code == status, tail


def test_a_cell_is_founded_renamed_and_moved_from_the_pages(cast: Cast, client: Client) -> None:
    at(cast, "office", client)
    typed = {"name": "Chi bộ thôn Ấp", "kind": "cell", "founded_on": "1/2/2026", "place": "Sơn Lộc", "decision": ""}
    assert client.post(of(cast.committee, "lap/"), typed)["Location"] == of(cast.committee)
    cell = Unit.objects.get(name="Chi bộ thôn Ấp")
    renamed = {"name": "Chi bộ thôn Ấp Mới", "place": "", "changed_on": "1/3/2026", "version": cell.version}
    assert client.post(of(cell, "doi-ten/"), renamed).status_code == 302
    body = client.get(of(cell)).content.decode()
    assert "Chi bộ thôn Ấp Mới" in body and "Đổi tên" in body and "Thành lập" in body


def test_two_who_rename_at_once_see_each_other(cast: Cast, client: Client) -> None:
    first = {"name": "Chi bộ thôn Hòa Bình", "place": "", "changed_on": "1/3/2026", "version": cast.cell.version}
    at(cast, "office", client).post(of(cast.cell, "doi-ten/"), first)
    second = client.post(of(cast.cell, "doi-ten/"), first | {"name": "Chi bộ thôn Hòa An"})
    assert second.status_code == 422
    assert "Đang lưu: Chi bộ thôn Hòa Bình. Đồng chí ghi: Chi bộ thôn Hòa An." in second.content.decode()


def test_a_unit_cannot_be_moved_to_where_one_does_not_reach(cast: Cast, client: Client) -> None:
    typed = {"new_parent": cast.foreign_committee.pk, "moved_on": "1/3/2026", "version": cast.cell.version}
    assert at(cast, "office", client).post(of(cast.cell, "chuyen/"), typed).status_code == 422
    cast.cell.refresh_from_db()
    assert cast.cell.parent_id == cast.committee.pk


def test_a_refused_term_comes_back_with_its_sentence(cast: Cast, client: Client) -> None:
    at(cast, "office", client)
    assert client.post(of(cast.cell, "nhiem-ky/"), {"name": "2025-2030", "starts_on": "1/5/2025"}).status_code == 302
    answer = client.post(of(cast.cell, "nhiem-ky/"), {"name": "2020-2025", "starts_on": "1/5/2020"})
    assert answer.status_code == 422
    assert "Nhiệm kỳ 2025-2030 chưa kết thúc" in answer.content.decode()


# -- mandates
def test_the_secretary_of_the_committee_puts_members_of_it_in_charge(cast: Cast, client: Client) -> None:
    address = of(cast.committee, "phan-cong/")
    at(cast, "committee_secretary", client)
    assert dict(client.get(address).context["load"])["Nguyễn Thị Liên"] == 1
    typed = {
        "since": "1/3/2026",
        "decision": "02-TB/ĐU",
        f"cell_{cast.cell.pk}": cast.committee_member.user.pk,
        f"cell_{cast.sibling_cell.pk}": cast.assigned.user.pk,
        f"cell_{cast.staff_cell.pk}": "",
    }
    assert client.post(address, typed).status_code == 302
    assert selectors.assigned_users([cast.cell.pk, cast.sibling_cell.pk]) == {
        cast.cell.pk: cast.committee_member.user.pk,
        cast.sibling_cell.pk: cast.assigned.user.pk,
    }


@pytest.mark.parametrize(("player", "status"), [("secretary", 404), ("inspection", 403), ("foreign_office", 404)])
def test_who_does_not_assign(cast: Cast, client: Client, player: str, status: int) -> None:
    assert at(cast, player, client).get(of(cast.committee, "phan-cong/")).status_code == status


def test_a_role_is_given_by_name_and_ended(cast: Cast, client: Client) -> None:
    at(cast, "office", client)
    typed = {"username": "Quach.Thi.Dao", "role": "inspection", "starts_on": "1/3/2026", "decided_by": ""}
    assert client.post(of(cast.committee, "vai-tro/"), typed).status_code == 302
    mandate = Mandate.objects.get(user=cast.sibling_member.user, role=Role.INSPECTION)
    unknown = client.post(of(cast.committee, "vai-tro/"), typed | {"username": "nobody"})
    assert unknown.status_code == 422 and "nobody" in unknown.content.decode()
    today = clock.today()
    ended = client.post(f"{TREE}vai-tro/{mandate.pk}/ket-thuc/", {"ends_on": f"{today:%d/%m/%Y}"})
    mandate.refresh_from_db()
    assert (ended.status_code, mandate.ends_on) == (302, today)


def test_a_role_that_goes_with_a_post_is_not_ended_here(cast: Cast, client: Client) -> None:
    mandate = Mandate.objects.get(user=cast.secretary.user, role=Role.SECRETARY)
    answer = at(cast, "office", client).post(f"{TREE}vai-tro/{mandate.pk}/ket-thuc/", {"ends_on": "1/3/2026"})
    assert answer.status_code == 422
    assert "Vai trò này đi theo chức vụ" in answer.content.decode()
    lines = client.get(of(cast.cell)).context["mandates"]
    assert {line.name: bool(line.end_url) for line in lines}["Hoàng Văn Lâm"] is False
