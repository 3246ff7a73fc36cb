"""Moving between cells: for good, for a while, and out of this installation."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from chibo.access import Actor, Role, require
from chibo.audit.rows import locked, save
from chibo.audit.services import command, record
from chibo.kernel import clock
from chibo.kernel.errors import Refusal
from chibo.kernel.text import tidy
from chibo.members import rules
from chibo.members.models import GroupPlace, Person, Post, Stay
from chibo.members.selectors import place_of as place_of_person
from chibo.members.services.entry import stale
from chibo.members.services.mandates import close_of, open_for
from chibo.members.states import LEADERS, StayKind
from chibo.organisations import services as organisations
from chibo.organisations.selectors import place_of

if TYPE_CHECKING:
    from chibo.organisations.models import Unit


@command("members.standing.change")
def transfer_member(
    *, actor: Actor, person_id: UUID, version: int | None = None, unit: Unit, moved_on: date, decision: str
) -> Stay:
    """Move a member to another cell for good. Posts in the old cell end the same day.

    Refuses without an introduction, to the cell where the member is or one that was dissolved, and on a day before the
    stay began.
    """
    organisations.hold_unit(unit.pk)
    person = locked(Person, person_id, version)
    place = place_of_person(person)
    require(actor, "members.standing.change", place)
    require(actor, "members.standing.change", place_of(unit))
    old = _running(person, StayKind.FORMAL)
    if old is not None and old.unit_id == unit.pk:
        raise Refusal("members.same_cell", unit=unit.name)
    decision = _written(decision)
    rules.check_not_future(moved_on, clock.today())
    if old is not None:
        _end(actor, old, moved_on)
        _end_posts_at(actor, person, old.unit, moved_on)
    visit = _running(person, StayKind.TEMPORARY)
    if visit is not None and visit.unit_id == unit.pk:
        _end(actor, visit, moved_on)
    stay = _begin(actor, person, unit, StayKind.FORMAL, moved_on, decision)
    touches = [stale(unit, moved_on), *([stale(old.unit, moved_on)] if old else [])]
    record(actor, stay, place, changed={"unit": (old and old.unit_id, unit.pk)}, touches=touches)
    return stay


@command("members.standing.change")
def start_temporary_stay(*, actor: Actor, person_id: UUID, unit: Unit, starts_on: date, decision: str) -> Stay:
    """Let a member take part in another cell for a while; the formal cell still counts them.

    Whoever writes it reaches both cells: the paper is given by one and taken by the other. Refuses a second stay at
    the same time, the member's own cell, and one that was dissolved.
    """
    organisations.hold_unit(unit.pk)
    person = locked(Person, person_id)
    require(actor, "members.standing.change", place_of_person(person))
    require(actor, "members.standing.change", place_of(unit))
    formal, visit = _running(person, StayKind.FORMAL), _running(person, StayKind.TEMPORARY)
    if formal is not None and formal.unit_id == unit.pk:
        raise Refusal("members.same_cell", unit=unit.name)
    if visit is not None:
        raise Refusal("members.away_already", unit=visit.unit.name, day=visit.starts_on)
    rules.check_not_future(starts_on, clock.today())
    stay = _begin(actor, person, unit, StayKind.TEMPORARY, starts_on, _written(decision))
    record(actor, stay, place_of(unit, person.pk), changed={"unit": (None, unit.pk)}, touches=[stale(unit, starts_on)])
    return stay


@command("members.standing.change")
def end_temporary_stay(*, actor: Actor, person_id: UUID, ends_on: date) -> Stay:
    """Let a member come back. Refuses where no temporary stay runs, and a day before it began."""
    person = locked(Person, person_id)
    place = place_of_person(person)
    require(actor, "members.standing.change", place)
    visit = _running(person, StayKind.TEMPORARY)
    if visit is None:
        raise Refusal("members.not_away")
    _end(actor, visit, ends_on)
    record(actor, visit, place, changed={"ends_on": (None, ends_on)}, touches=[stale(visit.unit, ends_on)])
    return visit


@command("members.standing.change")
def leave_cell(*, actor: Actor, person_id: UUID, version: int, left_on: date, decision: str) -> Stay:
    """Let a member go to an organisation that is not on this installation. The record stays with the last cell.

    Refuses where the member is in no cell, and without an introduction.
    """
    person = locked(Person, person_id, version)
    place = place_of_person(person)
    require(actor, "members.standing.change", place)
    old = _running(person, StayKind.FORMAL)
    if old is None:
        raise Refusal("members.in_no_cell")
    decision = _written(decision)
    _end(actor, old, left_on)
    _end_posts_at(actor, person, old.unit, left_on)
    record(
        actor,
        old,
        place,
        changed={"ends_on": (None, left_on)},
        details={"decision": decision},
        touches=[stale(old.unit, left_on)],
    )
    return old


def end_all_stays(actor: Actor, person: Person, day: date) -> list[Unit]:
    """End every running stay and post of a person, with their mandates. Returns the units left."""
    stays = list(Stay.objects.filter(person=person, ends_on=None).select_related("unit", "mandate"))
    for stay in stays:
        _end(actor, stay, day)
    for post in Post.objects.filter(person=person, ends_on=None).select_related("mandate"):
        end_row(actor, post, day)
    return [stay.unit for stay in stays]


def end_row(actor: Actor, row: Stay | Post, day: date) -> None:
    """End a stay or post and its mandate. Refuses a day before it began or not yet come."""
    rules.check_not_future(day, clock.today())
    rules.check_order(row.starts_on, day)
    row.ends_on = day
    save(row, "ends_on")
    close_of(actor, row, day)
    if isinstance(row, Stay):
        _leave_group(actor, row, day)


_end = end_row


def _leave_group(actor: Actor, stay: Stay, day: date) -> None:
    """Whoever leaves a cell leaves its group, and leads it no more. Two queries where there is none."""
    place = GroupPlace.objects.filter(person_id=stay.person_id, unit__parent_id=stay.unit_id, ends_on=None).first()
    if place is not None:
        place.ends_on = max(day, place.starts_on)
        save(place, "ends_on")
    posts = Post.objects.filter(person_id=stay.person_id, unit__parent_id=stay.unit_id, ends_on=None)
    for post in posts.select_related("mandate__unit__parent").filter(kind__in=LEADERS):
        end_row(actor, post, max(day, post.starts_on))


def _running(person: Person, kind: StayKind) -> Stay | None:
    rows = Stay.objects.filter(person=person, kind=kind, ends_on=None)
    return rows.select_related("unit", "mandate").first()


def _begin(actor: Actor, person: Person, unit: Unit, kind: StayKind, day: date, decision: str) -> Stay:
    stay = Stay.objects.create(person=person, unit=unit, kind=kind, starts_on=day, decision=decision)
    open_for(actor, stay, Role.MEMBER)
    return stay


def _end_posts_at(actor: Actor, person: Person, unit: Unit, day: date) -> None:
    for post in Post.objects.filter(person=person, unit=unit, ends_on=None).select_related("mandate"):
        end_row(actor, post, day)


def _written(decision: str) -> str:
    if not tidy(decision):
        raise Refusal("members.introduction_missing")
    return tidy(decision)
