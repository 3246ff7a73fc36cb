"""Pages: who reads what, what they say, what they cost."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.cast import Cast, sign_in

from chibo.audit.models import Look
from chibo.kernel import clock
from chibo.notices.models import Notice
from chibo.proposals.models import Proposal
from chibo.proposals.tests.factories import a_sent, an_answered

pytestmark = pytest.mark.django_db
LIST = "/kien-nghi/"
MORNING = datetime(2026, 12, 1, 2, tzinfo=UTC)


@pytest.fixture(autouse=True)
def the_first_of_december() -> Iterator[None]:
    with clock.at(MORNING):
        yield


def at(cast: Cast, player: str, client: Client) -> Client:
    sign_in(client, getattr(cast, player))
    return client


@pytest.mark.parametrize(
    ("player", "status"),
    [
        ("member", 200),
        ("secretary", 200),
        ("deputy", 200),
        ("cell_committee", 200),
        ("other_member", 404),
        ("sibling_secretary", 404),
        ("assigned", 404),
        ("office", 404),
        ("inspection", 404),
        ("foreign_office", 404),
        ("operator", 403),
    ],
)
def test_what_is_put_to_the_cell_is_read_by_the_sender_and_its_committee(
    cast: Cast, client: Client, player: str, status: int
) -> None:
    sent = a_sent(cast)
    answer = at(cast, player, client).get(f"{LIST}{sent.pk}/")
    assert answer.status_code == status
    assert ("bóng đèn" in answer.content.decode()) == (status == 200)


@pytest.mark.parametrize(("player", "status"), [("member", 200), ("office", 200), ("secretary", 404)])
def test_what_is_put_above_is_not_read_in_the_cell(cast: Cast, client: Client, player: str, status: int) -> None:
    sent = a_sent(cast, cast.committee)
    assert at(cast, player, client).get(f"{LIST}{sent.pk}/").status_code == status


def test_the_sender_sees_who_opened_it(cast: Cast, client: Client) -> None:
    sent = a_sent(cast)
    mine = at(cast, "member", client).get(f"{LIST}{sent.pk}/").content.decode()
    assert "Chưa ai mở xem." in mine
    at(cast, "secretary", client).get(f"{LIST}{sent.pk}/")
    assert Look.objects.get(object_id=str(sent.pk)).person_id == cast.member.id
    assert cast.secretary.user.display_name in at(cast, "member", client).get(f"{LIST}{sent.pk}/").content.decode()


def test_a_member_sends_and_reads_the_answer(cast: Cast, client: Client) -> None:
    typed = {"to": str(cast.cell.pk), "kind": "question", "subject": "Quỹ thôn", "text": "Quỹ thôn chi việc gì?"}
    answer = at(cast, "member", client).post(f"{LIST}gui/", typed, follow=True)
    sent = Proposal.objects.get()
    assert answer.redirect_chain[-1][0] == f"{LIST}{sent.pk}/"
    assert 'data-draft-saved="proposals.new"' in answer.content.decode()
    at(cast, "secretary", client)
    page = client.get(f"{LIST}{sent.pk}/").content.decode()
    assert 'name="answer-text"' in page and 'name="person"' in page
    typed = {"answer-version": sent.version, "answer-text": "Chi sửa nhà văn hóa, có sổ thu chi."}
    answer = client.post(f"{LIST}{sent.pk}/tra-loi/", typed, follow=True)
    assert f'data-draft-saved="proposals.answer.{sent.pk}"' in answer.content.decode()
    mine = at(cast, "member", client).get(f"{LIST}{sent.pk}/").content.decode()
    assert "có sổ thu chi" in mine and "Đồng ý với nội dung trả lời" in mine


def test_a_refused_form_keeps_what_was_typed(cast: Cast, client: Client) -> None:
    typed = {"to": str(cast.cell.pk), "kind": "question", "subject": "", "text": "Quỹ thôn chi việc gì?"}
    answer = at(cast, "member", client).post(f"{LIST}gui/", typed)
    assert answer.status_code == 422
    assert "Quỹ thôn chi việc gì?" in answer.content.decode()
    sent = a_sent(cast)
    at(cast, "secretary", client)
    stale = {"person": str(cast.deputy.id), "due_on": "01/01/2028", "reason": "", "version": sent.version}
    answer = client.post(f"{LIST}{sent.pk}/phan-cong/", stale)
    assert answer.status_code == 422
    assert "phải ghi lý do" in answer.content.decode()


def test_what_is_sent_twice_is_one_proposal_and_other_words_are_another(cast: Cast, client: Client) -> None:
    shown = at(cast, "member", client).get(f"{LIST}gui/").content.decode()
    key = shown.partition('name="draft_key" value="')[2].partition('"')[0]
    typed = {"to": str(cast.cell.pk), "kind": "question", "subject": "Quỹ thôn", "text": "Chi gì?", "draft_key": key}
    first, told = client.post(f"{LIST}gui/", typed)["Location"], Notice.objects.count()
    assert (len(key), client.post(f"{LIST}gui/", typed)["Location"]) == (32, first)
    assert (Proposal.objects.get().number, Notice.objects.count()) == (1, told)
    assert client.post(f"{LIST}gui/", typed | {"text": "Thu gì?"})["Location"] != first
    assert list(Proposal.objects.order_by("number").values_list("number", "text")) == [(1, "Chi gì?"), (2, "Thu gì?")]


@pytest.mark.parametrize("tail", ["phan-cong/", "tra-loi/", "theo-doi/", "dong-y/", "chua-ro/", "rut/"])
def test_acts_are_for_sender_or_body(cast: Cast, client: Client, tail: str) -> None:
    sent = an_answered(cast)
    is_the_senders = tail in ("dong-y/", "chua-ro/", "rut/")
    for player in ("sibling_secretary", "foreign_office", *(["other_member"] if is_the_senders else [])):
        assert at(cast, player, client).post(f"{LIST}{sent.pk}/{tail}").status_code == 404
    reader = "secretary" if is_the_senders else "member"
    assert at(cast, reader, client).post(f"{LIST}{sent.pk}/{tail}").status_code == 403
    sent.refresh_from_db()
    assert sent.state == "answered"


def test_counts_name_nobody_and_stay_within_reach(cast: Cast, client: Client) -> None:
    a_sent(cast)
    an_answered(cast)
    with clock.at(MORNING + timedelta(days=60)):
        page = at(cast, "office", client).get(f"{LIST}so-lieu/?nam=2026").content.decode()
        assert "Chi bộ thôn Trung Hòa" in page and "Bùi Thị Huyền" not in page.partition("<main")[2]
        assert (
            at(cast, "foreign_office", client).get(f"{LIST}so-lieu/?nam=2026").content.decode().count("Trung Hòa") == 0
        )
        assert at(cast, "member", client).get(f"{LIST}so-lieu/").status_code == 403


@pytest.mark.parametrize("player", ["member", "secretary"])
def test_the_list_costs_the_same_for_many(cast: Cast, client: Client, player: str) -> None:
    a_sent(cast)
    at(cast, player, client)
    costs = []
    for many in (0, 40):
        for _ in range(many):
            a_sent(cast)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(LIST).status_code == 200
        costs.append(len(asked))
    assert costs[0] == costs[1] == BUDGETS[player]


BUDGETS: dict[str, Any] = {"member": 6, "secretary": 7}
"""Session, user, person, mandates, the rows, the bell; for the body also its look."""
