"""The pages of signing in and of accounts."""

import time
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from chibo.access import Role
from chibo.accounts import services
from chibo.accounts.models import User
from chibo.accounts.selectors import sessions_of
from chibo.accounts.tests.factories import OPERATOR, PASSWORD, actor_of, make_user, signed_in
from chibo.kernel import clock
from chibo.organisations.services import give_mandate

pytestmark = pytest.mark.django_db


def sign_in(browser: Client, name: str = "lan", password: str = PASSWORD) -> str:
    """Return the page that is shown, or where it leads to."""
    answer = browser.post("/vao/", {"login": name, "password": password})
    return answer.headers.get("Location") or answer.content.decode()


def make_operator() -> User:
    user = make_user("quantri", "Vũ Văn Quân")
    give_mandate(actor=OPERATOR, user=user, role=Role.OPERATOR, unit=None, starts_on=clock.today())
    return user


# -- signing in
def test_the_page_is_vietnamese_whatever_the_browser_would_accept(client: Client) -> None:
    make_user()
    page = client.get("/vao/", headers={"Accept-Language": "en"}).content.decode()
    assert '<html lang="vi"' in page
    assert "Tên đăng nhập" in page


def test_one_signs_in_by_name_in_any_spelling_and_is_led_on(client: Client) -> None:
    make_user()
    answer = client.post("/vao/?next=/cua-toi/tai-khoan/", {"login": "  LAN ", "password": PASSWORD})
    assert answer.headers["Location"] == "/cua-toi/tai-khoan/"


def test_one_is_never_led_to_another_host(client: Client) -> None:
    make_user()
    answer = client.post("/vao/?next=https://evil.example/", {"login": "lan", "password": PASSWORD})
    assert answer.headers["Location"] == "/"


def test_a_wrong_password_says_what_to_do_and_keeps_the_name(client: Client) -> None:
    make_user()
    page = sign_in(client, password="sai")
    assert "Tên đăng nhập hoặc mật khẩu không đúng. Ghi lại cả hai." in page
    assert 'value="lan"' in page
    assert "sai" not in page.replace("sai rồi", "")


def test_a_closed_account_is_told_whom_to_ask(client: Client) -> None:
    user = make_user()
    services.deactivate_user(actor=OPERATOR, place=services.NOWHERE, user_id=user.pk)
    assert sign_in(client) == "/vao/ngung/"
    assert "Đồng chí liên hệ văn phòng cấp ủy" in client.get("/vao/ngung/").content.decode()


def test_pages_of_allauth_that_are_not_used_do_not_exist(client: Client) -> None:
    make_user()
    for address in ("/vao/signup/", "/vao/email/", "/vao/password/reset/", "/vao/login/", "/vao/login/code/"):
        assert client.get(address).status_code == 404


# -- locked out
def test_five_failures_lock_the_name_for_the_right_password_too_and_say_until_when(client: Client) -> None:
    make_user()
    for _ in range(5):
        assert "không đúng" in sign_in(client, password="sai")
    page = sign_in(client)
    free = clock.local(clock.now()) + timedelta(minutes=11)
    assert f"Đã sai nhiều lần liên tiếp. Thử lại từ {free:%H:%M}." in page
    assert client.get("/cua-toi/tai-khoan/").status_code == 302


@pytest.mark.parametrize("spelling", ["LAN", " lan ", "l a n", "Lan"])
@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
def test_the_lock_holds_for_every_spelling_host_and_browser(spelling: str, host: str) -> None:
    make_user()
    for attempt in range(5):
        sign_in(Client(), name=["lan", "LAN", " lan", "l an", "Lan"][attempt], password="sai")
    answer = Client(headers={"Host": host}).post("/vao/", {"login": spelling, "password": PASSWORD})
    assert "Thử lại từ" in answer.content.decode()


def test_others_sign_in_while_one_name_is_locked(client: Client) -> None:
    make_user()
    make_user("mai", "Lý Thị Mai")
    for _ in range(6):
        sign_in(client, password="sai")
    assert sign_in(Client(), "mai") == "/"


def test_one_address_is_held_back_after_trying_many_names(client: Client, settings) -> None:  # type: ignore[no-untyped-def]
    make_user()
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "6/5m/ip,5/10m/key"}
    for number in range(6):
        sign_in(client, f"ten{number}", "sai")
    assert "Thử lại từ" in sign_in(client)


def test_the_lock_ends_and_right_passwords_do_not_count(client: Client, settings) -> None:  # type: ignore[no-untyped-def]
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "2/4s/key"}
    make_user()
    for _ in range(4):
        assert sign_in(Client()) == "/"
    for _ in range(2):
        sign_in(client, password="sai")
    assert "Thử lại từ" in sign_in(client)
    time.sleep(4.1)
    assert sign_in(client) == "/"


