"""Reading what was asked: the sender's own, what a body has to answer, and the counts of a year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Case, DateField, F, QuerySet, Value, When

from chibo.access import Actor, Place, scope
from chibo.kernel import clock
from chibo.kernel.errors import Missing
from chibo.kernel.months import Month
from chibo.members import selectors as members
from chibo.organisations import selectors as organisations
from chibo.organisations.selectors import place_of, within
from chibo.proposals.figures import MonthCount, YearCount
from chibo.proposals.models import Event, Proposal
from chibo.proposals.rules import count_month, count_year
from chibo.proposals.states import WAITING, State

if TYPE_CHECKING:
    from chibo.organisations.models import Unit

SEND, READ, ANSWER, COUNT = (
    "proposals.proposal.send",
    "proposals.proposal.read",
    "proposals.proposal.answer",
    "proposals.count.read",
)


def place(proposal: Proposal) -> Place:
    """Return where it stands: at the body that it is put to, and whose it is."""
    return place_of(proposal.unit, proposal.person_id)


def proposals_for(actor: Actor) -> QuerySet[Proposal]:
    """Return the actor's own and those put to a body where the actor reads them, newest first. One query."""
    seen = within(scope(actor, READ), unit="unit", person="person_id")
    rows = Proposal.objects.filter(seen).select_related("unit", "from_unit", "person", "charged")
    return rows.order_by("-sent_at", "-pk")


def proposal_for(actor: Actor, proposal_id: UUID) -> Proposal:
    """Return one. Raises Missing outside the actor's reach. One query."""
    found = proposals_for(actor).filter(pk=proposal_id).first()
    if found is None:
        raise Missing("proposal")
    return found


def own(actor: Actor) -> QuerySet[Proposal]:
    """Return what the actor sent, newest first. One query."""
    return proposals_for(actor).filter(person_id=actor.person_id or UUID(int=0))


def put_to(actor: Actor, unit_id: UUID, *, waiting: bool) -> QuerySet[Proposal]:
    """Return what was put to this body: what waits by its day, the rest newest first. One query."""
    rows = proposals_for(actor).filter(unit_id=unit_id)
    if waiting:
        return rows.filter(state__in=WAITING).order_by("due_on", "pk")
    return rows.exclude(state__in=WAITING)


def waiting_at(unit_id: UUID, until: date) -> QuerySet[Proposal]:
    """Return what this body owes an answer by that day, for the room that drafts its agenda. One query."""
    return Proposal.objects.filter(unit_id=unit_id, state__in=WAITING, due_on__lte=until).order_by("due_on", "pk")


def events_of(proposal: Proposal) -> list[Event]:
    """Return what happened to it, oldest first. One query."""
    return list(Event.objects.filter(proposal=proposal))


def bodies_for(person_id: UUID, today: date) -> list[Unit]:
    """Return to whom a member may turn: the own cell, then the level above. Empty without a cell. About ten queries."""
    stay = members.life_of(person_id, today).formal
    if stay is None:
        return []
    return [stay.unit, *([stay.unit.parent] if stay.unit.parent else [])]


def counts_of(actor: Actor, year: int) -> list[tuple[str, YearCount]]:
    """Return for each body within reach that received anything in the year its name and its counts, late ones first.

    What is still in hand counts as late from the day after its day. Two queries.
    """
    rows = _counted(actor).filter(year=year)
    found: dict[UUID, list[tuple[str, date, date | None]]] = defaultdict(list)
    answered = Case(When(state__in=WAITING, then=Value(None)), default=F("answered_on"), output_field=DateField())
    for unit_id, state, due, day in rows.values_list("unit_id", "state", "due_on", answered):
        found[unit_id].append((state, due, day))
    names, today = organisations.names_of(found), clock.today()
    counts = [(names[unit_id], count_year(lines, today)) for unit_id, lines in found.items()]
    return sorted(counts, key=lambda line: (-line[1].late, -line[1].waiting, line[0]))


def years_with(actor: Actor) -> list[int]:
    """Return the years in which anything was received within reach, the latest first. One query."""
    return list(_counted(actor).order_by("-year").values_list("year", flat=True).distinct())


def month_count_of(unit_id: UUID, month: Month) -> MonthCount:
    """Return what a body owed and answered in a month, for the room that makes figures of months. One query."""
    end = datetime.combine(month.plus(1).first_on, time(), clock.HOME)
    sent = Proposal.objects.filter(unit_id=unit_id, sent_at__lt=end)
    return count_month(sent.values_list("state", "due_on", "answered_on"), month)


def months_of(proposal: Proposal) -> list[Month]:
    """Return the months whose figures it stands in: from its sending until it is due or was answered. No query."""
    last = max(proposal.due_on, proposal.answered_on or proposal.due_on)
    return list(Month.of(clock.local(proposal.sent_at).date()).through(Month.of(last)))


def unit_months() -> set[tuple[UUID, Month]]:
    """Return every body and month with figures, for making them anew. One query."""
    rows = Proposal.objects.only("unit_id", "sent_at", "due_on", "answered_on")
    return {(row.unit_id, month) for row in rows for month in months_of(row)}


def among(actor: Actor, proposal_ids: Iterable[UUID]) -> dict[UUID, Proposal]:
    """Return those of these that the actor may read. One query."""
    return {row.pk: row for row in proposals_for(actor).filter(pk__in=list(proposal_ids))}


def _counted(actor: Actor) -> QuerySet[Proposal]:
    return Proposal.objects.filter(within(scope(actor, COUNT), unit="unit"))


def is_waiting(proposal: Proposal) -> bool:
    """Tell whether the body owes an answer."""
    return State(proposal.state) in WAITING
