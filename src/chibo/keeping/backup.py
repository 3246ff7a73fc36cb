"""Make a backup while the program runs: snapshot of the database, then every file that it names.

The file is encrypted and gets its name last, after it was written, synced, read back and compared; before that it is
called `….part`. The snapshot lies in the data folder meanwhile: nothing unencrypted reaches the place of the backup.
"""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import connection

from chibo import __version__
from chibo.keeping import archive, engines, places, sealed
from chibo.keeping.archive import Manifest
from chibo.keeping.selectors import kept_files, lost_files
from chibo.kernel import clock
from chibo.kernel.errors import Refusal
from chibo.kernel.kept import KeptFile

SHOWN = 5
"""How many lost files are named in one sentence."""

Tell = Callable[..., None]
"""Tells the operator how far the work is: a code of `phrases.TOLD` and its facts."""


@dataclass(frozen=True, slots=True)
class Made:
    place: Path
    manifest: Manifest


def make(target: Path, lock: sealed.Passphrase | sealed.PublicKey, tell: Tell, *, incomplete: bool = False) -> Made:
    """Write a backup to `target`, a folder or the name of a new file, and read it back.

    Refuses a place that cannot be used, a damaged database, lost files unless `incomplete`, and a disk that is full;
    then nothing is left behind.
    """
    place = _place(target)
    sealed.check(lock)
    engines.check_tools()
    try:
        with _workplace() as folder:
            tell("keeping.taking_snapshot")
            manifest, sources = _gather(folder, tell, incomplete=incomplete)
            _write(place, manifest, sources, lock, tell)
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EFBIG, errno.EDQUOT, errno.EIO, errno.EACCES, errno.EROFS}:
            where = str(error.filename or place)
            raise Refusal("keeping.not_written", place=where, reason=error.strerror or str(error)) from None
        raise
    return Made(place, manifest)


def key_mark(key: str, salt: str) -> str:
    """Return what tells one installation's key from another's. The key is random, so that nobody can guess it back."""
    return hashlib.sha256(f"chibo:{salt}:{key}".encode()).hexdigest()


def _place(target: Path) -> Path:
    """Return the name of the new file."""
    target = target.expanduser().resolve()
    if target.is_dir():
        target = target / f"chibo-{clock.now().astimezone(UTC):%Y-%m-%d-%H%M%S}.chibo-backup"
    if target.exists():
        raise Refusal("keeping.target_exists", file=str(target))
    if not target.parent.is_dir():
        raise Refusal("keeping.no_folder", folder=str(target.parent))
    if target.is_relative_to(Path(settings.DATA).resolve()):
        raise Refusal("keeping.target_in_data", folder=str(settings.DATA))
    return target


@contextmanager
def _workplace() -> Iterator[Path]:
    """Give the folder of the snapshot, emptied before and after. Refuses while another backup works there."""
    folder = Path(settings.DATA) / places.SNAPSHOT
    folder.mkdir(mode=0o700, exist_ok=True)
    with (folder / "lock").open("a") as held:
        _hold(held)
        _empty(folder)
        try:
            yield folder
        finally:
            _empty(folder)


def _hold(held: IO[str]) -> None:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(held.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise Refusal("keeping.running") from None


def _empty(folder: Path) -> None:
    for place in folder.iterdir():
        if place.is_dir():
            shutil.rmtree(place)
        elif place.name != "lock":
            place.unlink()


def _gather(folder: Path, tell: Tell, *, incomplete: bool) -> tuple[Manifest, dict[str, Path]]:
    """Take the snapshot and return what goes in, with where each file lies."""
    data = Path(settings.DATA)
    with engines.snapshot(folder) as snapshot:
        made_at = clock.now().astimezone(UTC).isoformat(timespec="seconds")
        kept = {file.name: file for file in kept_files(engines.SNAPSHOT)}
    tell("keeping.checking_files", count=len(kept))
    lost = {file.name for file in lost_files(iter(kept.values()), thorough=True)}
    if lost and not incomplete:
        raise Refusal("keeping.files_lost", count=len(lost), names=", ".join(sorted(lost)[:SHOWN]))
    sources = {snapshot.place.name: snapshot.place}
    key = data / places.SECRET_KEY
    if key.exists() and key.read_text(encoding="ascii").strip() == settings.SECRET_KEY:
        sources[places.SECRET_KEY] = key
    if (data / places.AUDIT_KEYS).exists():
        sources[places.AUDIT_KEYS] = data / places.AUDIT_KEYS
    sources |= {name: data / name for name in kept if name not in lost}
    salt = secrets.token_hex(16)
    manifest = Manifest(
        program=__version__,
        engine=connection.vendor,
        made_at=made_at,
        migrations=snapshot.migrations,
        tables=snapshot.tables,
        files={name: kept.get(name) or KeptFile(name, *archive.fingerprint(place)) for name, place in sources.items()},
        secret_key={"salt": salt, "hash": key_mark(settings.SECRET_KEY, salt)},
        missing=sorted(lost),
        mode=settings.MODE,
    )
    return manifest, sources


def _write(
    place: Path,
    manifest: Manifest,
    sources: dict[str, Path],
    lock: sealed.Passphrase | sealed.PublicKey,
    tell: Tell,
) -> None:
    part = place.with_name(place.name + ".part")
    try:
        tell("keeping.writing", file=str(place))
        with os.fdopen(os.open(part, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as file:
            own = sealed.write(archive.pack(manifest, sources), file, lock)
            file.flush()
            os.fsync(file.fileno())
        tell("keeping.reading_back")
        _read_back(part, lock if isinstance(lock, sealed.Passphrase) else own, manifest)
        part.rename(place)
        _sync(place.parent)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _read_back(part: Path, key: sealed.Passphrase | sealed.PrivateKeys, manifest: Manifest) -> None:
    with sealed.read(part, key) as stream:
        found = archive.unpack(stream, None, lambda _: None)
    if found != manifest:
        raise Refusal("keeping.not_as_listed", name=archive.MANIFEST)


def _sync(folder: Path) -> None:
    if sys.platform == "win32":  # which cannot sync a folder
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
