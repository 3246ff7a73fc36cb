"""What the seal of a closed meeting covers, whether it is still so, and which meeting a printed PDF belongs to."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from chibo.audit import selectors as audit
from chibo.ballots import selectors as ballots
from chibo.kernel.errors import Refusal
from chibo.meetings.models import (
    AgendaItem,
    Attendance,
    Break,
    Guest,
    Material,
    Meeting,
    MentionRow,
    PresenceSpan,
    RemarkRow,
    Speech,
)
from chibo.meetings.states import State

ACTION, THING = "meetings.meeting.close", "meetings.meeting"
MARK = 8
AFTER_CLOSE = {
    "meetings.meeting": frozenset(
        {"version", "seal", "seal_marks", "posted_at", "posted_by", "reported_at", "reported_by", "report_paper_id"}
    )
}
"""Columns that may change after the close, by table; of all other tables only the version is left out."""

Seal = tuple[str, dict[str, str]]
"""The hash over everything, and the marks of each table's rows in the order of their ids."""


@dataclass(frozen=True, slots=True)
class SealedMinutes:
    """The meeting whose sealed minutes are exactly these bytes."""

    meeting_id: UUID
    title: str
    unit_name: str
    held_on: date
    closed_at: datetime
    seal: str
    is_cancelled: bool
    """The paper was withdrawn since."""


def sealed_rows(meeting: Meeting) -> list[QuerySet[Any]]:
    """Return all rows that the seal covers: what was written, who was there, votes with bases, attachments."""
    items = AgendaItem.every.filter(meeting=meeting)
    return [
        Meeting.objects.filter(pk=meeting.pk),
        items,
        Speech.objects.filter(item__meeting=meeting),
        Attendance.objects.filter(meeting=meeting),
        PresenceSpan.objects.filter(attendance__meeting=meeting),
        Break.objects.filter(meeting=meeting),
        Guest._base_manager.filter(meeting=meeting),
        MentionRow.objects.filter(meeting=meeting),
        RemarkRow.objects.filter(meeting=meeting),
        Material._base_manager.filter(meeting=meeting),
        *ballots.sealed_rows(items.values_list("pk", flat=True)),
    ]


def seal_of(meeting: Meeting) -> Seal:
    """Return the seal over what stands in the database now. 22 queries, whatever the length of the meeting."""
    hashes = {rows.model._meta.label_lower: _hashes(rows) for rows in sealed_rows(meeting)}
    files = Material._base_manager.filter(meeting=meeting).order_by("id").values_list("file__sha256", flat=True)
    content = {
        "v": 1,
        "rows": {table: [found for _, found in rows] for table, rows in hashes.items()},
        "files": list(files),
        "minutes": _minutes_hash(meeting),
    }
    marks = {table: "".join(found[:MARK] for _, found in rows) for table, rows in hashes.items()}
    return audit.hash_of(content), marks


def minutes_with(sha256: str) -> SealedMinutes | None:
    """Return the meeting of which these bytes are the sealed minutes; None where they are not.

    Asks for no right: whoever has the bytes knows what is in them, and learns only where they were sealed. One query.
    """
    rows = Meeting.objects.filter(minutes_paper__sealed_pdf__sha256=sha256).select_related("unit", "minutes_paper")
    found = rows.order_by("closed_at").first()
    if found is None:
        return None
    assert found.held_on and found.closed_at and found.minutes_paper, "a closed meeting has its day and its minutes"
    return SealedMinutes(
        found.pk,
        found.title,
        found.unit.name,
        found.held_on,
        found.closed_at,
        found.seal,
        is_cancelled=found.minutes_paper.cancelled_on is not None,
    )


def check_seals() -> Iterator[int]:
    """Check every closed meeting against the seal that its closing wrote into the record; yield how many are done.

    Raises Refusal for the first that does not fit, naming table and row. About 23 queries a meeting.
    """
    done = 0
    for chunk in audit.acts(ACTION):
        meetings = Meeting.objects.select_related("unit").in_bulk([UUID(pk) for pk in chunk])
        for pk, details in chunk.items():
            meeting = meetings.get(UUID(pk))
            if meeting is None:
                raise Refusal("meetings.sealed_gone", row=pk)
            _check(meeting, str(details.get("seal", "")))
            done += 1
            yield done
    _check_none_came_past()


def _check(meeting: Meeting, sealed: str) -> None:
    now, marks = seal_of(meeting)
    if now != sealed:
        _name_first_other(meeting, marks)
        raise Refusal("meetings.seal_files", row=str(meeting.pk), **_names(meeting))
    if (meeting.seal, meeting.seal_marks) != (now, marks):
        raise Refusal("meetings.seal_replaced", row=str(meeting.pk), **_names(meeting))


def _name_first_other(meeting: Meeting, marks: dict[str, str]) -> None:
    """Refuse with the first table and row whose mark is not the one that was kept, if there is one."""
    for rows in sealed_rows(meeting):
        table, kept = rows.model._meta.db_table, str(meeting.seal_marks.get(rows.model._meta.label_lower, ""))
        count = len(marks[rows.model._meta.label_lower]) // MARK
        if len(kept) // MARK != count:
            raise Refusal("meetings.seal_rows", table=table, kept=len(kept) // MARK, count=count, **_names(meeting))
        for number, (row, found) in enumerate(_hashes(rows)):
            if kept[number * MARK : (number + 1) * MARK] != found[:MARK]:
                raise Refusal("meetings.seal_broken", table=table, row=row, **_names(meeting))


def _names(meeting: Meeting) -> dict[str, str]:
    return {"title": meeting.title, "unit": meeting.unit.name}


def _check_none_came_past() -> None:
    """Refuse a closed meeting whose closing stands nowhere in the record. Two queries for 1,000 meetings."""
    rows = Meeting.objects.filter(state=State.CLOSED).order_by("id").values_list("pk", flat=True)
    chunk = list(rows[: audit.CHUNK])
    while chunk:
        known = audit.details_of(ACTION, THING, [str(pk) for pk in chunk])
        for pk in chunk:
            if str(pk) not in known:
                raise Refusal("meetings.closed_past_record", row=str(pk))
        chunk = list(rows.filter(pk__gt=chunk[-1])[: audit.CHUNK])


def _hashes(rows: QuerySet[Any]) -> list[tuple[str, str]]:
    return audit.row_hashes(rows, AFTER_CLOSE.get(rows.model._meta.label_lower, frozenset({"version"})))


def _minutes_hash(meeting: Meeting) -> str:
    found = Meeting.objects.filter(pk=meeting.pk).values_list("minutes_paper__sealed_pdf__sha256", flat=True)
    return str(found.get())
