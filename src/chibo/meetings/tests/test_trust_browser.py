"""Remarks, seal, addendum and check in a real browser, from the reading to somebody who only has the PDF."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from tests.browser import Axes, Shots, SignIn
from tests.cast import Cast
from tests.site import Site

from chibo.kernel import clock
from chibo.meetings.tests.factories import EVENING
from chibo.meetings.tests.test_trust import END, a_read

pytestmark = pytest.mark.browser


def test_minutes_are_remarked_on_sealed_corrected_and_checked(
    cast: Cast, site: Site, page: Page, sign_in: SignIn, axe: Axes, screenshot: Shots
) -> None:
    with clock.at(EVENING):
        meeting = a_read(cast)
    address = f"/sinh-hoat/{meeting.pk}/bien-ban/"
    site.clock(END + timedelta(hours=1))
    deputy = sign_in(cast.deputy.user)
    deputy.goto(address)
    deputy.get_by_label("Góp ý").last.fill("Mục 4 ghi thiếu 3 hộ của tổ 2")
    deputy.get_by_role("button", name="Gửi góp ý").click()
    expect(deputy.get_by_text("Đã gửi góp ý.")).to_be_visible()
    secretary = sign_in(cast.secretary.user)
    secretary.goto(address)
    axe(secretary)
    screenshot(secretary, "minutes-remarks")
    secretary.get_by_label("Trả lời").fill("Đúng, đọc là 15 hộ")
    secretary.get_by_role("button", name="Tiếp thu", exact=True).click()
    expect(secretary.get_by_text("Đúng, đọc là 15 hộ").first).to_be_visible()
    site.clock(END + timedelta(hours=25))
    secretary.goto(address)
    secretary.get_by_role("button", name="Khóa biên bản").click()
    expect(secretary.get_by_text("Biên bản đã được khóa.")).to_be_visible()
    secretary.get_by_role("link", name="Lập phụ lục").click()
    axe(secretary)
    screenshot(secretary, "minutes-addendum")
    secretary.get_by_label("Lý do").fill("Ghi nhầm tên thôn")
    secretary.get_by_label("Nội dung bổ sung, đính chính").fill("Dòng 3 đọc là thôn Trung Hòa.")
    secretary.get_by_label("Thông qua").select_option("bench")
    secretary.get_by_role("button", name="Lập và khóa phụ lục").click()
    expect(secretary.get_by_text("Phụ lục số 1")).to_be_visible()
    axe(secretary)
    screenshot(secretary, "minutes-sealed")
    with secretary.expect_download() as download:
        secretary.get_by_role("link", name="Tải biên bản PDF").click()
    page.goto("/sinh-hoat/kiem-tra/")
    page.set_input_files("input[type=file]", download.value.path())
    page.get_by_role("button", name="Kiểm tra").click()
    expect(page.get_by_text("Đúng là bản đã khóa")).to_be_visible()
    axe(page)
    screenshot(page, "minutes-checked")
