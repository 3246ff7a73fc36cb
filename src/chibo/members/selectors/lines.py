"""Members on one line each: how lists go out, and how a list that comes in finds who is there already.

Plain dicts of plain values, so that rules of other rooms can compare them without knowing our tables.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Any
from uuid import UUID

from django.db.models import F

from chibo.access import Actor, scope
from chibo.members.models import CardNumber, Membership, Person, Post, Standing, Stay
from chibo.members.states import StayKind
from chibo.organisations.selectors import in_subtree, within

PERSON_FIELDS = (
    *("full_name", "given_name", "sort_name", "other_name", "sex", "born_on", "born_year", "home_place", "residence"),
    *("occupation", "phone", "ethnicity", "religion"),
)
MEMBERSHIP_FIELDS = ("admitted_on", "joined_on", "official_on", "file_number")
_BATCH = 2000


def known_within(path: str, search: Collection[str] | None = None) -> Iterator[dict[str, Any]]:
    """Yield who belongs formally to a cell at or below the path: id, folded name, name, birth.

    `search` narrows to these folded names. Members of an import that is not finished are left out. One query.
    """
    stays = Stay.objects.filter(in_subtree(path, "unit__"), kind=StayKind.FORMAL, ends_on=None, person__import_run=None)
    if search is not None:
        stays = stays.filter(person__search__in=search)
    columns = ("search", "full_name", "born_on", "born_year")
    rows = stays.values_list("person_id", *(f"person__{name}" for name in columns))
    for person_id, *values in rows.iterator(chunk_size=_BATCH):
        yield {"person_id": person_id, **dict(zip(columns, values, strict=True))}


def ids_for(actor: Actor, path: str, action: str) -> list[UUID]:
    """Return who belongs formally to a cell at or below the path, cell by cell, by name. One query.

    Only those on whom the actor may do the action: a secretary of a committee takes out no list of the cells below.
    """
    reach = within(scope(actor, action), unit="unit")
    stays = Stay.objects.filter(reach, in_subtree(path, "unit__"), kind=StayKind.FORMAL, ends_on=None)
    rows = stays.filter(person__import_run=None).order_by("unit__path", "person__sort_name", "person_id")
    return list(rows.values_list("person_id", flat=True))


def numbers_within(path: str, numbers: Collection[str] | None = None) -> dict[str, UUID]:
    """Return card number to person for everybody who belongs formally to a cell at or below the path.

    `numbers` narrows to these. One query.
    """
    stays = Stay.objects.filter(in_subtree(path, "unit__"), kind=StayKind.FORMAL, ends_on=None)
    rows = CardNumber.objects.filter(person_id__in=stays.values("person_id"), person__import_run=None)
    if numbers is not None:
        rows = rows.filter(number__in=numbers)
    return dict(rows.values_list("number", "person_id").iterator(chunk_size=_BATCH))


def owners_of(numbers: Collection[str]) -> dict[str, UUID]:
    """Return card number to person, wherever they are and also of unfinished imports. One query a thousand."""
    found: dict[str, UUID] = {}
    for some in _some(sorted(numbers), 1000):
        found |= dict(CardNumber.objects.filter(number__in=some).values_list("number", "person_id"))
    return found


def lines_of(person_ids: Iterable[UUID]) -> dict[UUID, dict[str, Any]]:
    """Return each person on one line: own fields, the open membership, card numbers, cell, standing, posts.

    `simple_dates` tells that the standings are the usual two at most, so that days can be corrected together.
    Six queries a thousand persons.
    """
    lines: dict[UUID, dict[str, Any]] = {}
    for some in _some(sorted(set(person_ids)), 1000):
        lines |= _people(some)
        _add_memberships(lines, some)
        _add_cards(lines, some)
        _add_stays(lines, some)
        _add_standings(lines, some)
        _add_posts(lines, some)
    return lines


def _people(ids: list[UUID]) -> dict[UUID, dict[str, Any]]:
    rows = Person.objects.filter(pk__in=ids).values("id", "version", *PERSON_FIELDS, has_account=F("user_id"))
    blank = dict.fromkeys(("admitted_on", "joined_on", "official_on"))
    return {
        row["id"]: {
            **row,
            **blank,
            "has_account": row["has_account"] is not None,
            "file_number": "",
            "cards": (),
            "unit_id": None,
            "unit_name": "",
            "unit_kind": "",
            "stays_from": None,
            "stay_decision": "",
            "standing": "",
            "simple_dates": True,
            "posts": (),
        }
        for row in rows
    }


def _add_memberships(lines: dict[UUID, dict[str, Any]], ids: list[UUID]) -> None:
    rows = Membership.objects.filter(person_id__in=ids, ended_on=None)
    for row in rows.values("person_id", *MEMBERSHIP_FIELDS):
        lines[row.pop("person_id")] |= row


def _add_cards(lines: dict[UUID, dict[str, Any]], ids: list[UUID]) -> None:
    for person_id, number in CardNumber.objects.filter(person_id__in=ids).values_list("person_id", "number"):
        lines[person_id]["cards"] += (number,)


def _add_stays(lines: dict[UUID, dict[str, Any]], ids: list[UUID]) -> None:
    rows = Stay.objects.filter(person_id__in=ids, kind=StayKind.FORMAL, ends_on=None)
    columns = ("person_id", "unit_id", "unit__name", "unit__kind", "starts_on", "decision")
    for person_id, unit_id, name, kind, starts_on, decision in rows.values_list(*columns):
        lines[person_id] |= {
            "unit_id": unit_id,
            "unit_name": name,
            "unit_kind": kind,
            "stays_from": starts_on,
            "stay_decision": decision,
        }


def _add_standings(lines: dict[UUID, dict[str, Any]], ids: list[UUID]) -> None:
    held: dict[UUID, list[tuple[str, bool]]] = defaultdict(list)
    for person_id, kind, ends_on in Standing.objects.filter(person_id__in=ids).values_list(
        "person_id", "kind", "ends_on"
    ):
        held[person_id].append((kind, ends_on is None))
    for person_id, kinds in held.items():
        running = [kind for kind, is_open in kinds if is_open]
        lines[person_id]["standing"] = running[0] if running else ""
        lines[person_id]["simple_dates"] = len({kind for kind, _ in kinds}) == len(kinds)


def _add_posts(lines: dict[UUID, dict[str, Any]], ids: list[UUID]) -> None:
    rows = Post.objects.filter(person_id__in=ids, ends_on=None)
    for person_id, unit_id, kind in rows.values_list("person_id", "unit_id", "kind"):
        lines[person_id]["posts"] += ((unit_id, kind),)


def _some[T](things: list[T], size: int) -> Iterator[list[T]]:
    for start in range(0, len(things), size):
        yield things[start : start + size]


def holders_within(path: str, kinds: Collection[str]) -> dict[tuple[UUID, str], UUID]:
    """Return who holds these posts at the units at or below the path: (unit, post) to person. One query."""
    rows = Post.objects.filter(in_subtree(path, "unit__"), kind__in=kinds, ends_on=None)
    return {(unit_id, kind): person_id for unit_id, kind, person_id in rows.values_list("unit_id", "kind", "person_id")}
