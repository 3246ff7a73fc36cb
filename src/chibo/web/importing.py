"""`chibo import FILE`: bring a list in from the command line, for a user who could do so on the page.

The file takes the same way: read, previewed, and written only with `--yes`; undone on the page.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from chibo.access import Actor, Denied
from chibo.accounts import selectors as accounts
from chibo.exchange import selectors, services
from chibo.exchange.phrases import RESULTS
from chibo.exchange.selectors import ACTION
from chibo.exchange.states import AT_WORK, Kind, Result, RunState
from chibo.kernel import clock
from chibo.kernel.errors import Missing, Refusal
from chibo.kernel.text import fold
from chibo.members import selectors as members
from chibo.organisations import selectors as organisations
from chibo.ui.say import say
from chibo.web import jobs

if TYPE_CHECKING:
    from chibo.organisations.models import Unit

CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line says."""

    file: Path
    username: str
    unit: str
    """Part of the unit's name; empty where the user imports for one unit only."""
    kind: Kind
    as_of_on: date | None
    decision: str
    agrees: bool


def run(asked: Asked) -> int:
    """Import the file. Return 0 when it was written or shown, 1 with a sentence when it was refused."""
    try:
        return _run(asked)
    except (Refusal, Missing, Denied, OSError) as problem:
        return _refuse(say(problem) if isinstance(problem, Refusal) else str(problem))


def _refuse(sentence: str) -> int:
    sys.stderr.write(f"chibo: {sentence}\n")
    return 1


def _run(asked: Asked) -> int:
    user = accounts.user_named(asked.username)
    actor = members.actor_for(user.pk, user.display_name)
    made = services.start_import(
        actor=actor,
        unit=_unit(actor, asked.unit),
        kind=asked.kind,
        file_name=asked.file.name,
        content=_chunks(asked.file),
        as_of_on=asked.as_of_on or clock.today(),
        decision=asked.decision,
    )
    run_id = made.pk
    _work(run_id)
    found = selectors.run(run_id)
    if found.state == RunState.FAILED:
        return _refuse(say(found.problem["code"], **found.problem["facts"]))
    for result in Result:
        sys.stdout.write(f"{RESULTS[result]}: {found.counts.get(result, 0)}\n")
    if asked.agrees and found.to_write:
        services.agree(actor=actor, run_id=run_id, version=found.version, expected=found.to_write)
        _work(run_id)
    sys.stdout.write(f"/nhap-xuat/nhap/{run_id}/\n")
    return 0


def _work(run_id: UUID) -> None:
    """Do the waiting jobs here; where a worker was quicker, wait for it."""
    jobs.work_off()
    while selectors.run(run_id).state in AT_WORK:
        time.sleep(0.5)


def _unit(actor: Actor, name: str) -> Unit:
    """Return the one unit within reach whose name holds the text. Refuses none and several."""
    units = [unit for unit in organisations.units_for(actor, ACTION) if fold(name) in unit.search]
    if not name:
        units = organisations.roots_for(actor, ACTION)
    if len(units) != 1:
        names = ", ".join(unit.name for unit in units[:10]) or "-"
        raise Refusal("web.which_unit", names=names)
    return units[0]


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk
