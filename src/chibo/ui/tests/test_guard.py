"""Who is not signed in any more, and where the way leads from there."""

import pytest
from django.test import Client

from chibo.accounts.tests.factories import make_user

pytestmark = pytest.mark.django_db

OWN, EMAIL = "/cua-toi/tai-khoan/", "/cua-toi/tai-khoan/thu-dien-tu/"
PART = {"HX-Request": "true", "HX-Current-URL": "http://testserver/cua-toi/tai-khoan/?xem=1"}
BACK_TO_OWN = "/vao/?next=%2Fcua-toi%2Ftai-khoan%2F%3Fxem%3D1"


@pytest.fixture(autouse=True)
def somebody() -> None:
    make_user()


def test_a_page_is_asked_for_again_after_signing_in(client: Client) -> None:
    answer = client.get(OWN, {"xem": "1"})
    assert (answer.status_code, answer["Location"]) == (302, BACK_TO_OWN)


def test_whoever_sent_a_form_comes_back_to_the_page_that_had_it(client: Client) -> None:
    answer = client.post(EMAIL, headers={"Referer": PART["HX-Current-URL"]})
    assert (answer.status_code, answer["Location"]) == (302, BACK_TO_OWN)


@pytest.mark.parametrize("said", ["", "https://example.org/cua-toi/", "//example.org/", "javascript:alert(1)"])
def test_the_way_back_leads_to_no_other_house(client: Client, said: str) -> None:
    assert client.post(EMAIL, headers={"Referer": said} if said else {})["Location"] == "/vao/?next=%2F"


def test_an_act_in_a_part_is_refused_and_the_whole_page_goes_to_sign_in(client: Client) -> None:
    """A sign-in page that came back as success would take the place of the part, and the browser forget its draft."""
    answer = client.post(EMAIL, headers=PART)
    assert (answer.status_code, answer["HX-Redirect"], answer.content) == (401, BACK_TO_OWN, b"")


def test_a_part_that_was_asked_for_is_refused_in_its_place(client: Client) -> None:
    answer = client.get(OWN, headers=PART)
    assert (answer.status_code, answer.content) == (401, b"")
    assert "HX-Redirect" not in answer
    clicked = client.get(OWN, headers={**PART, "HX-Boosted": "true"})
    assert (clicked.status_code, clicked["HX-Redirect"]) == (401, BACK_TO_OWN)
    back = client.get(OWN, headers={**PART, "HX-History-Restore-Request": "true"})
    assert back.status_code == 302
