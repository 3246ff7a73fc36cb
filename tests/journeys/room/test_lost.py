"""The network drops while the server answers: what was done stands, is done once, and the page says so afterwards."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from chibo.ballots.models import OpenVote, SealedBallot, SecretBox, Tap
from chibo.ballots.services import keys
from chibo.documents.models import IssuedPaper
from chibo.kernel import clock
from chibo.meetings import services
from chibo.meetings.models import AgendaItem, Meeting
from chibo.meetings.services import Put
from chibo.meetings.states import Outcome, State
from chibo.meetings.tests.factories import EVENING, a_votable
from chibo.regulations.states import Method
from tests.browser import SignIn
from tests.cast import Cast
from tests.relay import Relay
from tests.site import Site

pytestmark = pytest.mark.browser


@pytest.fixture
def item(site: Site, cast: Cast) -> Iterator[AgendaItem]:
    """In hand, with the roll taken."""
    site.clock(EVENING)
    yield a_votable(cast)
    for box_id in keys.kept():
        keys.destroy(box_id)


def lose(relay: Relay, page: Page, button: str) -> None:
    """Press, let the server do it, and lose its answer; then the network is there again."""
    relay.lose_answer()
    page.get_by_role("button", name=button, exact=True).click(no_wait_after=True)
    assert relay.lost.wait(20)
    relay.mend()


def test_a_vote_whose_answer_was_lost_counts_once(sign_in: SignIn, cast: Cast, item: AgendaItem, relay: Relay) -> None:
    with clock.at(EVENING):
        services.put_to_vote(actor=cast.member.actor, item_id=item.pk, put=Put(method=Method.HAND, is_tapped=True))
    phone = sign_in(cast.other_member.user)
    phone.goto(f"{relay.url}/sinh-hoat/{item.meeting_id}/hop/")
    phone.get_by_text("Tán thành", exact=True).click()
    phone.context.set_offline(True)
    phone.get_by_role("button", name="Gửi: Tán thành").click()
    expect(phone.get_by_text("Chưa nhận được trả lời")).to_be_visible()
    phone.context.set_offline(False)
    lose(relay, phone, "Gửi: Tán thành")
    phone.goto(f"{relay.url}/sinh-hoat/{item.meeting_id}/hop/")
    expect(phone.get_by_text("Đã biểu quyết: Tán thành")).to_be_visible()
    assert Tap.objects.filter(vote=OpenVote.objects.get()).count() == 1


def test_a_secret_ballot_whose_answer_was_lost_counts_once(
    sign_in: SignIn, cast: Cast, item: AgendaItem, relay: Relay
) -> None:
    with clock.at(EVENING):
        box = services.open_secret(actor=cast.secretary.actor, item_id=item.pk)
    phone = sign_in(cast.other_member.user)
    phone.goto(f"{relay.url}/sinh-hoat/{item.meeting_id}/hop/")
    phone.get_by_text("Đồng ý", exact=True).click()
    phone.get_by_role("button", name="Gửi: Đồng ý").click()
    expect(phone.get_by_text("Đồng chí chọn “Đồng ý”")).to_be_visible()
    relay.cut()
    expect(phone.locator("[data-live-line]")).to_contain_text("Mất mạng từ")
    relay.mend()
    expect(phone.locator("[data-live-line]")).to_contain_text("Đã nối mạng")
    lose(relay, phone, "Bỏ phiếu")
    phone.goto(f"{relay.url}/sinh-hoat/{item.meeting_id}/hop/")
    expect(phone.get_by_text("Đã bỏ phiếu")).to_be_visible()
    assert SealedBallot.objects.filter(box=SecretBox.objects.get(pk=box.pk)).count() == 1


def test_a_seal_whose_answer_was_lost_is_set_once(sign_in: SignIn, cast: Cast, item: AgendaItem, relay: Relay) -> None:
    with clock.at(EVENING):
        for other in AgendaItem.objects.filter(meeting=item.meeting, outcome__isnull=True):
            if other.outcome_kind == Outcome.SCORE:
                services.record_outcome(actor=cast.secretary.actor, item_id=other.pk, block={"title": "Tự chấm"})
            elif other.outcome_kind != Outcome.NONE:
                services.all_agree(actor=cast.secretary.actor, item_id=other.pk)
    chair = sign_in(cast.secretary.user)
    chair.goto(f"{relay.url}/sinh-hoat/{item.meeting_id}/phong/")
    chair.locator("#end-sure summary").click()
    lose(relay, chair, "Kết thúc, khóa nội dung")
    assert Meeting.objects.get(pk=item.meeting_id).state == State.CLOSED
    again = sign_in(cast.secretary.user)  # the page that lost its answer is the browser's own
    again.goto(f"/sinh-hoat/{item.meeting_id}/phong/")
    expect(again.get_by_role("link", name="Tải biên bản PDF")).to_be_visible()
    assert IssuedPaper.objects.filter(origin_id=item.meeting_id, type_code="BB").count() == 1
