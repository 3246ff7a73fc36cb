"""From the clerk's room to the papers after the meeting, in a real browser, without an axe finding."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from tests.browser import Axes, Shots, SignIn
from tests.cast import Cast
from tests.site import Site

from chibo.kernel import clock
from chibo.meetings import services as meetings
from chibo.meetings.models import AgendaItem, Meeting
from chibo.meetings.states import Mention, Outcome
from chibo.resolutions.models import Resolution
from chibo.resolutions.states import State
from chibo.resolutions.tests.factories import (
    EVENING,
    a_measure,
    an_adopted,
    an_earlier_task,
    an_open_meeting,
    the_item,
)
from chibo.tasks.states import Move

pytestmark = pytest.mark.browser
SCORE = {
    "title": "Tự chấm 90 điểm, đề nghị xếp loại Tốt",
    "tally": "12/14 tán thành",
    "table": {"columns": ["Tiêu chí", "Tối đa", "Tự chấm"], "rows": [["Cộng", "100", "90"]]},
}


@pytest.fixture
def meeting(cast: Cast, site: Site) -> Meeting:
    """An open meeting with two tasks of last month, one of this, and praise."""
    an_earlier_task(cast, "Thu quỹ khuyến học", Move.VERIFY, "Đủ 40 hộ")
    an_earlier_task(cast, "Vận động 3 hộ hiến đất làm đường", Move.FAIL, "Mưa lũ kéo dài")
    opened = an_open_meeting(cast)
    with clock.at(EVENING):
        a_measure(cast, opened)
        meetings.mention(
            actor=cast.member.actor, meeting_id=opened.pk, kind=Mention.PRAISE, text="Hiến 200 m² đất", name="Tổ đảng 2"
        )
        meetings.start_item(actor=cast.member.actor, item_id=the_item(opened).pk)
    site.clock(EVENING + timedelta(minutes=40))
    return opened


def test_the_clerk_drafts_in_the_room_and_issues(
    cast: Cast, meeting: Meeting, sign_in: SignIn, axe: Axes, screenshot: Shots
) -> None:
    page = sign_in(cast.member.user)
    page.goto(f"/sinh-hoat/{meeting.pk}/phong/")
    draft = page.get_by_role("button", name="Dự thảo nghị quyết")
    expect(draft).to_be_visible()
    expect(page.locator("#room")).to_have_count(1)  # the door loaded itself, not the room
    axe(page)
    screenshot(page, "resolutions-room")
    draft.click()
    expect(page.get_by_role("heading", name="Dự thảo nghị quyết")).to_be_visible()
    axe(page)
    screenshot(page, "resolutions-draft")
    page.get_by_label("Phương hướng, nhiệm vụ chung").fill("Tập trung làm đường trước mùa mưa.")
    page.get_by_label("Nội dung nhiệm vụ").fill("Tăng cường tuyên truyền")
    page.get_by_role("button", name="Giao việc").click()
    expect(page.get_by_text("còn chung chung")).to_be_visible()
    page.get_by_role("button", name="Tất cả đồng ý, ban hành").click()
    page.wait_for_url(f"**/sinh-hoat/{meeting.pk}/phong/**")
    adopted = Resolution.objects.get(meeting=meeting)
    assert (adopted.state, adopted.direction) == (State.ADOPTED, "Tập trung làm đường trước mùa mưa.")
    page.goto(f"/nghi-quyet/{adopted.pk}/")
    axe(page)
    screenshot(page, "resolutions-detail")
    for path, name in (("/nghi-quyet/", "list"), ("/nghi-quyet/so-nghi-quyet/", "book")):
        visited = sign_in(cast.secretary.user)
        visited.goto(path)
        axe(visited)
        screenshot(visited, f"resolutions-{name}")


def test_papers_after_the_meeting(
    cast: Cast, meeting: Meeting, site: Site, sign_in: SignIn, axe: Axes, screenshot: Shots
) -> None:
    with clock.at(EVENING):
        adopted = an_adopted(cast, meeting)
        _close(cast, meeting)
    site.clock(EVENING + timedelta(hours=2))
    page = sign_in(cast.secretary.user)
    page.goto(f"/sinh-hoat/{meeting.pk}/")
    expect(page.get_by_role("link", name="Tải biên bản PDF")).to_be_visible()
    axe(page)
    screenshot(page, "meetings-closed")
    page.get_by_role("link", name="Hoàn thiện văn bản, báo cáo").click()
    axe(page)
    screenshot(page, "meetings-finish")
    page.get_by_role("button", name="Gửi báo cáo kết quả").click()
    expect(page.get_by_text("Đã gửi báo cáo kết quả lên cấp trên.")).to_be_visible()
    page.get_by_role("button", name="Đã đăng").click()
    expect(page.get_by_text("Đã ghi việc đăng lên Sổ tay đảng viên.")).to_be_visible()
    page.get_by_role("link", name="Ghi kiến nghị").click()
    axe(page)
    page.get_by_label("Kiến nghị của chi bộ").fill("Hỗ trợ 20 tấn xi măng làm đường thôn.")
    page.get_by_role("button", name="Gửi lên cấp trên").click()
    axe(page)
    _look_around(page, axe, screenshot, meeting, adopted)


def _look_around(page: Page, axe: Axes, screenshot: Shots, meeting: Meeting, adopted: Resolution) -> None:
    for path, name in (
        (f"/sinh-hoat/{meeting.pk}/trich-bien-ban/", "meetings-extract"),
        ("/sinh-hoat/so-bien-ban/", "meetings-book"),
        ("/sinh-hoat/kien-nghi/", "meetings-requests"),
        (f"/nghi-quyet/{adopted.pk}/bao-luu/", "resolutions-reserve"),
    ):
        page.goto(path)
        axe(page)
        screenshot(page, name)
    page.goto("/sinh-hoat/kien-nghi/")
    page.get_by_role("link", name="Hỗ trợ 20 tấn").click()
    axe(page)


def _close(cast: Cast, meeting: Meeting) -> None:
    waiting = AgendaItem.objects.filter(meeting=meeting, outcome__isnull=True).exclude(outcome_kind=Outcome.NONE)
    for row in waiting:
        if row.outcome_kind == Outcome.SCORE:
            meetings.record_outcome(actor=cast.secretary.actor, item_id=row.pk, block=SCORE)
        else:
            meetings.all_agree(actor=cast.secretary.actor, item_id=row.pk)
    meeting.refresh_from_db()
    meetings.close_meeting(actor=cast.secretary.actor, meeting_id=meeting.pk, version=meeting.version)
