"""The private keys of open boxes: files outside database, log and backup. The only place that knows where they lie.

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
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(_place(box_id), flags, 0o600), "wb") as file:
        file.write(private)
        file.flush()
        os.fsync(file.fileno())
    _sync_folder()


def is_kept(box_id: UUID) -> bool:
    """Tell whether the key is still there."""
    return _place(box_id).exists()


def take(box_id: UUID) -> bytes | None:
    """Return the key; None where it is lost."""
    with suppress(FileNotFoundError):
        return _place(box_id).read_bytes()
    return None


def destroy(box_id: UUID) -> None:
    """Overwrite the key, remove it, and wait until the disk knows. What is gone already is no fault."""
    with suppress(FileNotFoundError):
        with _place(box_id).open("r+b") as file:
            file.write(secrets.token_bytes(_place(box_id).stat().st_size))
            file.flush()
            os.fsync(file.fileno())
        _place(box_id).unlink()
        _sync_folder()


def kept() -> dict[UUID, float]:
    """Return the boxes whose key is there, with when it was written (seconds of the system's clock)."""
    found = {}
    for file in folder().glob("*.key"):
        with suppress(FileNotFoundError, ValueError):
            found[UUID(file.stem)] = file.stat().st_mtime
    return found


def _place(box_id: UUID) -> Path:
    return folder() / f"{box_id}.key"


def _sync_folder() -> None:
    if os.name == "nt":  # a folder cannot be opened there; NTFS keeps its own journal
        return
    handle = os.open(folder(), os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
