"""Single cells: what is read out of them, what is refused, and that what we print reads back."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.exchange.figures import AdmissionFigures
from chibo.exchange.rules.cards import read_card
from chibo.exchange.rules.columns import field_for, fields_of
from chibo.exchange.rules.dates import PartDate, Precision, read_date
from chibo.exchange.rules.members import plus_months, read_member
from chibo.exchange.rules.words import Activity, read_activity, read_name, read_post, read_sex, unit_key
from chibo.exchange.states import Kind
from chibo.kernel.errors import Refusal
from chibo.kernel.text import fold, tidy

LATEST = date(2026, 11, 22)
FIGURES = AdmissionFigures(least_age_years=18, probation_months=12)
ACTIVITIES = {word for name, word in vars(Activity).items() if name.isupper()}
DAYS = st.dates(min_value=date(1900, 1, 1), max_value=LATEST)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("3/2/1990", date(1990, 2, 3)),
        ("03-02-90", date(1990, 2, 3)),
        ("03.02.1990", date(1990, 2, 3)),
        ("3 / 2 / 1990", date(1990, 2, 3)),
        ("1990-02-03", date(1990, 2, 3)),
        ("1990-02-03T00:00:00", date(1990, 2, 3)),
        ("03/02/1990 00:00:00", date(1990, 2, 3)),
        ("ngày 3 tháng 2 năm 1990", date(1990, 2, 3)),
        ("Ngày 03/02/1990", date(1990, 2, 3)),
        ("03021990", date(1990, 2, 3)),
        ("3021990", date(1990, 2, 3)),
        ("19900203", date(1990, 2, 3)),
        ("030290", date(1990, 2, 3)),
        ("32907", date(1990, 2, 3)),
        ("3/2/26", date(2026, 2, 3)),
        ("3/2/27", date(1927, 2, 3)),
        ("29/02/2024", date(2024, 2, 29)),
    ],
)
def test_a_day_is_read(typed: str, day: date) -> None:
    assert read_date(typed, LATEST) == PartDate(day)


@pytest.mark.parametrize(
    ("typed", "first_on", "precision"),
    [
        ("1990", date(1990, 1, 1), Precision.YEAR),
        ("năm 1990", date(1990, 1, 1), Precision.YEAR),
        ("00/00/1990", date(1990, 1, 1), Precision.YEAR),
        ("tháng 2/1990", date(1990, 2, 1), Precision.MONTH),
        ("2-1990", date(1990, 2, 1), Precision.MONTH),
        ("1990-02", date(1990, 2, 1), Precision.MONTH),
        ("00/02/1990", date(1990, 2, 1), Precision.MONTH),
    ],
)
def test_a_month_or_a_year_alone_stays_one(typed: str, first_on: date, precision: Precision) -> None:
    found = read_date(typed, LATEST)

    assert (found, found.on) == (PartDate(first_on, precision), None)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("không rõ", "exchange.date_unreadable"),
        ("", "exchange.date_unreadable"),
        ("12", "exchange.date_unreadable"),
        ("1/2/3/4", "exchange.date_unreadable"),
        ("13/1990/2", "exchange.date_unreadable"),
        ("31/2/1990", "exchange.date_impossible"),
        ("29/02/2023", "exchange.date_impossible"),
        ("02/28/1990", "exchange.date_month_first"),
        ("3/2/2027", "exchange.date_too_late"),
        ("3/2/1890", "exchange.date_too_early"),
    ],
)
def test_a_day_is_refused(typed: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_date(typed, LATEST)

    assert refused.value.code == code


@given(DAYS)
def test_every_way_to_write_a_day_reads_back(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    ways = [f"{day:%d/%m/%Y}", f"{day.day}-{day.month}-{day.year}", day.isoformat(), f"{day:%d%m%Y}", f"{day:%d.%m.%Y}"]
    if serial >= 10_000:
        ways.append(str(serial))

    assert {read_date(way, LATEST).on for way in ways} == {day}


def read[T](reader: Callable[[str], T], text: str) -> T | None:
    """Return what is read; None where the text is refused."""
    try:
        return reader(text)
    except Refusal:
        return None


@given(st.text(max_size=40) | st.text("0123456789./-eE+ ", max_size=14) | st.text("ĐCB/ctPmienvadubữ. ", max_size=14))
def test_whatever_is_typed_is_refused_or_read_as_something_that_can_be_kept(text: str) -> None:
    day, card = read(lambda typed: read_date(typed, LATEST), text), read(read_card, text)
    name = read(read_name, text)

    assert day is None or date(1900, 1, 1) <= day.first_on <= LATEST
    assert card is None or re.fullmatch(r"\d{8}|\d{12}", card.number, re.ASCII)
    assert name is None or (name.full == tidy(name.full) != "" and not any(map(str.isdecimal, name.full)))
    assert read(read_sex, text) in {None, "male", "female"}
    assert read(read_activity, text) in {None, *ACTIVITIES}
    assert read(read_post, text) in {None, "secretary", "deputy_secretary", "committee_member"}
    assert unit_key(text) == fold(unit_key(text))
    assert field_for(text, Kind.MEMBERS) in {None, "seq", "ignored", *fields_of(Kind.MEMBERS)}


@pytest.mark.parametrize(
    ("typed", "number", "restored"),
    [
        ("034090001234", "034090001234", False),
        ("034 090 001 234", "034090001234", False),
        ("'034090001234", "034090001234", False),
        ("34090001234", "034090001234", True),
        ("34090001234.0", "034090001234", True),
        ("1090001234", "001090001234", True),
        ("3.4090001234E+10", "034090001234", True),
        ("78.004512", "78004512", False),
        ("78 004512", "78004512", False),
        ("1234567", "01234567", True),
        ("01.234567", "01234567", False),
    ],
)
def test_a_card_number_is_mended(typed: str, number: str, restored: bool) -> None:
    card = read_card(typed)

    assert (card.number, card.restored) == (number, restored)


@pytest.mark.parametrize(
    ("typed", "digits", "code"),
    [
        ("4530", None, "exchange.card_digits"),
        ("123456789", None, "exchange.card_digits"),
        ("1234567890123", None, "exchange.card_digits"),
        ("78004512", 12, "exchange.card_digits"),
        ("034090001234", 8, "exchange.card_digits"),
        ("3.409E+10", None, "exchange.card_rounded"),
        ("chưa có", None, "exchange.card_unreadable"),
        ("٣٤٠٩٠٠٠١٢٣٤٥", None, "exchange.card_unreadable"),
    ],
)
def test_a_card_number_is_refused(typed: str, digits: int | None, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_card(typed, digits)

    assert refused.value.code == code


@given(st.integers(min_value=1, max_value=10**12 - 1))
def test_a_number_that_lost_its_zeros_is_never_another_one(number: int) -> None:
    try:
        card = read_card(str(number))
    except Refusal:
        return
    assert int(card.number) == number


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("NGUYỄN THỊ HƯƠNG", "Nguyễn Thị Hương"),
        ("nguyễn thị hương", "Nguyễn Thị Hương"),
        ("Y BLƠK ÊBAN", "Y Blơk Êban"),
        ("H'HEN NIÊ", "H'Hen Niê"),
        ("Đ/c Lê Thị Mai", "Lê Thị Mai"),
        ("  Lê \u00a0 Thị\u200b Mai ", "Lê Thị Mai"),
        ("Tạ Văn Dũng (A)", "Tạ Văn Dũng (A)"),
        ("ksor H'Lan", "ksor H'Lan"),
    ],
)
def test_a_name_is_tidied(typed: str, name: str) -> None:
    assert read_name(typed).full == name


@pytest.mark.parametrize("typed", ["12", "Lê Thị 5", "a@b.vn", "", "---", "034090001234", "A" * 130])
def test_a_name_is_refused(typed: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_name(typed)

    assert refused.value.code == "exchange.name_odd"


@given(
    st.lists(st.sampled_from(["Nguyễn", "Thị", "Hương", "Đặng", "Ý", "Êban", "Ườm", "H'Hen"]), min_size=1, max_size=5)
)
def test_a_tidy_name_survives_capitals_and_decomposed_letters(words: list[str]) -> None:
    import unicodedata

    name = " ".join(words)

    assert read_name(unicodedata.normalize("NFD", name.upper())).full == name
    assert read_name(read_name(name).full).full == name


@pytest.mark.parametrize(
    ("typed", "meaning"),
    [
        ("Đang sinh hoạt", Activity.ACTIVE),
        ("Đảng viên dự bị", Activity.PROBATIONARY),
        ("Chính thức", Activity.OFFICIAL),
        ("Miễn sinh hoạt", Activity.EXEMPT),
        ("Tạm miễn SH", Activity.SHORT_EXEMPT),
        ("Chuyển sinh hoạt tạm thời", Activity.AWAY),
        ("Chuyển sinh hoạt chính thức đi", Activity.ENDED),
        ("Từ trần", Activity.ENDED),
        ("Đã chuyển đi", Activity.ENDED),
        ("Đình chỉ sinh hoạt", Activity.SUSPENDED),
    ],
)
def test_the_state_of_a_member_is_understood(typed: str, meaning: str) -> None:
    assert read_activity(typed) == meaning


@pytest.mark.parametrize(
    ("typed", "post"),
    [("Bí thư", "secretary"), ("PBT", "deputy_secretary"), ("Chi ủy viên, thủ quỹ", "committee_member"), ("ĐV", None)],
)
def test_a_post_is_understood(typed: str, post: str | None) -> None:
    assert read_post(typed) == post


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Họ và tên khai sinh (chữ in hoa)", "full_name"),
        ("HỌ TÊN ĐẢNG VIÊN", "full_name"),
        ("Họ và tên*", "full_name"),
        ("Ngày, tháng, năm sinh", "born"),
        ("Sinh ngày*", "born"),
        ("Năm sinh", "born"),
        ("Ngày tháng năm vào Đảng", "joined"),
        ("Ngày vào Đảng*", "joined"),
        ("Ngày chính thức*", "official"),
        ("Số thẻ ĐV", "card"),
        ("Số thẻ đảng viên", "card"),
        ("Số thẻ Đảng* (12 số)", "card_new"),
        ("Số thẻ theo QĐ 85", "card_old"),
        ("Tổ chức Đảng đang sinh hoạt*", "unit"),
        ("Sinh hoạt tại chi bộ", "unit"),
        ("Số CCCD/Số định danh cá nhân*", "personal_number"),
        ("Số QĐ", "decision"),
        ("Trạng thái hoạt động", "activity"),
        ("Giá bán", None),
    ],
)
def test_a_heading_is_understood(heading: str, field: str | None) -> None:
    assert field_for(heading, Kind.MEMBERS) == field


def findings(**cells: str) -> list[tuple[str, str]]:
    row = {"full_name": "Lê Thị Mai", "born": "1/2/1980", "joined": "3/2/2005", "official": "3/2/2006", **cells}
    return [(finding.code, finding.column) for finding in read_member(row, LATEST, FIGURES).findings]


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ({}, []),
        ({"official": "3/2/2004"}, [("exchange.official_before_joined", "joined")]),
        ({"official": "2/2/2006"}, [("exchange.probation_short", "official")]),
        ({"official": "3/2/2027"}, [("exchange.official_ahead", "official")]),
        ({"joined": "2005"}, [("exchange.day_missing", "joined")]),
        ({"joined": ""}, [("exchange.joined_missing", "joined")]),
        ({"joined": "30/1/1998", "official": "30/1/1999"}, [("exchange.joined_young", "joined")]),
        ({"born": ""}, [("exchange.born_missing", "born")]),
        ({"born": "1980"}, [("exchange.born_year_only", "born")]),
        ({"born": "1/2/2015"}, [("exchange.date_too_late", "born")]),
        ({"full_name": ""}, [("exchange.name_missing", "full_name")]),
        ({"full_name": "Mai"}, [("exchange.name_short", "full_name")]),
        ({"sex": "Nữ", "card": "034180001234"}, []),
        ({"sex": "Nam", "card": "034180001234"}, [("exchange.card_contradicts", "card")]),
        ({"card": "034181001234"}, [("exchange.card_contradicts", "card")]),
        ({"card": "4530"}, [("exchange.card_digits", "card")]),
        ({"card": "34180001234"}, [("exchange.card_restored", "card")]),
        ({"card_new": "034180001234", "personal_number": "034180001235"}, [("exchange.card_not_personal", "card_new")]),
        ({"activity": "Từ trần"}, [("exchange.activity_ended", "activity")]),
        ({"activity": "Miễn sinh hoạt"}, [("exchange.activity_by_hand", "activity")]),
        ({"activity": "Chính thức", "official": ""}, [("exchange.official_missing", "official")]),
        ({"post": "Trưởng thôn"}, [("exchange.post_unknown", "post")]),
    ],
)
def test_what_does_not_fit_together_is_found(cells: dict[str, str], found: list[tuple[str, str]]) -> None:
    assert findings(**cells) == found


@given(DAYS, st.integers(min_value=0, max_value=600))
def test_months_are_added_within_the_calendar(day: date, months: int) -> None:
    later = plus_months(day, months)

    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or later.day < day.day


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Chi bộ Thôn An Lạc", "CB. thôn An Lạc"),
        ("CHI BỘ  TRƯỜNG THCS", "Trường THCS"),
        ("Chi bộ (Trạm Y tế)", "trạm y tế"),
    ],
)
def test_spellings_of_a_unit_meet(one: str, other: str) -> None:
    assert unit_key(one) == unit_key(other)
