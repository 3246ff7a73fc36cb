"""Both printers print the same paper, letter for letter, and the sheet is as the regulation wants it."""

import re
import unicodedata
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from chibo.documents.figures import (
    Bullet,
    Column,
    Head,
    Heading,
    Pagebreak,
    Paper,
    Paragraph,
    Picture,
    Table,
    as_data,
    paper_from,
)
from chibo.documents.printing import lines
from chibo.documents.printing.docx import print_docx
from chibo.documents.printing.pdf import print_pdf
from chibo.documents.tests.layouts import HD05
from chibo.documents.tests.papers import EVERY_LETTER, MINUTES, RESOLUTION, SIGNS

DAY = date(2026, 2, 3)


def word_text(paper: Paper) -> str:
    document = Document(BytesIO(print_docx(paper, HD05, on=DAY)))
    body = document.element.body
    return "\n".join(
        "".join(part.text or "\n" for part in paragraph.iter(qn("w:t"), qn("w:br")))
        for paragraph in body.iter(qn("w:p"))
    )


def pdf_pages(paper: Paper) -> list[str]:
    """Return the text of each page, the page number first where there is one."""
    return [page.extract_text() for page in PdfReader(BytesIO(print_pdf(paper, HD05, on=DAY))).pages]


def pdf_text(paper: Paper) -> str:
    pages = pdf_pages(paper)
    return squeezed(pages[0] + "".join(page.removeprefix(str(no)) for no, page in enumerate(pages[1:], start=2)))


def squeezed(text: str) -> str:
    return unicodedata.normalize("NFC", re.sub(r"\s+", "", text))


def expected(paper: Paper) -> list[str]:
    """Every text of the paper as a reader sees it, with marks and numbers."""
    head, texts = paper.head, list[str]()
    texts += [head.superior, head.issuer, head.number, head.place_date, head.type_name, head.subject]
    for piece in lines.flow(paper):
        if isinstance(piece, lines.Line):
            texts.append(piece.whole)
        elif isinstance(piece, Table):
            texts += [column.title for column in piece.columns]
            texts += [cell for row in piece.rows for cell in row]
    texts += [text for who in paper.signatures for text in (who.authority, who.office, who.note, who.name)]
    return [text for text in (*texts, *lines.recipients(paper, ";")) if text]


@pytest.mark.parametrize("paper", [RESOLUTION, MINUTES], ids=["resolution", "minutes"])
def test_both_printers_print_every_text(paper: Paper) -> None:
    in_word, in_pdf = squeezed(word_text(paper)), pdf_text(paper)
    for text in (HD05.party_title, *expected(paper)):
        assert squeezed(text) in in_word
        assert squeezed(text) in in_pdf


def test_parts_are_numbered_as_the_party_numbers_them() -> None:
    text = word_text(RESOLUTION)
    for line in (
        "I- KẾT QUẢ THỰC HIỆN NHIỆM VỤ THÁNG 01",
        "2. Kết quả từng nhiệm vụ",
        "II- NHIỆM VỤ THÁNG 02",
        "1. Phân công",
        "a) Về sản xuất",
        "- Căn cứ Điều lệ Đảng Cộng sản Việt Nam;",
        "- Đảng ủy xã (để báo cáo);",
        "- Lưu Chi bộ.",
    ):
        assert line in text.splitlines()


def test_page_numbers_begin_on_the_second_page() -> None:
    first, second = pdf_pages(MINUTES)
    assert "2" in second.splitlines()
    assert "1" not in first.splitlines()
    section = Document(BytesIO(print_docx(MINUTES, HD05, on=DAY))).sections[0]
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml
    assert not section.first_page_header.paragraphs[0].runs


def test_the_sheet_has_the_measures_of_the_regulation() -> None:
    document = Document(BytesIO(print_docx(RESOLUTION, HD05, on=DAY)))
    section = document.sections[0]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(length.mm) for length in margins] == [20, 20, 30, 15]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    body = document.styles["Body Text"]
    assert (body.font.name, body.font.size) == ("Times New Roman", Pt(14))
    assert body.paragraph_format.line_spacing == Pt(20)
    first = next(p for p in document.paragraphs if p.text.startswith("Ngày 03"))
    assert round(first.paragraph_format.first_line_indent.mm) == 10
    box = PdfReader(BytesIO(print_pdf(RESOLUTION, HD05, on=DAY))).pages[0].mediabox
    assert (round(float(box.width) * 25.4 / 72), round(float(box.height) * 25.4 / 72)) == (210, 297)


