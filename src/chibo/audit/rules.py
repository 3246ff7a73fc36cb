"""A Merkle tree that grows: the hashes of RFC 9162 (section 2.1, the same as RFC 6962), and no more than is needed.

Whoever holds all leaves needs no proofs: adding them again gives the root of every size on the way.
"""

import hashlib
from collections.abc import Iterable

HASH_BYTES = 32


def leaf_hash(data: bytes) -> bytes:
    """Return the hash of one entry of the tree."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of the node above two others."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Tree:
    """A tree of `size` leaves, known by its peaks: the roots of its full subtrees, the largest first.

    A tree of a million leaves has at most 20 peaks, so it can be kept beside its root and grow without its leaves.
    """

    def __init__(self, size: int = 0, peaks: Iterable[bytes] = ()) -> None:
        self.size = size
        self.peaks = list(peaks)
        if len(self.peaks) != size.bit_count():
            raise ValueError(f"a tree of {size} leaves has {size.bit_count()} peaks, got {len(self.peaks)}")

    def add(self, leaf: bytes) -> None:
        """Add the hash of the next leaf. Subtrees that it fills become one."""
        rest = self.size
        while rest & 1:
            leaf = node_hash(self.peaks.pop(), leaf)
            rest >>= 1
        self.peaks.append(leaf)
        self.size += 1

    def root(self) -> bytes:
        """Return the root of the tree; of an empty tree the hash of nothing."""
        if not self.peaks:
            return hashlib.sha256(b"").digest()
        *others, root = self.peaks
        for peak in reversed(others):
            root = node_hash(peak, root)
        return root


def joined(peaks: Iterable[bytes]) -> bytes:
    """Return the peaks as one row of bytes."""
    return b"".join(peaks)


def split(peaks: bytes) -> list[bytes]:
    """Take apart what `joined` put together."""
    return [peaks[start : start + HASH_BYTES] for start in range(0, len(peaks), HASH_BYTES)]
