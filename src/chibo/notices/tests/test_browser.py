"""The page of wishes in a browser, and what a phone needs to install the program."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.browser import Axes, SignIn
from tests.site import Site

from chibo.accounts.tests.factories import make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LATE = "new Promise((_, no) => setTimeout(no, 10000, 'no worker'))"
KEPT = "caches.keys().then((names) => Promise.all(names.map((name) => caches.open(name).then((s) => s.keys()))))"
ADDRESSES = f"{KEPT}.then((found) => found.flat().map((request) => new URL(request.url).pathname))"


def test_one_chooses_how_to_be_told(site: Site, sign_in: SignIn, axe: Axes, screenshot: Callable[..., object]) -> None:
    page = sign_in(make_user())
    page.goto("/cua-toi/tai-khoan/")
    page.get_by_role("link", name="Cách nhận thông báo").click()
    axe(page)
    screenshot(page, "wishes")
    page.get_by_label("Giờ gửi tin trong ngày").fill("12h00")
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_text("Đã lưu cách nhận thông báo.")).to_be_visible()
    page.goto("/lich/")
    page.get_by_role("button", name="Lập địa chỉ").click()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Chép địa chỉ").click()
    expect(page.get_by_text("Đã chép.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").endswith(".ics")
    axe(page)
    screenshot(page, "calendar")


def test_the_worker_keeps_static_files_and_one_page_without_data(site: Site, sign_in: SignIn) -> None:
    page = sign_in(make_user())
    page.goto("/thong-bao/")
    page.evaluate(f"Promise.race([navigator.serviceWorker.ready, {LATE}]).then(() => true)")
    page.goto("/thong-bao/cach-nhan/")
    page.goto("/")
    kept = page.evaluate(ADDRESSES)
    assert "/ngoai-mang/" in kept
    assert [address for address in kept if not address.startswith("/static/") and address != "/ngoai-mang/"] == []
    assert "Lan" not in _offline(page)


def _offline(page: Page) -> str:
    page.context.set_offline(True)
    page.goto("/thong-bao/")
    expect(page.get_by_text("Không có mạng").first).to_be_visible()
    found = page.content()
    page.context.set_offline(False)
    return found
