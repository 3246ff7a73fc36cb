"""Runs for tests, started through the service and worked off at once."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from chibo.access import Actor
from chibo.exchange import services
from chibo.exchange.models import ImportRow, ImportRun
from chibo.exchange.services.work import work_on
from chibo.exchange.states import Kind
from chibo.exchange.tests.sheets import write_xlsx
from chibo.organisations.models import Unit

AS_OF = date(2026, 1, 2)
HEADINGS = [
    *("STT", "Họ và tên", "Giới tính", "Ngày sinh", "Số thẻ đảng viên", "Ngày vào Đảng", "Ngày chính thức"),
    *("Chi bộ", "Chức vụ", "Nghề nghiệp"),
]
UNIT_HEADINGS = ["TT", "Tên tổ chức đảng", "Trực thuộc", "Ngày thành lập", "Số quyết định"]


def a_run(
    folder: Path,
    actor: Actor,
    unit: Unit,
    rows: Sequence[Sequence[Any]],
    *,
    headings: Sequence[str] = HEADINGS,
    kind: Kind = Kind.MEMBERS,
    decision: str = "01-DS/ĐU",
) -> ImportRun:
    """Upload a list and let it be read."""
    path = write_xlsx(folder / "danh-sach.xlsx", [list(headings), *rows])
    run = services.start_import(
        actor=actor,
        unit=unit,
        kind=kind,
        file_name=path.name,
        content=[path.read_bytes()],
        as_of_on=AS_OF,
        decision=decision,
    )
    return worked(run)


def agreed(actor: Actor, run: ImportRun) -> ImportRun:
    """Agree to the preview and let it be written."""
    services.agree(actor=actor, run_id=run.pk, version=run.version, expected=run.to_write)
    return worked(run)


def undone(actor: Actor, run: ImportRun) -> ImportRun:
    """Let what a run wrote be taken back."""
    services.undo(actor=actor, run_id=run.pk, version=run.version)
    return worked(run)


def worked(run: ImportRun) -> ImportRun:
    """Do the job that waits for the run, as the worker would."""
    work_on(run.pk)
    run.refresh_from_db()
    return run


def preview(run: ImportRun) -> list[tuple[int, str, list[str]]]:
    """Return number, result and codes of the findings of each row."""
    rows = ImportRow.objects.filter(run=run).order_by("number")
    return [(row.number, row.result, [code.removeprefix("exchange.") for code, *_ in row.findings]) for row in rows]
