"""The tree gives the roots of RFC 9162, also when it grows on from its peaks."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.audit.rules import Tree, joined, leaf_hash, node_hash, split

INPUTS = ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
ROOTS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)
"""Inputs and roots with which logs of Certificate Transparency test themselves."""


def by_the_book(leaves: list[bytes]) -> bytes:
    """RFC 9162, section 2.1.1, word for word: split at the largest power of two below the size."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaf_hash(leaves[0])
    k = 1 << ((len(leaves) - 1).bit_length() - 1)
    return node_hash(by_the_book(leaves[:k]), by_the_book(leaves[k:]))


def test_the_roots_are_those_of_other_logs() -> None:
    tree = Tree()
    for data, root in zip(INPUTS, ROOTS, strict=True):
        tree.add(leaf_hash(bytes.fromhex(data)))
        assert tree.root().hex() == root


@given(st.lists(st.binary(max_size=3), max_size=70), st.integers(0, 70))
def test_a_tree_that_grows_on_from_its_peaks_has_the_root_of_all_leaves(leaves: list[bytes], stop: int) -> None:
    tree = Tree()
    for number, data in enumerate(leaves):
        if number == stop:
            tree = Tree(tree.size, split(joined(tree.peaks)))
        tree.add(leaf_hash(data))
    assert (tree.size, tree.root()) == (len(leaves), by_the_book(leaves))


def test_peaks_that_do_not_belong_to_the_size_are_an_error() -> None:
    with pytest.raises(ValueError, match="3 leaves has 2 peaks"):
        Tree(3, [b"\0" * 32])
