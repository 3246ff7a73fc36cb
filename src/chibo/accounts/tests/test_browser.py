"""Signing in with a real browser: a passkey is made and used, and axe finds nothing on any page of accounts."""

import pytest
from playwright.sync_api import Page
from tests.browser import Axes
from tests.site import Site

from chibo.access import Role
from chibo.accounts.tests.factories import OPERATOR, PASSWORD, make_user
from chibo.kernel import clock
from chibo.organisations.services import give_mandate

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def here(page: Page, site: Site) -> str:
    """The site under a name, since passkeys do not work under a bare address; the page has a key of its own."""
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return f"http://localhost:{site.port}"


def sign_in(page: Page, here: str) -> None:
    page.goto(f"{here}/vao/?next=/cua-toi/tai-khoan/")
    page.get_by_label("Tên đăng nhập").fill("lan")
    page.get_by_role("textbox", name="Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()


def sign_out(page: Page, here: str) -> None:
    page.goto(f"{here}/vao/ra/?next=/vao/")
    page.get_by_role("button", name="Đăng xuất", exact=True).last.click()
    page.wait_for_url("**/vao/")


def test_a_passkey_signs_in_alone_and_as_second_step(page: Page, here: str) -> None:
    make_user()
    sign_in(page, here)
    page.get_by_role("link", name="Thêm khóa").click()
    page.get_by_role("textbox", name="Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Tiếp tục").click()
    page.get_by_label("Tên để nhận ra khóa").fill("Điện thoại")
    page.get_by_role("button", name="Thêm khóa").click()
    page.wait_for_url("**/ma-du-phong/")

    sign_out(page, here)
    page.goto(f"{here}/vao/?next=/thong-bao/")
    page.get_by_role("button", name="Đăng nhập bằng khóa truy cập").click()
    page.wait_for_url(lambda url: "/vao/" not in url)
    page.goto(f"{here}/vao/buoc-hai/khoa/")
    assert page.get_by_text("Điện thoại").is_visible()

    sign_out(page, here)
    sign_in(page, here)
    page.wait_for_url("**/vao/buoc-hai/")
    page.get_by_role("button", name="Dùng khóa truy cập").click()
    page.wait_for_url("**/cua-toi/tai-khoan/")


def test_axe_finds_nothing_on_the_pages_of_accounts(page: Page, here: str, axe: Axes) -> None:
    user = make_user()
    give_mandate(actor=OPERATOR, user=user, role=Role.OPERATOR, unit=None, starts_on=clock.today())
    page.goto(f"{here}/vao/")
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    axe(page)
    page.goto(f"{here}/vao/phieu/")
    axe(page)
    sign_in(page, here)
    page.wait_for_url("**/cua-toi/tai-khoan/")
    axe(page)
    page.goto(f"{here}/vao/buoc-hai/ung-dung/")
    axe(page)
    page.get_by_role("textbox", name="Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Tiếp tục").click()
    page.wait_for_url("**/vao/buoc-hai/ung-dung/")
    axe(page)
    for address in (
        "/vao/buoc-hai/khoa/",
        "/vao/buoc-hai/khoa/moi/",
        "/cua-toi/tai-khoan/mat-khau/",
        "/he-thong/tai-khoan/",
        "/he-thong/tai-khoan/moi/",
        f"/he-thong/tai-khoan/{user.pk}/",
        "/thong-bao/",
        "/vao/ra/",
    ):
        page.goto(f"{here}{address}")
        axe(page)
    page.goto(f"{here}/he-thong/tai-khoan/{user.pk}/")
    page.get_by_role("button", name="Cấp phiếu").click()
    page.get_by_text("Mã một lần").wait_for()
    axe(page)
