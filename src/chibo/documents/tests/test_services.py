"""Numbers run without gap or double; a paper moves only forward; files are taken, kept once and swept."""

import os
import threading
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db import IntegrityError, connection, transaction
from tests.cast import Cast

from chibo.access import Denied, Role
from chibo.audit.models import Entry
from chibo.documents import jobs, selectors, services, vault
from chibo.documents.figures import Paper, layout_from, paper_from
from chibo.documents.models import IssuedPaper, NumberSeries, StoredFile
from chibo.documents.printing.docx import print_docx
from chibo.documents.states import Body, ColumnClass, State
from chibo.documents.tests.factories import DAY, DRAFT, a_paper, a_pdf
from chibo.documents.tests.layouts import HD05, HD36
from chibo.documents.tests.papers import MINUTES
from chibo.kernel import clock
from chibo.kernel.errors import Conflict, Refusal
from chibo.organisations import services as organisations
from chibo.organisations.tests.factories import a_cell, a_committee, system_actor
from chibo.regulations.figures import PaperLayout
from chibo.regulations.rules import ResolvedRule


def test_numbers_run_per_unit_and_type_and_begin_again_with_the_term(cast: Cast) -> None:
    who = cast.secretary.actor
    numbers = [a_paper(who, cast.cell).number_text for _ in range(2)]
    numbers.append(a_paper(who, cast.cell, type_code="KH").number_text)
    numbers.append(a_paper(cast.sibling_secretary.actor, cast.sibling_cell).number_text)
    organisations.open_term(actor=cast.office.actor, unit=cast.cell, name="2025-2030", starts_on=DAY)
    numbers.append(a_paper(who, cast.cell).number_text)
    assert numbers == ["01-NQ/CB", "02-NQ/CB", "01-KH/CB", "01-NQ/CB", "01-NQ/CB"]


def test_a_paper_carries_its_number_and_leaves_one_entry(cast: Cast) -> None:
    before = Entry.objects.count()
    issued = a_paper(cast.secretary.actor, cast.cell)
    assert paper_from(issued.content).head.number == "Số 01-NQ/CB"
    assert (issued.subject, issued.signer_name) == (DRAFT.head.subject, "Nguyễn Văn A")
    rule = ResolvedRule[PaperLayout].from_snapshot(issued.layout["rule"])
    assert (rule.id, rule.version) == ("paper-layout", 1)
    assert layout_from(issued.layout["measures"]) == HD36
    assert Entry.objects.count() == before + 1


def test_minutes_have_no_number_and_a_clerk_of_the_meeting_may_issue_them(cast: Cast) -> None:
    clerk = cast.member.actor
    with pytest.raises(Denied):
        a_paper(clerk, cast.cell)
    minutes = a_paper(
        clerk, cast.cell, type_code="BB", paper=MINUTES, numbered=False, roles_here=frozenset({Role.CLERK})
    )
    assert (minutes.number, minutes.number_text, minutes.series) == (None, "", None)
    assert not NumberSeries.objects.exists()


def test_a_refused_issue_takes_no_number(cast: Cast) -> None:
    with pytest.raises(Denied):
        a_paper(cast.foreign_secretary.actor, cast.cell)
    with pytest.raises(AttributeError):
        a_paper(cast.secretary.actor, cast.cell, paper=None)
    assert a_paper(cast.secretary.actor, cast.cell).number == 1


def test_the_database_itself_refuses_a_number_twice(cast: Cast) -> None:
    issued = a_paper(cast.secretary.actor, cast.cell)
    with pytest.raises(IntegrityError), transaction.atomic():
        IssuedPaper.objects.create(
            unit=issued.unit,
            type_code="NQ",
            series=issued.series,
            number=1,
            subject="",
            issued_on=DAY,
            content={},
            origin_id=issued.origin_id,
        )


@pytest.mark.django_db(transaction=True)
def test_two_at_once_never_get_one_number() -> None:
    cell = a_cell(a_committee())
    who = system_actor(cell)
    drawn: list[int | None] = []
    errors: list[Exception] = []
    start = threading.Barrier(2)

    def issue() -> None:
        try:
            start.wait()
            drawn.extend(a_paper(who, cell).number for _ in range(10))
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=issue) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not errors
    assert sorted(number or 0 for number in drawn) == list(range(1, 21))


