"""`chibo verify` finds one changed byte anywhere in what was sealed, and names the table or the file."""

import hashlib
import json
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction
from django.db.models import Q
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tests.cast import Cast, undone
from tests.emptying.management.commands import flush

from chibo.audit import heads
from chibo.audit.models import Entry, EntryValue, Leaf, Look, TreeHead, Waiting
from chibo.audit.selectors import check_record, newest_head
from chibo.audit.services import look, sealing
from chibo.ballots.models import BaseMember, OpenVote
from chibo.documents import services as documents
from chibo.documents.models import IssuedPaper, NumberSeries, StoredFile
from chibo.documents.selectors.checking import AFTER_SEAL
from chibo.kernel import clock
from chibo.meetings import services as meetings
from chibo.meetings.models import (
    AgendaItem,
    Attendance,
    Guest,
    Material,
    Meeting,
    MentionRow,
    PresenceSpan,
    Speech,
)
from chibo.meetings.selectors.sealed import AFTER_CLOSE
from chibo.meetings.tests.factories import EVENING, a_closed
from chibo.web import verifying

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.DATA = tmp_path
    return tmp_path


@pytest.fixture
def whole(cast: Cast, django_capture_on_commit_callbacks: Any, monkeypatch: pytest.MonkeyPatch) -> Meeting:
    """An installation with a closed meeting, its report, looks, and a record sealed in several batches."""
    monkeypatch.setattr(sealing, "BATCH", 60)
    meeting = a_closed(cast)
    chair = cast.secretary.actor
    with clock.at(EVENING + timedelta(days=1)):
        meetings.send_report(actor=chair, meeting_id=meeting.pk, version=meeting.version)
        documents.start_series(actor=cast.secretary.actor, unit=cast.cell, type_code="NQ", last=4)
        look(chair, "members.record", person_id=cast.member.id, purpose="Đối chiếu", details={"rows": 3})
    with django_capture_on_commit_callbacks(execute=True):
        sealing.seal_waiting()
    return meeting


@pytest.fixture
def owner(whole: Meeting) -> Iterator[None]:
    """The owner of the database, whom no trigger holds back."""
    with flush.triggers_lifted():
        yield


def refused(given: Path | None, capsys: Any) -> str:
    assert verifying.verify(given) == 1
    return str(capsys.readouterr().err)


def test_an_installation_in_order_is_found_so(whole: Meeting, capsys: Any) -> None:
    code, output = verifying.verify(), capsys.readouterr()
    assert (code, output.err) == (0, "")
    assert output.out.splitlines()[-1] == "Mọi nội dung đã niêm phong đều khớp."
    assert "Biên bản: 1 buổi" in output.out
    assert TreeHead.objects.count() > 1


SPAN = frozenset({"version"})
SEALED: list[tuple[Any, frozenset[str]]] = [
    (Entry, frozenset()),
    (EntryValue, frozenset({"id"})),
    (Look, frozenset()),
    (Leaf, frozenset()),
    (TreeHead, frozenset()),
    (Meeting, AFTER_CLOSE["meetings.meeting"] - {"seal", "seal_marks"}),
    *((model, SPAN) for model in (AgendaItem, Speech, Attendance, PresenceSpan, Guest, MentionRow, Material)),
    (OpenVote, SPAN),
    (BaseMember, frozenset()),
    (IssuedPaper, AFTER_SEAL),
    (NumberSeries, frozenset({"id", "version", "unit_id", "term_id", "type_code"})),
    (StoredFile, frozenset({"id", "version", "name", "type", "column_class", "keep_until_on", "stored_at"})),
]
"""Every table with sealed content, and its columns that are none."""
COLUMNS = [
    (model, field.attname)
    for model, free in SEALED
    for field in model._meta.concrete_fields
    if field.attname not in free
]


