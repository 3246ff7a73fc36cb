"""The office of a committee sets the registration day in a real browser; every page passes axe at both widths."""

from typing import Any

import pytest
from tests.cast import Cast

from chibo.regulations.models import Override

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_office_sets_the_registration_day(cast: Cast, site: Any, sign_in: Any, axe: Any, screenshot: Any) -> None:
    page = sign_in(cast.office.user)
    page.goto(f"/quy-dinh/{cast.committee.pk}/")
    checked(page, axe, screenshot, "regulations-list")
    page.get_by_role("link", name="Nền nếp sinh hoạt chi bộ").click()
    page.get_by_role("link", name="Đặt mức riêng").click()
    checked(page, axe, screenshot, "regulations-set")
    page.get_by_label("Hạn đăng ký sinh hoạt: ngày trong tháng").fill("40")
    page.get_by_label("Văn bản làm căn cứ").fill("Quy định số 05-QĐ/ĐU của Đảng ủy xã")
    page.get_by_label("Ngày ký văn bản").fill("05/01/2026")
    page.get_by_role("button", name="Đặt mức riêng").click()
    assert page.get_by_role("alert").is_visible()
    checked(page, axe, screenshot, "regulations-refused")
    page.get_by_label("Hạn đăng ký sinh hoạt: ngày trong tháng").fill("22")
    page.get_by_role("button", name="Đặt mức riêng").click()
    assert page.get_by_text("ngày 22 của tháng trước").is_visible()
    checked(page, axe, screenshot, "regulations-rule")
    assert Override.objects.get().values == {"registration_day": 22}
    page.get_by_role("button", name="Kết thúc mức riêng: Hạn đăng ký sinh hoạt: ngày trong tháng").click()
    assert page.get_by_text("ngày 20 của tháng trước").is_visible()


def checked(page: Any, axe: Any, screenshot: Any, name: str) -> None:
    """Look for faults at phone and laptop width, and keep a picture of each."""
    screenshot(page, name)
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        axe(page)
