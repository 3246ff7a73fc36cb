"""Pages by key: every row once, in order, there and back, also where keys are equal."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from chibo.accounts.models import User
from chibo.ui.paging import page_of

TOO_LARGE, NUL = "WyJBIiw5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTld", "WyJcdTAwMDAiLDFd"  # for any database


class PagesTest(TestCase):
    @settings(max_examples=20, deadline=None)
    @given(
        names=st.lists(st.sampled_from(["An", "Bình", "Cường"]), max_size=12),
        size=st.integers(1, 5),
        by=st.sampled_from(["display_name", "-display_name"]),
    )
    def test_walking_forth_and_back_shows_every_row_once(self, names: list[str], size: int, by: str) -> None:
        User.objects.bulk_create(User(username=str(n), display_name=name) for n, name in enumerate(names))
        minus = "-" if by.startswith("-") else ""
        wanted = list(User.objects.order_by(by, f"{minus}pk"))
        forth, last = [], {}
        while True:
            page = page_of(User.objects.all(), last, by=by, size=size)
            forth += page.rows
            if not page.after:
                break
            last = {"sau": page.after}
        assert forth == wanted
        back = list(page.rows)
        while page.before:
            page = page_of(User.objects.all(), {"truoc": page.before}, by=by, size=size)
            back = [*page.rows, *back]
        assert back == wanted


@pytest.mark.django_db
@pytest.mark.parametrize("cursor", ["x", "W10", "eyJhIjoxfQ", "bnVsbA", "%%%", "WyJhIiwiYiJd", TOO_LARGE, NUL])
def test_a_cursor_that_nobody_can_read_shows_the_first_page(cursor: str) -> None:
    User.objects.create(username="an", display_name="An")
    assert len(page_of(User.objects.all(), {"sau": cursor}, by="display_name").rows) == 1
