"""Who somebody is, where they stand, and who belongs to a cell on a day."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from chibo.access import Actor, Place, Role, scope
from chibo.kernel import clock
from chibo.kernel.errors import Missing
from chibo.members.models import Exemption, Person, Post, Standing, Stay, Suspension
from chibo.members.rules import History, Period, standing_on, status_on
from chibo.members.states import StandingKind, Status, StayKind
from chibo.organisations import selectors as organisations
from chibo.regulations.figures import Membership as Terms
from chibo.regulations.figures import Posts
from chibo.regulations.selectors import rule_for


@dataclass(frozen=True, slots=True)
class PostThere:
    """A post as it is at one kind of unit."""

    code: str
    name: str
    """What it is called there: Chi ủy viên."""
    general_name: str
    """What it is called everywhere: Cấp ủy viên."""
    role: Role | None
    one_holder: bool


@dataclass(frozen=True, slots=True)
class Comrade:
    """A member in a cell on a day, as roll calls, ballots and choices of persons need it."""

    person_id: UUID
    user_id: int | None
    full_name: str
    sort_name: str
    status: Status
    standing: StandingKind
    stay: StayKind
    posts: tuple[str, ...]
    """Codes of the posts held at this unit on that day."""


def actor_for(user_id: int, name: str) -> Actor:
    """Return the actor behind a user today: person and mandates. Two queries."""
    today = clock.today()
    person_id = next(iter(Person.objects.filter(user_id=user_id).values_list("pk", flat=True)), None)
    mandates, past = organisations.held_by(user_id, today)
    return Actor(user_id, person_id, name, mandates, today, past)


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
    return [
        replace(comrade, posts=tuple(posts.get(comrade.person_id, ())))
        for stay in stays
        if (comrade := _comrade(stay, histories[stay.person_id], on))
    ]


def committee_of(unit_id: UUID, on: date) -> list[Comrade]:
    """Return who holds a post at the unit on that day, wherever they are members; status and stay are of their cell.

    For the meetings of a committee, whose members belong to cells below it. Six queries for any number of people.
    """
    posts = _posts_by_person(unit_id, on)
    stays = list(
        _on(Stay.objects.filter(person_id__in=posts, kind=StayKind.FORMAL, person__import_run=None), on)
        .select_related("person")
        .order_by("person__sort_name", "person_id")
    )
    histories = _histories(stays, on)
    return [
        replace(comrade, posts=tuple(posts[comrade.person_id]))
        for stay in stays
        if (comrade := _comrade(stay, histories[stay.person_id], on))
    ]


def people_for(actor: Actor, action: str = "members.list.read") -> QuerySet[Person]:
    """Return the persons who belong today to a cell within the actor's reach, formally or for a while. One query."""
    where = scope(actor, action)
    here = _on(Stay.objects.filter(organisations.within(where, unit="unit")), clock.today())
    found = Q(pk__in=here.values("person_id"))
    if where.own_person_id:
        found |= Q(pk=where.own_person_id)
    return Person.objects.filter(found, import_run=None)


def person_for(actor: Actor, person_id: UUID, action: str = "members.record.read") -> Person:
    """Return a person. Raises Missing where there is none, or none within the actor's reach. Two queries."""
    found = person(person_id)
    where = scope(actor, action)
    if found.import_run is not None or not any(where.covers(place) for place in places_of(found)):
        raise Missing("person")
    return found


def person(person_id: UUID) -> Person:
    """Return a person for a service that asks permission itself. Raises Missing. One query."""
    found = Person.objects.filter(pk=person_id).first()
    if found is None:
        raise Missing("person")
    return found


def places_of(found: Person) -> list[Place]:
    """Return where the person belongs today: the formal cell first, then the one of a temporary stay.

    Somebody who left keeps the place of the last cell, so that the record is not lost; somebody who never was in a
    cell has the places of their posts, else one of their own alone. One query, two for whoever is in no cell.
    """
    today = clock.today()
    stays = list(Stay.objects.filter(person=found).select_related("unit").order_by("kind", "-starts_on"))
    running = [stay.unit for stay in stays if stay.ends_on is None or stay.ends_on > today]
    if not running:
        running = [post.unit for post in _on(Post.objects.filter(person=found).select_related("unit"), today)]
    last = sorted(stays, key=lambda stay: stay.ends_on or today, reverse=True)[:1]
    places = [organisations.place_of(unit, found.pk) for unit in running or [stay.unit for stay in last]]
    return places or [Place(person_id=found.pk)]


def place_of(found: Person) -> Place:
    """Return the place at which the person's record is kept: see `places_of`. One query."""
    return places_of(found)[0]


def posts_at(unit_kind: str, on: date) -> dict[str, PostThere]:
    """Return the posts that a unit of this kind has on that day, by code, in their order. No query."""
    rule: Posts = rule_for("posts", on).value
    posts = {post.code: post for post in rule.posts}
    return {
        code: PostThere(code, there.name_vi, posts[code].name_vi, there.role, posts[code].one_holder)
        for code, there in rule.at(unit_kind).items()
    }


def post_name(post: str, unit_kind: str, on: date) -> str:
    """Return what a post is called at this kind of unit; its code where it is no post there. No query."""
    there = posts_at(unit_kind, on).get(post)
    return there.name if there else post


def terms_of_membership(on: date, ancestor_ids: Sequence[UUID] = ()) -> Terms:
    """Return how long probation and other things take for members of these units. One query."""
    value = rule_for("membership", on, ancestor_ids).value
    if not isinstance(value, Terms):
        raise TypeError("the rule membership has another shape")
    return value


def role_of(post: str, unit_kind: str, on: date) -> Role | None:
    """Return the role that a post gives at this kind of unit; None where it gives none, or is no post there."""
    there = posts_at(unit_kind, on).get(post)
    return there.role if there else None


def names_of(person_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return names by person. One query."""
    return dict(Person.objects.filter(pk__in=set(person_ids)).values_list("pk", "full_name"))


def user_ids_of(person_ids: Iterable[UUID]) -> dict[UUID, int]:
    """Return accounts by person; persons without an account are left out. One query."""
    rows = Person.objects.filter(pk__in=set(person_ids), user__isnull=False)
    return {pk: user_id for pk, user_id in rows.values_list("pk", "user_id") if user_id is not None}


def persons_of_users(user_ids: Iterable[int]) -> list[tuple[UUID, str]]:
    """Return person and name behind accounts; accounts without a person are left out. One query."""
    rows = Person.objects.filter(user_id__in=set(user_ids), import_run=None)
    return list(rows.order_by("sort_name", "pk").values_list("pk", "full_name"))


def _comrade(stay: Stay, history: History, on: date) -> Comrade | None:
    """Return the member as of that day, without posts; None where the membership has ended."""
    standing, person = standing_on(history, on), stay.person
    if standing is None:
        return None
    return Comrade(
        person_id=person.pk,
        user_id=person.user_id,
        full_name=person.full_name,
        sort_name=person.sort_name,
        status=status_on(history, on),
        standing=standing,
        stay=history.stay,
        posts=(),
    )


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
