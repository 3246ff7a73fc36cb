"""The first run: once, and only with the code."""

import pytest
from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.test import Client

from chibo.access import Role
from chibo.accounts.models import User
from chibo.accounts.tests.factories import make_user, signed_in
from chibo.audit.models import Entry
from chibo.kernel import clock
from chibo.organisations.selectors import has_units, mandates_of
from chibo.web import first_run

pytestmark = pytest.mark.django_db

FORM = {
    "display_name": "Vũ Văn Quân",
    "username": "quanvv",
    "password": "cầu treo bản Nà 5",
    "again": "cầu treo bản Nà 5",
}


@pytest.fixture(autouse=True)
def _no_code_left() -> None:
    first_run.forget_code()


def test_every_page_leads_to_the_first_run_while_nobody_has_an_account(client: Client) -> None:
    for address in ("/vao/", "/cua-toi/tai-khoan/", "/he-thong/tai-khoan/"):
        assert client.get(address).headers["Location"] == "/bat-dau/"
    assert "Mở hệ thống lần đầu" in client.get("/bat-dau/").content.decode()
    assert client.get("/ui/").status_code == 200


def test_the_code_opens_the_installation_and_signs_the_operator_in(client: Client) -> None:
    code = first_run.ensure_code()
    answer = client.post("/bat-dau/", {**FORM, "code": code})
    assert answer.headers["Location"] == "/bat-dau/to-chuc/"
    user = User.objects.get()
    (mandate,) = mandates_of(user.pk, clock.today())
    assert (mandate.role, mandate.unit_id) == (Role.OPERATOR, None)
    assert client.get("/he-thong/tai-khoan/").status_code == 200
    assert set(Entry.objects.values_list("action", flat=True)) == {
        "accounts.user.found",
        "organisations.mandate.give",
        "web.installation.open",
    }


def test_it_happens_once(client: Client) -> None:
    code = first_run.ensure_code()
    client.post("/bat-dau/", {**FORM, "code": code})
    answer = Client().post("/bat-dau/", {**FORM, "username": "khac", "code": code})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert User.objects.count() == 1
    assert first_run.ensure_code() == ""


@pytest.mark.parametrize("typed", ["", "000 000 0000", "older"])
def test_without_the_code_nothing_is_made(client: Client, typed: str) -> None:
    older = first_run.ensure_code()
    first_run.ensure_code()
    answer = client.post("/bat-dau/", {**FORM, "code": older if typed == "older" else typed})
    assert answer.status_code == 422
    assert 'value="quanvv"' in answer.content.decode()
    assert not User.objects.exists()


def test_without_a_code_having_been_printed_nothing_is_made(client: Client) -> None:
    assert client.post("/bat-dau/", {**FORM, "code": "0000000000"}).status_code == 422
    assert not User.objects.exists()


def test_guessing_is_held_back(client: Client) -> None:
    code = first_run.ensure_code()
    for number in range(5):
        client.post("/bat-dau/", {**FORM, "code": f"000000000{number}"})
    assert "Thử lại từ" in client.post("/bat-dau/", {**FORM, "code": code}).content.decode()
    assert not User.objects.exists()


def test_a_weak_password_is_refused_and_the_code_still_works(client: Client) -> None:
    code = first_run.ensure_code()
    answer = client.post("/bat-dau/", {**FORM, "code": code, "password": "ngắn", "again": "ngắn"})
    assert "Mật khẩu cần ít nhất 10 ký tự." in answer.content.decode()
    assert client.post("/bat-dau/", {**FORM, "code": code}).status_code == 302


def test_the_file_holds_a_hash_that_only_its_owner_reads() -> None:
    code = first_run.ensure_code()
    place = settings.DATA / "first-run.hash"
    assert place.stat().st_mode & 0o077 == 0
    assert check_password(code.replace(" ", ""), place.read_text())


def test_an_account_ends_the_first_run_for_a_server_that_runs(client: Client) -> None:
    assert client.get("/vao/").headers["Location"] == "/bat-dau/"
    make_user()
    assert client.get("/vao/").status_code == 200


UNIT = {
    "name": "Đảng bộ xã Sơn Lộc",
    "kind": "grassroots_committee",
    "founded_on": "1/7/2025",
    "place": "Sơn Lộc",
    "display_name": "Lý Thị Hoa",
    "username": "hoalt",
}


def opened() -> Client:
    browser = Client()
    browser.post("/bat-dau/", {**FORM, "code": first_run.ensure_code()})
    return browser


def test_the_first_unit_comes_with_an_office_that_opens_its_account_with_the_slip() -> None:
    operator = opened()
    sheet = operator.post("/bat-dau/to-chuc/", UNIT).content.decode()
    code = sheet.split('slip__code">')[1].split("<")[0]
    office, password = Client(), "bến đò sông Lô 9"
    office.post("/vao/phieu/", {"username": "hoalt", "code": code, "password": password, "again": password})
    assert office.post("/vao/", {"login": "hoalt", "password": password}).status_code == 302
    (mandate,) = mandates_of(User.objects.get(username="hoalt").pk, clock.today())
    assert (mandate.role, mandate.unit_name) == (Role.OFFICE, "Đảng bộ xã Sơn Lộc")
    assert "Đ/c\u00a0Lý Thị Hoa đã đặt mật khẩu bằng phiếu" in office.get("/thong-bao/").content.decode()
    assert operator.get("/bat-dau/to-chuc/").headers["Location"] == "/"


def test_what_is_refused_leaves_neither_unit_nor_account() -> None:
    operator = opened()
    answer = operator.post("/bat-dau/to-chuc/", {**UNIT, "username": "quanvv"})
    assert answer.status_code == 422
    assert "Tên đăng nhập quanvv đã được dùng." in answer.content.decode()
    assert not has_units()
    assert User.objects.count() == 1


def test_only_the_operator_founds_it() -> None:
    assert Client().post("/bat-dau/to-chuc/", UNIT).headers["Location"] == "/bat-dau/"
    browser = signed_in(make_user())
    assert browser.post("/bat-dau/to-chuc/", UNIT).status_code == 403
    assert not has_units()
