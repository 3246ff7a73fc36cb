"""From the regulation's figures to the measures of the printers."""

from chibo.documents.figures import Layout
from chibo.regulations.figures import PaperLayout

PARTY_TITLE = "ĐẢNG CỘNG SẢN VIỆT NAM"
A4_MM = (210, 297)


def layout_of(figures: PaperLayout) -> Layout:
    """Return the measures; of sizes that may vary the smallest, of line spacings the middle.

    Tables are set one point smaller than the body: the regulation names no size for them.
    """
    return Layout(
        font=figures.font,
        party_title=PARTY_TITLE,
        width_mm=A4_MM[0],
        height_mm=A4_MM[1],
        top_mm=figures.margin_top_mm,
        bottom_mm=figures.margin_bottom_mm,
        left_mm=figures.margin_left_mm,
        right_mm=figures.margin_right_mm,
        page_number_top_mm=figures.page_number_from_top_mm,
        page_number_pt=figures.page_number_size,
        party_title_pt=figures.party_title.smallest,
        organisation_pt=figures.issuer.smallest,
        number_pt=figures.number.smallest,
        place_date_pt=figures.place_and_date.smallest,
        type_name_pt=figures.type_name.smallest,
        subject_pt=figures.subject.smallest,
        subject_mark=figures.subject_rule,
        letter_subject_pt=figures.letter_subject_size,
        body_pt=figures.body.smallest,
        first_line_mm=figures.first_line_mm,
        line_pt=(figures.line_spacing_min_pt + figures.line_spacing_max_pt) / 2,
        paragraph_gap_pt=figures.paragraph_gap_pt,
        table_pt=figures.body.smallest - 1,
        signature_pt=figures.authority.smallest,
        signature_lines=figures.signature_lines,
        recipients_title_pt=figures.recipients_head.smallest,
        recipients_pt=figures.recipients_list.smallest,
        recipients_separator=figures.recipients_separator,
        urgency_pt=figures.authority.smallest,
    )
