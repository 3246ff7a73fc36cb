"""Unit lists: judged against the tree, founded from the top down, taken back through `organisations`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import F

from chibo.access import Actor
from chibo.audit.services import one_command
from chibo.exchange.models import ImportRow, ImportRun
from chibo.exchange.rules.findings import Finding, error, is_refused, warning
from chibo.exchange.rules.units import UnitRow, read_unit
from chibo.exchange.rules.words import unit_key
from chibo.exchange.states import Fate, Result
from chibo.kernel.errors import Missing, Refusal
from chibo.kernel.pace import Pace
from chibo.organisations import selectors as organisations
from chibo.organisations import services
from chibo.regulations.figures import UnitKinds

if TYPE_CHECKING:
    from chibo.organisations.models import Unit


@dataclass(slots=True)
class Judge:
    """The tree below the unit of the run, and the rows of the file so far."""

    run: ImportRun
    known: dict[str, list[Unit]]
    """Key of the name to units."""
    kinds: UnitKinds
    above: dict[str, tuple[int, str]] = field(default_factory=dict)
    """Key of the name to the row of the file that will make it, and its kind."""

    def judge(self, rows: Sequence[ImportRow]) -> None:
        """Set result, findings and target of the rows. No query."""
        for row in rows:
            self._judge_one(row, read_unit(row.cells, self.run.as_of_on))

    def _judge_one(self, row: ImportRow, unit: UnitRow) -> None:
        findings = list(unit.findings)
        key = unit_key(unit.name)
        parent_id, parent_kind, problem = self._parent(unit)
        if problem:
            findings.append(problem)
        elif unit.kind and not self._may_contain(parent_kind, unit.kind):
            findings.append(error("exchange.kind_not_under", "kind"))
        same = [there for there in self.known.get(key, []) if not unit.kind or there.kind == unit.kind]
        row.double_key, row.unit_id, row.target_id, row.changes = key[:160], parent_id, None, {}
        if is_refused(findings):
            row.result = Result.REFUSED.value
        elif len(same) == 1 or (same and row.decision == "same"):
            row.target_id, row.result = same[0].pk, Result.SAME.value
        elif key in self.above and row.decision != "other":
            findings.append(warning("exchange.double_row", "name", row=self.above[key][0]))
            row.result = Result.SAME.value if row.decision == "same" else Result.DOUBLED.value
        else:
            row.result = Result.NEW.value
            self.above.setdefault(key, (row.number, unit.kind))
        row.findings = [finding.as_json() for finding in findings]

    def _may_contain(self, above: str, below: str) -> bool:
        known = {kind.code for kind in self.kinds.kinds}
        return {above, below} <= known and self.kinds.may_contain(above, below)

    def _parent(self, unit: UnitRow) -> tuple[UUID | None, str, Finding | None]:
        """Return the unit above and its kind; no id where it is one of the file's own."""
        if not unit.parent:
            return self.run.unit_id, self.run.unit.kind, None
        key = unit_key(unit.parent)
        found = self.known.get(key, [])
        if len(found) == 1:
            return found[0].pk, found[0].kind, None
        if not found and key in self.above:
            return None, self.above[key][1], None
        code = "exchange.unit_ambiguous" if found else "exchange.parent_unknown"
        return None, "", error(code, "parent", seen=unit.parent)


def judge_for(run: ImportRun, *, only: Sequence[ImportRow] | None = None) -> Judge:
    """Return the judge of a run. One query, one more for the repair of a row."""
    known: dict[str, list[Unit]] = defaultdict(list)
    for unit in organisations.units_within(run.unit.path):
        known[unit_key(unit.name)].append(unit)
    judge = Judge(run, known, organisations.kinds_on(run.as_of_on))
    if only:
        others = ImportRow.objects.filter(run=run, result=Result.NEW, number__lt=min(row.number for row in only))
        judge.above = {row.double_key: (row.number, read_unit(row.cells, run.as_of_on).kind) for row in others}
    return judge


def write(actor: Actor, run: ImportRun) -> None:
    """Found the units of the file in its order; each is a command of its own. A row founded before is skipped."""
    assert run.command_id is not None
    pace = Pace()
    made = dict(ImportRow.objects.filter(run=run, fate=Fate.WRITTEN).values_list("double_key", "target_id"))
    with one_command(run.command_id):
        for row in ImportRow.objects.filter(run=run, result=Result.NEW, fate="").order_by("number"):
            _found(actor, run, row, made)
            pace.let_others_write()


def _found(actor: Actor, run: ImportRun, row: ImportRow, made: dict[str, UUID | None]) -> None:
    facts = read_unit(row.cells, run.as_of_on)
    parent_id = row.unit_id or made.get(unit_key(facts.parent))
    try:
        if parent_id is None:
            raise Refusal("exchange.not_now")
        unit = _unit_of(parent_id, facts) or services.found_unit(
            actor=actor,
            name=facts.name,
            kind=facts.kind,
            founded_on=facts.founded_on or run.as_of_on,
            parent=organisations.unit(parent_id),
            place=facts.place or run.unit.place,
            decision=facts.decision or run.decision,
        )
    except Refusal as refusal:
        row.fate, row.left = Fate.OVERTAKEN.value, [refusal.code, ""]
    except Missing:  # the unit above was withdrawn since the list was shown
        row.fate, row.left = Fate.OVERTAKEN.value, ["organisations.unit", str(parent_id)]
    else:
        row.fate = Fate.WRITTEN.value
        row.target_id = unit.pk
        made[row.double_key] = unit.pk
    row.save(update_fields=["target_id", "fate", "left"])
    ImportRun.objects.filter(pk=run.pk).update(done_count=F("done_count") + 1)


def _unit_of(parent_id: UUID, facts: UnitRow) -> Unit | None:
    """Return the unit that a job founded just before it was killed; it had no time to mark the row."""
    return organisations.children_of([parent_id]).filter(name=facts.name, kind=facts.kind).first()


def take_back(actor: Actor, run: ImportRun) -> None:
    """Withdraw the units that the run founded and nobody has used since, from the last row up."""
    assert run.command_id is not None
    pace = Pace()
    with one_command(run.command_id):
        for row in ImportRow.objects.filter(run=run, fate=Fate.WRITTEN).order_by("-number"):
            assert row.target_id is not None
            pace.let_others_write()
            try:
                with suppress(Missing):  # withdrawn by a job that was killed before it marked the row
                    services.withdraw_unit(actor=actor, unit_id=row.target_id, version=1)
            except Refusal:
                row.fate, row.left = Fate.KEPT.value, ["organisations.unit", str(row.target_id)]
            else:
                row.fate = Fate.TAKEN_BACK.value
            row.save(update_fields=["fate", "left"])


__all__ = ["judge_for", "take_back", "write"]
