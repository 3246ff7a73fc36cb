"""Second steps: an app's code after the password, recovery codes, and what the database keeps of them."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client

from chibo.accounts.tests.factories import PASSWORD, make_user, signed_in

pytestmark = pytest.mark.django_db


def code_of(secret: str, *, half_minute: int) -> str:
    """Return what an authenticator app shows: 0 for the half minute before, 1 for now, 2 for the next."""
    return format_hotp_value(hotp_value(secret, list(yield_hotp_counters_from_time())[half_minute]))


@pytest.fixture
def secret() -> str:
    """The secret of the app that the user has switched on."""
    browser = signed_in(make_user())
    asked = browser.get("/vao/buoc-hai/ung-dung/")
    assert asked.headers["Location"].startswith("/vao/xac-nhan/")
    browser.post(asked.headers["Location"], {"password": PASSWORD})
    page = browser.get("/vao/buoc-hai/ung-dung/").content.decode()
    secret = re.search(r"<code[^>]*>([A-Z2-7]+)</code>", page)
    assert secret
    answer = browser.post("/vao/buoc-hai/ung-dung/", {"code": code_of(secret[1], half_minute=1)})
    assert answer.headers["Location"] == "/vao/buoc-hai/ma-du-phong/"
    return secret[1]


def after_password() -> Client:
    browser = Client()
    answer = browser.post("/vao/", {"login": "lan", "password": PASSWORD})
    assert answer.headers["Location"] == "/vao/buoc-hai/"
    assert browser.get("/cua-toi/tai-khoan/").status_code == 302
    return browser


def test_the_password_alone_is_not_enough_once_the_app_is_on(secret: str) -> None:
    browser = after_password()
    page = browser.get("/vao/buoc-hai/").content.decode()
    assert "Mã xác thực" in page
    refused = browser.post("/vao/buoc-hai/", {"code": "000000"}).content.decode()
    assert "Mã không đúng hoặc đã hết hạn. Ghi mã đang hiện trên ứng dụng." in refused


def test_the_code_of_the_app_signs_in(secret: str) -> None:
    browser = after_password()
    answer = browser.post("/vao/buoc-hai/", {"code": code_of(secret, half_minute=2)})
    assert answer.status_code == 302
    assert browser.get("/cua-toi/tai-khoan/").status_code == 200


def test_a_recovery_code_works_once(secret: str) -> None:
    code = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
    assert after_password().post("/vao/buoc-hai/", {"code": code}).status_code == 302
    assert "Mã không đúng" in after_password().post("/vao/buoc-hai/", {"code": code}).content.decode()


def test_guessing_codes_is_held_back(secret: str) -> None:
    browser = after_password()
    for number in range(5):
        browser.post("/vao/buoc-hai/", {"code": f"00000{number}"})
    code = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
    assert "Đã sai nhiều lần liên tiếp." in browser.post("/vao/buoc-hai/", {"code": code}).content.decode()


def test_the_database_does_not_hold_the_secret_in_the_clear(secret: str) -> None:
    assert all(secret not in str(row.data) for row in Authenticator.objects.all())
