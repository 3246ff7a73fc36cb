"""A question goes from a phone, once without its network, to its answer; no page has an accessibility fault."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect
from tests.browser import Axes, Shots, SignIn
from tests.cast import Cast
from tests.site import Site

from chibo.proposals.models import Proposal

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MORNING = datetime(2026, 12, 1, 2, tzinfo=UTC)


def send_without_a_network(member: Page) -> None:
    """The form stays, with what was typed, and says that it was not sent."""
    member.context.set_offline(True)
    member.get_by_role("button", name="Gửi kiến nghị", exact=True).click()
    expect(member.get_by_text("Chưa nhận được trả lời của máy chủ")).to_be_visible()
    expect(member.get_by_label("Nội dung")).to_have_value("Quỹ thôn đã chi những việc gì?")
    assert not Proposal.objects.exists()
    member.context.set_offline(False)


def test_a_question_is_sent_answered_and_ended(
    site: Site, cast: Cast, sign_in: SignIn, axe: Axes, screenshot: Shots
) -> None:
    site.clock(MORNING)
    member, secretary = sign_in(cast.member.user), sign_in(cast.secretary.user)
    member.goto("/kien-nghi/")
    axe(member)
    member.get_by_role("link", name="Gửi kiến nghị").click()
    axe(member)
    screenshot(member, "proposals-send")
    member.get_by_label("Chất vấn").check(force=True)
    member.get_by_label("Về việc").fill("Quỹ thôn")
    member.get_by_label("Nội dung").fill("Quỹ thôn đã chi những việc gì?")
    send_without_a_network(member)
    member.get_by_role("button", name="Gửi kiến nghị", exact=True).click()
    member.wait_for_url("**/kien-nghi/*-*/")
    sent = Proposal.objects.get()

    secretary.goto("/kien-nghi/")
    axe(secretary)
    screenshot(secretary, "proposals-waiting")
    secretary.get_by_role("link", name="Quỹ thôn").click()
    axe(secretary)
    secretary.get_by_label("Nội dung trả lời").fill("Chi sửa nhà văn hóa, có sổ thu chi.")
    screenshot(secretary, "proposals-answering")
    secretary.get_by_role("button", name="Gửi trả lời").click()
    secretary.get_by_text("Đã gửi trả lời.").wait_for()

    member.goto(f"/kien-nghi/{sent.pk}/")
    axe(member)
    screenshot(member, "proposals-answered")
    assert cast.secretary.user.display_name in member.inner_text("body")
    member.get_by_role("button", name="Đồng ý với nội dung trả lời").click()
    member.get_by_text("Đã xong").wait_for()
    secretary.goto("/kien-nghi/so-lieu/")
    axe(secretary)
    screenshot(secretary, "proposals-counts")
