"""The pages of the preparation in a real browser: by hand and script, on phone and laptop, without an axe finding."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from playwright.sync_api import Page, expect
from tests.browser import Axes, Shots, SignIn
from tests.cast import Cast
from tests.site import Site

from chibo.kernel.months import Month
from chibo.meetings import services
from chibo.meetings.models import AgendaItem, Meeting, ReplyRow
from chibo.meetings.services import ItemPlan
from chibo.meetings.states import Reason, Reply, State
from chibo.meetings.tests.factories import DECEMBER, a_registered, on

pytestmark = pytest.mark.browser


@pytest.fixture
def meeting(cast: Cast, site: Site) -> Meeting:
    """December's meeting in preparation, with November's before it."""
    secretary = cast.secretary.actor
    with on(19, month=10):
        a_registered(secretary, cast.cell, Month(2026, 11))
    with on(19):
        made = a_registered(secretary, cast.cell, clerk_id=cast.cell_committee.id)
        item = AgendaItem.objects.get(meeting=made, line="report")
        plan = ItemPlan(item.title, planned_minutes=15, presenter_id=cast.deputy.id, preparer_id=cast.member.id)
        services.edit_item(actor=secretary, item_id=item.pk, version=item.version, plan=plan)
        services.add_item(actor=secretary, meeting_id=made.pk, plan=ItemPlan("Góp ý nhân sự ban công tác mặt trận", 10))
        services.add_material(
            actor=secretary,
            meeting_id=made.pk,
            name="bao-cao-thang-11.txt",
            title="Báo cáo công tác tháng 11",
            content=BytesIO("Báo cáo".encode()),
            item_id=item.pk,
        )
    site.clock(datetime(2026, 11, 20, 2, tzinfo=UTC))
    return made


def test_the_secretary_prepares_and_sends(
    cast: Cast, meeting: Meeting, sign_in: SignIn, axe: Axes, screenshot: Shots
) -> None:
    page = sign_in(cast.secretary.user)
    page.goto("/sinh-hoat/")
    axe(page)
    screenshot(page, "meetings-list")
    page.get_by_role("link", name=meeting.title).click()
    axe(page)
    screenshot(page, "meetings-prepare")
    # an item goes up in place, and its button keeps the focus
    second = page.locator(".agenda tbody tr:not(.group)").nth(1).locator("th b")
    moved = second.inner_text().split(". ", 1)[1]
    page.get_by_role("button", name="Đưa mục 2 lên").click()
    expect(page.locator(".agenda tbody tr:not(.group)").first.locator("th b")).to_have_text(f"1. {moved}")
    # a row becomes its own form and comes back
    page.get_by_role("link", name="Sửa mục 4").click()
    page.get_by_label("Số phút").fill("12")
    screenshot(page, "meetings-editor")
    axe(page)
    page.get_by_role("button", name="Lưu nội dung").click()
    expect(page.locator(".agenda__editor")).to_have_count(0)
    page.get_by_role("button", name="Gửi thông báo sinh hoạt và tài liệu").click()
    expect(page.get_by_text("2 đồng chí chưa có tài khoản")).to_be_visible()
    screenshot(page, "meetings-called")
    meeting.refresh_from_db()
    assert meeting.state == State.CALLED


def test_a_member_reads_answers_and_writes_an_opinion(
    cast: Cast, meeting: Meeting, sign_in: SignIn, axe: Axes, screenshot: Shots
) -> None:
    with on(20):
        meeting.refresh_from_db()
        services.call_meeting(actor=cast.secretary.actor, meeting_id=meeting.pk, version=meeting.version)
    page = sign_in(cast.member.user)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"/sinh-hoat/{meeting.pk}/")
    axe(page)
    screenshot(page, "meetings-member")
    page.get_by_role("button", name="Tôi sẽ dự").click()
    expect(page.locator(".tag", has_text="Sẽ dự")).to_be_visible()
    assert ReplyRow.objects.get().state == Reply.COMING
    page.get_by_text("Xin vắng…").click()
    axe(page)
    page.get_by_label("Ý kiến của đồng chí").fill("Đường ngõ 4 vướng hai cổng nhà.")
    page.get_by_role("button", name="Gửi ý kiến").click()
    expect(page.locator("blockquote")).to_have_text("Đường ngõ 4 vướng hai cổng nhà.")
    screenshot(page, "meetings-member-after")


def test_the_other_pages_of_a_meeting(
    cast: Cast, meeting: Meeting, sign_in: SignIn, axe: Axes, screenshot: Shots
) -> None:
    with on(20):
        meeting.refresh_from_db()
        services.call_meeting(actor=cast.secretary.actor, meeting_id=meeting.pk, version=meeting.version)
        services.give_reply(
            actor=cast.other_member.actor, meeting_id=meeting.pk, coming=False, reason=Reason.ILLNESS, note="Nằm viện"
        )
        services.write_opinion(
            actor=cast.other_member.actor, meeting_id=meeting.pk, text="Đảng viên nên làm trước.", send=True
        )
    page = sign_in(cast.secretary.user)
    for name, address in {
        "replies": f"/sinh-hoat/{meeting.pk}/thanh-phan/",
        "materials": f"/sinh-hoat/{meeting.pk}/tai-lieu/",
        "opinions": f"/sinh-hoat/{meeting.pk}/y-kien/",
        "papers": f"/sinh-hoat/{meeting.pk}/van-ban/",
        "readers": f"/sinh-hoat/{meeting.pk}/ai-xem/",
        "register": f"/sinh-hoat/dang-ky/?thang={DECEMBER.plus(1)}",
        "move": f"/sinh-hoat/{meeting.pk}/ngay-gio/",
        "postpone": f"/sinh-hoat/{meeting.pk}/hoan/",
    }.items():
        page.goto(address)
        axe(page)
        screenshot(page, f"meetings-{name}")
    above = sign_in(cast.office.user)
    above.goto(f"/sinh-hoat/{meeting.pk}/")
    axe(above)
    screenshot(above, "meetings-face")


def test_an_excuse_is_granted_on_the_page_of_answers(cast: Cast, meeting: Meeting, sign_in: SignIn) -> None:
    with on(20):
        services.give_reply(actor=cast.other_member.actor, meeting_id=meeting.pk, coming=False, reason=Reason.ILLNESS)
    page: Page = sign_in(cast.secretary.user)
    page.goto(f"/sinh-hoat/{meeting.pk}/thanh-phan/")
    page.get_by_role("button", name="Đồng ý", exact=True).click()
    expect(page.get_by_text("Đã trả lời 1 đồng chí.")).to_be_visible()
    assert ReplyRow.objects.get().state == Reply.EXCUSE_GRANTED
