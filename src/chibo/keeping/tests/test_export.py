"""`chibo export`: what the pages show to this reader, no more, with the reason in the log before it is written."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models
from django.test import override_settings
from tests.cast import Cast, Player

from chibo.access import Denied
from chibo.audit.models import Look
from chibo.audit.portable import LOCAL
from chibo.audit.rows import Row
from chibo.documents.services import seal_paper, store_file
from chibo.documents.tests.factories import a_paper, a_pdf
from chibo.keeping import export, schema
from chibo.kernel.errors import Refusal
from chibo.meetings.models import Meeting
from chibo.meetings.services import give_reply
from chibo.meetings.states import Reason
from chibo.meetings.tests import factories as meetings

if TYPE_CHECKING:
    from chibo.organisations.models import Unit

STAYS_HERE = {
    "documents.StoredFile": "goes with the rows that name it",
    "exchange.ImportRun": "a list on its way in, erased soon after",
    "review.Commitment": "belongs to the member and the cell; only its count goes up",
    "review.LookBack": "the member's own words on a commitment",
}
"""Exchangeable rows that no room hands out, each with the reason."""


def test_every_exchangeable_table_goes_out_or_is_named_here() -> None:
    rows = {model._meta.label for model in apps.get_models() if issubclass(model, Row)}
    out = {part.rows.model._meta.label for room in export.ROOMS for part in room.tables(lambda action: [])}
    assert rows - out == set(STAYS_HERE)


def test_nothing_local_travels() -> None:
    for room in export.ROOMS:
        for part in room.tables(lambda action: []):
            for column in schema.columns(part.rows.model):
                assert column.name not in LOCAL
                assert schema.refers_to(column) != "accounts.User"
                assert not isinstance(column, models.AutoField)


def test_the_schema_says_what_the_source_says() -> None:
    found = schema.described(apps.get_model("members.Membership"))
    assert found["says"].startswith("From admission to the end")
    assert found["columns"]["person_id"] | {"says": ""} == {
        "type": "uuid",
        "may_be_null": False,
        "refers_to": "members.Person",
        "class": "basic",
        "says": "",
    }
    assert "None while probationary" in found["columns"]["official_on"]["says"]
    assert found["columns"]["file_number"]["class"] == "sensitive"


def a_meeting(cast: Cast) -> Meeting:
    """Call a meeting from which a member is excused."""
    meeting = meetings.a_called(cast.secretary.actor, cast.cell)
    excuse = {"coming": False, "reason": Reason.FAMILY, "note": "con ốm"}
    give_reply(actor=cast.member.actor, meeting_id=meeting.pk, **excuse)
    return meeting


def seen(player: Player, unit: Unit | None = None) -> dict[str, list[dict[str, Any]]]:
    """Return what would be in the file, by table."""
    found: dict[str, list[dict[str, Any]]] = {}
    for part in export.outgoing(player.actor, unit):
        rows = [export.as_data(row, part.without) for row in part.rows]
        found.setdefault(part.rows.model._meta.label, []).extend(rows)
    return found


def ids(rows: list[dict[str, Any]]) -> set[str]:
    return {row["id"] for row in rows}


@pytest.mark.django_db
def test_a_secretary_takes_along_the_own_cell_with_its_inside(cast: Cast) -> None:
    meeting = a_meeting(cast)
    found = seen(cast.secretary)
    assert ids(found["meetings.Meeting"]) == {str(meeting.pk)}
    assert all("text" in item for item in found["meetings.AgendaItem"])
    assert [row["note"] for row in found["meetings.ReplyRow"]] == ["con ốm"]
    assert str(cast.member.id) in ids(found["members.Person"])
    assert str(cast.sibling_member.id) not in ids(found["members.Person"])


@pytest.mark.django_db
def test_an_office_takes_along_the_public_face_of_its_cells(cast: Cast) -> None:
    meeting = a_meeting(cast)
    found = seen(cast.office)
    assert str(meeting.pk) in ids(found["meetings.Meeting"])
    assert found["meetings.AgendaItem"]
    assert not any("text" in item or "presenter_id" in item for item in found["meetings.AgendaItem"])
    assert found["meetings.ReplyRow"] == []
    assert {str(cast.member.id), str(cast.sibling_member.id)} <= ids(found["members.Person"])
    assert {row["name"] for row in found["organisations.Unit"]} == {
        cast.committee.name,
        cast.cell.name,
        cast.sibling_cell.name,
        cast.staff_cell.name,
    }


@pytest.mark.django_db
def test_party_building_takes_along_what_the_office_does(cast: Cast) -> None:
    meeting = a_meeting(cast)
    found = seen(cast.party_building)
    assert str(meeting.pk) in ids(found["meetings.Meeting"])
    assert str(cast.member.id) in ids(found["members.Person"])


@pytest.mark.django_db
def test_a_unit_narrows_it_and_never_widens_it(cast: Cast) -> None:
    meetings.a_called(cast.secretary.actor, cast.cell)
    assert seen(cast.office, cast.sibling_cell)["meetings.Meeting"] == []
    found = seen(cast.foreign_office, cast.cell)
    assert [rows for rows in found.values() if rows] == []


@pytest.mark.django_db
def test_who_may_not_export_gets_no_file_and_leaves_no_look(cast: Cast, tmp_path: Path) -> None:
    target = tmp_path / "a.zip"
    for player in (cast.member, cast.inspection, cast.operator, cast.assigned):
        with pytest.raises(Denied):
            export.write(export.Asked(player.actor, None, "xem thử", target), "default")
    with pytest.raises(Refusal, match="no_purpose"):
        export.write(export.Asked(cast.office.actor, None, " ", target), "default")
    assert list(tmp_path.iterdir()) == []
    assert not Look.objects.filter(part="keeping.export").exists()


@pytest.mark.django_db
def test_the_file_is_whole_and_the_look_was_left_first(cast: Cast, tmp_path: Path) -> None:
    with override_settings(DATA=tmp_path / "data"):
        paper = a_paper(cast.secretary.actor, cast.cell, roles_here=frozenset())
        sealed = seal_paper(actor=cast.secretary.actor, paper_id=paper.pk)
        store_file(actor=cast.secretary.actor, unit=cast.cell, content=a_pdf("riêng"), name="riêng.pdf")
        target = tmp_path / "a.zip"
        export.write(export.Asked(cast.secretary.actor, cast.cell, "bàn giao bí thư", target), "default")
        with pytest.raises(Refusal, match="target_exists"):
            export.write(export.Asked(cast.secretary.actor, cast.cell, "lần nữa", target), "default")

    (look,) = Look.objects.filter(part="keeping.export")
    assert (look.purpose, look.unit_id, look.actor_name) == ("bàn giao bí thư", cast.cell.pk, cast.secretary.actor.name)
    assert target.stat().st_mode & 0o077 == 0
    with zipfile.ZipFile(target) as zipped:
        described = json.loads(zipped.read("export.json"))
        people = [json.loads(line) for line in zipped.read("tables/members.Person.jsonl").splitlines()]
        stored = [json.loads(line) for line in zipped.read("tables/documents.StoredFile.jsonl").splitlines()]
        for name, sha256 in described["sha256"].items():
            assert hashlib.sha256(zipped.read(name)).hexdigest() == sha256
        assert "bàn giao bí thư" in zipped.read("README.txt").decode()
        assert set(described["rows"]) == set(json.loads(zipped.read("schema.json")))
        files = [name for name in zipped.namelist() if name.startswith("files/")]
    assert look.details["persons"] == len(people) == described["rows"]["members.Person"]
    assert sealed.sealed_pdf is not None
    assert [row["sha256"] for row in stored] == [sealed.sealed_pdf.sha256], "a file went out that no row of it names"
    assert files == [f"files/{sealed.sealed_pdf.sha256}"]


@pytest.mark.django_db(transaction=True)
def test_without_its_look_there_is_no_file(cast: Cast, tmp_path: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_look RENAME TO audit_look_away")
    try:
        with pytest.raises(DatabaseError):
            export.write(export.Asked(cast.secretary.actor, None, "bàn giao", tmp_path / "a.zip"), "default")
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE audit_look_away RENAME TO audit_look")
    assert list(tmp_path.iterdir()) == []
