"""The private keys of open boxes: files outside database, log and backup. The only place that knows where they lie.

Of a box whose key is split the file holds the key wrapped, and beside it lies the one part whose code was typed first.

A backup must leave this folder out, and must never be made of a disk image while a box is open.
"""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from uuid import UUID

from django.conf import settings


def folder() -> Path:
    """Return the folder of the keys, in the data folder."""
    return Path(settings.DATA) / "keys"


def keep(box_id: UUID, private: bytes) -> None:
    """Write the key and wait until it lies on the disk: the box is opened only after that."""
    _write(_place(box_id), private)


def keep_part(box_id: UUID, number: int, part: bytes) -> None:
    """Write one part of a split key, and wait as for a key. One that a fault left there is written anew."""
    _wipe(_place_of_part(box_id, number))
    _write(_place_of_part(box_id, number), part)


def parts(box_id: UUID) -> list[bytes]:
    """Return the parts of a split key whose codes were typed."""
    return [file.read_bytes() for file in sorted(folder().glob(f"{box_id}.*.part"))]


def is_kept(box_id: UUID) -> bool:
    """Tell whether the key is still there."""
    return _place(box_id).exists()


def take(box_id: UUID) -> bytes | None:
    """Return the key; None where it is lost."""
    with suppress(FileNotFoundError):
        return _place(box_id).read_bytes()
    return None


def destroy(box_id: UUID) -> None:
    """Overwrite the key and its parts, remove them, and wait until the disk knows. What is gone already is no fault."""
    for place in (_place(box_id), *folder().glob(f"{box_id}.*.part")):
        _wipe(place)


def kept() -> dict[UUID, float]:
    """Return the boxes of which a key or a part is there, with when it was written (seconds of the system's clock)."""
    found = {}
    for file in (*folder().glob("*.part"), *folder().glob("*.key")):
        with suppress(FileNotFoundError, ValueError):
            found[UUID(file.name.partition(".")[0])] = file.stat().st_mtime
    return found


def _place(box_id: UUID) -> Path:
    return folder() / f"{box_id}.key"


def _place_of_part(box_id: UUID, number: int) -> Path:
    return folder() / f"{box_id}.{number}.part"


def _write(place: Path, content: bytes) -> None:
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(place, flags, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    _sync_folder()


def _wipe(place: Path) -> None:
    with suppress(FileNotFoundError):
        with place.open("r+b") as file:
            file.write(secrets.token_bytes(place.stat().st_size))
            file.flush()
            os.fsync(file.fileno())
        place.unlink()
        _sync_folder()


def _sync_folder() -> None:
    if os.name == "nt":  # a folder cannot be opened there; NTFS keeps its own journal
        return
    handle = os.open(folder(), os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