# -- sessions
def test_a_session_ends_twelve_hours_after_signing_in_used_or_not() -> None:
    browser = signed_in(make_user())
    (session,) = Session.objects.all()
    assert timedelta(hours=11, minutes=59) < session.expire_date - timezone.now() <= timedelta(hours=12)
    later = timezone.now() + timedelta(hours=6)
    assert browser.session.get_expiry_date(modification=later) == session.expire_date, "a change of it moves nothing"
    Session.objects.update(expire_date=timezone.now() + timedelta(minutes=1))
    assert browser.get("/cua-toi/tai-khoan/").status_code == 200
    assert Session.objects.get().expire_date < timezone.now() + timedelta(minutes=2)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    answer = browser.get("/cua-toi/tai-khoan/")
    assert answer.headers["Location"] == "/vao/?next=%2Fcua-toi%2Ftai-khoan%2F"


def test_signing_out_needs_a_post() -> None:
    browser = signed_in(make_user())
    assert "Đăng xuất khỏi thiết bị này?" in browser.get("/vao/ra/").content.decode()
    assert browser.get("/cua-toi/tai-khoan/").status_code == 200
    browser.post("/vao/ra/")
    assert browser.get("/cua-toi/tai-khoan/").status_code == 302


def test_sessions_are_listed_and_ended_one_by_one_or_all_others() -> None:
    user = make_user()
    here, phone, library = signed_in(user), signed_in(user), signed_in(user)
    page = here.get("/cua-toi/tai-khoan/").content.decode()
    assert page.count("Tự kết thúc lúc") == 3
    assert page.count("thiết bị này") == 1
    here.post(page.split('action="')[1:][_index_of_end(page)].split('"')[0])
    assert [browser.get("/cua-toi/tai-khoan/").status_code for browser in (phone, library)].count(302) == 1
    here.post("/cua-toi/tai-khoan/phien/khac/")
    assert phone.get("/cua-toi/tai-khoan/").status_code == library.get("/cua-toi/tai-khoan/").status_code == 302
    assert here.get("/cua-toi/tai-khoan/").status_code == 200


def _index_of_end(page: str) -> int:
    """Return which form of the page ends one session."""
    actions = [part.split('"')[0] for part in page.split('action="')[1:]]
    return next(i for i, action in enumerate(actions) if "/phien/" in action and "khac" not in action)


def test_a_changed_password_keeps_this_browser_and_ends_the_others() -> None:
    user = make_user()
    here, phone = signed_in(user), signed_in(user)
    new = "suối trong đá cuội 8"
    answer = here.post("/cua-toi/tai-khoan/mat-khau/", {"current": PASSWORD, "password": new, "again": new})
    assert answer.status_code == 302
    assert here.get("/cua-toi/tai-khoan/").status_code == 200
    assert phone.get("/cua-toi/tai-khoan/").status_code == 302
    signed_in(user, new)


def test_guessing_the_present_password_is_held_back() -> None:
    browser, new = signed_in(make_user()), "suối trong đá cuội 8"
    form = {"password": new, "again": new}
    for number in range(10):
        answer = browser.post("/cua-toi/tai-khoan/mat-khau/", {**form, "current": f"sai {number}"})
        assert "không đúng" in answer.content.decode()
    answer = browser.post("/cua-toi/tai-khoan/mat-khau/", {**form, "current": PASSWORD})
    assert (answer.status_code, "Thử lại từ" in answer.content.decode()) == (422, True)


def test_two_different_new_passwords_are_refused_at_the_field() -> None:
    browser = signed_in(make_user())
    answer = browser.post(
        "/cua-toi/tai-khoan/mat-khau/", {"current": PASSWORD, "password": "một câu dài 12", "again": "câu khác 12"}
    )
    assert answer.status_code == 422
    assert "Hai lần ghi mật khẩu khác nhau" in answer.content.decode()


def test_an_address_that_is_none_is_refused_and_kept_as_typed() -> None:
    browser = signed_in(make_user())
    answer = browser.post("/cua-toi/tai-khoan/thu-dien-tu/", {"email": "lan@"})
    assert answer.status_code == 422
    assert 'value="lan@"' in answer.content.decode()
    assert browser.post("/cua-toi/tai-khoan/thu-dien-tu/", {"email": "lan@xa.vn"}).status_code == 302
    assert User.objects.get(username="lan").email == "lan@xa.vn"


def test_ended_sessions_are_forgotten_and_others_kept() -> None:
    user = make_user()
    old, new = signed_in(user), signed_in(user)
    Session.objects.filter(session_key=old.session.session_key).update(expire_date=timezone.now())
    assert services.forget_ended_sessions() == 1
    assert new.get("/cua-toi/tai-khoan/").status_code == 200
    assert len(sessions_of(user.pk, None)) == 1


