"""When a cell is merged, split or dissolved: where its members go, and which posts end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import QuerySet

from chibo.access import Actor, Role, require
from chibo.audit.services import command, record
from chibo.kernel import clock
from chibo.kernel.errors import Refusal
from chibo.members import rules
from chibo.members.models import Post, Stay
from chibo.members.services.entry import stale
from chibo.members.services.mandates import open_for
from chibo.members.services.stays import end_row
from chibo.members.states import StayKind
from chibo.organisations import services as organisations
from chibo.organisations.selectors import place_of

if TYPE_CHECKING:
    from chibo.organisations.models import Unit


@command("members.standing.change")
def merge_cells(
    *, actor: Actor, units: list[Unit], name: str, kind: str, merged_on: date, decision: str, place: str = ""
) -> Unit:
    """Merge cells into a new one and take all their members along. Posts end; the new cell gets its own.

    Refuses what `organisations.services.merge_units` refuses, and a day that has not come.
    """
    rules.check_not_future(merged_on, clock.today())
    for unit in units:
        require(actor, "members.standing.change", place_of(unit))
    organisations.hold_to_end([unit.pk for unit in units])
    leaving = list(_stays_at(units))
    for old in leaving:
        end_row(actor, old, merged_on)
    for post in _posts_at(units):
        end_row(actor, post, merged_on)
    merged = organisations.merge_units(
        actor=actor, units=units, name=name, kind=kind, merged_on=merged_on, decision=decision, place=place
    )
    at_home = {stay.person_id for stay in leaving if stay.kind == StayKind.FORMAL}
    for old in leaving:
        if old.kind == StayKind.TEMPORARY and old.person_id in at_home:
            continue  # was away in a cell that is now their own
        stay = Stay.objects.create(
            person=old.person, unit=merged, kind=old.kind, starts_on=merged_on, decision=decision
        )
        open_for(actor, stay, Role.MEMBER)
    touches = [stale(unit, merged_on) for unit in (*units, merged)]
    record(actor, merged, place_of(merged), details={"members": len(leaving)}, touches=touches)
    return merged


@dataclass(frozen=True, slots=True)
class Part:
    """A new cell that a split makes, and who goes there. Everybody else stays."""

    name: str
    person_ids: frozenset[UUID]


@command("members.standing.change")
def split_cell(
    *, actor: Actor, unit: Unit, version: int, parts: Sequence[Part], split_on: date, decision: str
) -> list[Unit]:
    """Split a cell: found new ones and let the named members go there, formally or as guests as they were.

    The cell goes on with its name and its past. Posts at it end for those who go. Refuses what
    `organisations.services.split_unit` refuses, a day that has not come, a person who is not in the cell or named
    twice, a part with nobody, and a split that leaves nobody behind. About ten queries a member who goes.
    """
    require(actor, "members.standing.change", place_of(unit))
    rules.check_not_future(split_on, clock.today())
    stays = {stay.person_id: stay for stay in _stays_at([unit])}
    rules.check_split([part.person_ids for part in parts], frozenset(stays))
    names = [part.name for part in parts]
    made = organisations.split_unit(
        actor=actor, unit_id=unit.pk, version=version, names=names, split_on=split_on, decision=decision
    )
    going = {person_id: cell for part, cell in zip(parts, made, strict=True) for person_id in part.person_ids}
    for post in _posts_at([unit]).filter(person__in=going):
        end_row(actor, post, split_on)
    for person_id, cell in going.items():
        end_row(actor, stays[person_id], split_on)
        stay = Stay.objects.create(
            person=stays[person_id].person,
            unit=cell,
            kind=stays[person_id].kind,
            starts_on=split_on,
            decision=decision,
        )
        open_for(actor, stay, Role.MEMBER)
    touches = [stale(one, split_on) for one in (unit, *made)]
    record(actor, unit, place_of(unit), details={"members": len(going)}, touches=touches)
    return made


@command("members.standing.change")
def dissolve_cell(*, actor: Actor, unit: Unit, version: int, dissolved_on: date, decision: str) -> Unit:
    """Dissolve a unit and end its posts. Refuses while members belong to it: they are transferred first."""
    require(actor, "members.standing.change", place_of(unit))
    rules.check_not_future(dissolved_on, clock.today())
    organisations.hold_to_end([unit.pk])
    count = _stays_at([unit]).count()
    if count:
        raise Refusal("members.cell_has_members", unit=unit.name, count=count)
    for post in _posts_at([unit]):
        end_row(actor, post, dissolved_on)
    ended = organisations.dissolve_unit(
        actor=actor, unit_id=unit.pk, version=version, dissolved_on=dissolved_on, decision=decision
    )
    record(actor, ended, place_of(ended))
    return ended


def _stays_at(units: list[Unit]) -> QuerySet[Stay]:
    rows = Stay.objects.filter(unit__in=units, ends_on=None)
    return rows.select_related("person__user", "mandate", "unit").order_by("person_id")


def _posts_at(units: list[Unit]) -> QuerySet[Post]:
    return Post.objects.filter(unit__in=units, ends_on=None).select_related("mandate")
