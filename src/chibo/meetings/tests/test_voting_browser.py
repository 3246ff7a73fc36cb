"""A clerk, a secretary and two phones: a vote that members tap, then one in secret, in real browsers."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect
from tests.browser import Axes, Shots, SignIn
from tests.cast import Cast, Player
from tests.site import Site

from chibo.ballots.models import OpenVote, SecretBox
from chibo.kernel import clock
from chibo.meetings import services
from chibo.meetings.models import AgendaItem
from chibo.meetings.tests.factories import EVENING, a_votable, voters_of
from chibo.members.tests.factories import actor_of

pytestmark = pytest.mark.browser


@pytest.fixture
def item(cast: Cast, site: Site) -> AgendaItem:
    found = a_votable(cast)
    site.clock(datetime(2026, 12, 3, 12, 40, tzinfo=UTC))
    return found


def a_phone(sign_in: SignIn, player: Player, item: AgendaItem) -> Page:
    page = sign_in(player.user)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"/sinh-hoat/{item.meeting_id}/bieu-quyet/")
    return page


def test_two_phones_tap_and_vote_in_secret(
    cast: Cast, item: AgendaItem, sign_in: SignIn, axe: Axes, screenshot: Shots
) -> None:
    room = f"/sinh-hoat/{item.meeting_id}/phong/?muc={item.pk}"
    clerk = sign_in(cast.member.user)
    clerk.goto(room)
    clerk.get_by_text("Có ý kiến khác, hoặc biểu quyết việc khác").click()
    axe(clerk)
    screenshot(clerk, "voting-bench-put")
    clerk.reload()  # a picture leaves its traces in the fields
    clerk.get_by_text("Có ý kiến khác, hoặc biểu quyết việc khác").click()
    clerk.get_by_role("button", name="Bấm trên điện thoại").click()
    expect(clerk.get_by_text("đồng chí đã bấm trên điện thoại")).to_be_visible()

    one, other = a_phone(sign_in, cast.other_member, item), a_phone(sign_in, cast.deputy, item)
    expect(one.locator("input:checked")).to_have_count(0)
    axe(one)
    screenshot(one, "voting-open")
    one.get_by_text("Tán thành", exact=True).click()
    one.get_by_role("button", name="Gửi: Tán thành").click()
    expect(one.get_by_text("Đã biểu quyết: Tán thành")).to_be_visible()
    other.get_by_text("Không tán thành", exact=True).click()
    other.get_by_role("button", name="Gửi: Không tán thành").click()
    expect(other.get_by_text("Đã biểu quyết: Không tán thành")).to_be_visible()
    other.locator("summary", has_text="Chọn lại").click()
    other.get_by_text("Ý kiến khác", exact=True).click()
    other.get_by_role("button", name="Gửi: Ý kiến khác").click()
    expect(other.get_by_text("Đã biểu quyết: Ý kiến khác")).to_be_visible()
    axe(other)
    screenshot(other, "voting-open-answered")

    clerk.goto(room)
    expect(clerk.locator(".turnout")).to_have_text("2/12 đồng chí đã bấm trên điện thoại")
    screenshot(clerk, "voting-bench-tapped")
    clerk.reload()
    clerk.get_by_role("button", name="Kết thúc biểu quyết").click()
    expect(clerk.locator(".voted").first).to_contain_text("Không thông qua")
    vote = OpenVote.objects.get()
    assert (vote.for_count, vote.against_count, vote.other_count) == (1, 0, 1)

    _in_secret(cast, item, sign_in, axe, screenshot, one)


def _in_secret(cast: Cast, item: AgendaItem, sign_in: SignIn, axe: Axes, screenshot: Shots, phone: Page) -> None:
    room = f"/sinh-hoat/{item.meeting_id}/phong/?muc={item.pk}"
    secretary = sign_in(cast.secretary.user)
    secretary.goto(room)
    secretary.get_by_text("Có ý kiến khác, hoặc biểu quyết việc khác").click()
    secretary.get_by_role("button", name="Bỏ phiếu kín trên điện thoại").click()
    expect(secretary.locator(".turnout")).to_have_text("0/12 đồng chí đã bỏ phiếu")

    phone.reload()
    axe(phone)
    screenshot(phone, "voting-secret")
    phone.get_by_text("Không đồng ý", exact=True).click()
    phone.get_by_role("button", name="Gửi: Không đồng ý").click()
    expect(phone.get_by_text("Đồng chí chọn “Không đồng ý”")).to_be_visible()
    axe(phone)
    screenshot(phone, "voting-secret-again")
    phone.get_by_role("button", name="Bỏ phiếu", exact=True).click()
    expect(phone.get_by_text("Đã bỏ phiếu")).to_be_visible()
    expect(phone.get_by_text("Không đồng ý")).to_have_count(0)
    screenshot(phone, "voting-secret-done")

    box = SecretBox.objects.get()
    with clock.at(EVENING.replace(minute=45)):
        for person in voters_of(item.meeting):
            if person.pk != cast.other_member.id:
                services.cast_secret(
                    actor=actor_of(person), meeting=item.meeting, box_id=box.pk, version=1, chosen={"for": 1}
                )
    secretary.goto(room)
    screenshot(secretary, "voting-bench-secret")
    secretary.reload()
    secretary.get_by_role("button", name="Kết thúc bỏ phiếu").click()
    expect(secretary.locator(".turnout")).to_have_count(0)
    phone.goto(f"/sinh-hoat/{item.meeting_id}/bieu-quyet/")
    expect(phone.locator(".voted").first).to_contain_text("Đồng ý: 11 trong tổng số 14 đồng chí")
    axe(phone)
    screenshot(phone, "voting-result")
    box.refresh_from_db()
    assert (box.state, box.is_adopted) == ("counted", True)
