"""Checking the record: every row against its leaf, the tree against every head, and nothing cut, swapped or added.

Reads in chunks, so that memory does not grow with the record. The first thing that does not fit raises a Refusal that
names table and row.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef

from chibo.audit import heads
from chibo.audit.bodies import digest, entry_body, look_body
from chibo.audit.models import Entry, EntryValue, Leaf, Look, TreeHead, Waiting
from chibo.audit.rules import Tree, joined, leaf_hash
from chibo.kernel.errors import Refusal

CHUNK = 2000


@dataclass(slots=True)
class Progress:
    """How far the check is. `total` is the size of the newest head."""

    total: int
    rows: int = 0
    heads: int = 0
    waiting: int = 0
    erased: int = 0
    """Changed fields whose values are gone: erased when their time was over, only the hashes remain."""


def check_record(given: str = "") -> Iterator[Progress]:
    """Check everything that was sealed, and yield now and then how far it is.

    `given` is the text of a head that was kept elsewhere: the record must hold all that was sealed then. Five queries
    for every 2,000 rows, five at the end.
    """
    newest = TreeHead.objects.order_by("-size").first()
    progress = Progress(newest.size if newest else 0)
    held = dict(_held(text, progress.total) for text in (heads.kept_head(), given) if text)
    leaves, tree = _leaves(progress), Tree()
    trusted = heads.trusted_keys()
    for head in _heads():
        _check_signature(head, trusted)
        while tree.size < head.size:
            leaf = next(leaves, None)
            if leaf is None:
                raise Refusal("audit.leaf_missing", number=tree.size)
            tree.add(leaf)
            if tree.size in held and held[tree.size] != tree.root():
                raise Refusal("audit.other_history", size=tree.size)
            if tree.size % CHUNK == 0:
                yield progress
        _check_root(head, tree)
        progress.heads += 1
    if next(leaves, None) is not None:
        raise Refusal("audit.leaf_unsigned", number=tree.size)
    _check_rest(progress)
    yield progress


def _held(text: str, size: int) -> tuple[int, bytes]:
    """Return size and root of a head that was kept outside the database. Refuses one that is not of this record."""
    head, signature = heads.read_note(text)
    public = heads.trusted_keys().get(head.log, b"")
    if not heads.is_signed(head, public, signature):
        raise Refusal("audit.head_foreign", log=head.log)
    if head.size > size:
        raise Refusal("audit.tail_cut", kept=head.size, size=size)
    return head.size, head.root


def _heads() -> Iterator[TreeHead]:
    after = 0
    while found := list(TreeHead.objects.filter(size__gt=after).order_by("size")[:CHUNK]):
        yield from found
        after = found[-1].size


def _check_signature(row: TreeHead, trusted: dict[str, bytes]) -> None:
    name = heads.log_name(bytes(row.public_key))
    head = heads.Head(name, row.size, bytes(row.root), row.signed_at)
    if not heads.is_signed(head, trusted.get(name, b""), bytes(row.signature)):
        raise Refusal("audit.head_unsigned", size=row.size)


def _check_root(row: TreeHead, tree: Tree) -> None:
    if bytes(row.root) != tree.root():
        raise Refusal("audit.root_differs", size=row.size)
    if bytes(row.peaks) != joined(tree.peaks):
        raise Refusal("audit.peaks_differ", size=row.size)


def _leaves(progress: Progress) -> Iterator[bytes]:
    """Yield the hash of every leaf in order, after its row was found to be what it says."""
    number = 0
    while chunk := list(Leaf.objects.filter(number__gte=number).order_by("number")[:CHUNK]):
        entries = Entry.objects.in_bulk([leaf.row_id for leaf in chunk if not leaf.is_look])
        looks = Look.objects.in_bulk([leaf.row_id for leaf in chunk if leaf.is_look])
        values = _values(list(entries))
        for leaf in chunk:
            if leaf.number != number:
                raise Refusal("audit.leaf_missing", number=number)
            if leaf.is_look:
                _check_look(leaf, looks.get(leaf.row_id))
            else:
                entry = _check_entry(leaf, entries.get(leaf.row_id))
                progress.erased += _check_values(entry, values.get(leaf.row_id, []))
            progress.rows += 1
            number += 1
            yield bytes(leaf.hash)


def _check_look(leaf: Leaf, look: Look | None) -> None:
    if look is None:
        raise Refusal("audit.row_gone", table="audit_look", row=str(leaf.row_id), number=leaf.number)
    if leaf_hash(look_body(look)) != bytes(leaf.hash):
        raise Refusal("audit.row_altered", table="audit_look", row=str(look.pk), number=leaf.number)


def _check_entry(leaf: Leaf, entry: Entry | None) -> Entry:
    if entry is None:
        raise Refusal("audit.row_gone", table="audit_entry", row=str(leaf.row_id), number=leaf.number)
    if leaf_hash(bytes(entry.body)) != bytes(leaf.hash):
        raise Refusal("audit.row_altered", table="audit_entry", row=str(entry.pk), number=leaf.number)
    _check_columns(entry)
    return entry


def _check_columns(entry: Entry) -> None:
    """Refuse columns that say something else than the bytes that were sealed."""
    body = _facts(entry)
    if entry_body(entry, body.get("details", {}), body.get("changed", {})) != bytes(entry.body):
        now = json.loads(entry_body(entry, {}, {}))
        other = [name for name in now if name not in ("details", "changed") and now[name] != body.get(name)]
        raise Refusal("audit.columns_differ", row=str(entry.pk), columns=", ".join(other) or "body")


def _facts(entry: Entry) -> dict[str, Any]:
    try:
        found = json.loads(bytes(entry.body))
    except ValueError:
        found = None
    return found if isinstance(found, dict) else {}


def _values(entry_ids: Sequence[UUID]) -> dict[UUID, list[EntryValue]]:
    found: dict[UUID, list[EntryValue]] = {}
    for value in EntryValue.objects.filter(entry_id__in=entry_ids).order_by("id"):
        found.setdefault(value.entry_id, []).append(value)
    return found


def _check_values(entry: Entry, values: Sequence[EntryValue]) -> int:
    """Refuse a value that the entry does not know; return how many it knows that are gone."""
    changed = dict(_facts(entry)["changed"])
    for value in values:
        if changed.pop(value.field, "") != digest(value):
            raise Refusal("audit.value_altered", row=str(value.pk), field=value.field, entry=str(entry.pk))
    return len(changed)


def _check_rest(progress: Progress) -> None:
    """Refuse rows that came past the sealing, and values of no entry. Rows that still wait are no fault."""
    for model, is_look in ((Entry, False), (Look, True)):
        mine = Leaf.objects.filter(row_id=OuterRef("pk"))
        waits = Waiting.objects.filter(row_id=OuterRef("pk"), is_look=is_look)
        stray = model._default_manager.exclude(Exists(mine)).exclude(Exists(waits)).first()
        if stray is not None:
            raise Refusal("audit.never_sealed", table=model._meta.db_table, row=str(stray.pk))
        gone = Waiting.objects.filter(is_look=is_look).exclude(
            Exists(model._default_manager.filter(pk=OuterRef("row_id")))
        )
        if lost := gone.first():
            raise Refusal("audit.waiting_gone", table=model._meta.db_table, row=str(lost.row_id))
    loose = EntryValue.objects.exclude(Exists(Entry.objects.filter(pk=OuterRef("entry_id")))).first()
    if loose is not None:
        raise Refusal("audit.value_altered", row=str(loose.pk), field=loose.field, entry=str(loose.entry_id))
    progress.waiting = Waiting.objects.count()
