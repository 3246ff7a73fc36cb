"""Lists as they are found in offices, each with what must be read out of it."""

import struct
import unicodedata
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from chibo.exchange.figures import AdmissionFigures
from chibo.exchange.rules.members import MemberRow, read_member
from chibo.exchange.rules.opening import open_book
from chibo.exchange.rules.table import find_table
from chibo.exchange.rules.units import read_unit
from chibo.exchange.states import Kind
from chibo.exchange.tests.sheets import write_csv, write_ods, write_xls, write_xlsx
from chibo.kernel.errors import Refusal

AS_OF = date(2026, 11, 22)
FIGURES = AdmissionFigures(least_age_years=18, probation_months=12)

TITLES: list[list[Any]] = [
    ["ĐẢNG BỘ TỈNH LẠC SƠN", "", "", "", "", "", "ĐẢNG CỘNG SẢN VIỆT NAM", ""],
    ["ĐẢNG BỘ XÃ SƠN LỘC", "", "", "", "", "", "", ""],
    [],
    ["DANH SÁCH ĐẢNG VIÊN NĂM 2026", "", "", "", "", "", "", ""],
    ["(Tính đến ngày 22/11/2026)", "", "", "", "", "", "", ""],
]
MESSY: list[list[Any]] = [
    *TITLES,
    ["STT", "Họ và tên", "Năm sinh", "", "Số thẻ đảng viên", "Ngày tháng năm vào Đảng", "", "Chi bộ"],
    ["", "", "Nam", "Nữ", "", "Dự bị", "Chính thức", ""],
    [1, 2, 3, 4, 5, 6, 7, 8],
    [1, "NGUYỄN VĂN  AN ", "3/2/1990", "", 34090001234.0, "3/2/2015", "03-02-16", "CB Thôn An Lạc"],
    [
        2,
        unicodedata.normalize("NFD", "Lò Thị Đại"),
        "",
        1996,
        1234567.0,
        date(2019, 5, 19),
        "19.05.2020",
        "Thôn An Lạc",
    ],
    [],
    ["3", "Trịnh\u00a0Công\u200b Bằng", 21430, "", "78.001207", "20/02/1985", "20/02/1986", "Chi bộ Trường THCS"],
    ["", "Tổng cộng: 3 đồng chí", "", "", "", "", "", ""],
    ["", "", "", "", "", "Sơn Lộc, ngày 22 tháng 11 năm 2026", "", ""],
    ["", "NGƯỜI LẬP BIỂU", "", "", "", "T/M ĐẢNG ỦY", "", ""],
    ["", "Vi Văn Tám", "", "", "", "Lê Thị Bảy", "", ""],
]
MERGED = [
    (0, 0, 0, 2),
    (3, 0, 3, 7),
    (5, 0, 6, 0),
    (5, 1, 6, 1),
    (5, 2, 5, 3),
    (5, 4, 6, 4),
    (5, 5, 5, 6),
    (5, 7, 6, 7),
]
FACTS = ("full_name", "sex", "born_on", "born_year", "card_new", "card_old", "joined_on", "official_on", "unit")
EXPECTED = [
    (9, "Nguyễn Văn An", "male", date(1990, 2, 3), 1990, "034090001234", "", date(2015, 2, 3), date(2016, 2, 3),
     "CB Thôn An Lạc"),
    (10, "Lò Thị Đại", "female", None, 1996, "", "01234567", date(2019, 5, 19), date(2020, 5, 19), "Thôn An Lạc"),
    (12, "Trịnh Công Bằng", "male", date(1958, 9, 2), 1958, "", "78001207", date(1985, 2, 20), date(1986, 2, 20),
     "Chi bộ Trường THCS"),
]  # fmt: skip


def members_of(path: Path) -> list[tuple[int, MemberRow]]:
    with open_book(path) as book:
        table = find_table(book, Kind.MEMBERS)
        return [(row.number, read_member(row.cells, AS_OF, FIGURES)) for row in table.rows()]


def facts_of(path: Path) -> list[tuple[Any, ...]]:
    return [(number, *(getattr(row, name) for name in FACTS)) for number, row in members_of(path)]


def refusal_of(path: Path) -> str:
    with pytest.raises(Refusal) as refused:
        members_of(path)
    return refused.value.code