# -- language
def test_the_language_is_switched_and_kept_for_mails(client: Client) -> None:
    user = make_user()
    client.post("/ngon-ngu/", {"language": "en", "next": "/vao/"})
    assert "User name" in client.get("/vao/").content.decode()
    browser = signed_in(user)
    answer = browser.post("/ngon-ngu/", {"language": "en", "next": "/cua-toi/tai-khoan/"})
    assert answer.headers["Location"] == "/cua-toi/tai-khoan/"
    page = browser.get("/cua-toi/tai-khoan/").content.decode()
    assert '<html lang="en"' in page
    assert "Account and sign-in" in page
    user.refresh_from_db()
    assert user.language == "en"


def test_a_new_browser_speaks_the_language_of_the_account_unless_it_has_chosen(client: Client) -> None:
    user = make_user()
    services.choose_language(actor=actor_of(user), language="en")
    assert '<html lang="en"' in signed_in(user).get("/cua-toi/tai-khoan/").content.decode()
    client.post("/ngon-ngu/", {"language": "vi", "next": "/vao/"})
    sign_in(client)
    assert '<html lang="vi"' in client.get("/cua-toi/tai-khoan/").content.decode()


# -- accounts of the installation
def test_the_operator_makes_an_account_and_prints_a_slip_that_works() -> None:
    browser = signed_in(make_operator())
    answer = browser.post("/he-thong/tai-khoan/moi/", {"display_name": "Lý Thị Mẩy", "username": "mayl"})
    address = answer.headers["Location"]
    sheet = browser.post(f"{address}phieu/").content.decode()
    code = sheet.split('slip__code">')[1].split("<")[0]
    assert "/vao/phieu/" in sheet
    password = "nương ngô bản Nà 5"
    member = Client()
    answer = member.post(
        "/vao/phieu/", {"username": "mayl", "code": code, "password": password, "again": password}, follow=True
    )
    assert "Đã đặt mật khẩu. Đăng nhập bằng mật khẩu vừa đặt." in answer.content.decode()
    assert sign_in(member, "mayl", password) == "/"


def test_a_taken_name_is_refused_on_the_page() -> None:
    browser = signed_in(make_operator())
    make_user("mayl", "Lý Thị Mẩy")
    answer = browser.post("/he-thong/tai-khoan/moi/", {"display_name": "Lý Mẩy", "username": "mayl"})
    assert answer.status_code == 422
    assert "Tên đăng nhập mayl đã được dùng. Chọn tên khác." in answer.content.decode()


def test_nobody_else_sees_the_accounts() -> None:
    member = make_user()
    browser = signed_in(member)
    for address in ("/he-thong/tai-khoan/", "/he-thong/tai-khoan/moi/", f"/he-thong/tai-khoan/{member.pk}/"):
        assert browser.get(address).status_code == 403
        assert Client().get(address).status_code == 302
    assert browser.post(f"/he-thong/tai-khoan/{member.pk}/phieu/").status_code == 403


@pytest.mark.parametrize("number", [1, 60])
def test_the_list_costs_the_same_for_one_and_for_many(number: int, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    browser = signed_in(make_operator())
    for index in range(number):
        make_user(f"user{index:03}", f"Người số {index}", password="")
    # session, user, person behind it, mandates; accounts with their slips, number for the bell
    with django_assert_num_queries(6):
        page = browser.get("/he-thong/tai-khoan/").content.decode()
    assert page.count("<tr>") == min(number + 1, 50) + 1


@pytest.mark.parametrize("typed", ["đỗ thị hường", "DO THI HUONG", "Hường Đỗ", "do.huong"])
def test_an_account_is_found_in_any_case_and_without_diacritics(typed: str) -> None:
    make_user("do.huong", "Đỗ Thị Hường", password="")
    make_user("lan", "Trần Thị Lan", password="")
    page = signed_in(make_operator()).get("/he-thong/tai-khoan/", {"tim": typed}).content.decode()
    assert "do.huong" in page
    assert "Trần Thị Lan" not in page


def test_guessing_a_slip_is_held_back(client: Client) -> None:
    user = make_user(password="")
    code = services.issue_slip(actor=OPERATOR, place=services.NOWHERE, user_id=user.pk).code
    form = {"username": "LAN", "password": "một câu dễ nhớ 7", "again": "một câu dễ nhớ 7"}
    for number in range(5):
        answer = client.post("/vao/phieu/", {**form, "code": f"000000000{number}"})
        assert answer.status_code == 422
        assert "không đúng" in answer.content.decode()
    answer = client.post("/vao/phieu/", {**form, "username": "l a n", "code": code})
    assert "Thử lại từ" in answer.content.decode()
    user.refresh_from_db()
    assert not user.has_usable_password()
