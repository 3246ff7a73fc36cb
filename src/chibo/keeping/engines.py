"""The two databases: a snapshot while the program runs, its restoring, and digests of all tables to prove them equal.

The snapshot can be asked like the database itself, under the alias `SNAPSHOT`, so that what goes into a backup is
chosen by the rows that are in it.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection, connections, transaction
from django.db.migrations.recorder import MigrationRecorder

from chibo.keeping.archive import Table
from chibo.kernel.errors import Refusal

SNAPSHOT = "snapshot"
NAMES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
"""The file of the database in a backup, by engine."""
_ALL = 1 << 256


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One consistent state of the database, as a file."""

    place: Path
    tables: dict[str, Table]
    migrations: list[list[str]]


@contextmanager
def snapshot(folder: Path) -> Iterator[Snapshot]:
    """Write one consistent state of the database into the folder; others go on writing meanwhile.

    Inside, the alias `SNAPSHOT` reads that state. Refuses a damaged database, and a missing or unfit pg_dump.
    """
    with _sqlite(folder) if connection.vendor == "sqlite" else _postgres(folder) as taken:
        yield taken


@contextmanager
def frozen() -> Iterator[str]:
    """Let everything read under the alias that is given be of one state, while others go on writing."""
    options = {"transaction_mode": "DEFERRED"} if connection.vendor == "sqlite" else {}
    with (
        _alias(OPTIONS={**connection.settings_dict["OPTIONS"], **options}) as reader,
        transaction.atomic(using=SNAPSHOT),
    ):
        if connection.vendor == "postgresql":
            with reader.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield SNAPSHOT


def tables_of(place: Path | None) -> dict[str, Table]:
    """Count and hash all tables: of an SQLite file, or of the PostgreSQL database in the settings where it is None."""
    if place is not None:
        return _tables_of_sqlite(place)
    with transaction.atomic():
        return _tables_of_postgres(connection)


def load(dump: Path) -> None:
    """Bring a dump into the empty PostgreSQL database of the settings, in one transaction. Refuses what goes wrong."""
    name = str(connection.settings_dict["NAME"])
    options = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"]
    _run("pg_restore", *options, f"--dbname={_conninfo(name)}", str(dump))


def end_sessions(place: Path | None) -> None:
    """Sign everybody out: whatever session ended since the snapshot would be alive again."""
    statements = [f"DELETE FROM {table}" for table in ("usersessions_usersession", "django_session")]  # noqa: S608
    if place is None:
        with transaction.atomic(), connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
        return
    with closing(sqlite3.connect(place)) as database, database:
        for statement in statements:
            database.execute(statement)


def check_tools() -> None:
    """Refuse where a program that the engine needs is missing, before any work is done."""
    if connection.vendor == "postgresql":
        for name in ("pg_dump", "pg_restore"):
            _program(name)


# -- SQLite


@contextmanager
def _sqlite(folder: Path) -> Iterator[Snapshot]:
    place = folder / NAMES["sqlite"]
    source = str(connection.settings_dict["NAME"])
    if not Path(source).exists():
        raise Refusal("keeping.no_database", place=source)
    try:
        with closing(sqlite3.connect(source, timeout=60)) as live, closing(sqlite3.connect(place)) as copy:
            live.backup(copy)  # in one step: readers keep nobody from writing
            copy.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.OperationalError as error:
        raise Refusal("keeping.not_written", place=str(folder), reason=str(error)) from None
    except sqlite3.DatabaseError as error:
        raise Refusal("keeping.database_damaged", place=source, reason=str(error)) from None
    with _alias(NAME=str(place), OPTIONS={}) as taken:
        _expect_whole(taken, source)
        yield Snapshot(place, _tables_of_sqlite(place), _migrations())


def _expect_whole(taken: Any, source: str) -> None:
    """Let SQLite look through all pages and constraints; these use functions that Django gives to its connections."""
    try:
        with taken.cursor() as cursor:
            cursor.execute("PRAGMA quick_check(1)")
            (found,) = cursor.fetchone()
    except DatabaseError as error:
        found = str(error)
    if found != "ok":
        raise Refusal("keeping.database_damaged", place=source, reason=found)


