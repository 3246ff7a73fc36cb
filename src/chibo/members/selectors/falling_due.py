"""What falls due for members of a cell: what ends, party ages, and who has come and gone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from chibo.members.models import Exemption, Membership, Person, Standing, Stay, Suspension
from chibo.members.rules import Belonging, party_age_begins_on
from chibo.members.states import EndKind, StandingKind, StayKind


@dataclass(frozen=True, slots=True)
class Period:
    """Something that runs for one member: since when, until when (None while no end is set)."""

    row_id: UUID
    person_id: UUID
    name: str
    starts_on: date
    ends_on: date | None


def probations_in(unit_id: UUID) -> list[Period]:
    """Return the probationary members of the cell with the day from which probation runs. Three queries.

    That is the day of the ceremony, else the day from which the standing was entered. For rooms above, which have
    asked for permission.
    """
    here = _formally_in(unit_id)
    standings = Standing.objects.filter(
        person_id__in=here, kind=StandingKind.PROBATIONARY, ends_on=None, person__import_run=None
    )
    rows = list(standings.select_related("person").order_by("starts_on", "pk"))
    memberships = Membership.objects.filter(person_id__in=[row.person_id for row in rows], ended_on=None)
    joined = dict(memberships.values_list("person_id", "joined_on"))
    return [
        Period(row.pk, row.person_id, row.person.full_name, joined.get(row.person_id) or row.starts_on, None)
        for row in rows
    ]


def exemptions_ending(unit_id: UUID, first_on: date, last_on: date) -> list[Period]:
    """Return the exemptions of members of the cell whose last day lies between two days. Two queries.

    `ends_on` of the answer is the first day on which the member comes again. For rooms above, which have asked.
    """
    rows = Exemption.objects.filter(
        person_id__in=_formally_in(unit_id), ends_on__gt=first_on, ends_on__lte=last_on, person__import_run=None
    )
    found = rows.select_related("person").order_by("ends_on", "pk")
    return [Period(row.pk, row.person_id, row.person.full_name, row.starts_on, row.ends_on) for row in found]


def belongings_of(memberships: Iterable[Membership]) -> list[Belonging]:
    """Return memberships as the rules of party age take them; one whose admission was cancelled never was."""
    return [
        Belonging(begins_on, row.official_on, row.ended_on)
        for row in memberships
        if (begins_on := row.admitted_on or row.joined_on) and row.end_kind != EndKind.CANCELLED
    ]


def party_ages_in(unit_id: UUID) -> list[Period]:
    """Return the official members of the cell with the day from which their party age runs. Three queries.

    For rooms above, which have asked.
    """
    people = {person.pk: person for person in Person.objects.filter(pk__in=_formally_in(unit_id), import_run=None)}
    kept: dict[UUID, list[Membership]] = {}
    for row in Membership.objects.filter(person_id__in=people):
        kept.setdefault(row.person_id, []).append(row)
    begun = {person_id: party_age_begins_on(belongings_of(rows)) for person_id, rows in kept.items()}
    return [
        Period(person_id, person_id, people[person_id].full_name, begins_on, None)
        for person_id, begins_on in begun.items()
        if begins_on is not None
    ]


def suspensions_in(unit_id: UUID) -> list[Period]:
    """Return the suspensions that run for members of the cell. Two queries. For rooms above, which have asked."""
    rows = Suspension.objects.filter(person_id__in=_formally_in(unit_id), ends_on=None, person__import_run=None)
    found = rows.select_related("person").order_by("starts_on", "pk")
    return [Period(row.pk, row.person_id, row.person.full_name, row.starts_on, None) for row in found]


def arrived_in(unit_id: UUID, first_on: date, last_on: date) -> list[Period]:
    """Return who came to the cell from another one between two days. One query. For rooms above, which have asked."""
    elsewhere = Stay.objects.filter(person=OuterRef("person"), starts_on__lt=OuterRef("starts_on"))
    rows = Stay.objects.filter(
        Exists(elsewhere.exclude(unit_id=unit_id)), unit_id=unit_id, starts_on__range=(first_on, last_on), ends_on=None
    )
    return _moves(rows)


def left_from(unit_id: UUID, first_on: date, last_on: date) -> list[Period]:
    """Return who went from the cell for good between two days and is still a member. One query."""
    still = Membership.objects.filter(person=OuterRef("person"), ended_on=None)
    gone = Stay.objects.filter(Exists(still), unit_id=unit_id, kind=StayKind.FORMAL, ends_on__range=(first_on, last_on))
    return _moves(gone.exclude(ends_on=F("starts_on")))


def _moves(rows: QuerySet[Stay]) -> list[Period]:
    found = rows.filter(person__import_run=None).select_related("person").order_by("starts_on", "pk")
    return [Period(row.pk, row.person_id, row.person.full_name, row.starts_on, row.ends_on) for row in found]


def _formally_in(unit_id: UUID) -> list[UUID]:
    stays = Stay.objects.filter(Q(ends_on=None), unit_id=unit_id, kind=StayKind.FORMAL)
    return list(stays.values_list("person_id", flat=True))