def test_a_series_goes_on_from_paper_and_never_back(cast: Cast) -> None:
    who = cast.secretary.actor
    services.start_series(actor=who, unit=cast.cell, type_code="NQ", last=12)
    assert a_paper(who, cast.cell).number_text == "13-NQ/CB"
    with pytest.raises(Refusal, match="number_behind"):
        services.start_series(actor=who, unit=cast.cell, type_code="NQ", last=12)
    with pytest.raises(Denied):
        services.start_series(actor=cast.member.actor, unit=cast.cell, type_code="NQ", last=20)


def test_a_cancelled_paper_keeps_its_number(cast: Cast) -> None:
    who = cast.secretary.actor
    issued = a_paper(who, cast.cell)
    with pytest.raises(Refusal, match="reason_missing"):
        services.cancel_paper(actor=who, paper_id=issued.pk, version=1, reason="  ")
    with pytest.raises(Denied):
        services.cancel_paper(actor=cast.member.actor, paper_id=issued.pk, version=1, reason="Sai ngày")
    cancelled = services.cancel_paper(actor=who, paper_id=issued.pk, version=1, reason="Sai ngày")
    assert (cancelled.state, cancelled.number) == (State.CANCELLED, 1)
    assert a_paper(who, cast.cell).number == 2
    with pytest.raises(Refusal, match="already_cancelled"):
        services.cancel_paper(actor=who, paper_id=issued.pk, version=2, reason="Sai ngày")
    with pytest.raises(Refusal, match="already_cancelled"):
        services.attach_final(actor=who, paper_id=issued.pk, version=2, content=a_pdf(), name="a.pdf")


def test_a_sealed_paper_is_its_bytes(cast: Cast) -> None:
    who = cast.secretary.actor
    issued = a_paper(who, cast.cell)
    sealed = services.seal_paper(actor=who, paper_id=issued.pk, version=1)
    assert sealed.sealed_pdf is not None
    assert sealed.sealed_pdf.name == "01-NQ CB Nghị quyết lãnh đạo thực hiện nhiệm vụ tháng 02 năm 2026.pdf"
    place = vault.path_of(cast.cell.pk, sealed.sealed_pdf.sha256)
    place.chmod(0o600)
    place.write_bytes(b"%PDF other bytes")
    assert selectors.paper_pdf(sealed) == b"%PDF other bytes"
    with pytest.raises(Refusal, match="already_sealed"):
        services.seal_paper(actor=who, paper_id=issued.pk)
    with pytest.raises(Denied):
        services.seal_paper(actor=cast.member.actor, paper_id=issued.pk)


def test_what_was_edited_in_word_comes_back_as_the_final_version(cast: Cast) -> None:
    who = cast.secretary.actor
    issued = a_paper(who, cast.cell)
    edited = BytesIO(selectors.paper_docx(issued))
    final = services.attach_final(actor=who, paper_id=issued.pk, version=1, content=edited, name="sửa lần 2.docx")
    assert final.final_file is not None
    assert final.final_file.name == "sửa lần 2.docx"
    with selectors.open_file(final.final_file) as kept:
        assert kept.read() == edited.getvalue()
    with pytest.raises(Conflict):
        services.attach_final(actor=who, paper_id=issued.pk, version=1, content=a_pdf(), name="a.pdf")
    with pytest.raises(Refusal, match="not_a_paper"):
        services.attach_final(actor=who, paper_id=issued.pk, version=2, content=BytesIO(b"a;b"), name="a.csv")
    with pytest.raises(Denied):
        services.attach_final(actor=cast.member.actor, paper_id=issued.pk, version=2, content=a_pdf(), name="a.pdf")


def test_a_stored_file_is_kept_once_and_named_by_its_bytes(cast: Cast) -> None:
    who, unit = cast.secretary.actor, cast.cell
    one = services.store_file(actor=who, unit=unit, content=a_pdf("x"), name="ảnh/chụp.exe")
    two = services.store_file(
        actor=who, unit=unit, content=a_pdf("x"), name="b.pdf", column_class=ColumnClass.SENSITIVE
    )
    assert (one.name, one.type, one.size_bytes) == ("ảnh chụp.exe.pdf", "application/pdf", 10)
    assert (one.sha256, two.column_class) == (two.sha256, "sensitive")
    place = vault.path_of(unit.pk, one.sha256)
    assert place.read_bytes() == a_pdf("x").getvalue()
    assert oct(place.stat().st_mode & 0o777) == "0o400"
    assert not list(place.parent.parent.glob("new-*"))


