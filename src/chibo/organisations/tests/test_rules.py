"""Pieces of the path, and the order of names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.organisations import rules

NUMBERS = st.integers(1, 36**rules.PIECE - 1)


@given(NUMBERS, NUMBERS)
def test_pieces_have_one_width_and_keep_the_order_of_numbers(one: int, other: int) -> None:
    assert len(rules.piece(one)) == rules.PIECE
    assert (rules.piece(one) < rules.piece(other)) == (one < other)


@given(st.lists(NUMBERS, min_size=1, max_size=5), st.lists(NUMBERS, max_size=5))
def test_a_subtree_is_the_range_of_paths_up_to_its_end(above: list[int], below: list[int]) -> None:
    path = "".join(map(rules.piece, above))
    deeper = path + "".join(map(rules.piece, below))
    assert path <= deeper < rules.end_of_subtree(path)
    assert rules.is_within(deeper, path)


@given(NUMBERS, NUMBERS)
def test_a_neighbour_is_not_in_the_subtree(one: int, other: int) -> None:
    if one != other:
        path, neighbour = rules.piece(one), rules.piece(other)
        assert not path <= neighbour < rules.end_of_subtree(path)
        assert not rules.is_within(neighbour, path)


@pytest.mark.parametrize("number", [0, -1, 36**rules.PIECE])
def test_a_number_that_has_no_piece_is_named(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        rules.piece(number)


def test_units_stand_in_the_order_in_which_one_reads_them() -> None:
    names = ["Chi bộ thôn 10", "Chi bộ thôn Ấp", "Chi bộ thôn 2", "Chi bộ tổ 1", "Chi bộ thôn Bình"]
    assert sorted(names, key=rules.unit_sort_key) == [
        "Chi bộ thôn 2",
        "Chi bộ thôn 10",
        "Chi bộ thôn Ấp",
        "Chi bộ thôn Bình",
        "Chi bộ tổ 1",
    ]


@given(st.text(max_size=200))
def test_the_key_of_any_name_fits_its_column(name: str) -> None:
    assert len(rules.unit_sort_key(name)) <= 400
