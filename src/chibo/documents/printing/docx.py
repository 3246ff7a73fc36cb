"""The Word printer: real headers, headings, tables and page numbers, so that people can go on editing."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_LINE_SPACING, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.shared import Emu, Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from chibo.documents.figures import Layout, Pagebreak, Paper, Picture, Table
from chibo.documents.printing import lines, word
from chibo.documents.printing.lines import HeadLine, Line
from chibo.documents.printing.pdf import FAMILIES, package_folder
from chibo.documents.printing.pictures import as_png, in_paper_font
from chibo.documents.printing.widths import capitals_width_pt

_ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
_FOOT_SIZE = Pt(8)
_HEAD_SHARE = 0.47
"""Of the line, for the left column of the head."""


def print_docx(paper: Paper, layout: Layout, *, on: date, font_folder: Path | None = None) -> bytes:
    """Return the paper as a Word document. About 30 ms. `on` is the day in the file's own properties.

    Fonts, the operator's folder among them, are for pictures only: Word brings its own for the text.
    """
    font_folders = tuple(folder for folder in (font_folder, *package_folder()) if folder)
    document = Document()
    word.set_styles(document, layout)
    _properties(document, paper, on)
    line_width = _page(document, paper, layout)
    if not paper.is_bare:
        _head(document, paper, layout, line_width)
    for piece in lines.flow(paper):
        match piece:
            case Line():
                _line(document.add_paragraph(), piece, layout, line_width)
            case Table():
                _table(document, piece, layout, line_width)
            case Picture():
                _picture(document, piece, line_width, font_folders)
            case Pagebreak():
                _page_break(document)
    _end(document, paper, layout, line_width)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _properties(document: DocxDocument, paper: Paper, on: date) -> None:
    core = document.core_properties
    core.title = lines.file_title(paper)[:255]
    core.author = core.last_modified_by = core.comments = core.subject = core.keywords = ""
    core.created = core.modified = datetime(on.year, on.month, on.day, tzinfo=UTC)
    core.language = "vi-VN"


def _page(document: DocxDocument, paper: Paper, layout: Layout) -> Emu:
    """Set sheet, margins and page number; return the length of a line."""
    section = document.sections[0]
    width, height = Mm(layout.width_mm), Mm(layout.height_mm)
    section.page_width, section.page_height = (height, width) if paper.landscape else (width, height)
    section.orientation = WD_ORIENT.LANDSCAPE if paper.landscape else WD_ORIENT.PORTRAIT
    section.top_margin, section.bottom_margin = Mm(layout.top_mm), Mm(layout.bottom_mm)
    section.left_margin, section.right_margin = Mm(layout.left_mm), Mm(layout.right_mm)
    section.header_distance = Mm(layout.page_number_top_mm)
    section.footer_distance = Mm(layout.page_number_top_mm)
    section.different_first_page_header_footer = True
    if layout.duplex:
        word.mirror_margins(document)
    if not paper.is_bare:
        number = section.header.paragraphs[0]
        number.alignment = WD_ALIGN_PARAGRAPH.CENTER
        word.page_number(number.add_run(), Pt(layout.page_number_pt))
    if paper.foot:
        for footer in (section.first_page_footer, section.footer):
            footer.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
            word.runs(footer.paragraphs[0], lines.clean(paper.foot), size=_FOOT_SIZE)
    return Emu(section.page_width - section.left_margin - section.right_margin)


def _head(document: DocxDocument, paper: Paper, layout: Layout, line_width: Emu) -> None:
    left = Emu(int(line_width * _HEAD_SHARE))
    right = Emu(line_width - left)
    table = word.plain_table(document, rows=2, widths=(left, right))
    top, below = lines.head_left(paper.head, layout)
    _fill(table.cell(0, 0), top)
    _fill(table.cell(0, 1), [HeadLine(layout.party_title, layout.party_title_pt, bold=True)])
    inset = (right - Pt(capitals_width_pt(layout.party_title, layout.party_title_pt))) // 2
    word.rule(table.cell(0, 1).add_paragraph(), Emu(inset))
    _fill(table.cell(1, 0), below)
    place_date = lines.clean(paper.head.place_date)
    _fill(table.cell(1, 1), [HeadLine(place_date, layout.place_date_pt, italic=True)])
    titles = lines.titles(paper.head, layout)
    for index, line in enumerate(titles):
        paragraph = _centred(document.add_paragraph(), line)
        paragraph.paragraph_format.keep_with_next = True
        paragraph.paragraph_format.space_before = Pt(18 if index == 0 else 0)
        paragraph.paragraph_format.space_after = Pt(layout.paragraph_gap_pt if index == len(titles) - 1 else 0)


def _fill(cell: _Cell, head_lines: list[HeadLine]) -> None:
    """Put the lines into an empty cell; the first takes the paragraph that every cell has."""
    for index, line in enumerate(head_lines):
        _centred(cell.paragraphs[0] if index == 0 else cell.add_paragraph(), line)


def _centred(paragraph: WordParagraph, line: HeadLine) -> WordParagraph:
    paragraph.style = "Head"
    word.runs(paragraph, line.text, size=Pt(line.size_pt), bold=line.bold, italic=line.italic)
    return paragraph


def _line(paragraph: WordParagraph, line: Line, layout: Layout, line_width: Emu) -> None:
    paragraph.style = f"Heading {line.level}" if line.level else "Body Text"
    form = paragraph.paragraph_format
    form.alignment = _ALIGN[line.align]
    form.first_line_indent = Mm(layout.first_line_mm) if line.first_line else Mm(0)
    form.keep_with_next = line.keep or None
    if line.inset:
        form.left_indent = Mm(layout.first_line_mm)
        form.right_indent = Mm(0) if line.align == "right" else Mm(layout.first_line_mm)
    if line.dotted:
        form.tab_stops.add_tab_stop(line_width, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
        paragraph.add_run("\t")
        return
    if line.lead:
        word.runs(paragraph, f"{line.lead} ", bold=True, italic=line.italic)
    word.runs(paragraph, line.text, bold=line.bold, italic=line.italic)


def _table(document: DocxDocument, table: Table, layout: Layout, line_width: Emu) -> None:
    whole = sum(column.width for column in table.columns)
    widths = tuple(Emu(int(line_width * column.width / whole)) for column in table.columns)
    printed = word.ruled_table(document, rows=1 + len(table.rows), widths=widths)
    word.repeat_as_header(printed.rows[0])
    titles = tuple(column.title for column in table.columns)
    cells = iter(printed._cells)  # row by row; asking the table for each cell by itself is quadratic
    kept, rows = lines.kept_rows(table), list(printed.rows)
    for index, row in enumerate((titles, *table.rows), start=-1):
        if index >= 0 and lines.is_short(row):
            word.keep_whole(rows[index + 1])
        for column, text in zip(table.columns, row, strict=True):
            paragraph = next(cells).paragraphs[0]
            paragraph.style = "Table Text"
            paragraph.alignment = _ALIGN["center" if index < 0 else column.align]
            paragraph.paragraph_format.keep_with_next = index in kept or None
            word.runs(paragraph, text, size=Pt(layout.table_pt), bold=index < 0 or index in table.strong)
    gap = document.add_paragraph(style="Gap")
    gap.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    gap.paragraph_format.line_spacing = Pt(layout.paragraph_gap_pt)


def _picture(document: DocxDocument, picture: Picture, line_width: Emu, font_folders: tuple[Path, ...]) -> None:
    image = as_png(in_paper_font(picture.svg, FAMILIES), font_folders)
    paragraph = document.add_paragraph(style="Gap")
    paragraph.paragraph_format.space_after = Pt(6)
    shape = paragraph.add_run().add_picture(BytesIO(image), width=line_width)
    shape._inline.docPr.set("descr", picture.alt)


def _page_break(document: DocxDocument) -> None:
    paragraph = document.add_paragraph(style="Gap")
    paragraph.add_run().add_break(WD_BREAK.PAGE)


def _end(document: DocxDocument, paper: Paper, layout: Layout, line_width: Emu) -> None:
    """Set signatures and recipients: beside each other, or below where two people sign."""
    if not paper.signatures and not paper.recipients:
        return
    signatures = [lines.signature_lines(signature, layout) for signature in paper.signatures]
    half = Emu(line_width // 2)
    document.add_paragraph(style="Gap").paragraph_format.keep_with_next = True
    table = word.plain_table(document, rows=1, widths=(half, Emu(line_width - half)))
    left, right = table.cell(0, 0), table.cell(0, 1)
    if len(signatures) == 2:
        _fill(left, signatures[0])
        _fill(right, signatures[1])
        document.add_paragraph(style="Gap")
        if paper.recipients:
            _recipients(word.plain_table(document, rows=1, widths=(half, half)).cell(0, 0), paper, layout)
            document.add_paragraph(style="Gap")
        return
    if signatures:
        _fill(right, signatures[0])
    if paper.recipients:
        _recipients(left, paper, layout)
    document.add_paragraph(style="Gap")


def _recipients(cell: _Cell, paper: Paper, layout: Layout) -> None:
    title = cell.paragraphs[0]
    title.style = "Recipients"
    word.runs(title, lines.RECIPIENTS_TITLE, size=Pt(layout.recipients_title_pt)).underline = True
    for text in lines.recipients(paper, layout.recipients_separator):
        word.runs(cell.add_paragraph(style="Recipients"), text, size=Pt(layout.recipients_pt))
