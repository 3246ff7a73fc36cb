"""The shape that every exchangeable table shares, how a service takes a row to change it, and two kinds of column."""

from typing import Any
from uuid import UUID

from django.db import models

from chibo.kernel.errors import Conflict, Missing
from chibo.kernel.ids import uuid7


class Row(models.Model):
    """A row that can be made offline and exchanged: a UUIDv7 from birth and a version that every change raises."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True


def locked[R: Row](model: type[R], pk: UUID, version: int | None = None) -> R:
    """Re-read a row for change, inside a command.

    `version` is the one that the user saw; None where the caller holds the row's lock already or nothing was shown.
    Raises Missing where there is no such row, Conflict where somebody was quicker. One query. SQLite ignores row
    locks (its writers stand in one queue anyway), so the version is compared on both engines.
    """
    row = model._default_manager.select_for_update(of=("self",)).filter(pk=pk).first()
    if row is None:
        raise Missing(model._meta.label_lower)
    if version is not None and row.version != version:
        raise Conflict("audit.changed_meanwhile", seen=version, present=row.version)
    return row


def save(row: Row, *fields: str) -> None:
    """Write the named fields of a locked row and raise its version. One query."""
    row.version += 1
    row.save(update_fields=[*fields, "version"])


class _BinaryOrderField(models.CharField):  # type: ignore[type-arg]
    """Text compared byte by byte. On PostgreSQL that needs the collation C; SQLite does so by itself."""

    def db_parameters(self, connection: Any) -> Any:
        if connection.vendor == "postgresql":
            self.db_collation = "C"
        else:
            self.db_collation = None
        return super().db_parameters(connection)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("db_collation", None)
        return name, path, args, kwargs


class PathField(_BinaryOrderField):
    """A place in today's tree of units: pieces of fixed width. Never exchanged, never a key."""


class SortKeyField(_BinaryOrderField):
    """A key in Vietnamese order, made by `kernel.text.sort_key`."""
