"""What Word needs beyond python-docx: our styles, fields, rules, tables with fixed columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.document import Document as DocxDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Length, Pt, RGBColor
from docx.table import Table as WordTable
from docx.table import _Row
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run

from chibo.documents.figures import Layout

_BLACK = RGBColor(0, 0, 0)
_AFTER_MIRROR_MARGINS = (
    "w:bordersDoNotSurroundHeader", "w:proofState", "w:attachedTemplate", "w:stylePaneFormatFilter",
    "w:documentProtection", "w:defaultTabStop", "w:characterSpacingControl", "w:footnotePr", "w:compat", "w:rsids",
)  # fmt: skip
"""Word reads its settings in one order only."""


def set_styles(document: DocxDocument, layout: Layout) -> None:
    """Make the styles of a paper, all in the paper's font and black."""
    normal = document.styles["Normal"]
    _font(normal, layout, layout.body_pt)
    normal.paragraph_format.space_after = Pt(0)
    _language(normal)
    body = document.styles["Body Text"]
    _body(body, layout)
    for level in (1, 2, 3):
        heading = document.styles[f"Heading {level}"]
        _body(heading, layout)
        heading.font.bold = True
        heading.paragraph_format.keep_with_next = True
        heading.next_paragraph_style = body
    for name, size in (
        ("Head", layout.organisation_pt),
        ("Table Text", layout.table_pt),
        ("Recipients", layout.recipients_pt),
        ("Gap", 6),
    ):
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        style.font.size = Pt(size)
    table = document.styles["Table Text"].paragraph_format
    table.space_before = table.space_after = Pt(2)
    head = document.styles["Head"].paragraph_format
    head.alignment = WD_ALIGN_PARAGRAPH.CENTER
    recipients = document.styles["Recipients"].paragraph_format
    recipients.left_indent, recipients.first_line_indent = Pt(7), Pt(-7)


def _body(style: Any, layout: Layout) -> None:
    _font(style, layout, layout.body_pt)
    form = style.paragraph_format
    form.space_before = Pt(0)
    form.space_after = Pt(layout.paragraph_gap_pt)
    form.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    form.line_spacing = Pt(layout.line_pt)


def _font(style: Any, layout: Layout, size: float) -> None:
    style.font.name = layout.font
    style.font.size = Pt(size)
    style.font.color.rgb = _BLACK
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for key in list(fonts.attrib):
        if key.lower().endswith("theme"):
            del fonts.attrib[key]
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), layout.font)


def _language(style: Any) -> None:
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    style.element.get_or_add_rPr().append(language)


def runs(
    paragraph: WordParagraph,
    text: str,
    *,
    size: Length | None = None,
    bold: bool = False,
    italic: bool = False,
) -> Run:
    """Add text to a paragraph; a line end in it becomes a break. Returns the run."""
    run = paragraph.add_run(text)
    run.font.size = size
    run.bold = bold or None
    run.italic = italic or None
    return run


def page_number(run: Run, size: Length) -> None:
    """Put the page number field into the run."""
    run.font.size = size
    for kind, text in (("begin", ""), ("", "PAGE"), ("separate", ""), ("end", "")):
        if kind:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        else:
            part = OxmlElement("w:instrText")
            part.set(qn("xml:space"), "preserve")
            part.text = text
        run._r.append(part)


def mirror_margins(document: DocxDocument) -> None:
    """Let left and right margin change sides on the back of a sheet."""
    settings = document.settings.element
    settings.insert_element_before(OxmlElement("w:mirrorMargins"), *_AFTER_MIRROR_MARGINS)


def rule(paragraph: WordParagraph, inset: Length) -> None:
    """Make an empty, low paragraph into a solid rule with so much room on either side."""
    form = paragraph.paragraph_format
    form.left_indent = form.right_indent = inset
    form.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    form.line_spacing = Pt(4)
    borders = OxmlElement("w:pBdr")
    borders.append(_border("top"))
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def plain_table(document: DocxDocument, *, rows: int, widths: Sequence[Length]) -> WordTable:
    """Add a table without lines whose rows stay whole and whose cells begin at the margin."""
    table = _fixed(document, rows, widths, margin=0)
    for row in table.rows:
        keep_whole(row)
    return table


def ruled_table(document: DocxDocument, *, rows: int, widths: Sequence[Length]) -> WordTable:
    """Add a table with thin lines around every cell."""
    table = _fixed(document, rows, widths, margin=80)
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(_border(side))
    table._tbl.tblPr.insert_element_before(borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")
    return table


def repeat_as_header(row: _Row) -> None:
    """Repeat the row at the top of every page, its texts in the middle."""
    for cell in row.cells:
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    keep_whole(row)
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def keep_whole(row: _Row) -> None:
    """Let no end of a page cut the row."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _fixed(document: DocxDocument, rows: int, widths: Sequence[Length], *, margin: int) -> WordTable:
    """Add a table with columns of exactly these widths; `margin` is the side room in cells, in twentieths of a pt."""
    table: WordTable = document.add_table(rows=rows, cols=len(widths))
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        part = OxmlElement(f"w:{side}")
        part.set(qn("w:w"), str(margin))
        part.set(qn("w:type"), "dxa")
        margins.append(part)
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook")
    for column, width in zip(table._tbl.tblGrid.gridCol_lst, widths, strict=True):
        column.w = Emu(width)
    for row in table._tbl.tr_lst:
        for cell, width in zip(row.tc_lst, widths, strict=True):
            cell.width = Emu(width)
    return table


def _border(side: str) -> Any:
    border = OxmlElement(f"w:{side}")
    for key, value in (("val", "single"), ("sz", "6"), ("space", "0"), ("color", "000000")):
        border.set(qn(f"w:{key}"), value)
    return border
