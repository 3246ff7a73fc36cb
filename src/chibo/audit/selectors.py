"""Reading the record."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import QuerySet

from chibo.audit.models import Entry, Look


def looks_at(person_id: UUID) -> QuerySet[Look]:
    """Return who looked at this person's record, newest first. One query."""
    return Look.objects.filter(person_id=person_id).order_by("-looked_at")


def entries_of(object_type: str, object_id: object) -> QuerySet[Entry]:
    """Return the history of one thing, newest first. One query."""
    return Entry.objects.filter(object_type=object_type, object_id=str(object_id)).order_by("-recorded_at")


def latest_entries(object_ids: Collection[str]) -> dict[str, Entry]:
    """Return the last entry about each of these things, by their id as text. One query."""
    found = Entry.objects.filter(object_id__in=object_ids).order_by("recorded_at", "id")
    return {entry.object_id: entry for entry in found}
