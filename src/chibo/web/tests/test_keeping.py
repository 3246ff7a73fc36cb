"""What was answered to somebody stays in no store of a browser or proxy."""

from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import expect
from tests.cast import Cast, sign_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/", "/dang-vien/", "/nhiem-vu/cua-toi/", "/khong-co/", "/he-thong/tai-khoan/"])
def test_a_page_for_somebody_is_kept_nowhere(client: Client, cast: Cast, address: str) -> None:
    sign_in(client, cast.secretary)
    assert "no-store" in client.get(address)["Cache-Control"]


def test_a_page_for_everybody_may_be_kept(client: Client) -> None:
    assert "Cache-Control" not in client.get("/ui/")


@pytest.mark.browser
def test_back_to_a_list_asks_for_it_anew_and_finds_no_copy(site: Any, cast: Cast, sign_in: Any) -> None:
    page, name = sign_in(cast.secretary.user), "Lương Văn Ổn"
    page.goto("/dang-vien/")
    with page.expect_response(lambda answer: "gioi=male" in answer.url):
        page.get_by_label("Giới tính").select_option("male")
    expect(page.locator("#rows")).to_contain_text(name)
    page.goto("/nhiem-vu/")
    page.go_back()
    expect(page.locator("#rows")).to_contain_text(name)
    assert "gioi=male" in page.url
    assert page.evaluate("sessionStorage.getItem('htmx-history-cache')") is None
