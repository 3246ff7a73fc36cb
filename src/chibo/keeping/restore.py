"""Restore a backup into an empty place and prove it equal: every hash, every table's rows and digest.

The settings of this process name a folder beside the target, `….part`; it is moved to the target when all is proved.
A restoring that was killed leaves that folder, and the next one begins anew.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from chibo.keeping import archive, engines, places, sealed
from chibo.keeping.archive import Manifest
from chibo.keeping.backup import Tell, key_mark
from chibo.kernel.errors import Refusal

MARK = ".being-restored"
"""In the folder beside the target, so that no other folder of that name is ever cleared."""


@dataclass(frozen=True, slots=True)
class Asked:
    backup: Path
    key: sealed.Passphrase | sealed.PrivateKeys
    target: Path
    """The data folder that is to be; absent or empty."""
    own_key: str
    """CHIBO_SECRET_KEY as the operator gave it; empty where the key comes from the backup."""
    without_key: bool = False
    """Go on though the key that the backup was made with is lost: second steps must then be set up anew."""


def check(backup: Path, key: sealed.Passphrase | sealed.PrivateKeys) -> Manifest:
    """Read a backup to its end and compare everything with its manifest. Nothing is written."""
    with sealed.read(backup, key) as stream:
        return archive.unpack(stream, None, lambda _: None)


def restore(asked: Asked, tell: Tell) -> Manifest:
    """Restore into the target. Refuses a place that is not empty, and whatever is not as the backup says.

    Where it refuses, nothing is at the target; only a PostgreSQL database that was loaded and found different stays.
    """
    part = Path(settings.DATA)
    _expect_empty(asked.target)
    _clear(part)
    part.mkdir(parents=True, mode=0o700)
    try:
        (part / MARK).touch()
        tell("keeping.unpacking", file=str(asked.backup))
        with sealed.read(asked.backup, asked.key) as stream:
            manifest = archive.unpack(stream, part, lambda manifest: accept(manifest, asked))
        tell("keeping.comparing", count=len(manifest.tables))
        _bring_in(manifest, part)
        _settle(part, asked.target)
    except OSError as error:
        reason = error.strerror or str(error)
        raise Refusal("keeping.not_written", place=str(error.filename or part), reason=reason) from None
    finally:
        connection.close()
        if part.exists():
            _clear(part)
    return manifest


def _expect_empty(target: Path) -> None:
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise Refusal("keeping.not_empty", folder=str(target))
    if connection.vendor == "sqlite":
        elsewhere = _elsewhere()
        if elsewhere and elsewhere.exists():
            raise Refusal("keeping.not_empty", folder=str(elsewhere))
    elif connection.introspection.table_names():
        raise Refusal("keeping.database_not_empty", database=str(connection.settings_dict["NAME"]))


def _clear(part: Path) -> None:
    """Remove what an earlier restoring left. Refuses a folder that is somebody else's."""
    if part.exists():
        if any(part.iterdir()) and not (part / MARK).exists():
            raise Refusal("keeping.not_empty", folder=str(part))
        shutil.rmtree(part)


def accept(manifest: Manifest, asked: Asked) -> None:
    """Refuse a backup that would not run here."""
    if manifest.engine != connection.vendor:
        raise Refusal("keeping.other_engine", made=manifest.engine, here=connection.vendor)
    if manifest.mode == "closed" and settings.MODE != "closed":
        raise Refusal("keeping.from_closed_network")
    known = MigrationLoader(None).disk_migrations or {}
    if any((app, name) not in known for app, name in manifest.migrations):
        raise Refusal("keeping.newer_program", program=manifest.program)
    if asked.without_key:
        return
    if asked.own_key:
        mark = manifest.secret_key
        if key_mark(asked.own_key, mark["salt"]) != mark["hash"]:
            raise Refusal("keeping.other_secret_key")
    elif places.SECRET_KEY not in manifest.files:
        raise Refusal("keeping.secret_key_not_inside")


def _bring_in(manifest: Manifest, part: Path) -> None:
    """Bring the database to its place and compare it with the manifest."""
    database = part / engines.NAMES[manifest.engine]
    is_file = manifest.engine == "sqlite"
    if not is_file:
        engines.load(database)
        database.unlink()
    found = engines.tables_of(database if is_file else None)
    different = [name for name in manifest.tables.keys() | found.keys() if manifest.tables.get(name) != found.get(name)]
    if different:
        raise Refusal("keeping.tables_differ", names=", ".join(sorted(different)))
    engines.end_sessions(database if is_file else None)
    if is_file:
        _move(database, _elsewhere() or part / places.DATABASE[0])


def _elsewhere() -> Path | None:
    """Return where the settings want the SQLite database, if not in the data folder."""
    place = Path(connection.settings_dict["NAME"]).resolve()
    return None if place.is_relative_to(Path(settings.DATA).resolve()) else place


def _move(source: Path, place: Path) -> None:
    """Move a file that may cross to another disk; it gets its name when it is whole."""
    draft = place.with_name(place.name + ".part")
    shutil.move(source, draft)
    with draft.open("rb+") as file:
        os.fsync(file.fileno())
    draft.rename(place)


def _settle(part: Path, target: Path) -> None:
    """Write everything to the disk, then give the folder its name."""
    if hasattr(os, "sync"):
        os.sync()
    if target.exists():
        target.rmdir()
    part.rename(target)
    (target / MARK).unlink()
