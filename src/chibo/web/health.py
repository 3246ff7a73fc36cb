"""`chibo check`: what an operator wants to know before the others come."""

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings
from django.core.checks import ERROR, run_checks
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader

from chibo.audit import selectors as audit
from chibo.keeping.selectors import kept_files, lost_files
from chibo.kernel.months import Month
from chibo.organisations import selectors as organisations
from chibo.web import translations

FREE_BYTES_WANTED = 500 * 1024 * 1024
SECRET_BYTES_WANTED = 32
"""What HS256 asks for (RFC 7518, 3.2)."""


def report(*, hashes: bool = False) -> int:
    """Print one line per check. Return 1 if any found something, else 0. `hashes` reads every stored file."""
    checks: dict[str, Callable[[], Iterator[str]]] = {
        "files": _files,
        "database": _database,
        "data folder": _data_folder,
        "stored files": lambda: _stored_files(thorough=hashes),
        "settings": _settings,
        "figures": _figures,
        "translations": _translations,
    }
    found = 0
    for name, check in checks.items():
        problems = list(check())
        found |= bool(problems)
        sys.stdout.write(f"{name}: {'in order' if not problems else ''}\n")
        sys.stdout.writelines(f"  - {problem}\n" for problem in problems)
    return int(found)


def _settings() -> Iterator[str]:
    for message in run_checks() if _has_database() else []:
        if message.level >= ERROR:
            yield f"{message.msg} ({message.id})"
    yield from _video()
    if settings.DEBUG:
        yield "CHIBO_DEBUG is on: errors show settings and source to whoever causes them; switch it off."


def _video() -> Iterator[str]:
    """Yield what keeps the video rooms from opening. The secret itself is never said."""
    wanted = {name: getattr(settings, name) for name in ("JITSI_URL", "JITSI_APP_ID", "JITSI_SECRET")}
    missing = [f"CHIBO_{name}" for name, value in wanted.items() if not value]
    if 0 < len(missing) < len(wanted):
        yield f"no video room opens: {' and '.join(missing)} must be set too (docs/how-to/video.md)."
    elif not missing and len(settings.JITSI_SECRET.encode()) < SECRET_BYTES_WANTED:
        yield f"CHIBO_JITSI_SECRET is short: take {SECRET_BYTES_WANTED} random letters or more, here and there."


def _database() -> Iterator[str]:
    name = str(settings.DATABASES["default"]["NAME"])
    if not _has_database():
        yield f"there is no database at {name} yet: `chibo migrate` or `chibo serve` makes it."
        return
    try:
        loader = MigrationLoader(connection)
        waiting = loader.disk_migrations.keys() - loader.applied_migrations.keys()
    except DatabaseError as error:
        yield f"{name} cannot be reached: {str(error).strip()}"
        return
    if waiting:
        yield f"{len(waiting)} migrations wait: run `chibo migrate`."


def _data_folder() -> Iterator[str]:
    """Yield that another server writes to this database from a folder of its own: keys and files would lie apart."""
    if _is_up_to_date() and audit.is_sealed_elsewhere():
        yield (
            f"the record of this database was sealed from another data folder than {settings.DATA}: "
            "all servers and workers on one database need the same CHIBO_DATA (docs/how-to/server.md)."
        )


def _figures() -> Iterator[str]:
    """Yield the months that the worker could not count; it goes on trying by itself."""
    if not _has_database():
        return
    try:
        waiting = audit.set_aside()
        names = organisations.names_of([row.unit_id for row in waiting])
    except DatabaseError:
        return  # said under `database`
    for row in waiting:
        name = names.get(row.unit_id, str(row.unit_id))
        times = f"{row.failures} times" if row.failures > 1 else "once"
        yield f"{Month.of(row.month_on)} of {name} could not be counted ({times}): {row.error}"


def _has_database() -> bool:
    """Tell whether the file of an SQLite database is there. Merely asking SQLite would make an empty one."""
    return connection.vendor != "sqlite" or Path(connection.settings_dict["NAME"]).exists()


def _files() -> Iterator[str]:
    data = Path(settings.DATA)
    try:
        data.mkdir(parents=True, exist_ok=True)
        mark = data / ".written"
        mark.write_text("", encoding="ascii")
        mark.unlink()
    except OSError as error:
        yield f"nothing can be written to {data}: {error.strerror}"
        return
    free = shutil.disk_usage(data).free
    if free < FREE_BYTES_WANTED:
        yield f"only {free // 2**20} MiB are free in {data}; make room for at least {FREE_BYTES_WANTED // 2**20}."
    key = data / "secret.key"
    if key.exists() and key.stat().st_mode & 0o077 and sys.platform != "win32":
        yield f"others on this machine can read {key}: run `chmod 600 {key}`."


def _stored_files(*, thorough: bool) -> Iterator[str]:
    if not _is_up_to_date():
        return
    for file in lost_files(kept_files("default"), thorough=thorough):
        yield f"{file.name} is lost or damaged: bring it back from a backup (docs/how-to/backup.md)."


def _is_up_to_date() -> bool:
    return not list(_database())


def _translations() -> Iterator[str]:
    for source in translations.PACKAGE.glob("*/locale/*/LC_MESSAGES/*.po"):
        if not source.with_suffix(".mo").exists():
            yield f"{source} is not compiled: run `python -m chibo.web.translations compile`."