def test_a_wide_paper_lies_on_its_side_in_both() -> None:
    wide = replace(RESOLUTION, landscape=True)
    box = PdfReader(BytesIO(print_pdf(wide, HD05, on=DAY))).pages[0].mediabox
    assert box.width > box.height
    section = Document(BytesIO(print_docx(wide, HD05, on=DAY))).sections[0]
    assert round(section.page_width.mm) == 297


def test_a_bare_paper_is_its_body_alone_in_both() -> None:
    body = (Paragraph("Phiếu một"), Pagebreak(), Paragraph("Phiếu hai"))
    bare = replace(RESOLUTION, body=body, signatures=(), recipients=(), is_bare=True)
    assert word_text(bare).split("\n")[0] == "Phiếu một"
    assert [squeezed(text) for text in pdf_pages(bare)] == ["Phiếumột", "Phiếuhai"]
    assert paper_from(as_data(bare)) == bare


def test_the_pdf_is_an_archive_file_and_says_nothing_of_its_maker() -> None:
    printed = print_pdf(RESOLUTION, HD05, on=DAY)
    reader = PdfReader(BytesIO(printed))
    assert printed.startswith(b"%PDF-1.7")
    assert b"<pdfaid:part>2</pdfaid:part>" in printed
    assert reader.metadata is not None
    assert reader.metadata.title == "NGHỊ QUYẾT lãnh đạo thực hiện nhiệm vụ tháng 02 năm 2026"
    assert reader.metadata.author is None
    core = Document(BytesIO(print_docx(RESOLUTION, HD05, on=DAY))).core_properties
    assert (core.author, core.comments, core.last_modified_by) == ("", "", "")


def test_the_same_paper_gives_the_same_pdf() -> None:
    assert print_pdf(RESOLUTION, HD05, on=DAY) == print_pdf(RESOLUTION, HD05, on=DAY)


def full_of(text: str) -> Paper:
    return Paper(
        head=Head(issuer=text, superior=text, number=text, place_date=text, type_name=text, subject=text),
        body=(
            Paragraph(text, lead=text),
            Heading(text),
            Bullet(text),
            Pagebreak(),
            Table((Column("Cột", 9), Column("b")), ((text, "b"),)),
        ),
    )


@pytest.mark.parametrize("text", [SIGNS, EVERY_LETTER, "Ậ" * 5000], ids=["signs", "letters", "one long word"])
def test_every_text_comes_out_literally(text: str) -> None:
    paper = full_of(text)
    in_word, in_pdf = word_text(paper), pdf_text(paper)
    assert in_word.count(text) == 11
    if len(text) < 1000:
        assert in_pdf.count(squeezed(text)) == 11
    else:  # it crosses pages, and the page number stands between
        assert in_pdf.count("Ậ") == 11 * 5000


def test_a_long_word_is_cut_at_the_end_of_the_line() -> None:
    """In Times a W is 0.944 em wide: 165 mm hold 35 of 14 pt; a column of half a line less its margins 18 of 13."""
    paper = Paper(Head("CHI BỘ"), (Paragraph("W" * 80), Table((Column("Một"), Column("Hai")), (("W" * 40, "b"),))))
    found = re.findall("W+", "\n".join(pdf_pages(paper)))
    assert [len(piece) for piece in found] == [35, 35, 10, 18, 18, 4]


def test_marks_that_were_typed_apart_are_joined() -> None:
    apart = unicodedata.normalize("NFD", EVERY_LETTER)
    assert EVERY_LETTER in word_text(Paper(Head("A"), (Paragraph(apart),)))


def test_a_sign_without_a_shape_is_shown_as_a_box_in_pdf_only() -> None:
    paper = Paper(Head("CHI BỘ"), (Paragraph("Xong ✓ 😀 中."),))
    assert "Xong ✓ □ □." in pdf_pages(paper)[0]
    assert "Xong ✓ 😀 中." in word_text(paper)


def test_what_no_file_can_carry_is_dropped() -> None:
    paper = Paper(Head("CHI BỘ"), (Paragraph("a\x00b\x0bc\ud800d\tđ\uffff."),))
    assert "abcd đ." in word_text(paper)
    assert "abcd đ." in pdf_pages(paper)[0]


