"""The chair's desk: the vote of the motion in hand is put, counted and closed there, by the clerk's own services."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.cast import Cast, sign_in

from chibo.ballots.models import OpenVote, SecretBox
from chibo.meetings import services
from chibo.meetings.models import AgendaItem, Meeting
from chibo.meetings.services import Put
from chibo.meetings.views.live_shown import parts_of
from chibo.regulations.states import Method

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("evening")]
DESK = {"desk": "1"}
HTMX = {"HX-Request": "true"}


@pytest.fixture
def chair(cast: Cast, client: Client) -> Client:
    sign_in(client, cast.secretary)
    return client


def address(name: str, *ids: Any) -> str:
    return reverse(f"meetings:{name}", args=ids)


def motion(meeting: Meeting) -> str:
    """Return what the stream sends to the desks of this meeting."""
    return parts_of(meeting.pk, frozenset({"chair.vi"}))["chair.vi"]["motion"]


def test_the_chair_puts_and_closes_a_vote_and_sees_the_turnout(cast: Cast, chair: Client, item: AgendaItem) -> None:
    who = "12 đồng chí có mặt được biểu quyết, trong tổng số 14 đồng chí có quyền biểu quyết."
    assert f"{who} Cần ít nhất 8 đồng chí đồng ý." in motion(item.meeting)
    assert "Quy định số 208-QĐ/TW" in motion(item.meeting)
    typed = {"way": "hand-tap", "subject": "Thông qua kết luận", **DESK}
    put = chair.post(address("put", item.meeting_id, item.pk), typed, headers=HTMX)
    assert put.status_code == 204  # what changed comes by the stream
    vote = OpenVote.objects.get()
    answer = {"vote_id": vote.pk, "version": 1, "choice": "for"}
    services.answer_vote(actor=cast.other_member.actor, meeting=item.meeting, **answer)
    assert "1/12" in motion(item.meeting)
    closed = chair.post(address("add_up", item.meeting_id, item.pk, vote.pk), {"version": 1, **DESK})
    assert closed["Location"] == address("chair", item.meeting_id)
    vote.refresh_from_db()
    assert (vote.state, vote.for_count) == ("closed", 1)
    assert "Tán thành: 1 trong tổng số 14 đồng chí có quyền biểu quyết, đạt 7,14\xa0%;" in motion(item.meeting)


def test_cards_are_counted_on_the_desk_and_an_empty_count_is_refused(
    cast: Cast, chair: Client, item: AgendaItem
) -> None:
    vote = services.put_to_vote(actor=cast.member.actor, item_id=item.pk)
    assert 'name="for_count"' in motion(item.meeting)
    count = address("count", item.meeting_id, item.pk, vote.pk)
    assert chair.post(count, {"version": 1, **DESK}, headers=HTMX)["HX-Redirect"] == address("chair", item.meeting_id)
    assert "đếm rồi nhập kết quả" in chair.get(address("chair", item.meeting_id)).content.decode()
    chair.post(count, {"version": 1, "for_count": 12, **DESK})
    vote.refresh_from_db()
    assert (vote.state, vote.for_count) == ("closed", 12)


def test_the_vote_that_runs_is_shown_though_another_item_is_in_hand(
    cast: Cast, chair: Client, item: AgendaItem
) -> None:
    put = Put(subject="Lùi hạn", method=Method.HAND, is_tapped=True)
    services.put_to_vote(actor=cast.member.actor, item_id=item.pk, put=put)
    other = AgendaItem.objects.filter(meeting=item.meeting, started_at=None).last()
    assert other is not None
    services.start_item(actor=cast.member.actor, item_id=other.pk)
    assert "Lùi hạn" in motion(item.meeting)


def test_a_clerk_on_the_desk_opens_no_secret_box(cast: Cast, client: Client, item: AgendaItem) -> None:
    secret, close = (address(name, item.meeting_id, item.pk) for name in ("open_secret", "close_secret"))
    desk = address("chair", item.meeting_id)

    def offered(act: str) -> bool:
        """Tell whether the button is on the page and in what its stream sends."""
        page = client.get(desk).content.decode()
        view = re.findall(r"/truc-tiep/(\w+)/", page)[0]
        sent = parts_of(item.meeting_id, frozenset({f"{view}.vi"}))[f"{view}.vi"]["motion"]
        assert (act in page) == (act in sent)
        return act in page

    sign_in(client, cast.member)
    assert not offered(secret)
    assert client.post(secret, DESK).status_code == 403
    sign_in(client, cast.secretary)
    assert offered(secret)
    assert client.post(secret, DESK).status_code == 302
    assert SecretBox.objects.get().state == "open"
    assert offered(close)
    sign_in(client, cast.member)
    assert not offered(close)
    assert "bí thư hoặc phó bí thư kết thúc bỏ phiếu" in client.get(desk).content.decode()
