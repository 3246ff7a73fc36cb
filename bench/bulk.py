"""Writing rows in bulk: prepared statements on SQLite, COPY on PostgreSQL."""

import json
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection, models

from chibo.keeping.statistics import refresh_statistics


def writer_here() -> "Sqlite | Postgres":
    """Return the writer of the database of the settings. Foreign keys are not looked at until `finish`."""
    return Postgres() if connection.vendor == "postgresql" else Sqlite()


def fields_of(label: str) -> list[models.Field[Any, Any]]:
    """Return the columns to be written: all but a key that the database itself counts up (users bring theirs)."""
    fields = apps.get_model(label)._meta.concrete_fields
    return [field for field in fields if not isinstance(field, models.AutoField) or label == "accounts.User"]


class _Writer(ABC):
    def __init__(self) -> None:
        self.rows = 0
        self.cursor = connection.cursor()

    def write(self, label: str, rows: Iterable[Mapping[str, object]]) -> None:
        """Write rows given by column; what a row does not name gets the default of its model."""
        fields = fields_of(label)
        rest = {
            field.attname: field.get_default() for field in fields if field.has_default() or field.empty_strings_allowed
        }
        self.write_ready(
            label,
            [field.column for field in fields],
            (
                [
                    self.prepare(field, row[name] if (name := field.attname) in row else rest.get(name))
                    for field in fields
                ]
                for row in rows
            ),
        )

    def execute(self, statement: str, values: list[object]) -> None:
        self.cursor.execute(statement, values)
        self.rows += max(self.cursor.rowcount, 0)

    @abstractmethod
    def write_ready(self, label: str, columns: list[str], rows: Iterable[list[Any]]) -> None:
        """Write rows of prepared values, in the order of the columns."""

    @abstractmethod
    def prepare(self, field: models.Field[Any, Any], value: Any) -> Any:
        """Return the value as the database takes it."""


class Sqlite(_Writer):
    """Rows by `executemany`, a transaction a month. A power cut would spoil the file: then make it again."""

    def __init__(self) -> None:
        super().__init__()
        for setting in ("synchronous=OFF", "foreign_keys=OFF", "cache_size=-400000"):
            self.cursor.execute(f"PRAGMA {setting}")
        self.cursor.execute("BEGIN")

    def prepare(self, field: models.Field[Any, Any], value: Any) -> Any:
        if isinstance(value, str) and not isinstance(field, models.JSONField):
            return value
        return field.get_db_prep_save(value, connection)

    def write_ready(self, label: str, columns: list[str], rows: Iterable[list[Any]]) -> None:
        places, names = ", ".join("?" * len(columns)), ", ".join(f'"{name}"' for name in columns)
        table = apps.get_model(label)._meta.db_table
        done = connection.connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", rows)
        self.rows += done.rowcount

    def commit(self) -> None:
        self.cursor.execute("COMMIT")
        self.cursor.execute("BEGIN")

    def finish(self, *, check: bool) -> None:
        self.cursor.execute("COMMIT")
        if check:
            connection.check_constraints()
        refresh_statistics()
        self.cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


class Postgres(_Writer):
    """Rows by COPY, with triggers and foreign keys at rest. Needs a superuser of the database."""

    def __init__(self) -> None:
        super().__init__()
        connection.set_autocommit(False)
        self.cursor.execute("SET session_replication_role = replica")

    def prepare(self, field: models.Field[Any, Any], value: Any) -> str:
        return _copied(field, value)

    def write_ready(self, label: str, columns: list[str], rows: Iterable[list[str]]) -> None:
        table, names = apps.get_model(label)._meta.db_table, ", ".join(f'"{name}"' for name in columns)
        with self.cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
            lines: list[str] = []
            for row in rows:
                lines.append("\t".join(row))
                if len(lines) == 5000:
                    copy.write("\n".join(lines) + "\n")
                    self.rows += len(lines)
                    lines = []
            if lines:
                copy.write("\n".join(lines) + "\n")
                self.rows += len(lines)

    def commit(self) -> None:
        connection.commit()

    def finish(self, *, check: bool) -> None:
        for model in apps.get_models():
            key = model._meta.pk
            if isinstance(key, models.AutoField):
                table = model._meta.db_table
                sequence = f"pg_get_serial_sequence('{table}', '{key.column}')"
                self.cursor.execute(
                    f"SELECT setval({sequence}, (SELECT COALESCE(MAX({key.column}), 0) + 1 FROM {table}))"
                )
        self.cursor.execute("SET session_replication_role = DEFAULT")
        connection.commit()
        connection.set_autocommit(True)
        self.cursor.execute("VACUUM ANALYZE")
        if check:
            self._check()

    def _check(self) -> None:
        """Let the server look at every foreign key."""
        self.cursor.execute("SELECT conrelid::regclass, conname FROM pg_constraint WHERE contype = 'f'")
        for table, name in self.cursor.fetchall():
            self.cursor.execute("UPDATE pg_constraint SET convalidated = false WHERE conname = %s", [name])
            self.cursor.execute(f'ALTER TABLE {table} VALIDATE CONSTRAINT "{name}"')


def _copied(field: models.Field[Any, Any], value: Any) -> str:
    """Return a value as COPY reads it."""
    if value is None:
        return r"\N"
    if isinstance(field, models.JSONField):
        value = json.dumps(value, ensure_ascii=False)
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, bytes | memoryview):
        return r"\\x" + bytes(value).hex()
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date | UUID | int):
        return str(value)
    return str(value).replace("\\", r"\\").replace("\t", r"\t").replace("\n", r"\n").replace("\r", r"\r")