def test_a_long_table_repeats_its_header_on_every_page() -> None:
    rows = tuple((str(number), f"Nhiệm vụ thứ {number}") for number in range(1, 101))
    paper = Paper(Head("CHI BỘ"), (Table((Column("TT", 1, "center"), Column("Tên việc", 8)), rows),))
    pages = pdf_pages(paper)
    assert len(pages) > 2
    assert all("Tên việc" in page for page in pages)
    assert "Nhiệm vụ thứ 100" in pages[-1]
    table = Document(BytesIO(print_docx(paper, HD05, on=DAY))).tables[1]
    assert len(table.rows) == 101
    assert table.rows[0]._tr.trPr is not None
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_a_group_title_and_a_sum_never_stand_alone() -> None:
    """Whatever the number of rows: a title stays with its first row, the sum with the last one, no row is cut."""
    columns = (Column("TT", 1, "center"), Column("Tiêu chí", 5))
    group = (("II", "Nhóm"), ("a", "Đầu"), ("b", "Cuối"), ("", "Cộng"))
    seen = set()
    for number in range(24, 36):
        rows = (*((str(row), f"Dòng {row}") for row in range(number)), *group)
        paper = Paper(Head("CHI BỘ"), (Table(columns, rows, strong=(number, number + 3)),))
        last = pdf_pages(paper)[-1]
        seen.add("Nhóm" in last)
        assert "Cuối" in last
        assert ("Nhóm" in last) is ("Đầu" in last)
        table = Document(BytesIO(print_docx(paper, HD05, on=DAY))).tables[1]
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
        kept = [row.cells[1].paragraphs[0].paragraph_format.keep_with_next for row in table.rows]
        assert [index for index, keep in enumerate(kept) if keep] == [number + 1, number + 3]
    assert seen == {True, False}


SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="100" viewBox="0 0 300 100">'
    '<rect width="300" height="100" fill="#2f6f4f"/><text x="9" y="50" font-family="sans-serif">Đảng viên dự</text>'
    "</svg>"
)


def test_a_picture_stands_in_both_with_its_words_and_what_it_shows() -> None:
    shown = "Đảng viên dự: tháng 12 đạt 87,50 %."
    paper = Paper(Head("CHI BỘ"), (Picture(SVG, shown, caption="Mười hai tháng"), Paragraph("Hết.")))
    document = Document(BytesIO(print_docx(paper, HD05, on=DAY)))
    (shape,) = document.inline_shapes
    assert shape._inline.docPr.get("descr") == shown
    assert (round(shape.width.mm), round(shape.height.mm)) == (165, 55)
    assert "Mười hai tháng" in [paragraph.text for paragraph in document.paragraphs]
    text = pdf_pages(paper)[0]
    assert "Mười hai tháng" in text
    assert "Đảng viên dự" in text  # letters stay letters, in the paper's font
    tree = PdfReader(BytesIO(print_pdf(paper, HD05, on=DAY))).trailer["/Root"]["/StructTreeRoot"]
    assert shown in spoken(tree)


def spoken(branch: Any) -> list[str]:
    """Return what a PDF says of its pictures to those who do not see them."""
    branch = branch.get_object() if hasattr(branch, "get_object") else branch
    if isinstance(branch, list):
        return [text for one in branch for text in spoken(one)]
    if not isinstance(branch, dict):
        return []
    own = [str(branch["/Alt"])] if "/Alt" in branch else []
    return own + (spoken(branch["/K"]) if "/K" in branch else [])


def test_an_official_letter_has_its_subject_under_the_number() -> None:
    letter = Paper(
        Head(
            issuer="CHI BỘ THÔN 3",
            number="Số 02-CV/CB",
            subject="về việc tu sửa nhà văn hóa",
            addressed=("Đảng ủy xã Sơn Lộc", "Ủy ban nhân dân xã"),
        ),
        (Paragraph("Chi bộ đề nghị."),),
    )
    text = word_text(letter).splitlines()
    assert text.index("về việc tu sửa nhà văn hóa") == text.index("Số 02-CV/CB") + 1
    assert "-----" not in text
    for line in ("Kính gửi:", "- Đảng ủy xã Sơn Lộc;", "- Ủy ban nhân dân xã."):
        assert line in text


def test_a_paper_survives_its_stored_form() -> None:
    for paper in (RESOLUTION, MINUTES):
        assert paper_from(as_data(paper)) == paper


@given(st.text(alphabet=st.sampled_from(EVERY_LETTER + SIGNS + "\n"), max_size=400))
@settings(max_examples=25, deadline=None)
def test_any_text_is_the_same_in_both(text: str) -> None:
    paper = Paper(Head("CHI BỘ"), (Paragraph(text), Bullet(text)))
    from_word, from_pdf = squeezed(word_text(paper)), pdf_text(paper)
    for wanted in expected(paper):
        assert squeezed(wanted) in from_word
        assert squeezed(wanted) in from_pdf
