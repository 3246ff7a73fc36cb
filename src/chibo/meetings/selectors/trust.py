"""Minutes after the reading: remarks and their answers, addenda, and what a code printed on a paper belongs to."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from chibo.audit import selectors as audit
from chibo.kernel.errors import Missing, Refusal
from chibo.meetings.models import Addendum, AgendaItem, Attendance, Guest, Meeting, RemarkRow
from chibo.meetings.selectors.sealed import minutes_with
from chibo.meetings.states import Kind, Outcome, Presence, RemarkState, State

ADDED, ADDENDUM = "meetings.addendum.write", "meetings.addendum"
_APART = frozenset({"version", "seal"})
"""Columns of an addendum that its seal leaves out."""


@dataclass(frozen=True, slots=True)
class SealedPaper:
    """What whoever has a sealed paper, or the code on it, may know: when, by whom, which bytes. No content."""

    unit_name: str
    sealed_at: datetime
    sha256: str
    is_cancelled: bool
    number: int | None
    """Of the addendum; None for minutes."""
    addenda: tuple[tuple[int, datetime], ...]
    """Number and moment of the addenda to these minutes; for an addendum, of those that came after it."""


def remarks_of(meeting: Meeting) -> list[RemarkRow]:
    """Return the remarks on the minutes in the order of writing. One query."""
    return list(RemarkRow.objects.filter(meeting=meeting))


def remark_states(meeting: Meeting) -> list[RemarkState]:
    """Return what became of each remark. One query."""
    return [RemarkState(state) for state in RemarkRow.objects.filter(meeting=meeting).values_list("state", flat=True)]


def remark_in(meeting: Meeting, remark_id: UUID) -> RemarkRow:
    """Return a remark on these minutes. Raises Missing. One query."""
    row = RemarkRow.objects.filter(meeting=meeting, pk=remark_id).first()
    if row is None:
        raise Missing("remark")
    return row


def is_read_out(meeting: Meeting) -> bool:
    """Tell whether the item that adopts the minutes has begun. One query."""
    rows = AgendaItem.objects.filter(meeting=meeting, outcome_kind=Outcome.MINUTES, started_at__isnull=False)
    return rows.exists()


def was_there(meeting: Meeting, person_id: UUID | None) -> Attendance | None:
    """Return the member's line of the roll call where it says present; None else. One query."""
    if person_id is None:
        return None
    return Attendance.objects.filter(meeting=meeting, person_id=person_id, presence=Presence.PRESENT).first()


def people_there(meeting: Meeting) -> list[tuple[UUID, str, str]]:
    """Return those who were there, members and then guests, as choices for the clerk. Two queries."""
    rows = Attendance.objects.filter(meeting=meeting, presence=Presence.PRESENT).order_by("sort_name", "id")
    guests = Guest.objects.filter(meeting=meeting, is_present=True).order_by("id")
    return [(row.pk, row.name, "") for row in rows] + [(guest.pk, guest.name, guest.office) for guest in guests]


def addenda_of(meeting: Meeting) -> list[Addendum]:
    """Return the addenda to sealed minutes, by number. One query."""
    return list(Addendum.objects.filter(meeting=meeting).select_related("paper", "paper__sealed_pdf", "adopted_in"))


def addendum_in(meeting: Meeting, number: int) -> Addendum:
    """Return one addendum. Raises Missing. One query."""
    rows = Addendum.objects.filter(meeting=meeting, number=number).select_related("paper", "paper__sealed_pdf")
    row = rows.first()
    if row is None:
        raise Missing("addendum")
    return row


def later_meetings(meeting: Meeting) -> list[tuple[UUID, str, date | None]]:
    """Return the meetings of the same people held after this one, newest first: one of them may have voted.

    Any meeting of the cell can put right what another one adopted, its committee only what the committee did.
    One query.
    """
    rows = Meeting.objects.filter(unit_id=meeting.unit_id, state__in=[State.OPEN, State.READ, State.CLOSED])
    of_committee = Q(kind=Kind.COMMITTEE)
    rows = rows.filter(group_id=meeting.group_id)
    rows = rows.filter(of_committee if meeting.kind == Kind.COMMITTEE else ~of_committee)
    rows = rows.filter(opened_at__gt=meeting.opened_at).order_by("-opened_at")
    return [(pk, title, held_on) for pk, title, held_on in rows.values_list("pk", "title", "held_on")[:12]]


