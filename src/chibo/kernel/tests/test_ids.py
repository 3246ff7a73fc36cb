"""Keys tell when they were made and never meet."""

import uuid
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from chibo.kernel import clock
from chibo.kernel.ids import id_of_draft, uuid7

MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@given(MOMENTS)
def test_a_key_is_a_uuid_of_version_7_that_holds_its_millisecond(moment: datetime) -> None:
    with clock.at(moment):
        key = uuid7()
    assert (key.version, key.variant) == (7, uuid.RFC_4122)
    assert key.int >> 80 == int(moment.timestamp() * 1000)


def test_keys_of_one_millisecond_differ() -> None:
    with clock.at(datetime(2026, 12, 3, tzinfo=UTC)):
        assert len({uuid7() for _ in range(10_000)}) == 10_000


def test_keys_of_one_millisecond_stand_in_the_order_of_making() -> None:
    with clock.at(datetime(2026, 12, 3, tzinfo=UTC)):
        keys = [uuid7() for _ in range(1_000)]
    assert keys == sorted(keys)


def test_a_form_sent_again_means_the_same_row_and_nobody_elses() -> None:
    first = id_of_draft(1, "k", "Đèn đường", None)
    assert first == id_of_draft(1, "k", "Đèn đường", None)
    others = [(2, "k", "Đèn đường"), (1, "k2", "Đèn đường"), (1, "k", "Đèn đường xóm Giữa"), (1, "k", "Đèn", "đường")]
    assert len({first, *(id_of_draft(*other) for other in others)}) == 5
    assert id_of_draft(1, "", "Đèn đường") is None
