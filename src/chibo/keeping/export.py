"""`chibo export`: a unit and all below it, or everything, in open formats for whoever comes later.

A zip of JSON Lines, one file a table, with the stored files, a schema and a page that explains them. It holds what the
named user may read and no more; who took what along, and why, is written before the first row.
"""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.db import models

from chibo import __version__
from chibo.access import Actor, Denied, holds_anywhere, scope
from chibo.audit.portable import Outgoing, Reach
from chibo.audit.services import look
from chibo.ballots import portable as ballots
from chibo.directives import portable as directives
from chibo.documents import portable as documents
from chibo.documents import selectors as stored
from chibo.keeping import archive, engines, schema
from chibo.keeping.phrases import README
from chibo.kernel import clock
from chibo.kernel.errors import Refusal
from chibo.meetings import portable as meetings
from chibo.members import portable as members
from chibo.organisations import portable as organisations
from chibo.organisations.selectors import in_subtree, units_for, within
from chibo.proposals import portable as proposals
from chibo.regulations import portable as regulations
from chibo.reports import portable as reports
from chibo.resolutions import portable as resolutions
from chibo.scoring import portable as scoring
from chibo.tasks import portable as tasks

if TYPE_CHECKING:
    from chibo.organisations.models import Unit

ACTION = "keeping.unit.export"
FILE = "documents.StoredFile"
PERSON = "members.Person"
ROOMS = (
    organisations,
    regulations,
    members,
    documents,
    tasks,
    directives,
    proposals,
    ballots,
    meetings,
    resolutions,
    scoring,
    reports,
)


@dataclass(frozen=True, slots=True)
class Asked:
    actor: Actor
    unit: Unit | None
    """With all below it; None for everything that the actor reaches."""
    purpose: str
    target: Path


@dataclass(slots=True)
class Exported:
    """What went into the file."""

    tables: dict[str, int] = field(default_factory=dict)
    """Rows by table."""
    hashes: dict[str, str] = field(default_factory=dict)
    """SHA-256 by name in the zip."""
    file_ids: set[UUID] = field(default_factory=set)
    """Stored files that exported rows name."""


def export(asked: Asked) -> Exported:
    """Write the zip from one state of the database, while others go on writing. Refuses what `write` refuses."""
    with engines.frozen() as using:
        return write(asked, using)


def write(asked: Asked, using: str) -> Exported:
    """Write the zip, read under this alias. Refuses without a purpose or where the file exists; may raise Denied.

    The look stands in the log before anything is written; where it cannot be written there is no file.
    """
    if not asked.purpose.strip():
        raise Refusal("keeping.no_purpose")
    if asked.target.exists():
        raise Refusal("keeping.target_exists", file=str(asked.target))
    if not holds_anywhere(asked.actor, ACTION):
        raise Denied(ACTION)
    part = asked.target.with_name(asked.target.name + ".part")
    try:
        parts = list(outgoing(asked.actor, asked.unit))
        _leave_look(asked, parts, using)
        exported = _write(part, asked, parts, using)
        part.rename(asked.target)
    except OSError as error:
        part.unlink(missing_ok=True)
        reason = error.strerror or str(error)
        raise Refusal("keeping.not_written", place=str(error.filename or part), reason=reason) from None
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return exported


def outgoing(actor: Actor, unit: Unit | None) -> Iterator[Outgoing]:
    """Yield the parts of all rooms, as far as the actor may read them."""
    reach = _reach(actor, unit)
    for room in ROOMS:
        yield from room.tables(reach)


def _reach(actor: Actor, unit: Unit | None) -> Reach:
    """Return which units an action reaches: those where it is granted, below the unit, and open to an export."""
    allowed = units_for(actor, ACTION).order_by()
    if unit is not None:
        allowed = allowed.filter(in_subtree(unit.path))
    return lambda action: allowed.filter(within(scope(actor, action))).values("pk")


def _leave_look(asked: Asked, parts: Iterable[Outgoing], using: str) -> None:
    people = sum(part.rows.using(using).count() for part in parts if part.rows.model._meta.label == PERSON)
    unit_id = asked.unit.pk if asked.unit else None
    details = {"persons": people, "file": asked.target.name}
    look(asked.actor, "keeping.export", unit_id=unit_id, purpose=asked.purpose.strip()[:200], details=details)


