"""Reads what stands in addresses and hidden fields. Nobody types it: nonsense gets no sentence of its own."""

import re
from collections.abc import Mapping
from uuid import UUID

from chibo.kernel.errors import Missing


def number_in(text: str) -> int | None:
    """Return the whole number of at most nine digits; None for anything else."""
    return int(text) if text.isdecimal() and len(text) < 10 else None


def version_in(asked: Mapping[str, str], name: str = "version") -> int:
    """Return the version of a row that a form carries; for anything else 0, which no row has: then it is a conflict."""
    return number_in(asked.get(name, "")) or 0


def draft_key_in(asked: Mapping[str, str]) -> str:
    """Return the key by which words sent twice are known; empty for what no page of ours has given."""
    found = re.fullmatch(r"[\w-]{1,40}", asked.get("draft_key", ""), re.ASCII)
    return found[0] if found else ""


def key_of(text: str) -> UUID:
    """Return the id of a row. Raises Missing for what is none."""
    try:
        return UUID(text)
    except ValueError:
        raise Missing("id") from None
