"""Reading the record."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from chibo.audit import heads
from chibo.audit.models import Entry, Look, Stale, TreeHead


def looks_at(person_id: UUID) -> QuerySet[Look]:
    """Return who looked at this person's record, newest first. One query."""
    return Look.objects.filter(person_id=person_id).order_by("-looked_at")


def entries_of(object_type: str, object_id: object) -> QuerySet[Entry]:
    """Return the history of one thing, newest first. One query."""
    return Entry.objects.filter(object_type=object_type, object_id=str(object_id)).order_by("-recorded_at")


def latest_entries(things: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Entry]:
    """Return the last entry about each of these things, by type and id as text. One query a type."""
    wanted: dict[str, list[str]] = {}
    for object_type, object_id in things:
        wanted.setdefault(object_type, []).append(object_id)
    found: dict[tuple[str, str], Entry] = {}
    for object_type, ids in wanted.items():
        rows = Entry.objects.filter(object_type=object_type, object_id__in=ids).order_by("recorded_at", "id")
        found |= {(object_type, entry.object_id): entry for entry in rows}
    return found


def set_aside() -> list[Stale]:
    """Return the months whose figures could not be counted, the oldest first, one row a unit and month. One query."""
    rows = Stale.objects.filter(failures__gt=0).order_by("month_on", "unit_id", "failures")
    return list({(row.unit_id, row.month_on): row for row in rows}.values())


def newest_head() -> str:
    """Return the newest signed head as text to be kept elsewhere; empty where nothing was sealed yet. One query."""
    row = TreeHead.objects.order_by("-size").first()
    if row is None:
        return ""
    public = bytes(row.public_key)
    head = heads.Head(heads.log_name(public), row.size, bytes(row.root), row.signed_at)
    return heads.as_note(head, public, bytes(row.signature))


def is_sealed_elsewhere() -> bool:
    """Tell whether the newest head was signed by a key that this data folder does not know. One query."""
    row = TreeHead.objects.order_by("-size").only("public_key").first()
    return row is not None and heads.log_name(bytes(row.public_key)) not in heads.trusted_keys()
