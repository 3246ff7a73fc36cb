"""What people do with a run: upload, choose columns, repair, decide, agree, drop, undo."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from chibo.access import Actor, require
from chibo.audit.rows import locked, save
from chibo.audit.services import command, record
from chibo.exchange import selectors
from chibo.exchange.models import ImportRow, ImportRun
from chibo.exchange.rules.columns import fields_of
from chibo.exchange.services import judging, storing, unit_lists
from chibo.exchange.services.jobs import begin
from chibo.exchange.services.moves import move
from chibo.exchange.states import Kind, RunState
from chibo.kernel import clock
from chibo.kernel.errors import Refusal
from chibo.kernel.ids import uuid7
from chibo.kernel.text import tidy
from chibo.organisations.selectors import place_of

if TYPE_CHECKING:
    from chibo.organisations.models import Unit


@command("exchange.import.start")
def start_import(
    *,
    actor: Actor,
    unit: Unit,
    kind: Kind,
    file_name: str,
    content: Iterable[bytes],
    as_of_on: date,
    decision: str = "",
) -> ImportRun:
    """Take a file for a unit and those below it; a job reads it. Nothing is written into the book.

    Refuses a day that has not come, and a file larger than uploads may be.
    """
    require(actor, "exchange.import.start", place_of(unit))
    if as_of_on > clock.today():
        raise Refusal("exchange.as_of_ahead", day=as_of_on)
    run_id = uuid7()
    stored = storing.store(run_id, content)
    run = ImportRun.objects.create(
        id=run_id,
        unit=unit,
        kind=kind,
        started_by_id=_user(actor),
        acting_by_id=_user(actor),
        file_name=tidy(file_name)[-200:],
        file_sha256=stored.sha256,
        size_bytes=stored.size_bytes,
        as_of_on=as_of_on,
        decision=tidy(decision)[:200],
        created_at=clock.now(),
    )
    begin(run)
    record(actor, run, place_of(unit), details={"kind": kind, "sha256": stored.sha256})
    return run


@command("exchange.import.start")
def choose_columns(*, actor: Actor, run_id: UUID, version: int, chosen: Mapping[int, str]) -> ImportRun:
    """Give fields to columns by hand and read the file again. Repairs and decisions of rows are lost with it."""
    run = _taken(actor, run_id, version)
    known = set(fields_of(Kind(run.kind)))
    run.chosen = {str(index): field if field in known else "" for index, field in chosen.items()}
    move(run, "read")
    run.acting_by_id, run.done_count = _user(actor), 0
    save(run, "chosen", "state", "acting_by", "done_count")
    begin(run)
    record(actor, run, place_of(run.unit), details={"chosen": len(chosen)})
    return run


@command("exchange.import.start")
def repair_row(*, actor: Actor, run_id: UUID, number: int, cells: Mapping[str, str]) -> ImportRow:
    """Correct cells of one row and judge it again. Refuses once the run was agreed to."""
    run = _taken(actor, run_id)
    _check_open(run)
    row = _row(run, number)
    row.cells = {**row.cells, **{name: tidy(text)[:500] for name, text in cells.items()}}
    row.cells = {name: text for name, text in row.cells.items() if text}
    row.decision = ""
    _judge_again(run, row)
    record(actor, run, place_of(run.unit), details={"row": number, "fields": sorted(cells)})
    return row


@command("exchange.import.start")
def decide_row(*, actor: Actor, run_id: UUID, number: int, decision: str) -> ImportRow:
    """Say of a doubled row that it is the `same` member or an `other` one. Refuses once the run was agreed to."""
    run = _taken(actor, run_id)
    _check_open(run)
    row = _row(run, number)
    if decision not in {"same", "other"}:
        raise ValueError(f"a decision is same or other, got {decision!r}")
    row.decision = decision
    _judge_again(run, row)
    record(actor, run, place_of(run.unit), details={"row": number, "decision": decision})
    return row


@command("exchange.import.write")
def agree(*, actor: Actor, run_id: UUID, version: int, expected: int) -> ImportRun:
    """Agree to what the preview shows: a job writes new and changed rows.

    `expected` is how many the page named. Refuses where there are none, and where repairs have made it others.
    """
    run = _taken(actor, run_id, version, "write")
    count = run.to_write
    if not count:
        raise Refusal("exchange.nothing_to_write")
    if count != expected:
        raise Refusal("exchange.count_changed", seen=expected, present=count)
    move(run, "agree")
    run.agreed_at, run.command_id, run.done_count = clock.now(), uuid7(), 0
    run.acting_by_id = _user(actor)
    save(run, "state", "agreed_at", "command_id", "done_count", "acting_by")
    begin(run)
    record(actor, run, place_of(run.unit), details={"counts": run.counts})
    return run


@command("exchange.import.start")
def drop(*, actor: Actor, run_id: UUID, version: int) -> ImportRun:
    """Give up a run before anything was written; its rows and file are erased soon."""
    run = _taken(actor, run_id, version)
    move(run, "drop")
    run.erase_on = clock.today()
    save(run, "state", "erase_on")
    record(actor, run, place_of(run.unit), changed={"state": ("previewed", "dropped")})
    return run


@command("exchange.import.write")
def undo(*, actor: Actor, run_id: UUID, version: int) -> ImportRun:
    """Take a whole import back: a job does, and leaves alone what somebody has changed since.

    Refuses once the staged rows were erased, since they hold what stood before.
    """
    run = _taken(actor, run_id, version, "write")
    if run.erased_at is not None:
        raise Refusal("exchange.undo_too_late", day=run.erase_on or clock.today())
    move(run, "undo")
    run.command_id, run.done_count, run.acting_by_id = uuid7(), 0, _user(actor)
    save(run, "state", "command_id", "done_count", "acting_by")
    begin(run)
    record(actor, run, place_of(run.unit), changed={"state": ("done", "undoing")})
    return run


def _taken(actor: Actor, run_id: UUID, version: int | None = None, action: str = "start") -> ImportRun:
    run = locked(ImportRun, run_id, version)
    require(actor, f"exchange.import.{action}", place_of(run.unit))
    return run


def _check_open(run: ImportRun) -> None:
    if run.state != RunState.PREVIEWED:
        raise Refusal("exchange.not_now")


def _row(run: ImportRun, number: int) -> ImportRow:
    return selectors.row_for(run, number)


def _judge_again(run: ImportRun, row: ImportRow) -> None:
    (judging if run.kind == Kind.MEMBERS else unit_lists).judge_for(run, only=[row]).judge([row])
    row.save()
    run.counts = selectors.counts_of(run)
    run.save(update_fields=["counts"])  # a repair is no new version: others go on in the same preview


def _user(actor: Actor) -> int:
    if actor.user_id is None:
        raise ValueError("an import is started by a user, never by the system")
    return actor.user_id
