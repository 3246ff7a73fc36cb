"""The list of members: filtered, sorted and paged in the database, a page of lines at a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import DateField, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from chibo.access import Actor, scope
from chibo.kernel import clock
from chibo.kernel.text import fold
from chibo.members.models import CardNumber, Exemption, Membership, Person, Post, Standing, Stay, Suspension
from chibo.members.rules import card_digits, masked, status_on
from chibo.members.selectors.people import _histories, _on, posts_at
from chibo.members.states import ExemptionKind, StandingKind, Status, StayKind
from chibo.organisations import selectors as organisations

if TYPE_CHECKING:
    from chibo.organisations.models import Unit

LIST, READ = "members.list.read", "members.record.read"
UNKNOWN_DAY = date(1900, 1, 1)
"""Stands in the sort key for members whose list knew no day."""
SORTS = {"ten": "sort_name", "-ten": "-sort_name", "ngay-vao": "joined", "-ngay-vao": "-joined"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What the list shows: all of it optional."""

    unit: Unit | None = None
    """With everything below it."""
    status: Status | None = None
    sex: str = ""
    post: str = ""
    text: str = ""
    """A piece of the name without diacritics, or a whole card number."""
    sort: str = "ten"


@dataclass(frozen=True, slots=True)
class Line:
    """A member as the list shows it."""

    person_id: UUID
    name: str
    sex: str
    born_year: int | None
    occupation: str
    unit_id: UUID
    unit_name: str
    status: Status
    posts: tuple[str, ...]
    """What they are called at their units."""
    joined_on: date | None
    official_on: date | None
    card: str
    """Masked."""
    may_open: bool
    """Whether the viewer may open the record."""


def listed(actor: Actor, filters: Filters, action: str = LIST) -> QuerySet[Person]:
    """Return the members in reach that the filters let through, with `joined` for sorting. One query."""
    today = clock.today()
    here = _here(actor, filters, action)
    running = _on(Stay.objects.filter(here), today)
    if filters.status is Status.ENDED:
        rows = _ended(here)
    elif filters.unit is None and organisations.reaches_all(scope(actor, action)):
        # Nearly everybody is there: the names are gone through in their order, not all persons looked up and sorted.
        rows = Person.objects.filter(Exists(running.filter(person=OuterRef("pk"))))
    else:
        rows = Person.objects.filter(pk__in=running.values("person_id"))
    rows = rows.filter(import_run=None)
    if filters.status not in {None, Status.ENDED}:
        rows = rows.filter(_has_status(filters.status, running, today))
    if filters.sex:
        rows = rows.filter(sex=filters.sex)
    if filters.post:
        held = _on(Post.objects.filter(kind=filters.post), today)
        rows = rows.filter(pk__in=held.values("person_id"))
    joined = Membership.objects.filter(person=OuterRef("pk")).order_by("-id").values("joined_on")[:1]
    first = Value(UNKNOWN_DAY, output_field=DateField())
    return _searched(rows, filters.text).annotate(joined=Coalesce(Subquery(joined), first))


def register_lines(actor: Actor, people: Sequence[Person], filters: Filters, action: str = LIST) -> list[Line]:
    """Return the lines of a page. Eight queries for any number of persons."""
    today = clock.today()
    stays = _stays_shown(people, _here(actor, filters, action), today, ended=filters.status is Status.ENDED)
    histories = _histories([*stays.values()], today)
    posts, memberships, cards = _posts(people, today), _memberships(people), _cards(people)
    reach = scope(actor, READ)
    lines = []
    for person in people:
        stay = stays.get(person.pk)
        if stay is None:
            continue
        membership = memberships.get(person.pk)
        lines.append(
            Line(
                person_id=person.pk,
                name=person.full_name,
                sex=person.sex,
                born_year=person.born_year,
                occupation=person.occupation,
                unit_id=stay.unit_id,
                unit_name=stay.unit.name,
                status=status_on(histories[person.pk], today),
                posts=tuple(posts.get(person.pk, ())),
                joined_on=membership.joined_on if membership else None,
                official_on=membership.official_on if membership else None,
                card=masked(cards.get(person.pk, "")),
                may_open=reach.covers(organisations.place_of(stay.unit, person.pk)),
            )
        )
    return lines


def units_to_choose(actor: Actor, limit: int = 200) -> list[Unit]:
    """Return the units by which the list can be narrowed, in tree order; none where there are too many. One query."""
    found = list(organisations.units_for(actor, LIST).filter(dissolved_on=None)[: limit + 1])
    return found if 1 < len(found) <= limit else []


