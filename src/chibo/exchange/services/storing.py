"""The bytes of an uploaded list: kept in the data folder under the id of the run, until its rows are erased."""

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.conf import settings

from chibo.kernel.errors import Refusal


@dataclass(frozen=True, slots=True)
class Stored:
    sha256: str
    size_bytes: int


def path_of(run_id: UUID) -> Path:
    """Return where the file of a run lies."""
    return Path(settings.DATA) / "imports" / run_id.hex


def store(run_id: UUID, chunks: Iterable[bytes]) -> Stored:
    """Write and sync the bytes before their row. Refuses more than an upload may have."""
    place = path_of(run_id)
    place.parent.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    descriptor = os.open(place, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            for chunk in chunks:
                size += len(chunk)
                if size > settings.FILES_MAX_BYTES:
                    raise Refusal("exchange.file_too_big")
                digest.update(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        place.unlink(missing_ok=True)
        raise
    return Stored(digest.hexdigest(), size)


def remove(run_id: UUID) -> None:
    """Remove the file of a run, if it is still there."""
    path_of(run_id).unlink(missing_ok=True)