@pytest.mark.parametrize("ending", ["xlsx", "xls", "ods", "csv"])
def test_the_same_messy_list_reads_the_same_from_every_format(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"danh-sach.{ending}"
    if ending == "xlsx":
        write_xlsx(path, MESSY, merged=MERGED)
    elif ending == "xls":
        write_xls(path, MESSY, merged=MERGED)
    elif ending == "ods":
        write_ods(path, MESSY)
    else:
        write_csv(path, MESSY)

    assert facts_of(path) == EXPECTED


@pytest.mark.parametrize(
    ("encoding", "delimiter"),
    [("utf-8", ","), ("utf-8-sig", ";"), ("utf-16", "\t"), ("utf-16-le", ";"), ("utf-16-be", ",")],
)
def test_csv_reads_in_every_encoding_and_delimiter(tmp_path: Path, encoding: str, delimiter: str) -> None:
    path = write_csv(tmp_path / "a.csv", MESSY, encoding=encoding, delimiter=delimiter)

    assert facts_of(path) == EXPECTED


def test_csv_in_windows_1258_keeps_the_tones(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    rows = [["Họ và tên", "Ngày sinh"], ["Nguyễn Thị Hường", "03/02/1990"]]
    text = "\r\n".join(";".join(row) for row in rows)
    path.write_bytes(to_1258(text))

    assert [row.full_name for _, row in members_of(path)] == ["Nguyễn Thị Hường"]


def to_1258(text: str) -> bytes:
    """Write tones as marks after the letter, as Windows did: that table has no composed letters for most of them."""
    tones = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
    out = ""
    for letter in text:
        marks = unicodedata.normalize("NFD", letter)
        tone = "".join(mark for mark in marks if mark in tones)
        out += unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in tones)) + tone
    return out.encode("cp1258")


def test_the_national_form_with_two_rows_of_headings(tmp_path: Path) -> None:
    rows = [
        ["STT", "ID", "Họ và tên*", "Giới tính*", "Sinh ngày*", "Số định danh cá nhân*", "Số thẻ Đảng* (12 số)",
         "Số thẻ theo QĐ 85", "Tổ chức Đảng đang sinh hoạt*", "Quê quán (2 cấp)*", "", "", "Thường trú (2 cấp)*",
         "", "", "Ngày vào Đảng*", "Ngày chính thức*", "Trạng thái hoạt động"],
        [*[""] * 9, "Quốc gia", "Tỉnh", "Chi tiết", "Quốc gia", "Tỉnh", "Chi tiết", "", "", ""],
        [1, 7, "Bùi Thị Ái", "Nữ", "14/02/1991", "017191000012", "017191000012", "78.004512", "Chi bộ thôn An Lạc",
         "Việt Nam", "Phú Thọ", "Xã Sơn Lộc", "Việt Nam", "Phú Thọ", "Thôn An Lạc, xã Sơn Lộc", "19/05/2019",
         "19/05/2020", "Đang sinh hoạt"],
    ]  # fmt: skip
    path = write_xlsx(tmp_path / "a.xlsx", rows, merged=[(0, 9, 0, 11), (0, 12, 0, 14), (0, 2, 1, 2)])

    [(number, row)] = members_of(path)

    assert (number, row.full_name, row.home_place, row.residence, row.activity) == (
        3,
        "Bùi Thị Ái",
        "Xã Sơn Lộc, Phú Thọ",
        "Thôn An Lạc, xã Sơn Lộc, Phú Thọ",
        "active",
    )
    assert row.findings == []


@pytest.mark.parametrize("heading", [["Họ và tên", ""], ["Họ và tên đệm", "Tên"], ["Họ đệm", "Tên"]])
def test_a_name_in_two_columns_is_joined(tmp_path: Path, heading: list[str]) -> None:
    rows = [["TT", *heading, "Ngày sinh"], [1, "Lê Thị", "Mai", "1/2/1980"], [2, "Hà Văn", "Cường", "3/4/1981"]]
    path = write_xlsx(tmp_path / "a.xlsx", rows, merged=[(0, 1, 0, 2)] if not heading[1] else [])

    assert [row.full_name for _, row in members_of(path)] == ["Lê Thị Mai", "Hà Văn Cường"]


