"""Names, sexes, states and posts as they are typed."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from chibo.kernel.errors import Refusal
from chibo.kernel.text import fold, tidy

_HONORIFIC = re.compile(r"^(?:đ/c|đồng chí|đc|ông|bà|anh|chị)[.:]?\s+(?=\S+\s)", re.IGNORECASE)
_NAME = re.compile(r"^[^\W\d_][^\d_@#$%^&*=+<>?!|\\/\[\]{}\"]*$")


@dataclass(frozen=True, slots=True)
class Name:
    """A full name as it will be kept."""

    full: str
    is_short: bool
    """One word only: somebody should look."""


def read_name(text: str) -> Name:
    """Return the name in the usual letters: NGUYỄN THỊ HƯƠNG becomes Nguyễn Thị Hương.

    Capitals of a name that is not all capitals (or all small) are left as typed. Refuses digits and signs, which
    show that the column holds something else.
    """
    seen = tidy(text).strip(" .,;:-*")
    bare = _HONORIFIC.sub("", seen)
    if not bare or not _NAME.match(bare) or len(bare) > 120:
        raise Refusal("exchange.name_odd", seen=text.strip()[:120])
    if bare.isupper() or bare.islower():
        bare = " ".join(_capital(word) for word in bare.split(" "))
    return Name(bare, is_short=" " not in bare)


def _capital(word: str) -> str:
    """Return Kpă, H'Hen, Nguyễn: a capital at the start and after an apostrophe or hyphen."""
    pieces = re.split(r"(['’\-(])", word)
    return "".join(piece[:1].upper() + piece[1:].lower() for piece in pieces)


_SEXES = {
    **dict.fromkeys(("nam", "m", "male", "trai", "ong"), "male"),
    **dict.fromkeys(("nu", "f", "female", "gai", "ba", "nu gioi"), "female"),
    "nam gioi": "male",
}
MARKS = frozenset({"x", "v", "+", "1", "co", "*", "✓", "✔", "true"})
"""What people put into a column to say yes."""


@lru_cache(maxsize=1000)
def read_sex(text: str) -> str:
    """Return `male` or `female`. Refuses everything else, 1 and 0 too: lists use them both ways."""
    found = _SEXES.get(fold(text).strip(" ."))
    if found is None:
        raise Refusal("exchange.sex_unreadable", seen=text.strip())
    return found


def is_mark(text: str) -> bool:
    """Tell whether a cell is ticked."""
    return bool(text) and fold(text) in MARKS  # most are empty: three a row are asked


class Activity:
    """Words of the column "Trạng thái hoạt động", by their meaning here."""

    ACTIVE = "active"
    PROBATIONARY = "probationary"
    OFFICIAL = "official"
    EXEMPT = "exempt"
    SHORT_EXEMPT = "short_exempt"
    AWAY = "away"
    SUSPENDED = "suspended"
    ENDED = "ended"


_ACTIVITIES = (
    (Activity.ENDED, ("tu tran", "da mat", "mat", "chet", "khai tru", "xoa ten", "ra khoi dang", "roi khoi dang",
                      "xin ra", "chuyen di", "da chuyen", "chuyen sinh hoat chinh thuc di", "da roi")),
    (Activity.SUSPENDED, ("dinh chi",)),
    (Activity.SHORT_EXEMPT, ("tam mien",)),
    (Activity.EXEMPT, ("mien sinh hoat", "mien cong tac", "duoc mien", "mien")),
    (Activity.AWAY, ("sinh hoat tam thoi di", "tam thoi di", "di tam thoi", "chuyen sinh hoat tam thoi")),
    (Activity.PROBATIONARY, ("du bi",)),
    (Activity.OFFICIAL, ("chinh thuc",)),
    (Activity.ACTIVE, ("dang sinh hoat", "hoat dong", "binh thuong", "dang cong tac", "con sinh hoat")),
)  # fmt: skip


@lru_cache(maxsize=1000)
def read_activity(text: str) -> str:
    """Return what the state of a member means here. Refuses unknown words."""
    seen = fold(text)
    temporary = "tam thoi" in seen
    for meaning, words in _ACTIVITIES:
        if temporary and meaning is Activity.ENDED:
            continue
        if any(re.search(rf"\b{word}\b", seen) for word in words):
            return meaning
    raise Refusal("exchange.activity_unreadable", seen=text.strip())


_POSTS = {
    "bi thu": "secretary",
    "bi thu chi bo": "secretary",
    "bi thu chi uy": "secretary",
    "bt": "secretary",
    "btcb": "secretary",
    "pho bi thu": "deputy_secretary",
    "pho bi thu chi bo": "deputy_secretary",
    "pbt": "deputy_secretary",
    "pbtcb": "deputy_secretary",
    "chi uy vien": "committee_member",
    "chi uy": "committee_member",
    "cap uy vien": "committee_member",
    "cuv": "committee_member",
}
"""Posts of a cell, by the codes of the rule `posts`."""
_ABOVE = re.compile(r"\b(?:dang uy|duv|ban thuong vu|uvbtv|btv|ubkt|uy ban kiem tra|bch|ban chap hanh)\b")
_NO_POST = frozenset({"", "dang vien", "dv", "khong", "k", "-", "0", "x", "dang vien chinh thuc", "dang vien du bi"})


@lru_cache(maxsize=1000)
def read_post(text: str) -> str | None:
    """Return the code of a post in a cell, as the rule `posts` names them; None for none.

    Refuses posts of a committee above, and what is no post of the Party (trưởng thôn): the caller makes both a
    warning.
    """
    seen = fold(text).strip(" .")
    if seen in _NO_POST:
        return None
    found = _POSTS.get(seen) or _POSTS.get(re.split(r"\s*[,;/(+–-]\s*", seen)[0])
    if found is None and _ABOVE.search(seen):
        raise Refusal("exchange.post_above", seen=text.strip())
    if found is None:
        raise Refusal("exchange.post_unknown", seen=text.strip())
    return found


@lru_cache(maxsize=100_000)
def unit_key(text: str) -> str:
    """Return the key under which a unit's name is compared: folded, without the word for its kind.

    >>> unit_key("CB. thôn An Lạc"), unit_key("Chi bộ Thôn  An Lạc")
    ('thon an lac', 'thon an lac')
    """
    seen = re.sub(r"[.,:;\"“”'()\-–/]+", " ", fold(unicodedata.normalize("NFC", text)))
    seen = re.sub(r"\s+", " ", seen).strip()
    return re.sub(r"^(?:chi bo|cb|db|dang bo|dang uy|chi uy)\s+(?:truc thuoc\s+)?(?=\S)", "", seen)
