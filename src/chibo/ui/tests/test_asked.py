"""Nonsense in addresses and hidden fields breaks nothing."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.kernel.errors import Missing
from chibo.ui.asked import key_of, number_in, version_in


@given(st.integers(0, 999_999_999))
def test_numbers_and_versions_are_read_as_written(number: int) -> None:
    assert number_in(str(number)) == number
    assert version_in({"version": str(number)}) == number


@given(st.uuids())
def test_ids_are_read_as_written(key: UUID) -> None:
    assert key_of(str(key)) == key


@pytest.mark.parametrize("text", ["", "-1", "1.5", "²", "\x00", "9" * 10, "9" * 5000, "=1+1", "x"])
def test_what_is_no_number_is_none_and_no_version(text: str) -> None:
    assert number_in(text) is None
    assert version_in({"version": text}) == 0


@given(st.text().filter(lambda text: len(text) < 32))
def test_what_is_no_id_is_missing(text: str) -> None:
    with pytest.raises(Missing):
        key_of(text)