def test_a_cell_named_between_the_rows_counts_for_those_below(tmp_path: Path) -> None:
    rows = [
        ["STT", "Họ và tên", "Ngày sinh"],
        ["I", "CHI BỘ THÔN AN LẠC", ""],
        [1, "Lê Thị Mai", "1/2/1980"],
        ["II", "Chi bộ Trường THCS: 1 đồng chí", ""],
        [1, "Hà Văn Cường", "3/4/1981"],
    ]

    found = members_of(write_xlsx(tmp_path / "a.xlsx", rows))

    assert [(row.full_name, row.unit) for _, row in found] == [
        ("Lê Thị Mai", "CHI BỘ THÔN AN LẠC"),
        ("Hà Văn Cường", "Chi bộ Trường THCS"),
    ]


def test_a_cell_merged_downwards_counts_for_every_row(tmp_path: Path) -> None:
    rows = [
        ["STT", "Họ và tên", "Ngày sinh", "Chi bộ"],
        [1, "Lê Thị Mai", "1/2/1980", "Thôn Đông"],
        [2, "Lê Thị Lan", "1/2/1981", ""],
        [3, "Lê Thị Cúc", "1/2/1982", ""],
        [4, "Hà Văn Cường", "3/4/1981", ""],
    ]  # fmt: skip

    found = members_of(write_xlsx(tmp_path / "a.xlsx", rows, merged=[(1, 3, 3, 3)]))

    assert [row.unit for _, row in found] == ["Thôn Đông", "Thôn Đông", "Thôn Đông", ""]


def test_text_typed_in_an_old_font_is_read_in_unicode(tmp_path: Path) -> None:
    rows = [["Hä vµ tªn", "Ngµy sinh"], ["NguyÔn ThÞ H­¬ng", "1/2/1980"], ["TuÊn §øc Hïng", "1/2/1981"]]

    found = members_of(write_xlsx(tmp_path / "a.xlsx", rows))

    assert [row.full_name for _, row in found] == ["Nguyễn Thị Hương", "Tuấn Đức Hùng"]


def test_formulas_count_by_their_values(tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet()
    page.write_row(0, 0, ["STT", "Họ và tên", "Năm sinh"])
    page.write_formula(1, 0, "=ROW()-1", None, 1)
    page.write_formula(1, 1, '="Lê Thị "&"Mai"', None, "Lê Thị Mai")
    page.write_formula(1, 2, "=1900+80", None, 1980)
    book.close()

    [(_, row)] = members_of(path)

    assert (row.full_name, row.born_year) == ("Lê Thị Mai", 1980)


def test_the_sheet_with_the_list_is_found_among_others(tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(str(path))
    book.add_worksheet("Bìa").write(0, 0, "Đảng bộ xã Sơn Lộc")
    hidden = book.add_worksheet("Cũ")
    hidden.write_row(0, 0, ["Họ và tên", "Ngày sinh", "Dân tộc", "Tôn giáo"])
    hidden.write_row(1, 0, ["Người Cũ", "1/1/1950", "Kinh", "Không"])
    hidden.hide()
    page = book.add_worksheet("DS")
    page.write_row(0, 0, ["Họ và tên", "Ngày sinh"])
    page.write_row(1, 0, ["Lê Thị Mai", "1/2/1980"])
    book.close()

    assert [row.full_name for _, row in members_of(path)] == ["Lê Thị Mai"]


def test_a_list_of_units(tmp_path: Path) -> None:
    rows = [
        ["TT", "Tên tổ chức đảng", "Loại hình", "Trực thuộc", "Ngày thành lập", "Số quyết định"],
        [1, "Đảng bộ xã Sơn Lộc", "Đảng bộ cơ sở", "", "1/7/2025", "12-QĐ/TU"],
        [2, "Chi bộ thôn An Lạc", "", "Đảng bộ xã Sơn Lộc", "", ""],
        [3, "Hội người cao tuổi", "", "", "", ""],
    ]
    with open_book(write_xls(tmp_path / "a.xls", rows)) as book:
        found = [read_unit(row.cells, AS_OF) for row in find_table(book, Kind.UNITS).rows()]

    assert [(unit.name, unit.kind, unit.parent, unit.founded_on) for unit in found] == [
        ("Đảng bộ xã Sơn Lộc", "grassroots_committee", "", date(2025, 7, 1)),
        ("Chi bộ thôn An Lạc", "cell", "Đảng bộ xã Sơn Lộc", None),
        ("Hội người cao tuổi", "", "", None),
    ]
    assert [finding.code for finding in found[2].findings] == ["exchange.unit_kind_unknown"]


# -- files that are refused, each with its own sentence -----------------------------------------------------------


def test_an_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"")

    assert refusal_of(path) == "exchange.file_empty"


def test_a_sheet_without_rows(tmp_path: Path) -> None:
    assert refusal_of(write_xlsx(tmp_path / "a.xlsx", [])) == "exchange.file_empty"


def test_a_sheet_without_headings_says_what_it_found(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [["Sản phẩm", "Giá"], ["Chè", 5]])

    with pytest.raises(Refusal) as refused:
        members_of(path)

    assert (refused.value.code, refused.value.facts) == ("exchange.no_list", {"seen": "Sản phẩm, Giá"})


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"PK\x03\x04 and then nothing", "exchange.file_broken"),
        (b"%PDF-1.7 a paper", "exchange.file_not_spreadsheet"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "exchange.file_not_spreadsheet"),
        (b"<html><table><tr><td>Ho va ten</td></tr></table>", "exchange.file_web_page"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "exchange.file_not_spreadsheet"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "exchange.file_password"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le") + b"\x01" * 2000, "exchange.file_broken"),
    ],
)
def test_what_is_no_spreadsheet(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)

    assert refusal_of(path) == code


