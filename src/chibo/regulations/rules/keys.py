"""Keys of a rule's value: `registration_day`, or `regular.min_minutes` for what lies one deeper."""

from collections.abc import Mapping
from typing import Any

type Plain = dict[str, Any]
"""A value as JSON knows it."""


def at(value: Mapping[str, Any], key: str) -> Any:
    """Return what stands under the key. Raises KeyError with the key where there is nothing."""
    found: Any = value
    for piece in key.split("."):
        if not isinstance(found, Mapping) or piece not in found:
            raise KeyError(key)
        found = found[piece]
    return found


def put(value: Mapping[str, Any], key: str, new: Any) -> Plain:
    """Return a copy with `new` under the key. Raises KeyError where the key leads nowhere."""
    head, _, rest = key.partition(".")
    if head not in value:
        raise KeyError(key)
    return {**value, head: put(value[head], rest, new) if rest else new}
