"""Vietnamese text: one normal form, a key to search by and a key to sort by."""

import re
import unicodedata

_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = {"\u0300": 2, "\u0309": 3, "\u0303": 4, "\u0301": 5, "\u0323": 6}  # huyền, hỏi, ngã, sắc, nặng
_RANK = {letter: chr(ord("A") + index) for index, letter in enumerate(_LETTERS)}
_SPACES = re.compile(r"\s+")


def tidy(text: str) -> str:
    """Return the text in NFC, with single spaces and none at the ends."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()


def fold(text: str) -> str:
    """Return the key under which text is found without diacritics.

    >>> fold("Nguyễn Thị  Hương")
    'nguyen thi huong'
    """
    spread = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    bare = "".join(letter for letter in spread if not unicodedata.combining(letter))
    return _SPACES.sub(" ", bare).strip()


def given_name(full_name: str) -> str:
    """Return the last word of a name, which is how most names are called. Editable where it is wrong."""
    words = tidy(full_name).split(" ")
    return words[-1]


def sort_key(full_name: str, given: str = "") -> str:
    """Return the key that sorts by given name, then middle names, then family name, in Vietnamese order.

    `given` is the called name where it is more than the last word (Y Blơk Êban). Binary order of the keys equals
    the order of ICU's Vietnamese collation over the same words.
    """
    name = tidy(full_name)
    called = tidy(given) or given_name(name)
    rest = name[: -len(called)].split() if name.endswith(called) else name.split()
    return " ".join(_word_key(word) for word in [*called.split(), *rest[1:], *rest[:1]])


def _word_key(word: str) -> str:
    letters, tones = [], []
    for letter in unicodedata.normalize("NFC", word.casefold()):
        spread = unicodedata.normalize("NFD", letter)
        tone = next((_TONES[mark] for mark in spread if mark in _TONES), 1)
        plain = unicodedata.normalize("NFC", "".join(mark for mark in spread if mark not in _TONES))
        letters.append(_RANK.get(plain, plain))
        tones.append(str(tone))
    return "".join(letters) + "." + "".join(tones)