def _tables_of_sqlite(place: Path) -> dict[str, Table]:
    with closing(sqlite3.connect(place)) as database:
        database.text_factory = bytes
        names = database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
        )
        return {
            table: _table(repr(row).encode() for row in database.execute(f'SELECT * FROM "{table}"'))  # noqa: S608
            for table in sorted(name.decode() for (name,) in names)
        }


# -- PostgreSQL


@contextmanager
def _postgres(folder: Path) -> Iterator[Snapshot]:
    """Dump with `pg_dump` from a snapshot that a transaction of ours keeps open, and read the rest from that too."""
    place = folder / NAMES["postgresql"]
    with _alias() as keeper, transaction.atomic(using=SNAPSHOT):
        with keeper.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute("SELECT pg_export_snapshot()")
            (name,) = cursor.fetchone()
        options = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={name}", f"--file={place}"]
        _run("pg_dump", *options, f"--dbname={_conninfo(str(keeper.settings_dict['NAME']))}")
        yield Snapshot(place, _tables_of_postgres(keeper), _migrations())


def _tables_of_postgres(database: Any) -> dict[str, Table]:
    with database.cursor() as cursor:
        for setting in ("timezone = 'UTC'", "datestyle = 'ISO, YMD'", "bytea_output = 'hex'", "extra_float_digits = 1"):
            cursor.execute(f"SET LOCAL {setting}")
        cursor.execute(
            "SELECT table_name, string_agg(quote_ident(column_name), ', ' ORDER BY column_name) "
            "FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name) "
            "WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' GROUP BY table_name ORDER BY 1"
        )
        return {table: _table(_lines(cursor, table, columns)) for table, columns in cursor.fetchall()}


def _lines(cursor: Any, table: str, columns: str) -> Iterator[bytes]:
    """Yield the rows as PostgreSQL writes them: one line each, since it writes line breaks in values as `\\n`."""
    rest = b""
    with cursor.copy(f'COPY (SELECT {columns} FROM "{table}") TO STDOUT') as copy:  # noqa: S608
        for piece in copy:
            *whole, rest = (rest + bytes(piece)).split(b"\n")
            yield from whole


def _run(name: str, *arguments: str) -> None:
    done = subprocess.run(  # noqa: S603
        [_program(name), *arguments], env=_environment(), capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = done.stderr.strip().splitlines() or [str(done.returncode)]
        raise Refusal("keeping.tool_failed", program=name, reason=said[-1])


def _program(name: str) -> str:
    found = shutil.which(name, path=settings.POSTGRES_BIN or None)
    if not found:
        raise Refusal("keeping.tool_missing", program=name)
    return found


def _environment() -> dict[str, str]:
    """Return the variables with which PostgreSQL's programs find the server: a password never stands in a command."""
    chosen = connection.settings_dict
    given = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    found = {name: str(chosen[key]) for name, key in given.items() if chosen[key]}
    tls = {f"PG{name.upper()}": str(value) for name, value in chosen["OPTIONS"].items()}  # sslmode is PGSSLMODE
    return os.environ | found | tls


def _conninfo(name: str) -> str:
    from psycopg.conninfo import make_conninfo

    return make_conninfo(dbname=name)


# -- both


@contextmanager
def _alias(**changes: Any) -> Iterator[Any]:
    connections.databases[SNAPSHOT] = {**connection.settings_dict, **changes}
    try:
        yield connections[SNAPSHOT]
    finally:
        connections[SNAPSHOT].close()
        del connections[SNAPSHOT]
        del connections.databases[SNAPSHOT]


def _migrations() -> list[list[str]]:
    return sorted([app, name] for app, name in MigrationRecorder(connections[SNAPSHOT]).applied_migrations())


def _table(rows: Iterable[bytes]) -> Table:
    count, total = 0, 0
    for row in rows:
        count += 1
        total += int.from_bytes(hashlib.sha256(row).digest())
    return Table(count, f"{total % _ALL:064x}")
