"""The bytes of files on disk: once per unit, named by their SHA-256, written and synced before any row names them."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import IO
from uuid import UUID

from django.conf import settings

from chibo.kernel import clock
from chibo.kernel.errors import Refusal

ORPHAN_AGE = timedelta(hours=24)
_PIECE = 256 * 1024


@dataclass(frozen=True, slots=True)
class Kept:
    """What was written."""

    sha256: str
    size_bytes: int


def keep(unit_id: UUID, content: IO[bytes]) -> Kept:
    """Write the bytes and sync them to disk; the same bytes of one unit are kept once.

    Refuses more than FILES_MAX_BYTES. Bytes that no row will name are swept after 24 hours.
    """
    folder = _folder(unit_id)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder, prefix="new-", delete=False) as draft:
        try:
            kept = _write(content, draft)
            draft.flush()
            os.fsync(draft.fileno())
        except BaseException:
            draft.close()
            Path(draft.name).unlink()
            raise
    _settle(Path(draft.name), path_of(unit_id, kept.sha256))
    return kept


def path_of(unit_id: UUID, sha256: str) -> Path:
    """Return where the bytes lie."""
    return Path(settings.DATA) / name_of(unit_id, sha256)


def name_of(unit_id: UUID, sha256: str) -> str:
    """Return where the bytes lie below the data folder."""
    return f"files/{unit_id.hex}/{sha256[:2]}/{sha256}"


def stale_bytes() -> Iterator[tuple[UUID, str, Path]]:
    """Yield unit, hash and place of everything older than 24 hours; drafts of broken uploads have no hash."""
    root = Path(settings.DATA) / "files"
    limit = (clock.now() - ORPHAN_AGE).timestamp()
    for place in root.glob("*/**/*"):
        if place.is_file() and place.stat().st_mtime < limit:
            unit_id = UUID(place.relative_to(root).parts[0])
            yield unit_id, "" if place.name.startswith("new-") else place.name, place


def remove_stale(place: Path) -> bool:
    """Remove bytes that no row names, unless they were stored again this moment. Return whether they are gone.

    They are taken aside first: a store that comes later then writes its own, and one that came just before has made
    them young, so that they are put back.
    """
    aside = place.with_name(f"new-swept-{place.name}")
    try:
        place.rename(aside)
    except FileNotFoundError:
        return False
    if aside.stat().st_mtime >= (clock.now() - ORPHAN_AGE).timestamp():
        aside.replace(place)
        return False
    aside.unlink()
    return True


def _folder(unit_id: UUID) -> Path:
    return Path(settings.DATA) / "files" / unit_id.hex


def _write(content: IO[bytes], draft: IO[bytes]) -> Kept:
    digest, size = hashlib.sha256(), 0
    while piece := content.read(_PIECE):
        size += len(piece)
        if size > settings.FILES_MAX_BYTES:
            raise Refusal("documents.too_large", limit=settings.FILES_MAX_BYTES // (1024 * 1024))
        digest.update(piece)
        draft.write(piece)
    return Kept(digest.hexdigest(), size)


def _settle(draft: Path, place: Path) -> None:
    """Give the bytes their name. Where they lie already, only their age begins anew, so that no sweep takes them."""
    place.parent.mkdir(exist_ok=True)
    try:
        os.utime(place)
    except FileNotFoundError:
        draft.chmod(0o400)
    else:
        draft.unlink()
        return
    draft.replace(place)
    if os.name != "nt":  # Windows cannot sync a folder
        for folder in (place.parent, place.parent.parent):
            handle = os.open(folder, os.O_RDONLY)
            os.fsync(handle)
            os.close(handle)
