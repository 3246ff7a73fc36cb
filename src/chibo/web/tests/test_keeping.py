"""What was answered to somebody stays in no store of a browser or proxy."""

import pytest
from django.test import Client
from tests.cast import Cast, sign_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/", "/dang-vien/", "/nhiem-vu/cua-toi/", "/khong-co/", "/he-thong/tai-khoan/"])
def test_a_page_for_somebody_is_kept_nowhere(client: Client, cast: Cast, address: str) -> None:
    sign_in(client, cast.secretary)
    assert "no-store" in client.get(address)["Cache-Control"]


def test_a_page_for_everybody_may_be_kept(client: Client) -> None:
    assert "Cache-Control" not in client.get("/ui/")


def test_lists_leave_no_copy_in_the_browser(client: Client) -> None:
    assert '"historyCacheSize":0' in client.get("/ui/").content.decode()
