"""Desks and guidance in a real browser: on phone and laptop, without an axe finding."""

from datetime import UTC, date, datetime

import pytest
from playwright.sync_api import expect
from tests.browser import Axes, Shots, SignIn
from tests.cast import Cast
from tests.site import Site

from chibo.desk.services import prepare_month
from chibo.directives.tests.factories import a_drafted, an_issued
from chibo.kernel.months import Month
from chibo.meetings.selectors import regular_of
from chibo.meetings.services import register_meeting
from chibo.meetings.tests.factories import DECEMBER, a_called, a_plan, a_registered, on
from chibo.tasks.tests.factories import a_task

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def december(cast: Cast, site: Site) -> None:
    """The cell prepares December, its neighbour is late, the committee has sent guidance."""
    with on(19, month=10):
        a_registered(cast.secretary.actor, cast.cell, Month(2026, 11))
    with on(16):
        an_issued(cast.office.actor, cast.committee)
        an_issued(cast.office.actor, cast.committee, subject="Phổ biến quy định mới về thi hành Điều lệ Đảng")
        a_drafted(cast.office.actor, cast.committee, subject="Dự thảo hướng dẫn")
        a_task(cast.secretary.actor, cast.cell, person_id=cast.member.id, due_on=date(2026, 11, 20))
        a_task(cast.secretary.actor, cast.cell, title="Thu đảng phí quý IV", person_id=cast.member.id)
        prepare_month(actor=cast.secretary.actor, unit=cast.cell, month=DECEMBER)
        draft = regular_of(cast.cell.pk, DECEMBER)
        assert draft is not None
        register_meeting(actor=cast.secretary.actor, meeting_id=draft.pk, version=draft.version, plan=a_plan())
        prepare_month(actor=cast.office.actor, unit=cast.committee, month=DECEMBER)
    site.clock(datetime(2026, 11, 24, 2, tzinfo=UTC))


@pytest.mark.parametrize("player", ["secretary", "member", "office", "assigned", "operator"])
def test_each_desk(cast: Cast, sign_in: SignIn, axe: Axes, screenshot: Shots, player: str) -> None:
    page = sign_in(getattr(cast, player).user)
    page.goto("/?thang=2026-12" if player in {"secretary", "office"} else "/")
    screenshot(page, f"desk-{player}")
    axe(page)


def test_search_opens_the_first_on_enter(cast: Cast, sign_in: SignIn, axe: Axes, screenshot: Shots) -> None:
    page = sign_in(cast.secretary.user)
    page.goto("/tim/?q=huyen")
    screenshot(page, "search")
    axe(page)
    page.locator("#q").fill("thu dang phi")
    expect(page.get_by_role("link", name="Thu đảng phí quý IV")).to_be_visible()
    page.locator("#q").press("Enter")
    page.wait_for_url("**/nhiem-vu/*/")


def test_guidance_on_both_sides(cast: Cast, sign_in: SignIn, axe: Axes, screenshot: Shots) -> None:
    page = sign_in(cast.office.user)
    for address, name in (("/dinh-huong/", "directives-issued"), ("/dinh-huong/moi/", "directives-new")):
        page.goto(address)
        screenshot(page, name)
        axe(page)
    page.goto("/dinh-huong/")
    page.get_by_role("link", name="Dự thảo hướng dẫn").click()
    screenshot(page, "directives-draft")
    axe(page)
    page.goto("/dinh-huong/")
    page.get_by_role("link", name="Phổ biến quy định").click()
    page.get_by_role("link", name="Xem từng nơi").click()
    screenshot(page, "directives-progress")
    axe(page)
    below = sign_in(cast.sibling_secretary.user)
    below.goto("/dinh-huong/")
    screenshot(below, "directives-received")
    below.get_by_role("link", name="Phổ biến quy định").click()
    screenshot(below, "directives-detail")
    axe(below)
    below.get_by_role("button", name="Đã nhận").click()
    expect(below.get_by_text("Đã ghi nhận")).to_be_visible()


def test_a_member_says_from_the_phone_that_they_come(cast: Cast, sign_in: SignIn, site: Site) -> None:
    with on(24):
        a_called(cast.sibling_secretary.actor, cast.sibling_cell)
    page = sign_in(cast.sibling_member.user)
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto("/")
    page.get_by_role("button", name="Tôi sẽ dự").click()
    expect(page.get_by_text("Đã ghi: đồng chí sẽ dự.")).to_be_visible()
