"""When a failed delivery is tried again."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.notices import rules


@given(st.integers(min_value=1, max_value=100))
def test_waits_grow_and_end(tries: int) -> None:
    wait, following = rules.wait_after(tries), rules.wait_after(tries + 1)
    if wait is None:
        assert following is None
    elif following is not None:
        assert following > wait


def test_a_night_without_mail_server_costs_nothing() -> None:
    assert sum(rules.WAITS, timedelta()) > timedelta(hours=12)


def test_what_was_never_tried_has_no_next_wait() -> None:
    with pytest.raises(ValueError, match="nothing was tried yet"):
        rules.wait_after(0)
