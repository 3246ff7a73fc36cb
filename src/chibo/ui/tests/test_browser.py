"""The component sheet in a real browser: readable by everyone, and alive."""

import re

import pytest
from playwright.sync_api import Page, expect
from tests.browser import WIDTHS, Axes, SignIn
from tests.cast import Cast

KIT = "/ui/"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS.values())
def test_the_components_have_no_accessibility_fault(page: Page, axe: Axes, width: int, theme: str) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(KIT)
    page.context.add_cookies([{"name": "theme", "value": theme, "url": page.url}])
    page.goto(KIT)
    expect(page.get_by_role("heading", name="Bộ thành phần")).to_be_visible()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_refused_form_puts_the_reader_at_its_errors(page: Page) -> None:
    page.goto(KIT)
    expect(page.get_by_role("heading", name="Còn 4 chỗ cần sửa")).to_be_focused()
    page.get_by_role("link", name="Chưa chọn: Hình thức.").click()
    expect(page.get_by_label("Trực tiếp")).to_be_focused()


def test_a_person_is_found_without_diacritics(page: Page) -> None:
    page.goto(KIT)
    box = page.get_by_role("combobox", name="Người chuẩn bị")
    box.fill("nguyen huong")
    expect(page.get_by_role("option")).to_have_count(2)
    expect(page.get_by_role("option").first).to_have_text("Nguyễn Thị Hương GiangChi hội Phụ nữ")
    box.press("ArrowDown")
    box.press("Enter")
    expect(box).to_have_value("Nguyễn Thị Hường")
    assert page.locator("select[name=who]").input_value() == "2"
    box.fill("khong co ai")
    box.blur()
    expect(box).to_have_value("Nguyễn Thị Hường")


def test_what_is_typed_survives_a_closed_page(page: Page) -> None:
    page.goto(KIT)
    note = page.get_by_label("Lý do vắng")
    note.fill("Đi khám bệnh")
    expect(page.get_by_text("Giữ trên máy này (1 thay đổi)")).to_be_visible()
    page.goto("about:blank")
    page.goto(KIT)
    expect(note).to_have_value("")
    page.get_by_role("button", name="Lấy lại").click()
    expect(note).to_have_value("Đi khám bệnh")
    page.goto(KIT)
    page.get_by_role("button", name="Bỏ", exact=True).click()
    page.goto(KIT)
    expect(page.get_by_role("button", name="Lấy lại")).to_have_count(0)


def test_a_question_blocks_and_its_safe_button_has_the_focus(page: Page) -> None:
    page.goto(KIT)
    page.get_by_role("button", name="Kết thúc bỏ phiếu…").click()
    expect(page.get_by_role("dialog", name="Kết thúc bỏ phiếu?")).to_be_visible()
    expect(page.get_by_role("button", name="Chờ thêm")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Kết thúc bỏ phiếu?")).to_be_hidden()


def test_a_rule_opens_beside_the_act(page: Page) -> None:
    page.goto(KIT)
    page.get_by_role("button", name="Căn cứ").click()
    expect(page.get_by_text("chưa đối chiếu văn bản gốc")).to_be_visible()


def test_a_list_is_sorted_in_place_and_the_address_says_so(page: Page) -> None:
    page.goto(KIT)
    page.get_by_label("Lý do vắng").fill("vẫn còn")
    page.get_by_role("link", name="Hạn", exact=True).click()
    expect(page.get_by_role("columnheader", name="Hạn", exact=True)).to_have_attribute("aria-sort", "ascending")
    expect(page.get_by_role("link", name="Hạn", exact=True)).to_be_focused()
    expect(page).to_have_url(re.compile(r"\?xep=han$"))
    expect(page.get_by_label("Lý do vắng")).to_have_value("vẫn còn")


def test_the_list_of_keys_opens_and_can_switch_them_off(page: Page) -> None:
    page.goto(KIT)
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Phím tắt")
    keys.get_by_role("switch").check()
    keys.get_by_role("button", name="Đóng").click()
    page.keyboard.press("?")
    expect(keys).to_be_hidden()


def test_the_menu_of_the_person_opens_within_the_screen(sign_in: SignIn, cast: Cast, axe: Axes) -> None:
    page = sign_in(cast.secretary.user)
    page.goto(KIT)
    expect(page.locator(".side__unit")).to_contain_text("Chi bộ thôn Trung Hòa")
    page.get_by_role("button", name=cast.secretary.actor.name).click()
    expect(page.get_by_role("button", name="Đăng xuất").first).to_be_in_viewport()
    axe(page)
    page.get_by_role("button", name="Nền tối").first.click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_under_a_thumb_links_are_as_high_as_buttons(page: Page) -> None:
    page.set_viewport_size({"width": WIDTHS["phone"], "height": 900})
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
    page.goto(KIT)
    alone = page.locator(".crumbs a, .top .brand, .track__link, .table th > a, .sheet__head > a, .sheet__foot > a")
    boxes = [box for box in (link.bounding_box() for link in alone.filter(visible=True).all()) if box]
    assert len(boxes) >= 8
    assert min(box["height"] for box in boxes) >= 44


def test_without_script_everything_can_still_be_reached(page: Page) -> None:
    browser = page.context.browser
    assert browser is not None
    context = browser.new_context(java_script_enabled=False)
    try:
        page.goto(KIT)
        plain = context.new_page()
        plain.goto(page.url)
        expect(plain.locator("select[name=who]")).to_be_visible()
        plain.get_by_role("button", name="Kết thúc bỏ phiếu…").click()
        expect(plain.get_by_role("heading", name="Kết thúc bỏ phiếu?")).to_be_visible()
        plain.get_by_role("button", name="Chờ thêm").click()
        expect(plain.get_by_role("heading", name="Kết thúc bỏ phiếu?")).to_be_hidden()
    finally:
        context.close()
