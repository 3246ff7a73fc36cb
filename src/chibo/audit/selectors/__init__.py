"""Reading the record, and checking that it is what was sealed."""

from chibo.audit.selectors.checking import Progress, check_record
from chibo.audit.selectors.reading import (
    entries_of,
    is_sealed_elsewhere,
    latest_entries,
    looks_at,
    newest_head,
    set_aside,
)
from chibo.audit.selectors.rows import CHUNK, acts, details_of, hash_of, row_hashes, said, seal_of

__all__ = [
    "CHUNK",
    "Progress",
    "acts",
    "check_record",
    "details_of",
    "entries_of",
    "hash_of",
    "is_sealed_elsewhere",
    "latest_entries",
    "looks_at",
    "newest_head",
    "row_hashes",
    "said",
    "seal_of",
    "set_aside",
]
