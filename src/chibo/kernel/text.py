"""Vietnamese text: one normal form, a key to search by and a key to sort by."""

import re
import unicodedata
from functools import lru_cache

_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK = {letter: chr(ord("A") + index) for index, letter in enumerate(_LETTERS)}
_TONES = {"\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0301": "5", "\u0323": "6"}  # huyền hỏi ngã sắc nặng
_NO_TONE, _OTHER_MARK = "1", "7"
# Lowest first: a shorter text comes before a longer one, and a word's end before any letter.
_COMPONENT_END, _LEVEL_END, _WORD_END, _PUNCTUATION = "|", " ", "!", "-"
_SPACES = re.compile(r"\s+")
_LINE_SPACES = re.compile(r"[^\S\n]+")


def tidy(text: str) -> str:
    """Return one line of text in NFC, with single spaces, none at the ends, and nothing invisible.

    Control and format characters (NUL, zero-width space, soft hyphen) come along from spreadsheets and would
    make equal names differ; PostgreSQL refuses NUL.
    """
    return _SPACES.sub(" ", _visible(_SPACES.sub(" ", text))).strip()


def tidy_lines(text: str) -> str:
    """Return text of several lines, each tidy; line breaks stay, at most one empty line in a row."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = [_LINE_SPACES.sub(" ", _visible(line.replace("\t", " "))).strip() for line in plain.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def fold(text: str) -> str:
    """Return the key under which text is found without diacritics: lower case, đ as d, single spaces.

    >>> fold("Nguyễn Thị  Hương")
    'nguyen thi huong'
    """
    # Twice: a letter may decompose into another that casefold changes again.
    spread = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()).casefold()
    bare = "".join(letter for letter in spread.replace("đ", "d") if not unicodedata.combining(letter))
    return _SPACES.sub(" ", bare).strip()


def given_name(full_name: str) -> str:
    """Return the last word of a name, which is how most names are called. Editable where it is wrong."""
    return tidy(full_name).split(" ")[-1]


def sort_key(full_name: str, given: str = "") -> str:
    """Return the key that sorts as offices sort their columns: given name, middle names, family name.

    Each of the three is compared by its letters in Vietnamese order first (aăâbcdđeê…), by its tones second
    (ngang, huyền, hỏi, ngã, sắc, nặng). `given` is the called name where it is more than the last word (Blơk
    Êban). Keys are compared byte by byte (`audit.rows.SortKeyField`) and hold no NUL. Case and spacing play
    no part.
    """
    words = tidy(full_name).split()
    called = tidy(given).split() or words[-1:]
    rest = words[: -len(called)] if called and words[-len(called) :] == called else words
    return _COMPONENT_END.join(_text_key(part) for part in (called, rest[1:], rest[:1]))


def _visible(text: str) -> str:
    if not text.isprintable():  # else it holds none of them: the usual case, and quick
        text = "".join(letter for letter in text if unicodedata.category(letter) not in {"Cc", "Cf", "Cs"})
    return unicodedata.normalize("NFC", text)


def _text_key(words: list[str]) -> str:
    pairs = [_word_key(word) for word in words]
    return _WORD_END.join(letters for letters, _ in pairs) + _LEVEL_END + _WORD_END.join(tones for _, tones in pairs)


@lru_cache(maxsize=20_000)  # names are made of few words, and lists of them come by the hundred thousand
def _word_key(word: str) -> tuple[str, str]:
    pairs = [_letter_key(letter) for letter in _letters(word)]
    return "".join(letter for letter, _ in pairs), "".join(tone for _, tone in pairs)


def _letters(word: str) -> list[str]:
    """Split a word into letters with their marks, marks in canonical order."""
    found: list[str] = []
    for sign in unicodedata.normalize("NFD", word.casefold()):
        if found and unicodedata.combining(sign):
            found[-1] += sign
        else:
            found.append(sign)
    return found


def _letter_key(letter: str) -> tuple[str, str]:
    """Return the rank of a letter and the digit of its tone: ă and đ are letters, á is one with a tone."""
    base, marks = letter[0], letter[1:]
    tone = next((_TONES[mark] for mark in marks if mark in _TONES), "")
    shape = "".join(mark for mark in marks if mark not in _TONES)
    rank = _RANK.get(unicodedata.normalize("NFC", base + shape))
    if rank is None:  # a mark that Vietnamese does not know, as in ĭ or č: the bare letter, marked
        rank, tone = _RANK.get(base) or _other_key(base), tone or (_OTHER_MARK if shape else "")
    return rank, tone or _NO_TONE


def _other_key(sign: str) -> str:
    """Return digits and letters of other scripts as they are, all else as a hyphen."""
    return sign if sign.isalnum() and sign.isprintable() else _PUNCTUATION
