"""Commitments in a browser: written and sent by the member, seen by the secretary."""

import pytest
from playwright.sync_api import expect
from tests.browser import Axes, Shots, SignIn
from tests.cast import Cast
from tests.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_member_sends_and_the_secretary_reads(
    cast: Cast, site: Site, sign_in: SignIn, axe: Axes, screenshot: Shots
) -> None:
    page = sign_in(cast.member.user)
    page.goto("/cam-ket/")
    axe(page)
    page.get_by_role("link", name="Viết").first.click()
    page.get_by_label("Về đạo đức, lối sống").fill("Sống giản dị, gần dân.")
    axe(page)
    screenshot(page, "commitment-write")
    page.get_by_role("button", name="Gửi chi bộ").click()
    expect(page.get_by_text("Đã gửi chi bộ.")).to_be_visible()
    leader = sign_in(cast.secretary.user)
    leader.goto("/cam-ket/")
    axe(leader)
    screenshot(leader, "commitments")
    leader.get_by_role("link", name="Xem", exact=True).first.click()
    expect(leader.get_by_text("Sống giản dị, gần dân.")).to_be_visible()
    axe(leader)
    screenshot(leader, "commitment")
