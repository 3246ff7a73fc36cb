"""The pages of a vote: one's own part, refusals in sentences, and the bench that puts, stops and closes."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.cast import Cast, sign_in

from chibo.ballots.models import OpenVote, SealedBallot, SecretBox, Tap
from chibo.meetings import services
from chibo.meetings.models import AgendaItem, Meeting
from chibo.meetings.services import Put
from chibo.meetings.tests.factories import voters_of
from chibo.meetings.views.live_shown import parts_of
from chibo.members.tests.factories import actor_of
from chibo.regulations.states import Method
from chibo.ui.say import say

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("evening")]
HTMX = {"HX-Request": "true"}


@pytest.fixture
def vote(cast: Cast, item: AgendaItem) -> OpenVote:
    put = Put(method=Method.HAND, is_tapped=True)
    return services.put_to_vote(actor=cast.member.actor, item_id=item.pk, put=put)


@pytest.fixture
def box(cast: Cast, item: AgendaItem) -> SecretBox:
    return services.open_secret(actor=cast.secretary.actor, item_id=item.pk)


def address(name: str, *ids: Any) -> str:
    return reverse(f"meetings:{name}", args=ids)


def answer(client: Client, meeting: Meeting, pk: Any, **typed: Any) -> Any:
    form = {"kind": "open", "version": 1, "choice": "for", **typed}
    return client.post(address("answer", meeting.pk, pk), form)


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("other_member", 200),
        ("member", 200),
        ("secretary", 200),
        ("office", 404),  # a member elsewhere
        ("assigned", 404),
        ("operator", 404),
        ("sibling_member", 404),
        ("foreign_secretary", 404),
    ],
)
def test_the_page_of_the_vote_is_the_cells_own(
    client: Client, cast: Cast, meeting: Meeting, vote: OpenVote, who: str, status: int
) -> None:
    sign_in(client, getattr(cast, who))
    assert client.get(address("voting", meeting.pk)).status_code == status


def test_an_answer_is_taken_shown_and_may_be_changed(
    client: Client, cast: Cast, meeting: Meeting, vote: OpenVote
) -> None:
    sign_in(client, cast.other_member)
    page = client.get(address("voting", meeting.pk)).content.decode()
    assert "checked" not in page  # nothing is chosen beforehand
    assert answer(client, meeting, vote.pk).status_code == 302
    assert "Đã biểu quyết: Tán thành" in client.get(address("voting", meeting.pk)).content.decode()
    answer(client, meeting, vote.pk, choice="against", before="for")
    assert Tap.objects.get().choice == "against"


def test_for_htmx_only_ones_own_part_is_sent(client: Client, cast: Cast, meeting: Meeting, vote: OpenVote) -> None:
    sign_in(client, cast.other_member)
    part = client.get(address("voting", meeting.pk), headers=HTMX).content.decode()
    assert part.strip().startswith('<div id="vote-mine"')
    assert "<html" not in part


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"choice": ""}, "Chưa chọn ý kiến"),
        ({"version": 9}, "Trang này đã cũ"),
        ({"version": "x"}, "Trang này đã cũ"),
        ({"kind": "secret", "choice": ""}, None),
    ],
)
def test_what_is_refused_is_said_and_nothing_is_written(
    client: Client, cast: Cast, meeting: Meeting, vote: OpenVote, typed: dict[str, Any], sentence: str | None
) -> None:
    sign_in(client, cast.other_member)
    found = answer(client, meeting, vote.pk, **typed)
    assert found.status_code == (422 if sentence else 404)  # an open vote is no secret box
    assert sentence is None or sentence in found.content.decode()
    assert not Tap.objects.exists()


def test_a_late_answer_is_told_that_it_does_not_count(
    client: Client, cast: Cast, meeting: Meeting, item: AgendaItem, vote: OpenVote
) -> None:
    services.finish_vote(actor=cast.member.actor, item_id=item.pk, vote_id=vote.pk, version=1)
    sign_in(client, cast.other_member)
    found = answer(client, meeting, vote.pk)
    assert found.status_code == 422
    assert say("ballots.too_late") in found.content.decode()


def test_a_second_phone_is_told_of_the_first(client: Client, cast: Cast, meeting: Meeting, vote: OpenVote) -> None:
    sign_in(client, cast.other_member)
    answer(client, meeting, vote.pk)
    found = answer(client, meeting, vote.pk, choice="against")
    assert (found.status_code, Tap.objects.get().choice) == (422, "for")
    assert "ở trang khác" in found.content.decode()


def test_nobody_answers_for_another(client: Client, cast: Cast, meeting: Meeting, vote: OpenVote) -> None:
    """There is no field for it: whoever is signed in answers, whatever is sent beside."""
    sign_in(client, cast.other_member)
    answer(client, meeting, vote.pk, person=str(cast.deputy.id), person_id=str(cast.deputy.id))
    assert Tap.objects.get().person_id == cast.other_member.id


def test_who_has_no_vote_is_told_on_the_page(client: Client, cast: Cast, meeting: Meeting, vote: OpenVote) -> None:
    sign_in(client, cast.probationary)
    page = client.get(address("voting", meeting.pk)).content.decode()
    assert "không có quyền biểu quyết" in page
    assert 'name="choice"' not in page
    assert answer(client, meeting, vote.pk).status_code == 422


def test_a_secret_ballot_is_asked_once_more_and_then_only_said_to_be_in_the_box(
    client: Client, cast: Cast, meeting: Meeting, box: SecretBox
) -> None:
    sign_in(client, cast.other_member)
    page = client.get(address("voting", meeting.pk)).content.decode()
    assert "Quy định 07-QĐ/ĐU" in page  # the permission that it goes by
    assert "Ai chép được tệp khóa" in page  # the limit of the promise
    asked = answer(client, meeting, box.pk, kind="secret", choice="against")
    assert "Đồng chí chọn “Không đồng ý”" in asked.content.decode()
    assert not SealedBallot.objects.exists()
    assert answer(client, meeting, box.pk, kind="secret", choice="against", sure="1").status_code == 302
    after = client.get(address("voting", meeting.pk)).content.decode()
    assert "Đã bỏ phiếu" in after
    assert "Không đồng ý" not in after
    assert SealedBallot.objects.get().voter_id == cast.other_member.id


def test_a_second_ballot_changes_nothing_and_says_the_same(
    client: Client, cast: Cast, meeting: Meeting, box: SecretBox
) -> None:
    sign_in(client, cast.other_member)
    for choice in ("against", "for"):
        assert answer(client, meeting, box.pk, kind="secret", choice=choice, sure="1").status_code == 302
    assert SealedBallot.objects.count() == 1


def test_in_the_clear_the_page_says_why_there_is_no_ballot(
    client: Client, cast: Cast, meeting: Meeting, box: SecretBox, settings: Any
) -> None:
    settings.ROOM = "plain"
    sign_in(client, cast.other_member)
    page = client.get(address("voting", meeting.pk)).content.decode()
    assert "Mạng này không mã hóa nên không bỏ phiếu kín" in page
    assert 'name="choice"' not in page


def test_the_bench_puts_a_question_to_phones_and_adds_it_up(
    client: Client, cast: Cast, meeting: Meeting, item: AgendaItem
) -> None:
    sign_in(client, cast.member)
    client.post(address("put", meeting.pk, item.pk), {"way": "hand-tap", "subject": "Lùi hạn đến 15/12"})
    vote = OpenVote.objects.get()
    assert (vote.is_tapped, vote.subject) == (True, "Lùi hạn đến 15/12")
    services.answer_vote(actor=cast.other_member.actor, meeting=meeting, vote_id=vote.pk, version=1, choice="for")
    room = client.get(address("room", meeting.pk)).content.decode()
    assert "1/12" in room
    client.post(address("add_up", meeting.pk, item.pk, vote.pk), {"version": 1})
    vote.refresh_from_db()
    assert (vote.state, vote.for_count) == ("closed", 1)


def test_a_way_that_the_rule_does_not_know_is_refused(
    client: Client, cast: Cast, meeting: Meeting, item: AgendaItem
) -> None:
    sign_in(client, cast.member)
    client.post(address("put", meeting.pk, item.pk), {"way": "secret_paper"})
    assert not OpenVote.objects.exists()


def test_the_secretary_opens_closes_and_stops_a_box_and_the_clerk_does_not(
    client: Client, cast: Cast, meeting: Meeting, item: AgendaItem
) -> None:
    sign_in(client, cast.member)
    assert client.post(address("open_secret", meeting.pk, item.pk)).status_code == 403
    assert address("open_secret", meeting.pk, item.pk) not in client.get(address("room", meeting.pk)).content.decode()
    sign_in(client, cast.secretary)
    client.post(address("open_secret", meeting.pk, item.pk))
    box = SecretBox.objects.get()
    client.post(address("void_secret", meeting.pk, item.pk), {"version": 1, "reason": ""})
    box.refresh_from_db()
    assert box.state == "open"  # a reason is asked for
    client.post(address("void_secret", meeting.pk, item.pk), {"version": 1, "reason": "Nhầm nội dung"})
    client.post(address("open_secret", meeting.pk, item.pk))
    again = SecretBox.objects.get(state="open")
    for person in voters_of(meeting):
        services.cast_secret(actor=actor_of(person), meeting=meeting, box_id=again.pk, version=1, chosen={"for": 1})
    room = client.get(address("room", meeting.pk)).content.decode()
    assert "12/12" in room
    assert "Đồng ý" not in room.split('id="h-vote"')[1].split("</section>")[0].replace("Tất cả đồng ý", "")
    client.post(address("close_secret", meeting.pk, item.pk), {"version": 1})
    again.refresh_from_db()
    item.refresh_from_db()
    assert (again.state, item.outcome and item.outcome["box"]) == ("counted", str(again.pk))
    assert client.post(address("close_secret", meeting.pk, item.pk), {"version": 1}, follow=True).status_code == 200
    shown = client.get(address("voting", meeting.pk)).content.decode()
    assert "Đồng ý: 12 trong tổng số 14 đồng chí có quyền biểu quyết" in shown


def test_a_page_costs_the_same_whatever_was_answered(
    client: Client, cast: Cast, meeting: Meeting, vote: OpenVote
) -> None:
    # frame 5; the meeting; its items, open vote, box, paper count, taps; own answer, the vote, its row of the base, the
    # roll; results: items, votes, boxes
    counts = []
    sign_in(client, cast.secretary)
    client.get(address("voting", meeting.pk))
    for people in ([], voters_of(meeting)):
        for person in people:
            services.answer_vote(actor=actor_of(person), meeting=meeting, vote_id=vote.pk, version=1, choice="for")
        with CaptureQueriesContext(connection) as queries:
            client.get(address("voting", meeting.pk))
        counts.append(len(queries))
    assert counts[0] == counts[1] == COST


COST = 18


def test_the_phone_brings_the_own_part_when_it_is_loaded(
    client: Client, cast: Cast, meeting: Meeting, vote: OpenVote
) -> None:
    """What the stream sends to all leads there by a link; the page of one person needs no second way."""
    sign_in(client, cast.other_member)
    phone = client.get(address("phone", meeting.pk)).content.decode()
    assert 'name="choice" value="for"' in phone
    assert 'data-own="live-vote"' in phone
    answer(client, meeting, vote.pk)
    assert "Đã biểu quyết: Tán thành" in client.get(address("phone", meeting.pk)).content.decode()
    sent = parts_of(meeting.pk, frozenset({"member.vi"}))["member.vi"]["vote"]
    assert ('name="choice"' in sent, "Đã biểu quyết" in sent, "Mở phiếu của đồng chí" in sent) == (False, False, True)


@pytest.mark.parametrize("name", ["phone", "voting"])
def test_who_leads_from_outside_the_cell_reads_the_vote_and_has_none(
    client: Client, cast: Cast, meeting: Meeting, vote: OpenVote, name: str
) -> None:
    Meeting.objects.filter(pk=meeting.pk).update(chair=cast.assigned.id)
    sign_in(client, cast.assigned)
    found = client.get(address(name, meeting.pk))
    assert found.status_code == 200
    assert "không có quyền biểu quyết" in found.content.decode()
    assert 'name="choice"' not in found.content.decode()
