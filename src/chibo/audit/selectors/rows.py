"""Hashes of whole rows of other rooms, by which what was sealed can be checked row by row."""

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from typing import Any

import rfc8785
from django.db.models import Model, QuerySet

from chibo.audit.bodies import plain
from chibo.audit.models import Entry

CHUNK = 1000


def row_hashes(rows: QuerySet[Any], without: Collection[str] = ()) -> list[tuple[str, str]]:
    """Return (id, SHA-256) of each row, ordered by id. A new column is hashed unless it stands in `without`.

    Values are taken as the database gives them back, so a row that was just written has the same hash for ever.
    One query.
    """
    columns = [field.attname for field in rows.model._meta.concrete_fields if field.attname not in without]
    keys = [field.attname for field in rows.model._meta.pk_fields]
    found = rows.order_by(*keys).values(*{*keys, *columns})
    return [
        ("/".join(str(row[key]) for key in keys), _hash({name: plain(row[name]) for name in columns})) for row in found
    ]


def seal_of(row: Model, without: Collection[str] = ()) -> str:
    """Return the hash of one row as it stands in the database. One query."""
    ((_, found),) = row_hashes(type(row)._default_manager.filter(pk=row.pk), without)
    return found


def hash_of(content: Mapping[str, Any]) -> str:
    """Return the SHA-256 of plain data in its canonical form."""
    return _hash(plain(content))


def details_of(action: str, object_type: str, object_ids: Collection[str]) -> dict[str, dict[str, Any]]:
    """Return what the last entry of this action says about each of these things, by their id as text. One query."""
    found = Entry.objects.filter(object_type=object_type, object_id__in=object_ids, action=action)
    return {
        object_id: json.loads(bytes(body))["details"]
        for object_id, body in found.order_by("recorded_at", "id").values_list("object_id", "body")
    }


def said(entries: QuerySet[Entry], *names: str) -> list[tuple[Any, ...]]:
    """Return what each of these entries says under these names of its details, the oldest first. One query."""
    bodies = entries.order_by("recorded_at", "id").values_list("body", flat=True)
    return [tuple(json.loads(bytes(body))["details"].get(name) for name in names) for body in bodies]


def acts(action: str) -> Iterator[dict[str, dict[str, Any]]]:
    """Yield, in chunks, what every entry of this action says, by the id of its object. One query for 1,000 entries."""
    rows = Entry.objects.filter(action=action).order_by("id")
    chunk = list(rows[:CHUNK])
    while chunk:
        yield {entry.object_id: json.loads(bytes(entry.body))["details"] for entry in chunk}
        chunk = list(rows.filter(id__gt=chunk[-1].pk)[:CHUNK])


def _hash(content: Any) -> str:
    return hashlib.sha256(rfc8785.dumps(content)).hexdigest()