def paper_with(sha256: str) -> SealedPaper | None:
    """Return what is known of these bytes: sealed minutes or an addendum; None where they are neither.

    Asks for no right, as `minutes_with`. At most three queries.
    """
    found = minutes_with(sha256)
    if found is not None:
        return _minutes(Meeting.objects.select_related("unit", "minutes_paper__sealed_pdf").get(pk=found.meeting_id))
    row = _addenda().filter(paper__sealed_pdf__sha256=sha256).first()
    return _of_addendum(row) if row else None


def paper_with_code(code: str) -> SealedPaper | None:
    """Return what is known of the paper that bears this code; None where none does. At most three queries."""
    if not code:
        return None
    meeting = Meeting.objects.filter(check_code=code).select_related("unit", "minutes_paper__sealed_pdf").first()
    if meeting is not None:
        return _minutes(meeting)
    row = _addenda().filter(check_code=code).first()
    return _of_addendum(row) if row else None


def seal_of_addendum(row: Addendum) -> str:
    """Return the hash over an addendum and the bytes of its paper. Two queries."""
    [(_pk, found)] = audit.row_hashes(Addendum.objects.filter(pk=row.pk), _APART)
    sha256 = Addendum.objects.filter(pk=row.pk).values_list("paper__sealed_pdf__sha256", flat=True).get()
    return audit.hash_of({"v": 1, "row": found, "paper": sha256})


def check_addenda() -> Iterator[int]:
    """Check every addendum against the seal that stands in the record; yield how many are done.

    Raises Refusal for the first that does not fit, naming it. Two queries an addendum, two for 1,000.
    """
    done = 0
    for chunk in audit.acts(ADDED):
        rows = Addendum.objects.select_related("meeting__unit").in_bulk([UUID(pk) for pk in chunk])
        for pk, details in chunk.items():
            row = rows.get(UUID(pk))
            if row is None:
                raise Refusal("meetings.addendum_gone", row=pk)
            now = seal_of_addendum(row)
            if now != details.get("seal") or now != row.seal:
                names = {"number": row.number, "title": row.meeting.title, "unit": row.meeting.unit.name}
                raise Refusal("meetings.addendum_broken", row=pk, **names)
            done += 1
            yield done
    if Addendum.objects.count() != done:
        raise Refusal("meetings.addendum_past_record", count=Addendum.objects.count(), kept=done)


def _addenda() -> QuerySet[Addendum]:
    return Addendum.objects.select_related("meeting__unit", "paper__sealed_pdf")


def _minutes(meeting: Meeting) -> SealedPaper:
    assert meeting.closed_at and meeting.minutes_paper and meeting.minutes_paper.sealed_pdf, "sealed at the close"
    return SealedPaper(
        meeting.unit.name,
        meeting.closed_at,
        meeting.minutes_paper.sealed_pdf.sha256,
        meeting.minutes_paper.cancelled_on is not None,
        None,
        _after(meeting, 0),
    )


def _of_addendum(row: Addendum) -> SealedPaper:
    assert row.paper and row.paper.sealed_pdf, "sealed by the command that made it"
    unit, cancelled = row.meeting.unit.name, row.paper.cancelled_on is not None
    after = _after(row.meeting, row.number)
    return SealedPaper(unit, row.sealed_at, row.paper.sealed_pdf.sha256, cancelled, row.number, after)


def _after(meeting: Meeting, number: int) -> tuple[tuple[int, datetime], ...]:
    rows = Addendum.objects.filter(meeting=meeting, number__gt=number)
    return tuple(rows.values_list("number", "sealed_at"))
