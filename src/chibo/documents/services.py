"""Issuing, sealing and cancelling papers; storing files; beginning a number series."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import IO, TYPE_CHECKING
from uuid import UUID

from django.conf import settings

from chibo.access import Actor, Role, require
from chibo.audit.rows import locked, save
from chibo.audit.services import command, record
from chibo.documents import rules, selectors, vault
from chibo.documents.figures import Paper, as_data
from chibo.documents.models import IssuedPaper, NumberSeries, StoredFile
from chibo.documents.states import Audience, Body, ColumnClass, State
from chibo.kernel import clock
from chibo.kernel.errors import Refusal
from chibo.kernel.text import tidy
from chibo.organisations.selectors import current_term, place_of

if TYPE_CHECKING:
    from chibo.organisations.models import Unit

_NOBODY_HERE: frozenset[Role] = frozenset()
_FINAL_TYPES = {"docx", "doc", "odt", "pdf"}


@command("documents.paper.issue")
def issue_paper(
    *,
    actor: Actor,
    unit: Unit,
    type_code: str,
    paper: Paper,
    issued_on: date,
    origin_id: UUID,
    body: Body = Body.CELL,
    numbered: bool = True,
    audience: Audience = Audience.BOARD,
    roles_here: frozenset[Role] = _NOBODY_HERE,
) -> IssuedPaper:
    """Issue a paper: draw its number, write it into the head, keep what it says and the measures of its day.

    `numbered` draws the next number within type and term of the committee; minutes and lists may go without.
    `origin_id` is the meeting, resolution or report it belongs to, `roles_here` what the actor is in that meeting.
    Refuses a type that the body does not issue, and a day without a rule. About ten queries.
    """
    place = place_of(unit, roles_here=roles_here)
    require(actor, "documents.paper.issue", place)
    form = selectors.regulated(unit, issued_on)
    kind = form.type(type_code)
    rules.check_may_issue(kind, body)
    series = _draw(unit, type_code) if numbered else None
    number_text = form.number_text(series.last, type_code, body) if series else ""
    symbol = rules.symbol(number_text)
    paper = replace(paper, head=replace(paper.head, number=number_text))
    issued = IssuedPaper.objects.create(
        unit=unit,
        type_code=type_code,
        type_name=kind.name_vi,
        series=series,
        number=series.last if series else None,
        number_text=symbol,
        subject=tidy(paper.head.subject)[:300],
        issued_on=issued_on,
        signer_name=tidy(paper.signatures[-1].name)[:120] if paper.signatures else "",
        audience=audience,
        content=as_data(paper),
        layout={"measures": as_data(form.layout), "rule": form.snapshot},
        origin_id=origin_id,
    )
    record(actor, issued, place, details={"number": symbol, "type": type_code, "origin": origin_id})
    return issued


@command("documents.paper.seal")
def seal_paper(
    *, actor: Actor, paper_id: UUID, version: int | None = None, roles_here: frozenset[Role] = _NOBODY_HERE
) -> IssuedPaper:
    """Print the paper once and for all, keep the bytes, and let nothing of it change any more."""
    issued = locked(IssuedPaper, paper_id, version)
    place = place_of(issued.unit, roles_here=roles_here)
    require(actor, "documents.paper.seal", place)
    rules.check_move(State(issued.state), State.SEALED)
    printed = selectors.paper_pdf(issued)
    issued.sealed_pdf = _store(issued.unit, BytesIO(printed), f"{issued.number_text} {issued.title}", "pdf")
    issued.sealed_at = clock.now()
    issued.state = State.SEALED
    save(issued, "sealed_pdf", "sealed_at", "state")
    seal = {"sha256": issued.sealed_pdf.sha256, "row": selectors.sealed_row(issued)}
    record(actor, issued, place, details=seal)
    return issued


@command("documents.paper.attach")
def attach_final(
    *,
    actor: Actor,
    paper_id: UUID,
    version: int,
    content: IO[bytes],
    name: str,
    secret_ticked: bool = False,
    roles_here: frozenset[Role] = _NOBODY_HERE,
) -> IssuedPaper:
    """Attach what came back from Word, or the signed sheet scanned, as the final version; a later one takes its place.

    Refuses a cancelled paper and everything that is neither Word nor PDF.
    """
    issued = locked(IssuedPaper, paper_id, version)
    place = place_of(issued.unit, roles_here=roles_here)
    require(actor, "documents.paper.attach", place)
    if issued.state == State.CANCELLED:
        raise Refusal("documents.already_cancelled")
    kind = _checked(content, name, secret_ticked=secret_ticked)
    if kind.extension not in _FINAL_TYPES:
        raise Refusal("documents.not_a_paper", kind=kind.extension)
    before = issued.final_file
    issued.final_file = _store(issued.unit, content, name, kind.extension)
    save(issued, "final_file")
    record(
        actor,
        issued,
        place,
        changed={"final_file": (before and before.pk, issued.final_file.pk)},
        details={"sha256": issued.final_file.sha256},
    )
    return issued


@command("documents.paper.cancel")
def cancel_paper(
    *, actor: Actor, paper_id: UUID, version: int, reason: str, roles_here: frozenset[Role] = _NOBODY_HERE
) -> IssuedPaper:
    """Withdraw a paper, with the reason. It keeps its number, and nobody gets that number again."""
    issued = locked(IssuedPaper, paper_id, version)
    place = place_of(issued.unit, roles_here=roles_here)
    require(actor, "documents.paper.cancel", place)
    before = State(issued.state)
    rules.check_move(before, State.CANCELLED)
    issued.cancelled_reason = tidy(reason)[:300]
    if not issued.cancelled_reason:
        raise Refusal("documents.reason_missing")
    issued.state = State.CANCELLED
    issued.cancelled_on = clock.today()
    save(issued, "state", "cancelled_on", "cancelled_reason")
    record(actor, issued, place, changed={"state": (before, issued.state)})
    return issued


@command("documents.series.start")
def start_series(*, actor: Actor, unit: Unit, type_code: str, last: int) -> NumberSeries:
    """Tell the last number that the unit has issued on paper, so that the next one follows it.

    Refuses a number below the last one drawn here.
    """
    place = place_of(unit)
    require(actor, "documents.series.start", place)
    series = _series(unit, type_code)
    before = series.last
    if last < before:
        raise Refusal("documents.number_behind", last=before)
    series.last = last
    save(series, "last")
    record(actor, series, place, details={"before": before, "last": last})
    return series


@command("documents.file.store")
def store_file(
    *,
    actor: Actor,
    unit: Unit,
    content: IO[bytes],
    name: str,
    column_class: ColumnClass = ColumnClass.BASIC,
    secret_ticked: bool = False,
    keep_until_on: date | None = None,
    roles_here: frozenset[Role] = _NOBODY_HERE,
) -> StoredFile:
    """Store an uploaded file for a unit: bytes first, synced, then the row.

    `content` can be rewound (an upload, a BytesIO). Refuses types that are not taken, macros, what is empty or too
    large, and state secrets, which are recognised by their mark or by what the user has ticked.
    """
    place = place_of(unit, roles_here=roles_here)
    require(actor, "documents.file.store", place)
    kind = _checked(content, name, secret_ticked=secret_ticked)
    file = _store(unit, content, name, kind.extension, column_class=column_class, keep_until_on=keep_until_on)
    record(actor, file, place, details={"sha256": file.sha256, "size": file.size_bytes, "class": column_class})
    return file


def _draw(unit: Unit, type_code: str) -> NumberSeries:
    """Take the next number; the series stays locked until the transaction ends. Four queries."""
    series = _series(unit, type_code)
    series.last += 1
    save(series, "last")
    return series


def _series(unit: Unit, type_code: str) -> NumberSeries:
    found, _ = NumberSeries.objects.get_or_create(unit_id=unit.pk, term=current_term(unit.pk), type_code=type_code)
    return locked(NumberSeries, found.pk)


def _checked(content: IO[bytes], name: str, *, secret_ticked: bool) -> rules.FileType:
    if not content.read(1):
        raise Refusal("documents.empty_file", name=rules.tidy_name(name))
    content.seek(0)
    kind = rules.check_type(content, name)
    rules.check_unpacks(content)
    text = rules.first_text(content, kind)
    rules.check_not_secret(name, text, ticked=secret_ticked, closed=settings.MODE == "closed")
    return kind


def _store(
    unit: Unit,
    content: IO[bytes],
    name: str,
    extension: str,
    *,
    column_class: ColumnClass = ColumnClass.BASIC,
    keep_until_on: date | None = None,
) -> StoredFile:
    kind = rules.ALLOWED[extension]
    kept = vault.keep(unit.pk, content)
    return StoredFile.objects.create(
        unit_id=unit.pk,
        sha256=kept.sha256,
        name=rules.tidy_name(name, kind),
        type=kind.mime,
        size_bytes=kept.size_bytes,
        column_class=column_class,
        keep_until_on=keep_until_on,
        stored_at=clock.now(),
    )