@pytest.mark.parametrize(
    ("content", "name", "ticked", "code"),
    [
        (BytesIO(b""), "a.pdf", False, "documents.empty_file"),
        (BytesIO(b"MZ"), "a.pdf", False, "documents.type_not_taken"),
        (a_pdf(), "TỐI MẬT.pdf", False, "documents.state_secret"),
        (a_pdf(), "a.pdf", True, "documents.state_secret"),
        (BytesIO("ĐẢNG ỦY\nMẬT\n".encode()), "a.txt", False, "documents.state_secret"),
        (a_pdf("x" * 100), "a.pdf", False, "documents.too_large"),
    ],
)
def test_what_is_not_taken_leaves_nothing(
    cast: Cast, settings: object, content: BytesIO, name: str, ticked: bool, code: str
) -> None:
    settings.FILES_MAX_BYTES = 50  # type: ignore[attr-defined]
    content.seek(0)
    with pytest.raises(Refusal) as refusal:
        services.store_file(
            actor=cast.secretary.actor, unit=cast.cell, content=content, name=name, secret_ticked=ticked
        )
    assert refusal.value.code == code
    assert not StoredFile.objects.exists()


def test_a_word_paper_that_bears_a_mark_is_refused_and_taken_where_closed(cast: Cast, settings: object) -> None:
    marked = BytesIO(print_docx(_marked(), HD05, on=DAY))
    facts = {"actor": cast.secretary.actor, "unit": cast.cell, "name": "ke hoach.docx"}
    with pytest.raises(Refusal, match="state_secret"):
        services.store_file(content=marked, **facts)  # type: ignore[arg-type]
    settings.MODE = "closed"  # type: ignore[attr-defined]
    assert services.store_file(content=marked, **facts).pk  # type: ignore[arg-type]


def _marked() -> Paper:
    return replace(DRAFT, head=replace(DRAFT.head, urgency="TUYỆT MẬT"))


def test_nobody_stores_a_file_at_another_unit(cast: Cast) -> None:
    with pytest.raises(Denied):
        services.store_file(actor=cast.foreign_secretary.actor, unit=cast.cell, content=a_pdf(), name="a.pdf")


def test_bytes_without_a_row_are_swept_after_a_day(cast: Cast) -> None:
    file = services.store_file(actor=cast.secretary.actor, unit=cast.cell, content=a_pdf("row"), name="a.pdf")
    orphan = vault.path_of(cast.cell.pk, vault.keep(cast.cell.pk, a_pdf("orphan")).sha256)
    jobs.sweep_orphans.call()
    assert orphan.exists()
    with clock.at(clock.now() + timedelta(hours=25)):
        jobs.sweep_orphans.call()
    assert not orphan.exists()
    assert vault.path_of(cast.cell.pk, file.sha256).exists()


def test_bytes_that_come_again_are_not_swept_under_the_new_row(cast: Cast) -> None:
    place = vault.path_of(cast.cell.pk, vault.keep(cast.cell.pk, a_pdf("again")).sha256)
    long_ago = (clock.now() - timedelta(hours=48)).timestamp()
    os.utime(place, (long_ago, long_ago))
    vault.keep(cast.cell.pk, a_pdf("again"))
    jobs.sweep_orphans.call()
    assert place.exists()


def test_bytes_stored_between_the_look_and_the_sweep_stay(cast: Cast) -> None:
    place = vault.path_of(cast.cell.pk, vault.keep(cast.cell.pk, a_pdf("between")).sha256)
    assert not vault.remove_stale(place)
    assert place.exists()
    place.unlink()
    assert not vault.remove_stale(place)
    vault.keep(cast.cell.pk, a_pdf("between"))
    assert place.exists()


def test_a_cell_issues_no_directive(cast: Cast) -> None:
    with pytest.raises(Refusal, match="not_for_cell"):
        a_paper(cast.secretary.actor, cast.cell, type_code="CT")
    with pytest.raises(Refusal, match="not_for_congress"):
        a_paper(cast.secretary.actor, cast.cell, type_code="BC", body=Body.CONGRESS)
    with pytest.raises(Refusal, match="no_rule"):
        a_paper(cast.secretary.actor, cast.cell, issued_on=date(2018, 4, 2))
    assert not NumberSeries.objects.exists()


def test_committee_and_congress_have_their_own_symbol(cast: Cast) -> None:
    who = cast.office.actor
    assert a_paper(who, cast.committee, body=Body.COMMITTEE).number_text == "01-NQ/ĐU"
    assert a_paper(who, cast.committee, type_code="QC", body=Body.CONGRESS).number_text == "01-QC/ĐH"
