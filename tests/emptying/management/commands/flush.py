"""Django's `flush`, for a database whose tables refuse to be emptied."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.management.base import CommandError
from django.core.management.commands import flush
from django.db import OperationalError, connection


class Command(flush.Command):
    def handle(self, **options: Any) -> None:
        for tries_left in (2, 1, 0):
            try:
                self._empty(**options)
            except (CommandError, OperationalError):
                # a page that somebody listens to may be worked out at this moment: PostgreSQL stops one of the two
                if not tries_left:
                    raise
                time.sleep(0.5)
            else:
                break
        cache.clear()
        (Path(settings.DATA) / "audit" / "head.txt").unlink(missing_ok=True)  # else the record seems to be cut

    def _empty(self, **options: Any) -> None:
        with triggers_lifted():
            super().handle(**options)


@contextmanager
def triggers_lifted() -> Iterator[None]:
    """Take every trigger of ours away, and put it back as it was."""
    lift, restore = _postgres() if connection.vendor == "postgresql" else _sqlite()
    _execute(lift)
    try:
        yield
    finally:
        _execute(restore)


def _sqlite() -> tuple[list[str], list[str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name")
        triggers = cursor.fetchall()
    return [f'DROP TRIGGER "{name}"' for name, _ in triggers], [sql for _, sql in triggers]


def _postgres() -> tuple[list[str], list[str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1")
        tables = [table for (table,) in cursor.fetchall()]
    return (
        [f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in tables],
        [f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in tables],
    )


def _execute(statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
