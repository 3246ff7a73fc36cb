"""The plan of topics in a real browser, on phone and laptop, without an axe finding."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect
from tests.browser import Axes, Shots, SignIn
from tests.cast import Cast
from tests.site import Site

from chibo.meetings.models import Topic

pytestmark = pytest.mark.browser


def test_the_secretary_plans_topics_and_the_office_notes_them(
    cast: Cast, site: Site, sign_in: SignIn, axe: Axes, screenshot: Shots
) -> None:
    site.clock(datetime(2026, 11, 20, 2, tzinfo=UTC))
    page = sign_in(cast.secretary.user)
    page.goto("/sinh-hoat/")
    page.get_by_role("link", name="Kế hoạch chuyên đề").click()
    page.get_by_role("textbox", name="Chuyên đề", exact=True).fill("Học tập Bác về thực hành tiết kiệm")
    page.get_by_role("combobox", name="Quý", exact=True).select_option("4")
    page.get_by_label("Tháng dự kiến").fill("12/2026")
    page.get_by_role("button", name="Đưa vào kế hoạch").click()
    expect(page.get_by_text("Đã đưa chuyên đề vào kế hoạch.")).to_be_visible()
    page.get_by_role("button", name="Gửi kế hoạch").click()
    expect(page.get_by_text("Đã gửi kế hoạch chuyên đề lên cấp trên.")).to_be_visible()
    axe(page)
    screenshot(page, "topics-plan")
    page.get_by_role("link", name="Học tập Bác về thực hành tiết kiệm").click()
    axe(page)
    screenshot(page, "topics-topic")
    office = sign_in(cast.office.user)
    office.goto(f"/sinh-hoat/chuyen-de/?to_chuc={cast.cell.pk}&nam=2026")
    axe(office)
    office.get_by_role("button", name="Ghi nhận").click()
    expect(office.get_by_text("Đã ghi nhận kế hoạch chuyên đề.")).to_be_visible()
    assert Topic.objects.get().plan.noted_at is not None