def other(value: Any, draw: Callable[[int], int]) -> Any:
    """Return the value with one byte changed, or with the smallest change that its type has."""
    match value:
        case bool():
            return not value
        case int():
            return value + 1
        case str() if value:
            place = draw(len(value))
            return value[:place] + ("x" if value[place] != "x" else "y") + value[place + 1 :]
        case UUID():
            return UUID(bytes=other(value.bytes, draw))
        case bytes() | memoryview() if len(value):
            content = bytearray(value)
            content[draw(len(content))] ^= 1 << draw(8)
            return bytes(content)
        case datetime():
            return value + timedelta(microseconds=1)
        case date():
            return value + timedelta(days=1)
        case time():
            return value.replace(minute=(value.minute + 1) % 60)
        case dict() if value:
            name = sorted(value)[draw(len(value))]
            return value | {name: other(value[name], draw)}
        case list() if value:
            place = draw(len(value))
            return [*value[:place], other(value[place], draw), *value[place + 1 :]]
        case "" | {} | []:
            return "x"
    return value


@settings(max_examples=80, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(column=st.sampled_from(COLUMNS), data=st.data())
def test_one_changed_byte_in_any_sealed_column_is_found_and_named(
    owner: None, capsys: Any, column: tuple[Any, str], data: st.DataObject
) -> None:
    model, name = column
    rows = model._base_manager.filter(Q(sealed_at__isnull=False) if model is IssuedPaper else Q()).order_by("pk")
    row = rows[data.draw(st.integers(0, rows.count() - 1))]
    before = getattr(row, name)
    after = other(before, lambda below: data.draw(st.integers(0, below - 1)))
    assume(after != before)
    with undone():
        try:
            with transaction.atomic():
                model._base_manager.filter(pk=row.pk).update(**{name: after})
        except DatabaseError:
            assume(False)  # the database itself refuses it
        sentence = refused(None, capsys)
    assert model._meta.db_table in sentence


def test_the_columns_are_those_of_every_kind(whole: Meeting) -> None:
    """The property above needs rows to change in every table."""
    assert [model.__name__ for model, _ in SEALED if not model._base_manager.exists()] == []


def test_one_changed_byte_in_any_file_is_found_and_named(whole: Meeting, folder: Path, capsys: Any) -> None:
    files = [place for place in (folder / "files").rglob("*") if place.is_file()]
    assert len(files) > 1
    for number, place in enumerate(files):
        content = place.read_bytes()
        at = number * 7919 % len(content)
        place.chmod(0o600)
        place.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
        assert str(place) in refused(None, capsys)
        place.unlink()
        assert str(place) in refused(None, capsys)
        place.write_bytes(content)
    assert verifying.verify() == 0


def entries() -> list[Entry]:
    rows = Leaf.objects.filter(is_look=False).order_by("number").values_list("row_id", flat=True)
    found = Entry.objects.in_bulk(list(rows))
    return [found[pk] for pk in rows]


def test_swapped_entries_are_found(owner: None, capsys: Any) -> None:
    one, two = entries()[3:5]
    Entry.objects.filter(pk=one.pk).update(body=two.body)
    Entry.objects.filter(pk=two.pk).update(body=one.body)
    assert f"audit_entry, dòng {one.pk}" in refused(None, capsys)


def test_swapped_leaves_are_found(owner: None, capsys: Any) -> None:
    one, two = Leaf.objects.order_by("number")[3:5]
    Leaf.objects.filter(pk__in=[one.pk, two.pk]).delete()
    for leaf, number in ((one, two.number), (two, one.number)):
        Leaf.objects.create(number=number, row_id=leaf.row_id, is_look=leaf.is_look, hash=leaf.hash)
    assert "audit_treehead" in refused(None, capsys)


def test_an_entry_rewritten_with_its_leaf_does_not_fit_the_head(owner: None, capsys: Any) -> None:
    entry = entries()[2]
    body = json.loads(bytes(entry.body)) | {"actor": [None, None, "Người khác"]}
    forged = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    Entry.objects.filter(pk=entry.pk).update(
        body=forged, actor_name="Người khác", actor_user_id=None, actor_person_id=None
    )
    leaf = hashlib.sha256(b"\0" + forged).digest()
    Leaf.objects.filter(row_id=entry.pk).update(hash=leaf)
    assert "gốc đã ký không khớp" in refused(None, capsys)


def test_a_record_signed_with_another_key_is_not_believed(owner: None, capsys: Any, folder: Path) -> None:
    row = TreeHead.objects.order_by("-size").first()
    assert row is not None
    key = heads.Ed25519PrivateKey.generate()
    _, signature = heads.sign(key, row.size, bytes(row.root), row.signed_at)
    public = key.public_key().public_bytes_raw()
    TreeHead.objects.filter(pk=row.pk).update(public_key=public, signature=signature)
    assert "audit_treehead" in refused(None, capsys)


def cut() -> None:
    """Leave of the record what the first head signed, as whoever owns the database can."""
    size = TreeHead.objects.order_by("size").values_list("size", flat=True).first()
    assert size is not None
    gone = Leaf.objects.filter(number__gte=size)
    ids = list(gone.values_list("row_id", flat=True))
    gone.delete()
    Entry.objects.filter(pk__in=ids).delete()
    EntryValue.objects.filter(entry_id__in=ids).delete()
    Look.objects.filter(pk__in=ids).delete()
    TreeHead.objects.filter(size__gt=size).delete()


def test_a_cut_tail_is_missed_against_the_head_outside_the_database(owner: None, capsys: Any) -> None:
    cut()
    assert "phần cuối đã bị cắt" in refused(None, capsys)


def test_an_old_backup_put_back_is_found_with_a_later_head(
    owner: None, capsys: Any, folder: Path, tmp_path: Path
) -> None:
    later = tmp_path / "later.txt"
    later.write_text(newest_head(), encoding="utf-8")
    assert verifying.verify(later) == 0
    capsys.readouterr()
    cut()
    (folder / "audit" / "head.txt").unlink()  # the data folder is as old as the database
    assert "bản sao lưu cũ" in refused(later, capsys)


def test_rows_that_came_past_the_program_are_found(owner: None, capsys: Any) -> None:
    entry = entries()[0]
    entry.pk = UUID(int=7)
    entry.save(force_insert=True)
    Waiting.objects.all().delete()
    assert "không qua phần mềm" in refused(None, capsys)


def test_erased_values_are_counted_and_no_fault(owner: None, capsys: Any) -> None:
    count = EntryValue.objects.count()
    EntryValue.objects.all().delete()
    assert verifying.verify() == 0
    assert f"{count} giá trị đã xóa" in capsys.readouterr().out.replace(".", "")


def test_a_paper_taken_out_leaves_a_gap(owner: None, capsys: Any) -> None:
    series = IssuedPaper.objects.filter(series__isnull=False).values_list("series", flat=True).first()
    NumberSeries.objects.filter(pk=series).update(last=9)
    assert "thiếu số" in refused(None, capsys)


def test_the_head_of_another_installation_is_refused(whole: Meeting, capsys: Any, tmp_path: Path) -> None:
    key = heads.Ed25519PrivateKey.generate()
    head, signature = heads.sign(key, 3, b"\0" * 32, EVENING)
    stranger = tmp_path / "head.txt"
    stranger.write_text(heads.as_note(head, key.public_key().public_bytes_raw(), signature), encoding="utf-8")
    assert head.log in refused(stranger, capsys)


def test_checking_costs_the_same_for_few_entries_and_for_many(whole: Meeting, django_assert_num_queries: Any) -> None:
    # Newest head; leaves, entries, looks, values of the one chunk; the next chunk; heads (2); strays and waiting (4);
    # loose values; how many wait
    with django_assert_num_queries(14):
        list(check_record())


def test_seal_prints_the_newest_head(whole: Meeting, capsys: Any) -> None:
    assert verifying.seal() == 0
    assert capsys.readouterr().out == newest_head()
