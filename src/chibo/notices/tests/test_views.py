"""The page of notices."""

import pytest
from django.db import transaction
from django.test import Client

from chibo.accounts.tests.factories import make_user, signed_in
from chibo.kernel.ids import uuid7
from chibo.notices import services
from chibo.notices.models import Notice

pytestmark = pytest.mark.django_db


def tell(user_id: int, sentence: str = "Có việc mới.", link: str = "") -> Notice:
    with transaction.atomic():
        (notice,) = services.tell([user_id], sentence, kind="tasks.given", link=link)
    return notice


def test_the_list_is_empty_with_a_sentence_then_shows_the_newest_first() -> None:
    user = make_user()
    browser = signed_in(user)
    assert "Chưa có thông báo nào" in browser.get("/thong-bao/").content.decode()
    tell(user.pk, "Việc cũ.")
    tell(user.pk, "Việc mới.")
    page = browser.get("/thong-bao/").content.decode()
    assert page.index("Việc mới.") < page.index("Việc cũ.")
    assert "2 thông báo mới" in page


def test_opening_one_marks_it_and_leads_to_its_page() -> None:
    user = make_user()
    browser = signed_in(user)
    notice = tell(user.pk, link="/cua-toi/tai-khoan/")
    assert browser.get(f"/thong-bao/{notice.pk}/").status_code == 405
    answer = browser.post(f"/thong-bao/{notice.pk}/")
    assert answer.headers["Location"] == "/cua-toi/tai-khoan/"
    assert "Không có thông báo mới" in browser.get("/thong-bao/").content.decode()


def test_all_are_marked_at_once_and_looking_marks_none() -> None:
    user = make_user()
    browser = signed_in(user)
    for _ in range(3):
        tell(user.pk)
    browser.get("/thong-bao/")
    assert Notice.objects.filter(read_at=None).count() == 3
    browser.post("/thong-bao/da-doc/")
    assert not Notice.objects.filter(read_at=None).exists()


def test_strangers_are_kept_out() -> None:
    notice = tell(make_user("mai", "Lý Thị Mai").pk)
    assert Client().get("/thong-bao/").status_code == 302
    browser = signed_in(make_user())
    assert browser.post(f"/thong-bao/{notice.pk}/").status_code == 404
    assert browser.post(f"/thong-bao/{uuid7()}/").status_code == 404
    assert "Có việc mới" not in browser.get("/thong-bao/").content.decode()


@pytest.mark.parametrize("number", [1, 300])
def test_the_page_costs_the_same_for_one_and_for_300(number: int, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    user = make_user()
    browser = signed_in(user)
    for index in range(number):
        tell(user.pk, f"Việc số {index}.")
    # session, user, person behind it, mandates; page of notices, number of new ones, number for the bell
    with django_assert_num_queries(7):
        page = browser.get("/thong-bao/").content.decode()
    assert page.count('class="item"') == min(number, 50)


def test_the_bell_counts_on_every_page() -> None:
    user = make_user()
    browser = signed_in(user)
    tell(user.pk)
    assert "Thông báo: 1 mới" in browser.get("/cua-toi/tai-khoan/").content.decode()
