"""A room with several browsers: what one does, the others see at once, and nothing of it is lost over a cut."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from chibo.kernel import clock
from chibo.meetings import services
from chibo.meetings.models import Meeting
from chibo.meetings.selectors.sitting import current_item
from chibo.meetings.tests.factories import a_called, on
from tests.browser import Axes, Shots, SignIn
from tests.cast import Cast
from tests.relay import Relay
from tests.site import Site

EVENING = datetime(2026, 12, 3, 12, 30, tzinfo=UTC)


@pytest.fixture
def meeting(site: Site, cast: Cast) -> Meeting:
    """Opened by the secretary in the chair; nobody was called yet."""
    site.clock(EVENING)
    with on(19):
        called = a_called(cast.secretary.actor, cast.cell, chair_id=cast.secretary.id, clerk_id=cast.member.id)
    with clock.at(EVENING):
        return services.open_meeting(actor=cast.secretary.actor, meeting_id=called.pk, version=called.version)


def at(page: Page, meeting: Meeting, where: str) -> Page:
    page.goto(f"/sinh-hoat/{meeting.pk}/{where}/")
    return page


def by_code(page: Page, meeting: Meeting, code: str) -> None:
    at(page, meeting, "hop/diem-danh")
    page.get_by_label("Mã điểm danh").fill(code)
    page.get_by_role("button", name="Điểm danh", exact=True).click()
    expect(page.get_by_role("button", name="Đăng ký phát biểu")).to_be_visible()


def test_a_room_follows_chair_and_members(
    sign_in: SignIn, cast: Cast, meeting: Meeting, relay: Relay, axe: Axes, screenshot: Shots
) -> None:
    chair, clerk = sign_in(cast.secretary.user), sign_in(cast.member.user)
    first, second = sign_in(cast.deputy.user), sign_in(cast.other_member.user)
    for phone in (first, second):
        phone.set_viewport_size({"width": 390, "height": 844})

    at(clerk, meeting, "diem-danh")
    clerk.get_by_role("button", name="Điểm danh bằng mã trên màn hình").click()
    code = clerk.locator("#live-code b").inner_text()
    for phone in (first, second):
        by_code(phone, meeting, code)
    expect(clerk.locator("#live-wall")).to_contain_text("2/")

    at(chair, meeting, "dieu-hanh")
    first.get_by_role("button", name="Đăng ký phát biểu").click()
    second.get_by_role("button", name="Đăng ký phát biểu").click()
    expect(chair.locator("#live-calling li")).to_have_count(2)
    expect(first.locator("#live-queue")).to_contain_text("Có 2 đồng chí chờ phát biểu")
    for page, name in ((chair, "room-chair"), (clerk, "room-wall"), (first, "room-phone")):
        axe(page)
        screenshot(page, name)

    chair.get_by_role("button", name=f"Mời {cast.deputy.person.full_name}").click()
    expect(clerk.locator("#live-wall")).to_contain_text(f"Đang phát biểu: đ/c\xa0{cast.deputy.person.full_name}")
    expect(second.locator("#live-queue")).to_contain_text(cast.deputy.person.full_name)

    second.goto(f"{relay.url}/sinh-hoat/{meeting.pk}/hop/")
    expect(second.locator("[data-live-line]")).to_contain_text("Đã nối mạng")
    relay.cut()
    now = current_item(meeting)
    assert now is not None
    title = meeting.items.filter(position__gt=now.position).order_by("position")[0].title
    chair.get_by_role("button", name=f"Sang mục {now.position + 1}").first.click()
    expect(first.locator("#live-now h2")).to_have_text(title)
    expect(second.locator("[data-live-line]")).to_contain_text("Mất mạng từ")
    relay.mend()
    expect(second.locator("#live-now h2")).to_have_text(title)


def test_the_clerk_sees_wishes_without_losing_a_word(sign_in: SignIn, cast: Cast, meeting: Meeting) -> None:
    with clock.at(EVENING):
        services.take_roll(actor=cast.member.actor, meeting_id=meeting.pk, absent={})
    clerk, phone = at(sign_in(cast.member.user), meeting, "phong"), at(sign_in(cast.deputy.user), meeting, "hop")
    clerk.get_by_label("Nội dung báo cáo, ghi chép").fill("Đang ghi dở")
    phone.get_by_role("button", name="Đăng ký phát biểu").click()
    expect(clerk.locator("#live-wishes li")).to_have_count(1)
    expect(clerk.get_by_label("Nội dung báo cáo, ghi chép")).to_have_value("Đang ghi dở")
    clerk.locator("#live-wishes").get_by_role("button", name="Mời").click()
    expect(clerk.locator("#speech")).to_be_visible()
    expect(clerk.get_by_label("Nội dung báo cáo, ghi chép")).to_have_value("Đang ghi dở")
    expect(phone.locator("#live-queue")).to_contain_text("Đang phát biểu")
