"""Heads, numbers, days, names of files, types by bytes, and the mark of a state secret."""

import doctest
import zipfile
from datetime import date
from io import BytesIO
from types import ModuleType

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from chibo.documents import rules
from chibo.documents.printing import lines, widths
from chibo.documents.printing.lines import clean
from chibo.documents.rules import files, heads, secrecy
from chibo.documents.rules.books import roman
from chibo.documents.states import MOVES, Body, State
from chibo.kernel.errors import Refusal

DAYS = st.dates(date(2018, 1, 1), date(2100, 12, 31))
NAMES = st.text(max_size=300)


@given(st.integers(1, 99_999), st.sampled_from(["NQ", "CTr", "QĐ"]), st.sampled_from(["CB", "ĐU"]))
def test_a_symbol_can_be_read_back(number: int, type_code: str, body: str) -> None:
    whole = rules.number_text("Số %(number)s-%(type)s/%(body)s", number, type_code, body)
    written, _, rest = rules.symbol(whole).partition("-")
    assert int(written) == number
    assert len(written) >= 2
    assert not (len(written) > 2 and written.startswith("0"))
    assert rest == f"{type_code}/{body}"


@given(DAYS)
def test_a_day_has_zeros_exactly_where_the_party_writes_them(day: date) -> None:
    words = rules.date_line("Sơn Lộc", day).split()
    written_day, month, year = words[words.index("ngày") + 1], words[words.index("tháng") + 1], words[-1]
    assert (int(written_day), int(month), int(year)) == (day.day, day.month, day.year)
    assert len(written_day) == 2
    assert month.startswith("0") == (day.month in (1, 2))


@pytest.mark.parametrize(
    ("unit", "superior", "body", "above", "issuer"),
    [
        ("Chi bộ thôn 3", "Đảng bộ xã Sơn Lộc", Body.CELL, "ĐẢNG BỘ XÃ SƠN LỘC", "CHI BỘ THÔN 3"),
        ("Chi bộ thôn 3", "Đảng uỷ xã Sơn Lộc", Body.CELL_COMMITTEE, "ĐẢNG BỘ XÃ SƠN LỘC", "CHI BỘ THÔN 3"),
        ("Đảng bộ xã Sơn Lộc", "", Body.COMMITTEE, "", "ĐẢNG ỦY XÃ SƠN LỘC"),
        ("Đảng uỷ xã Sơn Lộc", "", Body.STANDING_COMMITTEE, "", "ĐẢNG UỶ XÃ SƠN LỘC"),
        ("Đảng bộ xã Sơn Lộc", "", Body.CONGRESS, "", "ĐẢNG BỘ XÃ SƠN LỘC"),
    ],
)
def test_the_head_names_organisation_and_issuer(unit: str, superior: str, body: Body, above: str, issuer: str) -> None:
    head = rules.head_lines(unit, superior, body)
    assert (head.superior, head.issuer) == (above, issuer)


@pytest.mark.parametrize("module", [heads, secrecy, files, lines, widths])
def test_the_examples_in_the_docstrings_hold(module: ModuleType) -> None:
    assert doctest.testmod(module).failed == 0


def test_every_body_has_its_authority_line_and_code() -> None:
    assert {body: rules.authority_line(body)[:4] for body in Body} == dict.fromkeys(Body, "T/M ")
    assert rules.authority_line(Body.CELL) == "T/M CHI BỘ"
    assert all(rules.body_code(body) for body in Body)


def test_nothing_leaves_the_final_state() -> None:
    for then in State:
        with pytest.raises(Refusal, match="already_cancelled"):
            rules.check_move(State.CANCELLED, then)
    assert set(MOVES) == set(State)


@given(NAMES)
def test_a_tidy_name_is_safe_and_ends_as_its_bytes_want(name: str) -> None:
    tidied = rules.tidy_name(name, rules.ALLOWED["pdf"])
    assert tidied.endswith(".pdf")
    assert len(tidied) <= 160
    assert not set(tidied) & set('/\\:*?"<>|\n\r\0')
    assert not tidied.startswith(".")
    assert rules.tidy_name(tidied, rules.ALLOWED["pdf"]) == tidied


@given(NAMES)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.integers(1, 400), st.integers(1, 400))
def test_roman_numbers_differ(one: int, other: int) -> None:
    assume(one != other)
    assert roman(one) != roman(other)


def packed(**parts: str) -> BytesIO:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"), text)
    buffer.seek(0)
    return buffer


COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (BytesIO(b"%PDF-1.7 ..."), "a.docx", "pdf"),
        (BytesIO(b"\x89PNG\r\n\x1a\n..."), "a", "png"),
        (BytesIO(b"\xff\xd8\xff..."), "a", "jpg"),
        (packed(word__document_xml=""), "a", "docx"),
        (packed(xl__workbook_xml=""), "a", "xlsx"),
        (packed(ppt__presentation_xml=""), "a", "pptx"),
        (packed(mimetype="application/vnd.oasis.opendocument.text"), "a", "odt"),
        (packed(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "a", "ods"),
        (BytesIO(COMPOUND + "WordDocument".encode("utf-16-le")), "a", "doc"),
        (BytesIO(COMPOUND + "Workbook".encode("utf-16-le")), "a", "xls"),
        (BytesIO("Họ và tên;Điểm".encode()), "điểm.CSV", "csv"),
        (BytesIO("Ý kiến".encode()), "y.txt", "txt"),
    ],
)
def test_a_type_is_told_by_the_bytes(content: BytesIO, name: str, kind: str) -> None:
    assert rules.check_type(content, name).extension == kind
    assert content.tell() == 0


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (BytesIO(b"MZ\x90\x00"), "thang 2.pdf"),
        (BytesIO(b"<html><script>"), "a.html"),
        (BytesIO(b"<svg onload=..>"), "a.svg"),
        (BytesIO(b"a\x00b"), "a.txt"),
        (packed(a_xml=""), "a.docx"),
        (BytesIO(b"PK\x03\x04 broken"), "a.docx"),
    ],
)
def test_other_types_are_refused_with_what_is_taken(content: BytesIO, name: str) -> None:
    with pytest.raises(Refusal) as refusal:
        rules.check_type(content, name)
    assert refusal.value.code == "documents.type_not_taken"
    assert "docx" in str(refusal.value.facts["taken"])


@pytest.mark.parametrize(
    "content",
    [
        packed(word__document_xml="", word__vbaProject_bin=""),
        BytesIO(COMPOUND + "WordDocument_VBA_PROJECT".encode("utf-16-le")),
    ],
)
def test_macros_are_refused(content: BytesIO) -> None:
    with pytest.raises(Refusal, match="macros"):
        rules.check_type(content, "a.doc")


def test_a_packed_file_that_swells_is_refused_before_it_is_unpacked() -> None:
    rules.check_unpacks(packed(word__document_xml="x" * 1_000_000))
    rules.check_unpacks(BytesIO(b"%PDF-1.7"))
    with pytest.raises(Refusal, match="unpacks_too_large"):
        rules.check_unpacks(packed(word__document_xml="x" * 30_000_000))
    many = packed(**{f"piece{number}": "" for number in range(5001)})
    with pytest.raises(Refusal, match="unpacks_too_large"):
        rules.check_unpacks(many)


@pytest.mark.parametrize(
    ("name", "text", "mark"),
    [
        ("Báo cáo (MẬT).pdf", "", "MẬT"),
        ("Bao_cao_TOI_MAT.pdf", "", "TỐI MẬT"),
        ("tuyệt mật 05-KH.docx", "", "TUYỆT MẬT"),
        ("05-KH.docx", "ĐẢNG ỦY XÃ\n  Tối mật \nKế hoạch", "TỐI MẬT"),
        ("05-KH.docx", "ĐẢNG ỦY XÃ\nMẬT\n", "MẬT"),
        ("05-KH.docx", "Độ mật: Tuyệt mật", "TUYỆT MẬT"),
        ("Tập huấn bảo mật.pdf", "Bảo vệ bí mật nhà nước", ""),
        ("TẬP HUẤN BẢO MẬT.pdf", "Nội dung về độ MẬT của văn bản", ""),
        ("don cua toi mat the dang.pdf", "", ""),
        ("Họp thân mật.txt", "mật", ""),
    ],
)
def test_the_mark_of_a_state_secret_is_found(name: str, text: str, mark: str) -> None:
    assert rules.secret_mark(name, text) == mark


def test_a_closed_installation_takes_what_others_refuse() -> None:
    rules.check_not_secret("TỐI MẬT.pdf", "", ticked=True, closed=True)
    for name, ticked in (("TỐI MẬT.pdf", False), ("Kế hoạch.pdf", True)):
        with pytest.raises(Refusal, match="state_secret"):
            rules.check_not_secret(name, "", ticked=ticked, closed=False)


def test_the_first_page_of_a_packed_file_is_read_without_its_markup() -> None:
    content = packed(word__document_xml="<w:p><w:t>T&#7888;I</w:t><w:t> MẬT</w:t></w:p><w:p>hai</w:p>")
    assert rules.first_text(content, rules.ALLOWED["docx"]) == "TỐI MẬT\nhai\n"
    assert rules.first_text(BytesIO(b"%PDF"), rules.ALLOWED["pdf"]) == ""
