"""An election in a real browser: the chair opens it, two tellers count apart and differ, count again, and it stands."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.browser import Axes, Shots, SignIn
from tests.cast import Cast
from tests.site import Site

from chibo.ballots.models import PaperCount
from chibo.kernel import clock
from chibo.meetings.models import Meeting
from chibo.meetings.tests.counting import ANH, HAI, QUANG, SON, a_held
from chibo.meetings.tests.factories import EVENING

pytestmark = pytest.mark.browser
VOTES = {HAI: 13, ANH: 12, SON: 9, QUANG: 5}


@pytest.fixture
def meeting(cast: Cast, site: Site) -> Meeting:
    held = a_held(cast)
    site.clock(EVENING)
    return held


def choose(page: Page, label: str, name: str) -> None:
    box = page.get_by_label(label, exact=True)
    box.fill(name)
    page.get_by_role("option", name=name).first.click()


def fill_in(page: Page) -> None:
    """Three are elected out of four, and two count."""
    page.get_by_label("Bầu", exact=True).select_option("committee")
    page.get_by_label("Ghi trên phiếu").fill("Bầu chi ủy nhiệm kỳ 2026 - 2028")
    page.get_by_label("Số lượng cần bầu").fill("3")
    for name in VOTES:
        page.get_by_label(name, exact=True).select_option("proposed")
    choose(page, "Tổ trưởng tổ kiểm phiếu", "Lý Thị Mẩy")
    choose(page, "Thư ký tổ kiểm phiếu", "Bùi Thị Huyền")


def enter(page: Page, votes: dict[str, int], issued: int = 14) -> None:
    papers = {"Số phiếu phát ra": issued, "Số phiếu thu về": issued, "Số phiếu hợp lệ": issued}
    for label, number in {**papers, "Số phiếu không hợp lệ": 0, **votes}.items():
        page.get_by_label(label, exact=True).fill(str(number))
    page.get_by_role("button", name="Ghi số liệu đếm").click()


def the_wall(page: Page, meeting: Meeting) -> Page:
    """The wall, which tells the hour of the installation."""
    page.clock.set_fixed_time(EVENING)
    page.goto(f"/sinh-hoat/{meeting.pk}/trinh-chieu/")
    expect(page.locator("[data-clock]")).to_have_text(f"{clock.local(EVENING):%H:%M}")
    return page


def saved_file(page: Page, link: str, folder: Path) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("link", name=link).click()
    place = folder / link
    download.value.save_as(place)
    return place.read_bytes()


def test_an_election_with_a_mismatch_that_is_mended(
    cast: Cast, meeting: Meeting, sign_in: SignIn, axe: Axes, screenshot: Shots, tmp_path: Path
) -> None:
    chair = sign_in(cast.secretary.user)
    chair.goto(f"/sinh-hoat/{meeting.pk}/phong/")
    screenshot(chair, "count-room")
    chair.get_by_role("link", name="Bỏ phiếu kín (bầu cử, kỷ luật, kết nạp)").click()
    axe(chair)
    fill_in(chair)
    screenshot(chair, "count-open")
    chair.get_by_role("button", name="Mở bỏ phiếu kín").click()
    expect(chair.get_by_text("Đang bỏ phiếu, kiểm phiếu").first).to_be_visible()
    axe(chair)
    screenshot(chair, "count-chair")
    assert saved_file(chair, "Tải phiếu PDF", tmp_path).startswith(b"%PDF")
    address = chair.url

    one, other = sign_in(cast.member.user), sign_in(cast.other_member.user)
    one.goto(f"/sinh-hoat/{meeting.pk}/")
    one.get_by_role("link", name="Nhập số liệu đếm").click()
    axe(one)
    screenshot(one, "count-entry")
    enter(one, VOTES, issued=15)
    expect(one.get_by_role("alert")).to_contain_text("nhiều hơn số đồng chí có mặt được biểu quyết")
    enter(one, VOTES)
    expect(one.get_by_text("Chờ đồng chí cùng đếm nhập")).to_be_visible()

    other.goto(address)
    expect(other.get_by_label("Trần Văn Sơn")).to_have_value("")
    enter(other, {**VOTES, "Trần Văn Sơn": 8})
    expect(other.locator(".notice", has_text="Lệch với")).to_contain_text("Trần Văn Sơn")
    expect(other.locator("main")).not_to_contain_text("9")
    axe(other)
    screenshot(other, "count-differs")
    wall = the_wall(sign_in(cast.secretary.user), meeting)
    expect(wall.get_by_text("Đang kiểm phiếu")).to_be_visible()
    chair.goto(address)
    expect(chair.get_by_text("Hai lần đếm chưa khớp")).to_be_visible()
    enter(other, VOTES)
    expect(other.get_by_text("Trúng cử: Nguyễn Văn Hải, Phạm Thị Ngọc Ánh, Trần Văn Sơn")).to_be_visible()

    expect(wall.get_by_text("trúng cử").first).to_be_visible()  # nobody touched it
    axe(wall)
    screenshot(wall, "count-wall")
    one.set_viewport_size({"width": 360, "height": 800})
    one.goto(address)
    assert one.evaluate("document.documentElement.scrollWidth") == 360
    chair.reload()
    expect(chair.get_by_text("Cấp ủy cấp trên chuẩn y kết quả bầu cử.")).to_be_visible()
    axe(chair)
    screenshot(chair, "count-result")
    links = {"Tải biên bản kiểm phiếu PDF": b"%PDF", "Biên bản kiểm phiếu bản Word": b"PK", "(Excel)": b"PK"}
    assert all(saved_file(chair, link, tmp_path).startswith(mark) for link, mark in links.items())
    assert PaperCount.objects.get().state == "agreed"
