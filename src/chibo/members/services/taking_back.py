"""Taking back what a list wrote: only what nobody has changed or used since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any, cast
from uuid import UUID

from django.db import transaction
from django.db.models import ProtectedError

from chibo.access import Actor, Place, require
from chibo.audit.rows import Row
from chibo.audit.services import command, record
from chibo.members.services.bulk import MODELS, SAVED, Trace


@command("members.record.write")
def take_back(
    *,
    actor: Actor,
    place: Place,
    run: Row,
    traces: Mapping[UUID, Trace],
    keep: Callable[[dict[UUID, tuple[str, str]]], None] | None = None,
) -> dict[UUID, tuple[str, str]]:
    """Undo a chunk: rows still at the version that the run wrote get what stood there before; new ones go.

    Returns who was left as they are, with the kind and id of the row that somebody has changed or used since. Rows
    that a run made and nobody has used or changed are removed: they are a mistake, not history. `keep` is called in
    the same transaction with what was left.
    """
    require(actor, "members.record.write", place)
    require(actor, "members.standing.change", place)
    left = _touched_since(traces)
    left |= _remove_made({person_id: trace for person_id, trace in traces.items() if person_id not in left})
    _restore({person_id: trace for person_id, trace in traces.items() if person_id not in left})
    if keep is not None:
        keep(left)
    record(actor, run, place, details={"taken_back": len(traces) - len(left), "left": len(left)})
    return left


def _touched_since(traces: Mapping[UUID, Trace]) -> dict[UUID, tuple[str, str]]:
    """Return the persons of whom a row has another version now than the run wrote. One query a kind."""
    owners: dict[str, dict[UUID, tuple[UUID, int]]] = defaultdict(dict)
    for person_id, trace in traces.items():
        for kind, pk, version, _before in trace:
            owners[kind][UUID(pk)] = (person_id, version)
    touched: dict[UUID, tuple[str, str]] = {}
    for kind, wanted in owners.items():
        present = dict(MODELS[kind]._default_manager.filter(pk__in=wanted).values_list("pk", "version"))
        for pk, (person_id, version) in wanted.items():
            if present.get(pk) != version:
                touched.setdefault(person_id, (MODELS[kind]._meta.label_lower, str(pk)))
    return touched


def _remove_made(traces: Mapping[UUID, Trace]) -> dict[UUID, tuple[str, str]]:
    """Remove the rows that the run made. Returns the persons whose rows something else refers to; they stay whole.

    A query a kind, and one for each table that could refer to it; all again where something does.
    """
    used: dict[UUID, tuple[str, str]] = {}
    while True:
        rows: dict[str, dict[UUID, UUID]] = {kind: {} for kind in reversed(MODELS)}
        for person_id, trace in traces.items():
            for kind, pk, _version, before in trace:
                if before is None and person_id not in used:
                    rows[kind][UUID(pk)] = person_id
        try:
            with transaction.atomic():
                for kind, owners in rows.items():
                    MODELS[kind]._default_manager.filter(pk__in=owners).delete()
                return used
        except ProtectedError as error:
            owners_of_all = {pk: person_id for owners in rows.values() for pk, person_id in owners.items()}
            used |= _users(error, owners_of_all)


def _users(error: ProtectedError, owners: Mapping[UUID, UUID]) -> dict[UUID, tuple[str, str]]:
    found: dict[UUID, tuple[str, str]] = {}
    for thing in error.protected_objects:
        for column in thing._meta.concrete_fields:
            person_id = owners.get(getattr(thing, column.attname)) if column.is_relation else None
            if person_id is not None:
                found[person_id] = (thing._meta.label_lower, str(thing.pk))
    return found


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
