"""A server that is killed loses nothing that it acknowledged, nor what stands in the clerk's browser."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page

from chibo.ballots.models import OpenVote
from chibo.kernel import clock
from chibo.kernel.months import Month
from chibo.meetings import services
from chibo.meetings.models import AgendaItem, Meeting, Speech
from chibo.meetings.tests.factories import a_called
from tests.browser import SignIn
from tests.cast import Cast
from tests.journeys.acts import Acts, named
from tests.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
EVENING = datetime(2026, 2, 3, 12, 30, tzinfo=UTC)


@pytest.fixture
def opened(cast: Cast) -> Meeting:
    """An open meeting with its roll taken and the first discussed item in hand."""
    with clock.at(datetime(2026, 1, 19, 3, tzinfo=UTC)):
        called = a_called(
            cast.secretary.actor,
            cast.cell,
            Month(2026, 2),
            chair_id=cast.secretary.id,
            clerk_id=cast.member.id,
        )
    with clock.at(EVENING):
        meeting = services.open_meeting(actor=cast.secretary.actor, meeting_id=called.pk, version=called.version)
        services.take_roll(actor=cast.member.actor, meeting_id=meeting.pk, absent={})
        services.start_item(actor=cast.member.actor, item_id=discussed(meeting).pk)
    return meeting


def discussed(meeting: Meeting) -> AgendaItem:
    found = AgendaItem.objects.filter(meeting=meeting, is_formal=False).order_by("position").first()
    assert found is not None
    return found


def type_and_wait(clerk: Page, text: str) -> None:
    """Type into the minutes and wait until the server has confirmed it."""
    with clerk.expect_response(lambda answer: "/giu/" in answer.url and answer.status == 200):
        clerk.locator("#text").press_sequentially(text)


def test_what_was_confirmed_survives_a_kill_and_the_rest_waits_in_the_browser(
    site: Site, cast: Cast, opened: Meeting, sign_in: SignIn
) -> None:
    site.clock(EVENING)
    clerk = sign_in(cast.member.user)
    clerk.goto(f"/sinh-hoat/{opened.pk}/phong/")
    type_and_wait(clerk, "Đã thay 42 đồng hồ.")
    site.kill()
    assert discussed(opened).text == "Đã thay 42 đồng hồ."
    clerk.locator("#text").press_sequentially(" Còn trạm số 4.")
    clerk.wait_for_timeout(1500)
    kept = clerk.evaluate("Object.values(localStorage).join()")
    assert "Còn trạm số 4." in kept
    site.start()
    type_and_wait(clerk, " Xong.")
    assert discussed(opened).text == "Đã thay 42 đồng hồ. Còn trạm số 4. Xong."
    assert "Còn trạm số 4." not in clerk.evaluate("Object.values(localStorage).join()")


def test_an_acknowledged_vote_and_speech_are_there_after_a_kill(
    site: Site, cast: Cast, opened: Meeting, sign_in: SignIn
) -> None:
    site.clock(EVENING)
    clerk, acts = sign_in(cast.member.user), Acts()
    clerk.goto(f"/sinh-hoat/{opened.pk}/phong/")
    acts.press(clerk.locator(".queue button[name='person']").first)
    acts.press(named(clerk, "Tất cả đồng ý"))
    site.kill()
    vote = OpenVote.objects.get(unit=cast.cell)
    assert (vote.state, vote.for_count, vote.is_adopted) == ("closed", vote.voters_count, True)
    assert Speech.objects.filter(item__meeting=opened).count() == 1
    site.start()
    clerk.reload()
    assert "Thông qua" in clerk.locator("#dh").inner_text()
