"""Codes of tellers, and the parts that they open: rules alone, no box."""

import secrets
import uuid
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chibo.ballots.rules import new_keys
from chibo.ballots.rules.splitting import (
    DIGITS,
    joined,
    new_code,
    open_part,
    public_of,
    seal_part,
    shown_code,
    split,
    typed_code,
    unwrapped,
    wrapped,
)
from chibo.kernel.errors import Refusal

numbers = st.integers(0, 10**31 - 1)
ids = st.uuids()


@given(number=numbers, at=st.integers(0, DIGITS - 1), shift=st.integers(1, 9))
def test_a_code_is_read_as_it_is_shown_and_a_wrong_digit_is_found(number: int, at: int, shift: int) -> None:
    code = new_code(lambda below: number % below)
    assert typed_code(" ".join(shown_code(code))) == typed_code("-".join(shown_code(code))) == code
    wrong = code[:at] + str((int(code[at]) + shift) % 10) + code[at + 1 :]
    with pytest.raises(Refusal, match=r"ballots\.code_mistyped"):
        typed_code(wrong)


@pytest.mark.parametrize("typed", ["", "12", "1" * 31, "1" * 33, "a" * 32, "١" * 32])
def test_what_is_no_code_is_refused(typed: str) -> None:
    with pytest.raises(Refusal, match=r"ballots\.code_shape"):
        typed_code(typed)


@settings(max_examples=20, deadline=None)
@given(box_id=ids, other_box=ids)
def test_any_two_parts_open_the_key_and_one_does_not(box_id: uuid.UUID, other_box: uuid.UUID) -> None:
    private, secret = new_keys().private, secrets.token_bytes(16)
    content, parts = wrapped(private, secret, box_id), split(secret)
    for pair in combinations(parts, 2):
        assert unwrapped(content, joined(pair), box_id) == private
    for part in parts:
        assert unwrapped(content, part[1:], box_id) is None
        assert unwrapped(content, joined([part, split(secrets.token_bytes(16))[part[0] % 3]]), box_id) is None
    if other_box != box_id:
        assert unwrapped(content, secret, other_box) is None


@settings(max_examples=20, deadline=None)
@given(mine=numbers, other=numbers, box_id=ids, keeper=ids, stranger=ids)
def test_a_part_opens_to_its_code_for_its_keeper_alone(
    mine: int, other: int, box_id: uuid.UUID, keeper: uuid.UUID, stranger: uuid.UUID
) -> None:
    code, wrong = new_code(lambda _: mine), new_code(lambda _: other)
    sealed = seal_part(b"part", public_of(code, box_id, keeper), box_id, keeper)
    assert open_part(sealed, code, box_id, keeper) == b"part"
    if other != mine:
        assert open_part(sealed, wrong, box_id, keeper) is None
    if stranger != keeper:
        assert open_part(sealed, code, box_id, stranger) is None
