"""Taking back what a list wrote: only what nobody has changed or used since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, cast
from uuid import UUID

from django.db.models import F, ForeignObjectRel

from chibo.access import Actor, Place, require
from chibo.audit.rows import Row
from chibo.audit.services import command, record
from chibo.kernel import clock
from chibo.members.services.bulk import MODELS, SAVED, Trace
from chibo.members.states import EndKind


@command("members.record.write")
def take_back(
    *,
    actor: Actor,
    place: Place,
    run: Row,
    traces: Mapping[UUID, Trace],
    keep: Callable[[dict[UUID, tuple[str, str]]], None] | None = None,
) -> dict[UUID, tuple[str, str]]:
    """Undo a chunk: rows still at the version that the run wrote get what stood there before; new ones are withdrawn.

    Returns who was left as they are, with the kind and id of the row that somebody has changed or used since. What is
    withdrawn stays in its tables, since rows that travel are never deleted: periods are empty, persons are hidden as
    they were before the run was over, card numbers are free again. `keep` is called in the same transaction with what
    was left. About forty queries for any number of rows.
    """
    require(actor, "members.record.write", place)
    require(actor, "members.standing.change", place)
    left = _touched_since(traces)
    left |= _withdraw_made(run, {person_id: trace for person_id, trace in traces.items() if person_id not in left})
    _restore({person_id: trace for person_id, trace in traces.items() if person_id not in left})
    if keep is not None:
        keep(left)
    record(actor, run, place, details={"taken_back": len(traces) - len(left), "left": len(left)})
    return left


def _touched_since(traces: Mapping[UUID, Trace]) -> dict[UUID, tuple[str, str]]:
    """Return the persons of whom a row has another version now than the run wrote. Locks the rows. One query a kind."""
    owners: dict[str, dict[UUID, tuple[UUID, int]]] = defaultdict(dict)
    for person_id, trace in traces.items():
        for kind, pk, version, _before in trace:
            owners[kind][UUID(pk)] = (person_id, version)
    touched: dict[UUID, tuple[str, str]] = {}
    for kind, wanted in owners.items():
        rows = MODELS[kind]._default_manager.select_for_update().filter(pk__in=wanted).order_by("pk")
        present = dict(rows.values_list("pk", "version"))
        for pk, (person_id, version) in wanted.items():
            if present.get(pk) != version:
                touched.setdefault(person_id, (MODELS[kind]._meta.label_lower, str(pk)))
    return touched


def _withdraw_made(run: Row, traces: Mapping[UUID, Trace]) -> dict[UUID, tuple[str, str]]:
    """Withdraw the rows that the run made. Returns the persons whose rows something else refers to; they stay whole."""
    made: dict[str, dict[UUID, UUID]] = {kind: {} for kind in MODELS}
    for person_id, trace in traces.items():
        for kind, pk, _version, before in trace:
            if before is None:
                made[kind][UUID(pk)] = person_id
    used = _used(made)
    today = clock.today()
    for kind, owners in made.items():
        rows = MODELS[kind]._base_manager.filter(pk__in=[pk for pk, owner in owners.items() if owner not in used])
        rows.update(**_withdrawn(kind, run, today), version=F("version") + 1)
    return used


def _withdrawn(kind: str, run: Row, today: date) -> dict[str, Any]:
    """Return what makes a row of this kind hold on no day and stand in no list."""
    if kind == "person":
        return {"import_run": run.pk}
    if kind == "card":
        return {"withdrawn_on": today}
    if kind == "membership":
        return {"ended_on": today, "end_kind": EndKind.CANCELLED.value}
    return {"ends_on": F("starts_on")}


def _used(made: Mapping[str, Mapping[UUID, UUID]]) -> dict[UUID, tuple[str, str]]:
    """Return the persons to whose rows something refers that the run did not make. A query for each such column."""
    own = {pk for owners in made.values() for pk in owners}
    used: dict[UUID, tuple[str, str]] = {}
    for kind, owners in made.items():
        for relation in MODELS[kind]._meta.get_fields(include_hidden=True) if owners else ():
            if not isinstance(relation, ForeignObjectRel):
                continue
            model, column = relation.related_model, relation.field.attname
            for pk, target in model._base_manager.filter(**{f"{column}__in": owners}).values_list("pk", column):
                if pk not in own:
                    used.setdefault(owners[target], (model._meta.label_lower, str(pk)))
    return used


def _restore(traces: Mapping[UUID, Trace]) -> None:
    """Put back what stood in the columns that the run changed. A query a kind, and one a batch to save."""
    wanted: dict[str, dict[UUID, Mapping[str, Any]]] = defaultdict(dict)
    for trace in traces.values():
        for kind, pk, _version, before in trace:
            if before is not None:
                wanted[kind][UUID(pk)] = before
    for kind, columns in wanted.items():
        model = MODELS[kind]
        rows = list(model._default_manager.filter(pk__in=columns))
        for row in rows:
            for name, value in columns[row.pk].items():
                setattr(row, name, cast(Any, model._meta.get_field(name)).to_python(value))
            row.version += 1
        model._default_manager.bulk_update(rows, [*SAVED[kind], "version"], batch_size=200)
