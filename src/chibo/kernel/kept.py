"""A file that a row names: how rooms tell which bytes of the data folder belong to them."""

from typing import NamedTuple


class KeptFile(NamedTuple):
    """Bytes in the data folder that must be there as long as their row."""

    name: str
    """Below the data folder, with forward slashes."""
    sha256: str
    size_bytes: int
