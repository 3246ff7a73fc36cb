"""Pages of members and of the tree in a real browser: no accessibility fault, no word cut off."""

from datetime import date
from typing import Any

import pytest
from tests.cast import Cast

from chibo.members import services
from chibo.members.states import CorrectionAbout
from chibo.organisations import services as organisations

WIDTHS = (390, 1280)


def visit(page: Any, axe: Any, screenshot: Any, address: str, name: str) -> None:
    page.goto(address)
    page.wait_for_load_state("networkidle")
    screenshot(page, name)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{address} is wider than {width}"


@pytest.mark.browser
def test_the_pages_of_an_office_have_no_fault(site: Any, cast: Cast, sign_in: Any, axe: Any, screenshot: Any) -> None:
    services.ask_correction(
        actor=cast.member.actor, about=CorrectionAbout.DATES, text="Ngày vào Đảng là 19/05/2014, theo quyết định cũ."
    )
    person = f"/dang-vien/{cast.member.id}/"
    page = sign_in(cast.office.user)
    for address, name in (
        ("/dang-vien/", "members-list"),
        (person, "members-record"),
        (f"{person}qua-trinh/", "members-course"),
        (f"{person}chuc-vu/", "members-posts"),
        (f"{person}the/", "members-cards"),
        (f"{person}ai-da-xem/", "members-looks"),
        (f"{person}ai-xem/", "members-readers"),
        (f"{person}sua/", "members-edit"),
        (f"{person}ghi-chuc-vu/", "members-post-form"),
        ("/dang-vien/moi/", "members-enter"),
        ("/dang-vien/de-nghi-dinh-chinh/", "members-corrections"),
        (f"/dang-vien/tai-to-chuc/{cast.committee.pk}/sap-nhap/", "members-merge"),
        ("/to-chuc/", "organisations-tree"),
        (f"/to-chuc/{cast.committee.pk}/", "organisations-unit"),
        (f"/to-chuc/{cast.cell.pk}/", "organisations-cell"),
        (f"/to-chuc/{cast.committee.pk}/phan-cong/", "organisations-assign"),
        (f"/to-chuc/{cast.cell.pk}/ai-xem/", "organisations-readers"),
        (f"/to-chuc/{cast.cell.pk}/doi-ten/", "organisations-rename"),
    ):
        visit(page, axe, screenshot, address, name)


@pytest.mark.browser
def test_one_s_own_record_has_no_fault(site: Any, cast: Cast, sign_in: Any, axe: Any, screenshot: Any) -> None:
    page = sign_in(cast.member.user)
    for address, name in (("/dang-vien/toi/", "members-me"), ("/dang-vien/toi/dinh-chinh/", "members-ask")):
        visit(page, axe, screenshot, address, name)


@pytest.mark.browser
def test_a_branch_of_the_tree_opens_in_place(site: Any, cast: Cast, sign_in: Any) -> None:
    facts = {"actor": cast.system, "founded_on": date(2025, 7, 1)}
    part = organisations.found_unit(name="Đảng bộ bộ phận", kind="sub_committee", parent=cast.committee, **facts)
    organisations.found_unit(name="Chi bộ thôn Ấp", kind="cell", parent=part, **facts)
    page = sign_in(cast.office.user)
    page.goto("/to-chuc/")
    page.locator("details.tree__node > summary").click()
    page.get_by_role("link", name="Chi bộ thôn Ấp").wait_for()


@pytest.mark.browser
def test_the_list_is_searched_without_leaving_the_page(site: Any, cast: Cast, sign_in: Any) -> None:
    page = sign_in(cast.secretary.user)
    page.goto("/dang-vien/")
    page.get_by_label("Tên hoặc số thẻ").fill("huyen")
    page.get_by_label("Tên hoặc số thẻ").press("Enter")
    page.wait_for_url("**/dang-vien/?tim=huyen**")
    page.get_by_role("link", name="Bùi Thị Huyền").wait_for()
    assert page.locator("tbody tr").count() == 1


@pytest.mark.browser
def test_a_slip_is_printed_on_one_sheet(site: Any, cast: Cast, sign_in: Any, axe: Any, screenshot: Any) -> None:
    page = sign_in(cast.office.user)
    page.goto(f"/dang-vien/{cast.people['Lương Văn Ổn'].pk}/tai-khoan/")
    page.get_by_role("button", name="Cấp phiếu").click()
    page.get_by_text("Mã một lần").wait_for()
    screenshot(page, "members-slip")
    axe(page)
