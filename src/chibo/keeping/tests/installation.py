"""A real installation in a folder of its own, on the engine of the run, whose commands run in their own processes."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests import postgres

ROOT = Path(__file__).resolve().parents[4]
WORD = "mật khẩu của bản sao lưu"


@dataclass(frozen=True)
class Installation:
    """`folder` holds the data; `database` is the address, empty for SQLite in the folder."""

    folder: Path
    database: str

    def run(self, *arguments: object, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run a `chibo` command to its end."""
        return subprocess.run(
            self._command(arguments), env=self._environment(variables), capture_output=True, text=True, check=False
        )

    def start(self, *arguments: object, **variables: str) -> subprocess.Popen[str]:
        """Start a `chibo` command."""
        return subprocess.Popen(
            self._command(arguments),
            env=self._environment(variables),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def writer(self, count: int, size: int = 100) -> subprocess.Popen[str]:
        """Start the process that stores files."""
        command = [sys.executable, "-m", "chibo.keeping.tests.writer", str(count), str(size)]
        return subprocess.Popen(command, env=self._environment({}), stdout=subprocess.PIPE, text=True)

    def health(self, *, hashes: bool = False) -> str:
        """Return what `chibo check` finds about the stored files; in a checkout the command looks at the source too."""
        script = f"import django; django.setup(); from chibo.web import health; health.report(hashes={hashes})"
        command = [sys.executable, "-c", script]
        done = subprocess.run(command, env=self._environment({}), capture_output=True, text=True, check=True)
        return done.stdout.partition("stored files: ")[2].partition("settings: ")[0].removeprefix("in order").strip()

    def rows(self, statement: str) -> list[Any]:
        """Ask the database by hand, past all code of the program."""
        if not self.database:
            with closing(sqlite3.connect(self.folder / "chibo.sqlite3")) as database:
                return database.execute(statement).fetchall()
        import psycopg

        with psycopg.connect(self.database) as other:
            return other.execute(statement.encode()).fetchall()

    def dump(self) -> list[str]:
        """Return all rows as text, by the engine's own tools, but no sessions."""
        if not self.database:
            with closing(sqlite3.connect(self.folder / "chibo.sqlite3")) as database:
                return sorted(database.iterdump())
        tool = str(postgres_bin() / "pg_dump")
        done = subprocess.run(
            [tool, "--data-only", "--inserts", self.database], capture_output=True, text=True, check=True
        )
        return sorted(line for line in done.stdout.splitlines() if not line.startswith("\\"))

    def files(self) -> dict[str, bytes]:
        """Return the stored files by name."""
        places = [place for place in (self.folder / "files").rglob("*") if place.is_file()]
        return {place.relative_to(self.folder).as_posix(): place.read_bytes() for place in places}

    def _command(self, arguments: Sequence[object]) -> list[str]:
        return [sys.executable, "-m", "chibo", *map(str, arguments), "--data", str(self.folder)]

    def _environment(self, variables: dict[str, str]) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("CHIBO_")}
        return kept | {
            "CHIBO_DATA": str(self.folder),
            "CHIBO_DATABASE": self.database,
            "CHIBO_POSTGRES_BIN": str(postgres_bin()) if self.database else "",
            "DJANGO_SETTINGS_MODULE": "chibo.web.settings",
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
            **variables,
        }


def empty(folder: Path) -> Installation:
    """Return a place where nothing is yet: on PostgreSQL a new database, named after the folder."""
    if not postgres.is_chosen():
        return Installation(folder, "")
    import psycopg

    name = f"keeping_{os.getpid()}_{folder.parent.name}_{folder.name}".replace("-", "_").lower()[:60]
    address = urlsplit(postgres.address())
    with psycopg.connect(address.geturl(), autocommit=True) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())
        server.execute(f'CREATE DATABASE "{name}"'.encode())
    return Installation(folder, address._replace(path=f"/{name}").geturl())


def postgres_bin() -> Path:
    """Return the folder of the programs that fit the server of the tests."""
    return postgres.installed() or Path("/usr/bin")
