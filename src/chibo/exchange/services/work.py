"""The work behind a run: read and judge the file, write what was agreed to, take it back, erase what is over.

Each can be begun again after a kill. Reading starts afresh; writing and taking back go on with the rows that bear no
mark yet. No write transaction takes longer than a chunk.
"""

from __future__ import annotations

import logging
from itertools import batched
from uuid import UUID

from django.db import transaction

from chibo.access import Actor
from chibo.audit.rows import insert_many, locked, save
from chibo.audit.services import command, record
from chibo.exchange import selectors
from chibo.exchange.models import ImportRow, ImportRun
from chibo.exchange.rules.opening import open_book
from chibo.exchange.rules.table import Table, find_table
from chibo.exchange.services import member_lists, storing, unit_lists
from chibo.exchange.services.moves import move
from chibo.exchange.states import Kind, RunState
from chibo.kernel import clock
from chibo.kernel.errors import Refusal
from chibo.members.selectors import actor_for
from chibo.organisations.selectors import place_of

READ_CHUNK = 1000
ERASE_CHUNK = 5000
_STAGED = (
    *("run_id", "number", "result", "decision", "cells", "findings", "target_id", "unit_id"),
    *("changes", "double_key", "fate", "left"),
)
logger = logging.getLogger(__name__)


def work_on(run_id: UUID) -> None:
    """Do what the state of a run asks for; nothing where it asks for nothing."""
    run = selectors.run(run_id)
    actor = actor_for(run.acting_by_id, run.acting_by.display_name)
    if run.state in {RunState.UPLOADED, RunState.READING}:
        _read(actor, run)
    elif run.state == RunState.COMMITTING:
        (member_lists if run.kind == Kind.MEMBERS else unit_lists).write(actor, run)
        _finish(actor=actor, run_id=run.pk, name="finish")
    elif run.state == RunState.UNDOING:
        (member_lists if run.kind == Kind.MEMBERS else unit_lists).take_back(actor, run)
        _finish(actor=actor, run_id=run.pk, name="finish")


def _read(actor: Actor, run: ImportRun) -> None:
    if run.state == RunState.UPLOADED:
        _begin_reading(run)
    _remove_rows(run)
    try:
        with open_book(storing.path_of(run.pk)) as book:
            chosen = {int(index): field or None for index, field in run.chosen.items()}
            table = find_table(book, Kind(run.kind), run.sheet, chosen)
            _stage(run, table)
    except Refusal as refusal:
        _fail(actor=actor, run_id=run.pk, refusal=refusal)
    except Exception:
        logger.exception("an import could not be read")
        _fail(actor=actor, run_id=run.pk, refusal=Refusal("exchange.file_broken"))
    else:
        _finish_reading(actor=actor, run_id=run.pk, table=table)


def _begin_reading(run: ImportRun) -> None:
    move(run, "read")
    run.save(update_fields=["state"])


def _stage(run: ImportRun, table: Table) -> None:
    """Judge the rows of the table and keep them, a thousand in a transaction."""
    judge = (member_lists if run.kind == Kind.MEMBERS else unit_lists).judge_for(run)
    done = 0
    for some in batched(table.rows(), READ_CHUNK):
        rows = [ImportRow(run=run, number=row.number, cells=row.cells) for row in some]
        judge.judge(rows)
        with transaction.atomic():
            insert_many(ImportRow, _STAGED, ([getattr(row, name) for name in _STAGED] for row in rows))
            done += len(rows)
            ImportRun.objects.filter(pk=run.pk).update(done_count=done, row_count=done)


@command("exchange.import.start")
def _finish_reading(*, actor: Actor, run_id: UUID, table: Table) -> None:
    run = locked(ImportRun, run_id)
    move(run, "preview")
    run.sheet = table.sheet.name
    run.columns = [[column.index, column.heading, column.field] for column in table.header.columns]
    run.counts = selectors.counts_of(run)
    run.problem = {}
    save(run, "state", "sheet", "columns", "counts", "problem", "erase_on")
    record(actor, run, place_of(run.unit), details={"counts": run.counts})


@command("exchange.import.start")
def _fail(*, actor: Actor, run_id: UUID, refusal: Refusal) -> None:
    run = locked(ImportRun, run_id)
    move(run, "fail")
    facts = {name: value if isinstance(value, int) else str(value) for name, value in refusal.facts.items()}
    run.problem = {"code": refusal.code, "facts": facts}
    save(run, "state", "problem", "erase_on")
    record(actor, run, place_of(run.unit), details={"problem": refusal.code})


@command("exchange.import.write")
def _finish(*, actor: Actor, run_id: UUID, name: str) -> None:
    run = locked(ImportRun, run_id)
    move(run, name)
    run.finished_at = clock.now()
    save(run, "state", "finished_at", "erase_on")
    left = selectors.left_rows(run).count()
    record(actor, run, place_of(run.unit), details={"state": run.state, "left": left})


def erase_old_runs() -> int:
    """Erase the staged rows and files of runs whose time is over. Returns how many runs. A chore of the timetable."""
    over = list(selectors.runs_to_erase(clock.today()))
    for run in over:
        _remove_rows(run)
        storing.remove(run.pk)
        ImportRun.objects.filter(pk=run.pk).update(erased_at=clock.now())
    return len(over)


def _remove_rows(run: ImportRun) -> None:
    while True:
        some = list(ImportRow.objects.filter(run=run).order_by("id").values_list("id", flat=True)[:ERASE_CHUNK])
        if not some:
            return
        ImportRow.objects.filter(run=run, id__lte=some[-1]).delete()
