"""Reading commitments: one's own, those of the cell one leads, and counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Count as CountRows
from django.db.models import Exists, OuterRef, Q, QuerySet

from chibo.access import Actor, Place, scope
from chibo.kernel import clock
from chibo.kernel.errors import Missing, Refusal
from chibo.meetings.rules import must_come
from chibo.members import selectors as members
from chibo.organisations import selectors as organisations
from chibo.organisations.selectors import place_of, within
from chibo.regulations.figures import Commitments
from chibo.regulations.selectors import find_rule
from chibo.review.models import Commitment, LookBack
from chibo.review.rules import Count, missing
from chibo.review.states import State
from chibo.tasks import selectors as tasks

if TYPE_CHECKING:
    from chibo.members.selectors import Comrade
    from chibo.organisations.models import Unit
    from chibo.tasks.models import Task

WRITE, READ, ADOPT, REMEDY, COUNT = (
    "review.commitment.write",
    "review.commitment.read",
    "review.commitment.adopt",
    "review.remedy.give",
    "review.count.read",
)


@dataclass(frozen=True, slots=True)
class CellYear:
    """Who of a cell has registered what the rule asks of everybody."""

    unit: Unit
    year: int
    rule: Commitments
    rows: list[Commitment]
    silent: list[Comrade]
    whole: int


def place(row: Commitment) -> Place:
    """Return where it stands: in the cell, and whose it is."""
    return place_of(row.unit, row.person_id)


def rule_of(unit_id: UUID, year: int) -> Commitments:
    """Return what is registered for that year, by the rule of its last day or of today. Three queries.

    Raises Missing for a year of which no rule is known.
    """
    on = min(clock.today(), date(year, 12, 31))
    rule = find_rule("commitments", on, organisations.ancestor_ids(unit_id))
    if rule is None:
        raise Missing("rule")
    value: Commitments = rule.value
    return value


def commitments_for(actor: Actor) -> QuerySet[Commitment]:
    """Return the actor's own and those sent to a cell that the actor leads. One query."""
    where = scope(actor, READ)
    own = within(type(where)(own_person_id=where.own_person_id), unit="unit", person="person_id")
    led = Commitment.objects.filter(within(where, unit="unit", person="person_id"))
    rows = led.exclude(state=State.DRAFT) | Commitment.objects.filter(own)
    return rows.select_related("unit", "person").order_by("person__sort_name", "kind", "pk")


def commitment_for(actor: Actor, commitment_id: UUID) -> Commitment:
    """Return one. Raises Missing outside the actor's reach, and for another's draft. One query."""
    found = commitments_for(actor).filter(pk=commitment_id).first()
    if found is None:
        raise Missing("commitment")
    return found


def own(actor: Actor, year: int) -> dict[str, Commitment]:
    """Return the actor's own of a year by kind. One query."""
    rows = commitments_for(actor).filter(person_id=actor.person_id or UUID(int=0), year=year)
    return {row.kind: row for row in rows}


def own_cell(actor: Actor) -> Unit:
    """Return the cell where the actor is a member. About five queries. Refuses where there is none."""
    stay = members.life_of(actor.person_id, clock.today()).formal if actor.person_id else None
    if stay is None:
        raise Refusal("review.no_cell")
    return stay.unit


def cell_year(actor: Actor, unit: Unit, year: int) -> CellYear:
    """Return how the year stands in a cell whose words the actor may read. Eight queries for any number of members."""
    rule = rule_of(unit.pk, year)
    rows = list(commitments_for(actor).filter(unit=unit, year=year).exclude(state=State.DRAFT))
    silent, whole = _silent(unit, rule, rows)
    return CellYear(unit, year, rule, rows, silent, whole)


def to_remind(cell: Unit) -> tuple[date, list[Comrade]] | None:
    """Return the day by which this year's are due and who has not sent what is asked of everybody, for the daily round.

    None on days when nobody is reminded. Three queries, nine on the days before it is due.
    """
    today = clock.today()
    try:
        rule = rule_of(cell.pk, today.year)
    except Missing:
        return None
    due_on = rule.due_on(today.year)
    if not due_on - timedelta(rule.remind_days) <= today <= due_on:
        return None
    rows = list(Commitment.objects.filter(unit=cell, year=today.year).exclude(state=State.DRAFT))
    return due_on, _silent(cell, rule, rows)[0]


def _silent(cell: Unit, rule: Commitments, rows: Sequence[Commitment]) -> tuple[list[Comrade], int]:
    """Return who of the cell has not sent what the rule asks of everybody, and of how many it is asked."""
    asked = next(kind.code for kind in rule.kinds if kind.required)
    called = {one.person_id: one for one in members.roster(cell.pk, clock.today()) if must_come(one.status)}
    late = missing(called, [row.person_id for row in rows if row.kind == asked])
    return [called[pk] for pk in late], len(called)


def looks_back(row: Commitment) -> list[LookBack]:
    """Return how the member looked back, oldest first. One query."""
    return list(row.looks_back.order_by("written_at"))


def remedies(row: Commitment) -> QuerySet[Task]:
    """Return the tasks that came out of it. One query."""
    return tasks.tasks_of([row.pk])


def counted_cells(actor: Actor, year: int) -> QuerySet[Unit]:
    """Return the cells whose counts the actor may read: those that stand, and those in which somebody has registered.

    One query when read; a long list is shown in pages.
    """
    codes = [kind.code for kind in organisations.kinds_on(clock.today()).kinds if kind.is_cell]
    sent = Commitment.objects.filter(unit=OuterRef("pk"), year=year).exclude(state=State.DRAFT)
    return organisations.units_for(actor, COUNT).filter(Q(dissolved_on=None) | Exists(sent), kind__in=codes)


def counts(cells: Sequence[Unit], year: int) -> list[Count]:
    """Return for each of these cells how many members have registered, never who or what. Two queries."""
    sent = Commitment.objects.filter(unit__in=cells, year=year).exclude(state=State.DRAFT)
    registered = dict(sent.values_list("unit_id").annotate(n=CountRows("person_id", distinct=True)))
    whole = members.formal_counts([unit.pk for unit in cells], clock.today())
    return [Count(unit.pk, unit.name, registered.get(unit.pk, 0), whole.get(unit.pk, 0)) for unit in cells]


def count_of_all(cells: QuerySet[Unit], year: int) -> tuple[int, int]:
    """Return how many members of all these cells have registered, and of how many. Three queries."""
    keys = list(cells.order_by().values_list("pk", flat=True))
    sent = Commitment.objects.filter(unit_id__in=keys, year=year).exclude(state=State.DRAFT)
    registered = sent.aggregate(n=CountRows("person_id", distinct=True))["n"]
    return registered, members.formal_count_of_all(keys, clock.today())