def _write(place: Path, asked: Asked, parts: list[Outgoing], using: str) -> Exported:
    exported = Exported()
    handle = os.open(place, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as into:
            by_table: dict[type[models.Model], list[Outgoing]] = {}
            for part in parts:
                by_table.setdefault(part.rows.model, []).append(part)
            for model, some in by_table.items():
                _write_table(into, model, some, exported, using)
            _write_files(into, exported, using)
            _write_pages(into, asked, [*by_table, stored.stored_files([], using).model], exported)
        file.flush()
        os.fsync(file.fileno())
    return exported


def _write_table(
    into: zipfile.ZipFile, model: type[models.Model], parts: list[Outgoing], exported: Exported, using: str
) -> None:
    label = model._meta.label
    exported.tables[label] = 0
    with closing(_Counted(into, f"tables/{label}.jsonl", exported)) as out:
        for part in parts:
            for row in part.rows.using(using).order_by("pk").iterator(chunk_size=2000):
                line = as_data(row, part.without)
                exported.file_ids.update(_files_named(row))
                out.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
                exported.tables[label] += 1


def as_data(row: models.Model, without: frozenset[str] = frozenset()) -> dict[str, Any]:
    """Return the row as plain data: days and moments in ISO 8601 (moments in UTC), ids as text."""
    model = type(row)
    found = {column.attname: _plain(getattr(row, column.attname)) for column in schema.columns(model, without)}
    for column in schema.several(model):
        named = getattr(row, column.name).using(row._state.db)
        found[column.name] = sorted(str(pk) for pk in named.values_list("pk", flat=True))
    return found


def _files_named(row: models.Model) -> Iterator[UUID]:
    for column in schema.columns(type(row)):
        if schema.refers_to(column) == FILE and getattr(row, column.attname):
            yield getattr(row, column.attname)


def _write_files(into: zipfile.ZipFile, exported: Exported, using: str) -> None:
    """Write the files that exported rows name, each once, and the table that gives their names."""
    rows = stored.stored_files(exported.file_ids, using)
    _write_table(into, rows.model, [Outgoing(rows)], exported, using)
    for kept in dict.fromkeys(stored.kept_as(row) for row in rows):
        name = f"files/{kept.sha256}"
        if name in exported.hashes:
            continue
        with (Path(settings.DATA) / kept.name).open("rb") as file, closing(_Counted(into, name, exported)) as out:
            while piece := file.read(archive.PIECE):
                out.write(piece)
        if exported.hashes[name] != kept.sha256:
            raise Refusal("keeping.files_lost", count=1, names=kept.name)


def _write_pages(into: zipfile.ZipFile, asked: Asked, tables: list[type[models.Model]], exported: Exported) -> None:
    described = {model._meta.label: schema.described(model) for model in tables}
    facts = {
        "program": __version__,
        "made_at": clock.now().astimezone(UTC).isoformat(timespec="seconds"),
        "made_by": asked.actor.name,
        "purpose": asked.purpose.strip(),
        "unit": {"id": str(asked.unit.pk), "name": asked.unit.name} if asked.unit else None,
        "rows": exported.tables,
    }
    readme = README % {
        "name": asked.actor.name,
        "moment": facts["made_at"],
        "purpose": facts["purpose"],
        "unit": asked.unit.name if asked.unit else "-",
        "program": __version__,
    }
    for name, text in (
        ("README.txt", readme),
        ("schema.json", json.dumps(described, ensure_ascii=False, indent=1)),
        ("export.json", json.dumps({**facts, "sha256": exported.hashes}, ensure_ascii=False, indent=1)),
    ):
        into.writestr(name, text)


class _Counted:
    """One member of the zip, with its hash when it is closed."""

    def __init__(self, into: zipfile.ZipFile, name: str, exported: Exported) -> None:
        self._file: IO[bytes] = into.open(name, "w", force_zip64=True)
        self._digest, self._name, self._exported = hashlib.sha256(), name, exported

    def write(self, piece: bytes) -> None:
        self._digest.update(piece)
        self._file.write(piece)

    def close(self) -> None:
        self._file.close()
        self._exported.hashes[self._name] = self._digest.hexdigest()


def _plain(value: Any) -> Any:
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date() | time():
            return value.isoformat()
        case UUID():
            return str(value)
        case bytes() | memoryview():
            return bytes(value).hex()
        case _:
            return value
