"""Pure decisions on the tree: pieces of the path, and days of change."""

import re
from collections.abc import Sequence
from datetime import date

from chibo.kernel.errors import Refusal
from chibo.kernel.text import fold, sort_key

PIECE = 5
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def piece(node_no: int) -> str:
    """Return the unit's own piece of the path: fixed width, base 36.

    >>> piece(37)
    '00011'
    """
    if not 0 < node_no < 36**PIECE:
        raise ValueError(f"a node number is from 1 to {36**PIECE - 1}, got {node_no}")
    digits = ""
    while node_no:
        node_no, rest = divmod(node_no, 36)
        digits = _DIGITS[rest] + digits
    return digits.rjust(PIECE, "0")


def unit_sort_key(name: str) -> str:
    """Return the key that sorts units by name as one reads them: thôn 2 before thôn 10.

    >>> unit_sort_key("Chi bộ thôn 2") < unit_sort_key("Chi bộ thôn 10")
    True
    """
    padded = re.sub(r"[0-9]+", lambda digits: digits[0].zfill(6), name)
    return sort_key(padded, given=padded)[:400]


def end_of_subtree(path: str) -> str:
    """Return the text just above all paths that begin with `path`: compare `>= path AND < end`.

    Never `startswith`: it becomes LIKE, which scans on SQLite.
    """
    return path + "~"


def is_within(path: str, ancestor: str) -> bool:
    """Tell whether the path is the ancestor's or lies below it."""
    return path.startswith(ancestor)


def check_change_on(day: date, last_from: date, fact: str = "organisations.starts_before_last") -> None:
    """Refuse a change that starts before the present version does."""
    if day < last_from:
        raise Refusal(fact, day=day, last=last_from)


def check_split(name: str, parts: Sequence[str]) -> None:
    """Refuse a split without a new unit, and names that could not be told apart."""
    known = [fold(one) for one in (name, *parts)]
    if not parts or not all(known):
        raise Refusal("organisations.split_needs_names", name=name)
    if len(set(known)) < len(known):
        raise Refusal("organisations.split_same_name")
