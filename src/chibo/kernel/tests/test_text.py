"""Names are found without diacritics and stand in the order in which offices sort them."""

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from chibo.kernel.text import fold, given_name, sort_key, tidy, tidy_lines

WORDS = """An Ân Anh Ánh Ảnh Bình Bính Châu Chi Chính Dũng Duy Đạt Đức Đan Dan Ê Em Ếm Hoa Hòa Hoà Hoá Hương
Huyền Lê Lệ Ly Lý Nga Ngà Nguyễn Nguyên Ơn Ôn Oanh Phương Quý Quy Sáng Thị Thi Tú Từ Tư Văn Vân Xuân Ý Yên"""
SYLLABLES = st.sampled_from(WORDS.split())
NAMES = st.lists(SYLLABLES, min_size=1, max_size=5).map(" ".join)
ANY_TEXT = st.text(max_size=30)


def in_order(*names: str) -> bool:
    return list(names) == sorted(sorted(names), key=sort_key)


def test_the_given_name_comes_first_then_the_middle_then_the_family_name() -> None:
    assert in_order("Trần Văn An", "Lê Thị Bình", "Nguyễn Văn Bình", "Trần Văn Bình", "Bùi Xuân Bình")


def test_letters_stand_in_vietnamese_order() -> None:
    assert in_order("An", "Ăn", "Ân", "Ba", "Da", "Đa", "Em", "Êm", "On", "Ôn", "Ơn", "Tu", "Tư", "Vu")


def test_tones_stand_in_vietnamese_order() -> None:
    assert in_order("Ma", "Mà", "Mả", "Mã", "Má", "Mạ")


def test_a_tone_weighs_less_than_any_letter_of_the_same_component() -> None:
    assert in_order("Hòa", "Hoan")
    assert in_order("Nguyễn Bình Anh Thư", "Nguyễn Bính Anh Thư", "Nguyễn Bình Bảo Thư")


def test_a_component_is_compared_whole_before_the_next_one() -> None:
    """The tone of the given name outweighs every letter of the family name."""
    assert in_order("Vũ Hoa", "An Hòa")


def test_a_shorter_text_comes_before_a_longer_one() -> None:
    assert in_order("Lê An", "Lê Thị An", "Lê Anh", "Lê Thị Ánh")


def test_a_called_name_of_two_words_is_sorted_as_one_component() -> None:
    assert sort_key("Y Blơk Êban", "Blơk Êban") < sort_key("Trần Văn Bôn")
    assert sort_key("Y Blơk Êban", "Y Blơk") > sort_key("Lê Thị Xuân")


def test_letters_of_other_languages_stand_beside_their_bare_form() -> None:
    assert in_order("Ksor Nan", "Ksor Ňan", "Ksor Nang")


@given(NAMES, NAMES)
def test_column_sort_and_key_agree(one: str, other: str) -> None:
    """The same order as three columns sorted one after the other, each by letters and then by tones."""

    def columns(name: str) -> list[tuple[list[list[int]], list[list[int]]]]:
        *rest, called = name.split()
        return [two_levels(part) for part in ([called], rest[1:], rest[:1])]

    def two_levels(words: list[str]) -> tuple[list[list[int]], list[list[int]]]:
        spread = [unicodedata.normalize("NFD", word.lower()) for word in words]
        bare = [unicodedata.normalize("NFC", "".join(s for s in w if s not in TONES)) for w in spread]
        tones = [[TONES.find(s) for s in toned(word.lower())] for word in words]
        return [[ALPHABET.index(letter) for letter in word] for word in bare], tones

    assert (columns(one) < columns(other)) == (sort_key(one) < sort_key(other))


TONES = "\u0300\u0309\u0303\u0301\u0323"
ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"


def toned(word: str) -> list[str]:
    """Return for each letter the mark of its tone, or what `find` does not find."""
    spread = [unicodedata.normalize("NFD", letter) for letter in unicodedata.normalize("NFC", word)]
    return [next((sign for sign in letter if sign in TONES), "none") for letter in spread]


@settings(max_examples=300)
@given(ANY_TEXT, ANY_TEXT)
def test_a_key_can_be_stored_and_knows_no_case_or_form(name: str, called: str) -> None:
    key = sort_key(name, called)
    assert "\x00" not in key
    assert key.encode()
    assert key == sort_key(unicodedata.normalize("NFD", name), unicodedata.normalize("NFD", called))


@given(NAMES)
def test_case_plays_no_part_in_the_order(name: str) -> None:
    assert sort_key(name) == sort_key(name.upper()) == sort_key(f"  {name}\u200b ")


def test_found_without_diacritics() -> None:
    assert fold("  ĐẶNG Thị\tHương ") == "dang thi huong"
    assert fold(unicodedata.normalize("NFD", "Nguyễn Ưởng")) == "nguyen uong"


@settings(max_examples=300)
@given(ANY_TEXT)
def test_folding_again_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@settings(max_examples=300)
@given(ANY_TEXT)
def test_tidying_again_changes_nothing(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)
    assert tidy_lines(tidy_lines(text)) == tidy_lines(text)


@given(ANY_TEXT)
def test_tidy_text_can_be_stored(text: str) -> None:
    tidied = tidy(text)
    assert "\x00" not in tidied
    assert "\n" not in tidied


def test_half_a_letter_from_a_broken_file_is_dropped() -> None:
    assert tidy("Nguyễn\ud800 An") == "Nguyễn An"


def test_invisible_signs_of_spreadsheets_are_dropped() -> None:
    assert tidy("\ufeffNguyễn\u00a0Văn\u200b  An\r\n") == "Nguyễn Văn An"


def test_lines_are_kept_where_text_has_several() -> None:
    assert tidy_lines(" Một \r\n\r\n\r\n\r\n hai\t ba \n") == "Một\n\nhai ba"


def test_the_given_name_is_the_last_word() -> None:
    assert given_name(" Nguyễn Thị  Hương ") == "Hương"
    assert given_name("") == ""
