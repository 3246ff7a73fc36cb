"""The shape that every exchangeable table shares, how a service takes a row to change it, and two kinds of column."""

import functools
import operator
from collections.abc import Callable, Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections, models

from chibo.kernel.errors import Conflict, Missing
from chibo.kernel.ids import uuid7
from chibo.kernel.text import fold


class Row(models.Model):
    """A row that can be made offline and exchanged: a UUIDv7 from birth and a version that every change raises."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True


def locked[R: Row](model: type[R], pk: UUID, version: int | None = None, *related: str, only: Sequence[str] = ()) -> R:
    """Re-read a row for change, inside a command.

    `version` is the one that the user saw; None where the caller holds the row's lock already or nothing was shown.
    `related` names rows to be read with it, unlocked; `only` the fields that are needed, where a whole room acts at
    once and the row is wide. Raises Missing where there is no such row, Conflict where somebody was quicker. One query.
    SQLite ignores row locks (its writers stand in one queue anyway), so the version is compared on both engines.
    """
    rows = model._default_manager.select_for_update(of=("self",))
    rows = rows.select_related(*related) if related else rows
    try:
        row = (rows.only("version", *only) if only else rows).get(pk=pk)  # not `first`: it sorts
    except model.DoesNotExist:
        raise Missing(model._meta.label_lower) from None
    if version is not None and row.version != version:
        raise Conflict("audit.changed_meanwhile", seen=version, present=row.version)
    return row


def save(row: Row, *fields: str) -> None:
    """Write the named fields of a locked row, with what is folded from them, and raise its version. One query."""
    row.version += 1
    row.save(update_fields=[*fields, *_folded_from(row, fields), "version"])


def _folded_from(row: Row, fields: Sequence[str]) -> list[str]:
    folded = [field for field in row._meta.concrete_fields if isinstance(field, FoldedField)]
    return [field.name for field in folded if set(field.of) & set(fields) and field.name not in fields]


def insert_many(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert plain values by one prepared statement: about five times as quick as `bulk_create`, for long lists.

    `columns` are attribute names (`person_id`); columns that are not named get the model's own default. Runs no
    `save`, so only for new rows, inside a command, whose values the caller has checked.
    """
    given = list(zip(*rows, strict=True))
    if not given:
        return
    connection = connections[DEFAULT_DB_ALIAS]  # not the proxy: it is asked a million times
    fields = {field.attname: field for field in model._meta.concrete_fields}
    rest = [field for name, field in fields.items() if name not in columns and not isinstance(field, models.AutoField)]
    chosen = [*(fields[name] for name in columns), *rest]
    values = [*given, *(_defaults(field, len(given[0])) for field in rest)]
    ready = [map(_preparer(field, connection), column) for field, column in zip(chosen, values, strict=True)]
    quote = connection.ops.quote_name
    names = ", ".join(quote(str(field.column)) for field in chosen)
    places = ", ".join(["%s"] * len(chosen))
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({places})"  # noqa: S608 - our own names
    with connection.cursor() as cursor:
        cursor.executemany(statement, list(zip(*ready, strict=True)))


def _defaults(field: Any, count: int) -> list[Any]:
    """Return the default of a column for so many rows: made for each where it is made, else the same for all."""
    return [field.get_default() for _ in range(count)] if callable(field.default) else [field.get_default()] * count


def _preparer(field: Any, connection: Any) -> Callable[[Any], Any]:
    """Return what makes a value ready for the database; text and numbers are so already.

    Keys and days do without the questions that Django asks of each value, since the caller has checked them.
    """
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    if isinstance(field, models.CharField | models.TextField | models.IntegerField | models.BooleanField):
        return _as_it_is
    if isinstance(field, models.UUIDField):
        return _as_it_is if connection.features.has_native_uuid_field else _as_hex
    if isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField):
        adapt: Callable[[Any], Any] = connection.ops.adapt_datefield_value
        return adapt
    return lambda value: field.get_db_prep_save(value, connection)


def _as_it_is(value: Any) -> Any:
    return value


def _as_hex(key: UUID | None) -> str | None:
    return None if key is None else key.hex


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


class FoldedField(models.CharField):  # type: ignore[type-arg]
    """The folded text of other columns of the row, by which it is found without diacritics. Written with them.

    `of` names the columns. Rows inserted past the model (`insert_many`) bring their own.
    """

    def __init__(self, *args: Any, of: Sequence[str] = (), **kwargs: Any) -> None:
        self.of = tuple(of)
        kwargs |= {"max_length": kwargs.get("max_length", 500), "editable": False, "blank": True}
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "of": self.of}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        text = fold(" ".join(str(getattr(model_instance, name) or "") for name in self.of))
        setattr(model_instance, self.attname, text[: self.max_length])
        return text[: self.max_length]


def matching(text: str, *columns: str) -> models.Q:
    """Return the filter for rows of which every word of the text stands in one of the folded columns."""
    found = models.Q()
    for word in fold(text).split():
        found &= functools.reduce(operator.or_, (models.Q(**{f"{column}__contains": word}) for column in columns))
    return found


class PathField(_BinaryOrderField):
    """A place in today's tree of units: pieces of fixed width. Never exchanged, never a key."""


class SortKeyField(_BinaryOrderField):
    """A key in Vietnamese order, made by `kernel.text.sort_key`."""
