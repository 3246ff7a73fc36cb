"""The content of a backup: a compressed tar whose first member, `manifest.json`, names every other with its hash.

Only plain files with names that the manifest knows are read; paths are never taken from the tar.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import tarfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

from chibo.kernel.errors import Refusal
from chibo.kernel.kept import KeptFile

FORMAT = 1
"""Raised when an older program could no longer read what is written."""
MANIFEST = "manifest.json"
PIECE = 1 << 18
GZIP = 16 + zlib.MAX_WBITS
NAMES = re.compile(r"secret\.key|audit/keys\.txt|database\.(sqlite3|dump)|(files|imports)/[0-9a-f]+(/[0-9a-f]+)*")


@dataclass(frozen=True, slots=True)
class Table:
    """What a table holds, to be compared after restoring."""

    rows: int
    digest: str
    """Sum of the SHA-256 of all rows: the same in whichever order they are read."""


@dataclass(frozen=True, slots=True)
class Manifest:
    program: str
    """The version that made the backup."""
    engine: str
    """sqlite or postgresql"""
    made_at: str
    """ISO 8601, UTC: the moment of the snapshot."""
    migrations: list[list[str]]
    tables: dict[str, Table]
    files: dict[str, KeptFile]
    """Everything in the backup but the manifest itself, by name."""
    secret_key: dict[str, str]
    """Salt and hash of the installation's key, to know it again; the key itself is a file of its own, if it was one."""
    missing: list[str] = field(default_factory=list)
    """Files that rows name and that were lost or damaged when the backup was made."""
    mode: str = "internet"
    """internet or closed: what a closed network holds never goes where the internet reaches."""
    format: int = FORMAT

    def to_json(self) -> bytes:
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, indent=1).encode()

    @classmethod
    def from_json(cls, text: bytes) -> Manifest:
        """Refuses what a newer program wrote in another shape."""
        found: dict[str, Any] = json.loads(text)
        if found.get("format") != FORMAT:
            raise Refusal("keeping.newer_format", program=found.get("program", "?"))
        tables = {name: Table(**table) for name, table in found.pop("tables").items()}
        files = {name: KeptFile(*kept) for name, kept in found.pop("files").items()}
        return cls(**found, tables=tables, files=files)


def fingerprint(place: Path) -> tuple[str, int]:
    """Return hash and size of a file."""
    digest, size = hashlib.sha256(), 0
    with place.open("rb") as file:
        while piece := file.read(PIECE):
            digest.update(piece)
            size += len(piece)
    return digest.hexdigest(), size


def pack(manifest: Manifest, sources: dict[str, Path]) -> Iterator[bytes]:
    """Yield the compressed tar. Refuses a file that is no longer what the manifest says."""
    squeeze = zlib.compressobj(level=3, wbits=GZIP)
    for piece in _tar(manifest, sources):
        yield squeeze.compress(piece)
    yield squeeze.flush()


def unpack(stream: IO[bytes], folder: Path | None, accept: Callable[[Manifest], None]) -> Manifest:
    """Read the tar to its end and compare everything with the manifest. Write the files below `folder`, if any.

    `accept` sees the manifest before anything else is read, and may refuse. Refused is whatever is missing, added or
    different.
    """
    with tarfile.open(fileobj=stream, mode="r|gz") as tar:
        manifest = _read_manifest(tar)
        accept(manifest)
        found = set()
        while member := tar.next():
            kept = manifest.files.get(member.name)
            content = tar.extractfile(member) if member.isreg() else None
            if kept is None or content is None or not NAMES.fullmatch(member.name) or member.name in found:
                raise Refusal("keeping.not_as_listed", name=member.name)
            _take(content, kept, folder)
            found.add(member.name)
    missing = sorted(manifest.files.keys() - found)
    if missing:
        raise Refusal("keeping.not_as_listed", name=missing[0])
    return manifest


def _read_manifest(tar: tarfile.TarFile) -> Manifest:
    first = tar.next()
    content = tar.extractfile(first) if first and first.isreg() and first.name == MANIFEST else None
    if content is None:
        raise Refusal("keeping.not_as_listed", name=MANIFEST)
    return Manifest.from_json(content.read())


def _tar(manifest: Manifest, sources: dict[str, Path]) -> Iterator[bytes]:
    text = manifest.to_json()
    yield from _member(MANIFEST, len(text), [text])
    for name, kept in manifest.files.items():
        yield from _member(name, kept.size_bytes, _checked(sources[name], kept))
    yield bytes(2 * tarfile.BLOCKSIZE)


def _member(name: str, size: int, pieces: Iterable[bytes]) -> Iterator[bytes]:
    head = tarfile.TarInfo(name)
    head.size, head.mode = size, 0o600
    yield head.tobuf(tarfile.PAX_FORMAT)
    yield from pieces
    yield bytes(-size % tarfile.BLOCKSIZE)


def _checked(place: Path, kept: KeptFile) -> Iterator[bytes]:
    digest, left = hashlib.sha256(), kept.size_bytes
    with place.open("rb") as file:
        while piece := file.read(PIECE):
            left -= len(piece)
            if left < 0:
                break
            digest.update(piece)
            yield piece
    if left or digest.hexdigest() != kept.sha256:
        raise Refusal("keeping.changed_meanwhile", name=kept.name)


def _take(content: IO[bytes], kept: KeptFile, folder: Path | None) -> None:
    digest = hashlib.sha256()
    with _opened(folder, kept.name) if folder else Path(os.devnull).open("wb") as file:
        while piece := content.read(PIECE):
            digest.update(piece)
            file.write(piece)
    if digest.hexdigest() != kept.sha256:
        raise Refusal("keeping.not_as_listed", name=kept.name)


def _opened(folder: Path, name: str) -> IO[bytes]:
    """Open a new file that its owner alone may read; of a stored one even the owner changes nothing."""
    place = folder / name
    place.parent.mkdir(parents=True, exist_ok=True)
    mode = 0o400 if name.startswith("files/") else 0o600
    return os.fdopen(os.open(place, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), mode), "wb")
