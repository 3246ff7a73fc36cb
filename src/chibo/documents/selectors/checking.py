"""Checking papers and files: bytes against their hashes, sealed papers against the record, numbers without gaps."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

from chibo.audit import selectors as audit
from chibo.documents import vault
from chibo.documents.models import IssuedPaper, NumberSeries, StoredFile
from chibo.kernel.errors import Refusal

AFTER_SEAL = frozenset({"version", "state", "cancelled_on", "cancelled_reason", "final_file_id"})
"""What of a sealed paper may still change: it can be withdrawn, and the signed sheet attached."""
CHUNK = 1000
PAPER = "documents.issuedpaper"


def sealed_row(paper: IssuedPaper) -> str:
    """Return the hash of what a sealed paper's row may never say otherwise. One query."""
    return audit.seal_of(paper, AFTER_SEAL)


def check_files() -> Iterator[int]:
    """Check the bytes of every stored file against its row and its row against the record; yield how many are done.

    Reads every file. Raises Refusal for the first that does not fit. Two queries for 1,000 files.
    """
    done, rows = 0, StoredFile.objects.order_by("id")
    chunk = list(rows[:CHUNK])
    while chunk:
        for file in chunk:
            _check_bytes(file)
            done += 1
            yield done
        chunk = list(rows.filter(pk__gt=chunk[-1].pk)[:CHUNK])
    for stored in audit.acts("documents.file.store"):
        known = StoredFile.objects.in_bulk([UUID(pk) for pk in stored])
        for pk, details in stored.items():
            file_row = known.get(UUID(pk))
            if file_row is None or (file_row.sha256, file_row.size_bytes) != (details["sha256"], details["size"]):
                raise Refusal("documents.file_row_altered", row=pk)


def check_papers() -> Iterator[int]:
    """Check every sealed paper against what its sealing wrote into the record; yield how many are done.

    Raises Refusal for the first that does not fit. One query a paper, three for 1,000.
    """
    done = 0
    for sealed in audit.acts("documents.paper.seal"):
        papers = IssuedPaper.objects.select_related("sealed_pdf", "final_file").in_bulk([UUID(pk) for pk in sealed])
        attached = audit.details_of("documents.paper.attach", PAPER, list(sealed))
        for pk, details in sealed.items():
            _check_paper(pk, papers.get(UUID(pk)), details, attached.get(pk))
            done += 1
            yield done


def check_numbers() -> Iterator[int]:
    """Check that every series of numbers runs without a gap; yield how many are done.

    Numbers that were issued on paper before the series began here are no gap. Two queries a series.
    """
    for done, series in enumerate(NumberSeries.objects.order_by("id"), start=1):
        _check_series(series)
        yield done


def _check_bytes(file: StoredFile) -> None:
    place = vault.path_of(file.unit_id, file.sha256)
    if not place.is_file():
        raise Refusal("documents.bytes_gone", row=str(file.pk), name=file.name, file=str(place))
    if (_sha256(place), place.stat().st_size) != (file.sha256, file.size_bytes):
        raise Refusal("documents.bytes_altered", row=str(file.pk), name=file.name, file=str(place))


def _sha256(place: Path) -> str:
    with place.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _check_paper(pk: str, paper: IssuedPaper | None, details: dict[str, Any], attached: dict[str, Any] | None) -> None:
    if paper is None:
        raise Refusal("documents.sealed_gone", row=pk)
    if sealed_row(paper) != details["row"]:
        raise Refusal("documents.sealed_altered", row=pk, number=paper.number_text or paper.title)
    if paper.sealed_pdf is None or paper.sealed_pdf.sha256 != details["sha256"]:
        raise Refusal("documents.sealed_other_bytes", row=pk, number=paper.number_text or paper.title)
    final = paper.final_file and paper.final_file.sha256
    if final != (attached and attached["sha256"]):
        raise Refusal("documents.final_other_bytes", row=pk, number=paper.number_text or paper.title)


def _check_series(series: NumberSeries) -> None:
    known = set(IssuedPaper.objects.filter(series=series).values_list("number", flat=True))
    starts = audit.entries_of("documents.numberseries", series.pk).filter(action="documents.series.start")
    for before, last in audit.said(starts, "before", "last"):
        known |= set(range(before + 1, last + 1))
    for number in range(1, series.last + 1):
        if number not in known:
            raise Refusal("documents.number_missing", number=number, type=series.type_code, row=str(series.pk))
    if any(number > series.last for number in known if number is not None):
        raise Refusal("documents.number_beyond", last=series.last, type=series.type_code, row=str(series.pk))