def test_a_list_cut_off_in_the_middle(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", MESSY)
    path.write_bytes(path.read_bytes()[:-400])

    assert refusal_of(path) == "exchange.file_broken"


def test_another_archive(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("anh.txt", "x")

    assert refusal_of(path) == "exchange.file_not_spreadsheet"


def test_an_archive_that_unpacks_to_gigabytes(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", MESSY)
    content = bytearray(path.read_bytes())
    at = content.rindex(b"PK\x01\x02")
    struct.pack_into("<I", content, at + 24, 4_000_000_000)  # the size that the directory of the archive states
    path.write_bytes(bytes(content))

    assert refusal_of(path) == "exchange.file_too_big"


@pytest.mark.parametrize(
    ("cell", "code"), [((3, 900), "exchange.file_too_wide"), ((900_000, 1), "exchange.file_too_long")]
)
def test_a_single_cell_far_away_does_not_fill_the_memory(tmp_path: Path, cell: tuple[int, int], code: str) -> None:
    import xlsxwriter

    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet()
    page.write_row(0, 0, ["Họ và tên", "Ngày sinh"])
    page.write(*cell, "x")
    book.close()

    assert refusal_of(path) == code


def test_far_cells_that_are_only_formatted_do_not_matter(tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(str(path))
    bold = book.add_format({"bold": True})
    page = book.add_worksheet()
    page.write_row(0, 0, ["Họ và tên", "Ngày sinh"])
    page.write_row(1, 0, ["Lê Thị Mai", "1/2/1980"])
    page.write_blank(1, 5000, None, bold)
    page.write_blank(1_000_000, 3, None, bold)
    book.close()

    assert len(members_of(path)) == 1


def test_a_million_blank_rows_at_the_end_of_an_ods_do_not_matter(tmp_path: Path) -> None:
    blank = (
        '<table:table-row table:number-rows-repeated="1048000">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    rows = [["Họ và tên", "Ngày sinh"], ["Lê Thị Mai", "1/2/1980"]]

    assert len(members_of(write_ods(tmp_path / "a.ods", rows, tail=blank))) == 1


def test_a_filled_cell_repeated_a_million_times_is_refused(tmp_path: Path) -> None:
    filled = (
        '<table:table-row table:number-rows-repeated="1000000"><table:table-cell office:value-type="string">'
        "<text:p>x</text:p></table:table-cell></table:table-row>"
    )
    rows = [["Họ và tên", "Ngày sinh"], ["Lê Thị Mai", "1/2/1980"]]

    assert refusal_of(write_ods(tmp_path / "a.ods", rows, tail=filled)) == "exchange.file_too_long"
