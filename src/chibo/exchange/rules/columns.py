"""The columns that a list may have, and the many ways in which offices head them."""

import re
from functools import lru_cache
from pathlib import Path

import yaml

from chibo.exchange.states import Kind
from chibo.kernel.text import fold

_SPELLINGS: dict[str, dict[str, list[str]]] = yaml.safe_load(
    (Path(__file__).parent / "spellings.yaml").read_text(encoding="utf-8")
)

REQUIRED: dict[Kind, tuple[str, ...]] = {
    Kind.MEMBERS: ("full_name",),
    Kind.UNITS: ("name",),
}
"""Without these a table is no list of that kind."""

_ABBREVIATIONS = {
    "dv": "dang vien",
    "dvien": "dang vien",
    "qd": "quyet dinh",
    "cb": "chi bo",
    "cv": "chuc vu",
    "t": "thang",
    "n": "nam",
}
_FILLERS = re.compile(
    r"\b(?:dong chi|ghi ro|neu co|dd mm yyyy|cua|dang vien|csvn|dcsvn|chu in hoa|in hoa|hien nay|2 cap)\b"
)
_DAY_WORDS = re.compile(r"\b(?:ngay thang nam|ngay thang)\b")
_PARENTHESES = re.compile(r"\([^()]*\)")
_NOT_WORD = re.compile(r"[^a-z0-9]+")


_TABLES = {
    kind: {spelling: field for field, spellings in _SPELLINGS[kind].items() for spelling in spellings} for kind in Kind
}


def fields_of(kind: Kind) -> tuple[str, ...]:
    """Return the fields that a column may be given to by hand, in the order in which forms show them."""
    return tuple(field for field in _SPELLINGS[kind] if field not in {"seq", "ignored"})


@lru_cache(maxsize=5000)
def field_for(heading: str, kind: Kind) -> str | None:
    """Return the field that a heading names; None where it is unknown."""
    table = _TABLES[kind]
    return next((table[key] for key in _keys(heading) if key in table), None)


def _keys(heading: str) -> list[str]:
    """Return the spellings to look up, from the exact one to the most reduced."""
    folded = fold(heading)
    full = _key(folded)
    bare = _key(_PARENTHESES.sub(" ", folded))
    long = [" ".join(_ABBREVIATIONS.get(word, word) for word in key.split()) for key in (full, bare)]
    keys = [full, *long[:1], bare, *long[1:]]
    keys += [_key(_DAY_WORDS.sub("ngay", key)) for key in keys]
    return keys + [_key(_FILLERS.sub(" ", key)) for key in keys]


def _key(text: str) -> str:
    return _NOT_WORD.sub(" ", text).strip()
