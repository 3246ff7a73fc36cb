"""What falls due for members of a cell: probations that end, exemptions that run out."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from chibo.members.models import Exemption, Membership, Standing, Stay
from chibo.members.states import StandingKind, StayKind


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


def _formally_in(unit_id: UUID) -> list[UUID]:
    stays = Stay.objects.filter(Q(ends_on=None), unit_id=unit_id, kind=StayKind.FORMAL)
    return list(stays.values_list("person_id", flat=True))
