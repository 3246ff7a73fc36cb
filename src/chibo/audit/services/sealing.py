"""The sealer: gives committed entries and looks their leaves, and signs the head of the tree."""

from collections.abc import Iterable
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection, transaction

from chibo.audit import heads
from chibo.audit.bodies import look_body
from chibo.audit.models import Entry, Leaf, Look, TreeHead, Waiting
from chibo.audit.rows import insert_many
from chibo.audit.rules import Tree, joined, leaf_hash, split
from chibo.audit.services.writing import no_entry
from chibo.kernel import clock
from chibo.kernel.errors import Refusal
from chibo.kernel.pace import Pace

BATCH = 2000
"""Rows of one transaction: a tenth of a second in which nobody else can write on SQLite."""
_LOCK = 0x43686962
"""The number under which PostgreSQL lets one sealer in."""


@no_entry("The worker seals what was written; nobody acts.")
def seal_waiting() -> int:
    """Give a leaf to every entry and look that has none, batch by batch, and return how many that were.

    A row is found by its own mark and not by a cursor over ids or times, so what commits late comes later and is never
    passed over. Refuses to go on from a head that this installation did not sign, or that is older than the one kept
    outside the database. One query where nothing waits; another sealer at work makes it return 0.
    """
    pace, total = Pace(), 0
    while Waiting.objects.exists():
        sealed = _seal_batch()
        if not sealed:
            break
        total += sealed
        pace.let_others_write()
    return total


def _seal_batch() -> int:
    with transaction.atomic():
        if not _is_alone():
            return 0
        waiting = list(Waiting.objects.order_by("row_id")[:BATCH])
        found = _bodies(waiting)
        if not found:
            return 0
        key, tree = _where_we_stand()
        have = set(Leaf.objects.filter(row_id__in=found).values_list("row_id", flat=True))
        new = [one for one in waiting if one.row_id in found and one.row_id not in have]
        _add(tree, new, found)
        Waiting.objects.filter(pk__in=found).delete()
        if new:
            _sign(key, tree)
    return len(found)


def _is_alone() -> bool:
    """Tell whether no other sealer is at work. On SQLite the transaction has shut the others out already."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        return bool(cursor.fetchone()[0])


def _bodies(waiting: Iterable[Waiting]) -> dict[UUID, bytes]:
    """Return what is to be sealed. A row that is gone has no bytes; it goes on waiting, and checking names it."""
    looks = [one.row_id for one in waiting if one.is_look]
    entries = [one.row_id for one in waiting if not one.is_look]
    found = {row_id: bytes(body) for row_id, body in Entry.objects.filter(pk__in=entries).values_list("pk", "body")}
    return found | {look.pk: look_body(look) for look in Look.objects.filter(pk__in=looks)}


def _where_we_stand() -> tuple[Ed25519PrivateKey, Tree]:
    """Return the key and the tree as it was signed last. Refuses where that cannot be what was signed here."""
    last = TreeHead.objects.order_by("-size").first()
    kept = heads.kept_head()
    if kept and heads.read_note(kept)[0].size > (last.size if last else 0):
        raise Refusal("audit.tail_cut", kept=heads.read_note(kept)[0].size, size=last.size if last else 0)
    if last is None:
        return heads.own_key(), Tree()
    tree = Tree(last.size, split(bytes(last.peaks)))
    public = heads.trusted_keys().get(heads.log_name(bytes(last.public_key)), b"")
    head = heads.Head(heads.log_name(public), last.size, tree.root(), last.signed_at)
    if not heads.is_signed(head, public, bytes(last.signature)):
        raise Refusal("audit.head_unsigned", size=last.size)
    return heads.own_key(), tree


def _add(tree: Tree, new: Iterable[Waiting], bodies: dict[UUID, bytes]) -> None:
    rows = []
    for one in new:
        leaf = leaf_hash(bodies[one.row_id])
        rows.append((tree.size, one.row_id, one.is_look, leaf))
        tree.add(leaf)
    insert_many(Leaf, ("number", "row_id", "is_look", "hash"), rows)


def _sign(key: Ed25519PrivateKey, tree: Tree) -> None:
    head, signature = heads.sign(key, tree.size, tree.root(), clock.now())
    public = key.public_key().public_bytes_raw()
    TreeHead.objects.create(
        size=head.size,
        root=head.root,
        peaks=joined(tree.peaks),
        signed_at=head.signed_at,
        public_key=public,
        signature=signature,
    )
    transaction.on_commit(lambda: heads.keep_head(heads.as_note(head, public, signature)))