def posts_here(on: date) -> dict[str, str]:
    """Return the posts by which the list can be narrowed: code to name. No query."""
    names: dict[str, str] = {}
    for kind in organisations.kinds_on(on).kinds:
        for code, there in posts_at(kind.code, on).items():
            names.setdefault(code, there.general_name)
    return names


def _here(actor: Actor, filters: Filters, action: str) -> Q:
    """Return the filter over stays: the actor's reach, narrowed to the unit that was chosen."""
    where = scope(actor, action)
    reach = organisations.within(where, unit="unit")
    return reach & organisations.in_subtree(filters.unit.path, "unit__") if filters.unit else reach


def _ended(here: Q) -> QuerySet[Person]:
    """Return those whose membership ended while they were in a cell within reach."""
    last = Stay.objects.filter(here, person=OuterRef("person"), ends_on=OuterRef("ended_on"))
    ended = Membership.objects.filter(Exists(last), ended_on__isnull=False)
    again = Membership.objects.filter(ended_on=None)
    return Person.objects.filter(pk__in=ended.values("person_id")).exclude(pk__in=again.values("person_id"))


def _has_status(status: Status | None, running: QuerySet[Stay], today: date) -> Q:
    """Return the filter for one word, as `rules.status_on` gives it: suspended, away, guest, exempt, standing."""

    def any_of(rows: QuerySet[Exemption] | QuerySet[Standing] | QuerySet[Suspension] | QuerySet[Stay]) -> Q:
        return Q(Exists(rows.filter(person=OuterRef("pk"))))

    suspended = any_of(_on(Suspension.objects.all(), today))
    at_home = any_of(running.filter(kind=StayKind.FORMAL))
    visiting = any_of(_on(Stay.objects.filter(kind=StayKind.TEMPORARY), today))
    short = any_of(_on(Exemption.objects.filter(kind=ExemptionKind.SHORT), today))
    exempt = any_of(_on(Exemption.objects.exclude(kind=ExemptionKind.SHORT), today))
    official = any_of(_on(Standing.objects.filter(kind=StandingKind.OFFICIAL), today))
    away, present = at_home & visiting, at_home & ~visiting
    plain = ~suspended & present & ~exempt & ~short
    words = {
        Status.SUSPENDED: suspended,
        Status.AWAY: ~suspended & away,
        Status.EXEMPT: ~suspended & present & exempt,
        Status.SHORT_EXEMPT: ~suspended & present & short & ~exempt,
        Status.GUEST: ~suspended & ~at_home,
        Status.OFFICIAL: plain & official,
        Status.PROBATIONARY: plain & ~official,
    }
    return words[Status(status or Status.OFFICIAL)]


def _searched(rows: QuerySet[Person], text: str) -> QuerySet[Person]:
    digits = card_digits(text)
    if digits:
        return rows.filter(pk__in=CardNumber.objects.filter(number=digits).values("person_id"))
    for word in fold(text).split():
        rows = rows.filter(search__contains=word)
    return rows


def _stays_shown(people: Iterable[Person], here: Q, today: date, *, ended: bool) -> dict[UUID, Stay]:
    """Return the stay by which each stands in this list: the formal one where it is within reach."""
    rows = Stay.objects.filter(here, person__in=list(people)).select_related("unit")
    rows = rows.order_by("ends_on") if ended else _on(rows, today).order_by("-kind")
    return {stay.person_id: stay for stay in rows}


def _posts(people: Iterable[Person], today: date) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = defaultdict(list)
    rows = _on(Post.objects.filter(person__in=list(people)), today).order_by("starts_on", "id")
    for person_id, code, kind in rows.values_list("person_id", "kind", "unit__kind"):
        there = posts_at(kind, today).get(code)
        found[person_id].append(there.name if there else code)
    return found


def _memberships(people: Iterable[Person]) -> dict[UUID, Membership]:
    rows = Membership.objects.filter(person__in=list(people)).order_by("id")
    return {row.person_id: row for row in rows}


def _cards(people: Iterable[Person]) -> dict[UUID, str]:
    """Return the number in use: the 12-digit one where there is one, else the newest."""
    rows = CardNumber.objects.filter(person__in=list(people)).values_list("person_id", "number", "id")
    ordered = sorted(rows, key=lambda row: (len(row[1]), row[2]))
    return {person_id: number for person_id, number, _ in ordered}
