"""How many members cells have, for rooms that may know the number and no name."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from chibo.members.models import Stay
from chibo.members.states import StayKind


def formal_counts(unit_ids: Iterable[UUID], on: date) -> dict[UUID, int]:
    """Return how many are formally members of each unit on that day; units without any are left out. One query."""
    rows = _formal(on).filter(unit_id__in=list(unit_ids))
    return dict(rows.values_list("unit_id").annotate(n=Count("person_id", distinct=True)))


def formal_count_of_all(unit_ids: Iterable[UUID], on: date) -> int:
    """Return how many are formally members of all these units together on that day. One query."""
    found: int = _formal(on).filter(unit_id__in=list(unit_ids)).aggregate(n=Count("person_id", distinct=True))["n"]
    return found


def _formal(on: date) -> QuerySet[Stay]:
    then = Q(starts_on__lte=on) & (Q(ends_on=None) | Q(ends_on__gt=on))
    return Stay.objects.filter(then, kind=StayKind.FORMAL, person__import_run=None)
