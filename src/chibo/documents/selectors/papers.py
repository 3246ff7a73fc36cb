"""Which papers and files there are for an actor."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from chibo.access import Actor, scope
from chibo.documents import vault
from chibo.documents.models import IssuedPaper, NumberSeries, StoredFile
from chibo.documents.states import Audience
from chibo.kernel.errors import Missing
from chibo.kernel.kept import KeptFile
from chibo.organisations.selectors import by_keys, current_term

READING = {
    Audience.UP: "documents.paper.read",
    Audience.INSIDE: "documents.paper.read_inside",
    Audience.BOARD: "documents.paper.read_board",
}


def papers_for(actor: Actor) -> QuerySet[IssuedPaper]:
    """Return the papers that the actor may read in this room, newest first. One query."""
    seen = Q(pk__in=[])
    for audience, action in READING.items():
        seen |= Q(audience=audience) & by_keys(scope(actor, action), unit="unit")
    return IssuedPaper.objects.filter(seen).select_related("unit").order_by("-issued_on", "-id")


def paper_for(actor: Actor, paper_id: UUID) -> IssuedPaper:
    """Return a paper with its files. Raises Missing out of the actor's reach. One query."""
    found = papers_for(actor).select_related("unit", "sealed_pdf", "final_file").filter(pk=paper_id).first()
    if found is None:
        raise Missing("paper")
    return found


def paper(paper_id: UUID) -> IssuedPaper:
    """Return a paper for a room that has decided itself who may read it. Raises Missing. One query."""
    found = IssuedPaper.objects.select_related("unit", "sealed_pdf", "final_file").filter(pk=paper_id).first()
    if found is None:
        raise Missing("paper")
    return found


def papers_with(paper_ids: Iterable[UUID]) -> list[IssuedPaper]:
    """Return these papers in the order of issue, for a room that has decided who may read them. One query."""
    rows = IssuedPaper.objects.filter(pk__in=set(paper_ids)).select_related("sealed_pdf")
    return list(rows.order_by("issued_on", "id"))


def papers_of(origin_id: UUID) -> QuerySet[IssuedPaper]:
    """Return all papers of one meeting, resolution or report, for the room that owns it. One query."""
    return IssuedPaper.objects.filter(origin_id=origin_id).order_by("issued_on", "id")


def file_for(actor: Actor, file_id: UUID) -> StoredFile:
    """Return a file that belongs to a paper which the actor may read. Raises Missing. One query.

    Files of other things (an attachment of a meeting, a dossier) are served by the rooms that own those.
    """
    mine = papers_for(actor).order_by().filter(Q(final_file=OuterRef("pk")) | Q(sealed_pdf=OuterRef("pk")))
    found = StoredFile.objects.filter(Exists(mine), pk=file_id).first()
    if found is None:
        raise Missing("file")
    return found


def open_file(file: StoredFile) -> IO[bytes]:
    """Open the bytes of a file for a caller that has decided who may read it. Raises Missing where they are gone."""
    try:
        return vault.path_of(file.unit_id, file.sha256).open("rb")
    except FileNotFoundError:
        raise Missing("bytes") from None


def kept_files(using: str) -> Iterator[KeptFile]:
    """Yield the bytes of all stored files, for a backup and its checks. `using` is the alias to ask. One query."""
    rows = StoredFile.objects.using(using).values_list("unit_id", "sha256", "size_bytes").distinct()
    for unit_id, sha256, size_bytes in rows.iterator():
        yield KeptFile(vault.name_of(unit_id, sha256), sha256, size_bytes)


def stored_files(ids: Iterable[UUID], using: str) -> QuerySet[StoredFile]:
    """Return these files, for an export that has decided who may have them. `using` is the alias to ask. One query."""
    return StoredFile.objects.using(using).filter(pk__in=list(ids)).order_by("pk")


def kept_as(file: StoredFile) -> KeptFile:
    """Return where the bytes of a file lie."""
    return KeptFile(vault.name_of(file.unit_id, file.sha256), file.sha256, file.size_bytes)


def series_of(unit_id: UUID) -> QuerySet[NumberSeries]:
    """Return the number series of the unit's running term, by type. Two queries."""
    return NumberSeries.objects.filter(unit_id=unit_id, term=current_term(unit_id)).order_by("type_code")


def orphans() -> Iterator[Path]:
    """Yield bytes that no row has named for 24 hours. One query for each file older than that."""
    for unit_id, sha256, place in vault.stale_bytes():
        if not StoredFile.objects.filter(unit_id=unit_id, sha256=sha256).exists():
            yield place
