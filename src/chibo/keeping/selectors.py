"""Which files the rows name, and which of them are lost."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from chibo.documents import selectors as documents
from chibo.exchange import selectors as exchange
from chibo.keeping import archive
from chibo.kernel.kept import KeptFile


def lost_files(kept: Iterator[KeptFile], *, thorough: bool) -> list[KeptFile]:
    """Return the files that are not there or have another size; `thorough` reads and compares every byte."""
    return [file for file in kept if not _is_whole(file, thorough=thorough)]


def kept_files(using: str) -> Iterator[KeptFile]:
    """Yield every file that a row names. Two queries."""
    yield from documents.kept_files(using)
    yield from exchange.kept_files(using)


def _is_whole(file: KeptFile, *, thorough: bool) -> bool:
    place = Path(settings.DATA) / file.name
    try:
        if thorough:
            return archive.fingerprint(place) == (file.sha256, file.size_bytes)
        return place.stat().st_size == file.size_bytes
    except OSError:
        return False
