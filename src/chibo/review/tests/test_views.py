"""The pages of commitments: each year by itself, and years that nobody can mean."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.cast import Cast, sign_in

from chibo.review.models import Commitment

pytestmark = pytest.mark.django_db
LIST, WRITE = reverse("review:list"), reverse("review:write", args=["cultivation"])


@pytest.mark.parametrize(
    ("year", "status"), [("0000", 200), ("9999", 200), ("x", 200), ("２０２６", 200), ("1950", 404), ("2017", 404)]
)
@pytest.mark.parametrize("address", [LIST, WRITE])
@pytest.mark.parametrize("player", ["secretary", "member"])
def test_a_year_out_of_all_reason_breaks_nothing(
    cast: Cast, client: Client, player: str, address: str, year: str, status: int
) -> None:
    """Nobody knows the rule of 2017; a year that cannot be counted from is as if none was asked for."""
    sign_in(client, getattr(cast, player))
    assert client.get(address, {"nam": year}).status_code == status


@pytest.mark.parametrize("year", ["0000", "1950", "9999", "x"])
def test_counts_of_such_a_year_are_counts_of_none_or_of_this_one(cast: Cast, client: Client, year: str) -> None:
    sign_in(client, cast.office)
    assert client.get(reverse("review:counts"), {"nam": year}).status_code == 200


def test_what_is_written_for_next_year_stays_with_next_year(cast: Cast, client: Client) -> None:
    sign_in(client, cast.member)
    shown = client.get(LIST, {"nam": "2027"}).content.decode()
    assert f'href="{WRITE}?nam=2027"' in shown
    sent = client.post(WRITE, {"nam": "2027", "part0": "Sống giản dị, gần dân."})
    assert sent["Location"] == f"{LIST}?nam=2027"
    assert Commitment.objects.get().year == 2027
    client.post(WRITE, {"nam": "2027", "part0": "Sống giản dị, gần dân hơn.", "send": "1"})
    assert (Commitment.objects.get().state, Commitment.objects.get().parts[0][1]) == (
        "sent",
        "Sống giản dị, gần dân hơn.",
    )


def test_a_refused_look_back_stands_on_the_page_again(cast: Cast, client: Client) -> None:
    sign_in(client, cast.member)
    client.post(WRITE, {"part0": "Sống giản dị, gần dân.", "send": "1"})
    address = reverse("review:look_back", args=[Commitment.objects.get().pk])
    refused = client.post(address, {"stage": "mid_year", "text": "Còn chậm."})
    assert (refused.status_code, "Còn chậm." in refused.content.decode()) == (422, True)
