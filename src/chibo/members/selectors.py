"""Reading members: who somebody is, and who belongs to a cell on a day."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q

from chibo.access import Actor
from chibo.kernel import clock
from chibo.members.models import Exemption, Person, Post, Standing, Stay, Suspension
from chibo.members.rules import History, Period, standing_on, status_on
from chibo.members.states import StandingKind, Status, StayKind
from chibo.organisations import selectors as organisations


@dataclass(frozen=True, slots=True)
class Comrade:
    """A member in a cell on a day, as roll calls, ballots and choices of persons need it."""

    person_id: UUID
    user_id: int | None
    full_name: str
    sort_name: str
    status: Status
    standing: StandingKind
    posts: tuple[str, ...]
    """Codes of the posts held at this unit on that day."""


def actor_for(user_id: int, name: str) -> Actor:
    """Return the actor behind a user today: person and mandates. Two queries."""
    today = clock.today()
    person_id = Person.objects.filter(user_id=user_id).values_list("pk", flat=True).first()
    return Actor(user_id, person_id, name, organisations.mandates_of(user_id, today), today)


def roster(unit_id: UUID, on: date) -> list[Comrade]:
    """Return everybody who belongs to the unit on that day, formally or for a while, by Vietnamese given name.

    Those whose membership has ended are left out. Six queries for any number of members.
    """
    stays = list(
        _on(Stay.objects.filter(unit_id=unit_id, person__import_run=None), on)
        .select_related("person")
        .order_by("person__sort_name", "person_id")
    )
    histories = _histories(stays, on)
    posts = _posts_by_person(unit_id, on)
    found = []
    for stay in stays:
        history = histories[stay.person_id]
        standing, person = standing_on(history, on), stay.person
        if standing is None:
            continue
        status = status_on(history, on)
        held = tuple(posts.get(person.pk, ()))
        found.append(Comrade(person.pk, person.user_id, person.full_name, person.sort_name, status, standing, held))
    return found


def names_of(person_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return names by person. One query."""
    return dict(Person.objects.filter(pk__in=set(person_ids)).values_list("pk", "full_name"))


def user_ids_of(person_ids: Iterable[UUID]) -> dict[UUID, int]:
    """Return accounts by person; persons without an account are left out. One query."""
    rows = Person.objects.filter(pk__in=set(person_ids), user__isnull=False)
    return {pk: user_id for pk, user_id in rows.values_list("pk", "user_id") if user_id is not None}


def _on(rows: Any, on: date) -> Any:
    return rows.filter(starts_on__lte=on).filter(Q(ends_on=None) | Q(ends_on__gt=on))


def _histories(stays: Sequence[Stay], on: date) -> dict[UUID, History]:
    ids = [stay.person_id for stay in stays]
    standings = _periods(_on(Standing.objects.filter(person_id__in=ids), on), "kind")
    exemptions = _periods(_on(Exemption.objects.filter(person_id__in=ids), on), "kind")
    suspensions = _periods(_on(Suspension.objects.filter(person_id__in=ids), on))
    away = _periods(_on(Stay.objects.filter(person_id__in=ids, kind=StayKind.TEMPORARY), on), "kind")
    return {
        stay.person_id: History(
            stay=StayKind(stay.kind),
            standings=tuple(standings[stay.person_id]),
            exemptions=tuple(exemptions[stay.person_id]),
            suspensions=tuple(suspensions[stay.person_id]),
            away=tuple(away[stay.person_id]),
        )
        for stay in stays
    }


def _periods(rows: Any, kind: str = "") -> dict[UUID, list[Period]]:
    found: dict[UUID, list[Period]] = defaultdict(list)
    columns = ["person_id", "starts_on", "ends_on", *([kind] if kind else [])]
    for person_id, starts_on, ends_on, *rest in rows.values_list(*columns):
        found[person_id].append(Period(rest[0] if rest else "", starts_on, ends_on))
    return found


def _posts_by_person(unit_id: UUID, on: date) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = defaultdict(list)
    for person_id, kind in _on(Post.objects.filter(unit_id=unit_id), on).values_list("person_id", "kind"):
        found[person_id].append(kind)
    return found
