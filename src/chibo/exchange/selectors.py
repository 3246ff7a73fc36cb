"""Reading runs and their rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import batched
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Count, QuerySet

from chibo.access import Actor, scope
from chibo.audit.selectors import latest_entries
from chibo.exchange.models import ImportRow, ImportRun
from chibo.exchange.states import Fate
from chibo.kernel import clock
from chibo.kernel.errors import Missing
from chibo.kernel.kept import KeptFile
from chibo.members import selectors as members
from chibo.organisations import selectors as organisations
from chibo.organisations.selectors import within

if TYPE_CHECKING:
    from chibo.organisations.models import Unit

ACTION = "exchange.import.start"


def runs(actor: Actor) -> QuerySet[ImportRun]:
    """Return the runs of units within reach, newest first. One query."""
    found = ImportRun.objects.filter(within(scope(actor, ACTION), unit="unit"))
    return found.select_related("unit").order_by("-created_at", "-id")


def run_for(actor: Actor, run_id: UUID) -> ImportRun:
    """Return a run. Raises Missing where there is none within reach. One query."""
    found = runs(actor).filter(pk=run_id).first()
    if found is None:
        raise Missing("import run")
    return found


def run(run_id: UUID) -> ImportRun:
    """Return a run for a job, which asks permission itself. Raises Missing. One query."""
    found = ImportRun.objects.select_related("unit").filter(pk=run_id).first()
    if found is None:
        raise Missing("import run")
    return found


def kept_files(using: str) -> Iterator[KeptFile]:
    """Yield the uploaded lists of runs not erased yet, for a backup. `using` is the alias to ask. One query."""
    runs = ImportRun.objects.using(using).filter(erased_at=None)
    for run_id, sha256, size_bytes in runs.values_list("pk", "file_sha256", "size_bytes"):
        yield KeptFile(f"imports/{run_id.hex}", sha256, size_bytes)


def row_for(found: ImportRun, number: int) -> ImportRow:
    """Return one row of a run that the caller may see. Raises Missing. One query."""
    row = ImportRow.objects.filter(run=found, number=number).first()
    if row is None:
        raise Missing("import row")
    return row


def counts_of(found: ImportRun) -> dict[str, int]:
    """Count the rows of a run by result. One query."""
    return dict(ImportRow.objects.filter(run=found).values_list("result").annotate(Count("id")))


def left_rows(found: ImportRun) -> QuerySet[ImportRow]:
    """Return the rows that were not written, or not taken back, since somebody was quicker. One query."""
    return ImportRow.objects.filter(run=found, fate__in=[Fate.OVERTAKEN, Fate.KEPT]).order_by("number")


def runs_to_erase(on: date) -> QuerySet[ImportRun]:
    """Return the runs whose staged rows are over. One query."""
    return ImportRun.objects.filter(erase_on__lte=on, erased_at=None)


def earlier_run(found: ImportRun) -> ImportRun | None:
    """Return the last run of the same bytes for the same unit that was written; None if there is none. One query."""
    same = ImportRun.objects.filter(unit_id=found.unit_id, file_sha256=found.file_sha256, state="done")
    return same.exclude(pk=found.pk).order_by("-created_at").first()


def member_lines(ids: Sequence[UUID]) -> Iterator[dict[str, Any]]:
    """Yield these persons in their order, one line each. Six queries a thousand, memory for a thousand."""
    day = clock.today()
    for some in batched(ids, 1000):
        found = members.lines_of(some)
        for line in (found[person_id] for person_id in some):
            kind = line["unit_kind"]
            held = [code for unit_id, code in line["posts"] if unit_id == line["unit_id"]]
            yield {**line, "post_name": ", ".join(members.post_name(code, kind, day) for code in held)}


def unit_lines(path: str) -> Iterator[tuple[Unit, date | None, str]]:
    """Yield the units at and below the path in tree order, with the day and decision of their first version."""
    units = list(organisations.units_within(path).select_related("parent"))
    first = organisations.first_versions([unit.pk for unit in units])
    for unit in units:
        day, decision = first.get(unit.pk, (None, ""))
        yield unit, day, decision


@dataclass(frozen=True, slots=True)
class Left:
    """A row that was not written, or not taken back, and who was quicker."""

    number: int
    name: str
    who: str
    at: datetime | None


def left_with_reasons(found: ImportRun, limit: int = 200) -> list[Left]:
    """Return the rows that were left as they are, with who changed them last. One query, one more a kind of row."""
    rows = list(left_rows(found)[:limit])
    latest = latest_entries({_what(row) for row in rows})
    lines = []
    for row in rows:
        entry = latest.get(_what(row))
        name = row.cells.get("full_name") or row.cells.get("name") or ""
        lines.append(Left(row.number, name, entry.actor_name if entry else "", entry.recorded_at if entry else None))
    return lines


def _what(row: ImportRow) -> tuple[str, str]:
    """Return what was changed by somebody quicker, by type and id; a refusal names no id, and nothing has that one."""
    object_type, object_id = row.left or ("", "")
    return object_type, object_id
