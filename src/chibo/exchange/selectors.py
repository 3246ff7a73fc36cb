"""Reading runs and their rows."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Count, QuerySet

from chibo.access import Actor, scope
from chibo.exchange.models import ImportRow, ImportRun
from chibo.exchange.states import Fate, Result
from chibo.kernel.errors import Missing
from chibo.organisations.selectors import within

ACTION = "exchange.import.start"
PAGE = 50


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


def rows_of(found: ImportRun, result: Result | None = None, *, after: int = 0) -> Sequence[ImportRow]:
    """Return a page of rows in the order of the file, one more than a page where there are more. One query."""
    rows = ImportRow.objects.filter(run=found, number__gt=after).order_by("number")
    if result is not None:
        rows = rows.filter(result=result)
    return list(rows[: PAGE + 1])


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
