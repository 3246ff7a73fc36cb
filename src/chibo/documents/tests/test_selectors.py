"""Who reaches which paper and file; the second print comes from the kept ones; answers run nowhere."""

from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx import Document
from tests.cast import Cast

from chibo.documents import selectors, services
from chibo.documents.figures import Head
from chibo.documents.selectors import printed
from chibo.documents.states import Audience, Body
from chibo.documents.tests.factories import DAY, a_paper, a_pdf
from chibo.documents.tests.layouts import HD05, HD36
from chibo.documents.tests.papers import RESOLUTION
from chibo.kernel.errors import Missing
from chibo.kernel.ids import uuid7
from chibo.organisations import services as organisations

UP = {
    "secretary", "deputy", "cell_committee", "member", "guest", "assigned", "committee_member", "committee_secretary",
    "office", "party_building", "inspection",
}  # fmt: skip
INSIDE = {"secretary", "deputy", "cell_committee", "member", "guest"}
BOARD = {"secretary", "deputy", "cell_committee"}
NEVER = {"sibling_secretary", "sibling_member", "foreign_secretary", "foreign_office", "operator"}


@pytest.mark.parametrize(
    ("audience", "readers"), [(Audience.UP, UP), (Audience.INSIDE, INSIDE), (Audience.BOARD, BOARD)]
)
def test_a_paper_is_reached_as_far_as_its_audience(cast: Cast, audience: Audience, readers: set[str]) -> None:
    issued = a_paper(cast.secretary.actor, cast.cell, audience=audience)
    services.seal_paper(actor=cast.secretary.actor, paper_id=issued.pk)
    issued.refresh_from_db()
    for name in UP | NEVER:
        actor = getattr(cast, name).actor
        if name in readers:
            assert selectors.paper_for(actor, issued.pk) == issued
            assert selectors.file_for(actor, issued.sealed_pdf_id).pk == issued.sealed_pdf_id
        else:
            with pytest.raises(Missing):
                selectors.paper_for(actor, issued.pk)
            with pytest.raises(Missing):
                selectors.file_for(actor, issued.sealed_pdf_id)


def test_a_file_of_another_room_is_not_reached_here(cast: Cast) -> None:
    who = cast.secretary.actor
    file = services.store_file(actor=who, unit=cast.cell, content=a_pdf(), name="đơn.pdf")
    with pytest.raises(Missing):
        selectors.file_for(who, file.pk)


def test_what_is_not_there_is_missing(cast: Cast) -> None:
    with pytest.raises(Missing):
        selectors.paper(uuid7())
    file = services.store_file(actor=cast.secretary.actor, unit=cast.cell, content=a_pdf("gone"), name="a.pdf")
    file.sha256 = "0" * 64
    with pytest.raises(Missing):
        selectors.open_file(file)


def test_papers_of_a_matter_are_found_again(cast: Cast) -> None:
    issued = a_paper(cast.secretary.actor, cast.cell)
    a_paper(cast.secretary.actor, cast.cell)
    assert list(selectors.papers_of(issued.origin_id)) == [issued]
    assert selectors.paper(issued.pk) == issued
    assert [series.last for series in selectors.series_of(cast.cell.pk)] == [2]


def test_the_second_print_is_the_kept_one(cast: Cast) -> None:
    for place in selectors.kept_prints():
        place.unlink()
    first = selectors.print_pdf(RESOLUTION, HD05, on=DAY)
    (kept,) = selectors.kept_prints()
    assert kept.read_bytes() == first
    kept.write_bytes(b"kept")
    assert selectors.print_pdf(RESOLUTION, HD05, on=DAY) == b"kept"
    assert selectors.print_docx(RESOLUTION, HD05, on=DAY) != b"kept"
    assert len(selectors.kept_prints()) == 2


def test_a_changed_printer_prints_anew(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    selectors.print_pdf(RESOLUTION, HD05, on=DAY)
    before = len(selectors.kept_prints())
    monkeypatch.setattr(printed, "PRINTERS_VERSION", printed.PRINTERS_VERSION + 1)
    selectors.print_pdf(RESOLUTION, HD05, on=DAY)
    assert len(selectors.kept_prints()) == before + 1


def test_an_issued_paper_prints_with_its_number(cast: Cast) -> None:
    issued = a_paper(cast.secretary.actor, cast.cell)
    document = Document(BytesIO(selectors.paper_docx(issued)))
    assert "Số 01-NQ/CB" in [p.text for p in document.tables[0].cell(1, 0).paragraphs]
    assert selectors.paper_pdf(issued).startswith(b"%PDF-1.7")


def test_a_file_is_handed_out_to_be_saved_only(cast: Cast) -> None:
    who = cast.secretary.actor
    file = services.store_file(actor=who, unit=cast.cell, content=a_pdf(), name="Kế hoạch.pdf")
    for answer in (selectors.file_response(file), selectors.bytes_response(b"", "Kế hoạch", "pdf")):
        assert answer["Content-Type"] == "application/pdf"
        assert answer["Content-Disposition"] == "attachment; filename*=utf-8''K%E1%BA%BF%20ho%E1%BA%A1ch.pdf"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"].startswith("sandbox;")
        answer.close()


def test_a_paper_costs_one_query(cast: Cast) -> None:
    issued = a_paper(cast.secretary.actor, cast.cell)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        found = selectors.paper_for(cast.secretary.actor, issued.pk)
        assert (found.unit.name, found.final_file) == (cast.cell.name, None)
    assert len(queries) == 1


def test_a_head_has_the_names_of_its_day(cast: Cast) -> None:
    organisations.rename_unit(
        actor=cast.office.actor,
        unit_id=cast.cell.pk,
        version=cast.cell.version,
        name="Chi bộ thôn Trung Hòa Mới",
        place="Sơn Lộc",
        changed_on=date(2026, 7, 1),
        decision="12-QĐ/ĐU",
    )
    facts = {"type_code": "NQ", "subject": "lãnh đạo nhiệm vụ"}
    before = selectors.head_for(cast.cell, on=date(2026, 6, 30), **facts)
    after = selectors.head_for(cast.cell, on=date(2026, 7, 1), **facts)
    assert before == Head(
        superior="ĐẢNG BỘ XÃ SƠN LỘC",
        issuer="CHI BỘ THÔN TRUNG HÒA",
        type_name="NGHỊ QUYẾT",
        subject="lãnh đạo nhiệm vụ",
        place_date="Sơn Lộc, ngày 30 tháng 6 năm 2026",
    )
    assert after.issuer == "CHI BỘ THÔN TRUNG HÒA MỚI"


def test_minutes_have_no_day_and_letters_no_type_name(cast: Cast) -> None:
    minutes = selectors.head_for(cast.cell, type_code="BB", subject="họp", on=DAY)
    letter = selectors.head_for(cast.committee, type_code="CV", subject="về việc", on=DAY, body=Body.COMMITTEE)
    assert (minutes.type_name, minutes.place_date) == ("BIÊN BẢN", "")
    assert (letter.type_name, letter.issuer, letter.superior) == ("", "ĐẢNG ỦY XÃ SƠN LỘC", "")


def test_the_regulation_changes_with_the_day(cast: Cast) -> None:
    old, new = (selectors.regulated(cast.cell, day).layout for day in (date(2026, 5, 26), date(2026, 5, 27)))
    assert (old, new) == (HD36, HD05)
    assert (old.recipients_separator, new.recipients_separator) == (",", ";")
