"""How a person comes into the book: entered as a member already, newly admitted, or as a helper."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from chibo.access import Actor, Role, require
from chibo.audit.services import command, record
from chibo.kernel import clock
from chibo.kernel.errors import Refusal
from chibo.kernel.months import Month
from chibo.kernel.text import fold, given_name, sort_key, tidy
from chibo.members import rules
from chibo.members.models import CardNumber, Membership, Person, Standing, Stay
from chibo.members.services.mandates import open_for
from chibo.members.states import StandingKind, StayKind
from chibo.organisations import services as organisations
from chibo.organisations.selectors import place_of

if TYPE_CHECKING:
    from chibo.organisations.models import Unit

TOPIC = "members"
"""The figures that a change of members makes stale."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFacts:
    """What a form or a list knows of a person."""

    full_name: str
    given_name: str = ""
    """Empty for the last word of the name."""
    other_name: str = ""
    sex: str = ""
    born_on: date | None = None
    born_year: int | None = None
    """Where only the year is known."""
    home_place: str = ""
    residence: str = ""
    occupation: str = ""
    phone: str = ""
    ethnicity: str = ""
    religion: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """How somebody stands who is a member already."""

    stays_from: date
    """Since when in this cell."""
    joined_on: date | None = None
    admitted_on: date | None = None
    official_on: date | None = None
    """None while probationary, or where `standing` says official and the list knows no day."""
    standing: StandingKind | None = None
    """None to go by `official_on`."""
    stay: StayKind = StayKind.FORMAL
    file_number: str = ""
    card_number: str = ""
    card_from: date | None = None
    decision: str = ""


@command("members.record.write")
def enter_member(
    *, actor: Actor, unit: Unit, facts: PersonFacts, entered: Entered, import_run: UUID | None = None
) -> Person:
    """Enter somebody who is a member already, into a cell: person, membership, standing, stay and card number.

    Refuses a name that is missing, days out of order or not yet come, and a card number of wrong shape or entered
    already, and a cell that was dissolved.
    """
    require(actor, "members.record.write", place_of(unit))
    organisations.hold_unit(unit.pk)
    _check_days(entered)
    person = _write_person(facts, import_run)
    _write_membership(person, entered)
    _write_stay(actor, person, unit, entered)
    if entered.card_number:
        write_card(person, entered.card_number, entered.card_from)
    changed = {name: (None, value) for name, value in asdict(facts).items() if value}
    record(actor, person, place_of(unit), changed=changed, touches=[stale(unit, entered.stays_from)])
    return person


@command("members.record.write")
def admit_member(
    *, actor: Actor, unit: Unit, facts: PersonFacts, admitted_on: date, joined_on: date, decision: str
) -> Person:
    """Enter somebody newly admitted: probation begins on the day of the ceremony.

    Refuses without a decision, and a ceremony before it.
    """
    require(actor, "members.record.write", place_of(unit))
    if not tidy(decision):
        raise Refusal("members.decision_missing")
    rules.check_order(admitted_on, joined_on)
    entered = Entered(stays_from=joined_on, joined_on=joined_on, admitted_on=admitted_on, decision=decision)
    person = enter_member(actor=actor, unit=unit, facts=facts, entered=entered)
    record(actor, person, place_of(unit), details={"admitted_on": admitted_on})
    return person


@command("members.record.write")
def enter_helper(*, actor: Actor, unit: Unit, facts: PersonFacts) -> Person:
    """Enter a person who is no member: someone who works for a committee and needs an account for it."""
    require(actor, "members.record.write", place_of(unit))
    person = _write_person(facts, None)
    record(actor, person, place_of(unit), changed={"full_name": (None, person.full_name)})
    return person


def stale(unit: Unit, day: date) -> tuple[UUID, Month, str]:
    """Return the figure that a change on that day makes stale."""
    return unit.pk, Month.of(day), TOPIC


def write_card(person: Person, number: str, starts_on: date | None) -> CardNumber:
    """Add a card number. Refuses a wrong shape, and one that stands in the book already."""
    digits = rules.card_digits(number)
    if not digits:
        raise Refusal("members.card_shape", number=number)
    if CardNumber.objects.filter(number=digits).exists():
        raise Refusal("members.card_taken")
    return CardNumber.objects.create(person=person, number=digits, starts_on=starts_on)


def name_columns(full_name: str, called: str = "") -> dict[str, str]:
    """Return all columns that follow from the name. Refuses an empty one."""
    name = tidy(full_name)
    if not name:
        raise Refusal("members.name_missing")
    given = tidy(called) or given_name(name)
    return {"full_name": name, "given_name": given, "search": fold(name), "sort_name": sort_key(name, given)}


def _write_person(facts: PersonFacts, import_run: UUID | None) -> Person:
    year = facts.born_on.year if facts.born_on else facts.born_year
    if facts.born_on is not None:
        rules.check_not_future(facts.born_on, clock.today())
    return Person.objects.create(
        **name_columns(facts.full_name, facts.given_name),
        other_name=tidy(facts.other_name),
        sex=facts.sex,
        born_on=facts.born_on,
        born_year=year,
        home_place=tidy(facts.home_place),
        residence=tidy(facts.residence),
        occupation=tidy(facts.occupation),
        phone=tidy(facts.phone),
        ethnicity=tidy(facts.ethnicity),
        religion=tidy(facts.religion),
        import_run=import_run,
    )


def _check_days(entered: Entered) -> None:
    today = clock.today()
    days = (entered.admitted_on, entered.joined_on, entered.official_on)
    for day in (*days, entered.stays_from):
        if day is not None:
            rules.check_not_future(day, today)
    if entered.joined_on and entered.official_on:
        rules.check_order(entered.joined_on, entered.official_on)


def _write_membership(person: Person, entered: Entered) -> None:
    Membership.objects.create(
        person=person,
        admitted_on=entered.admitted_on,
        joined_on=entered.joined_on,
        official_on=entered.official_on,
        file_number=tidy(entered.file_number),
    )
    begins = entered.joined_on or entered.admitted_on or entered.official_on or entered.stays_from
    if entered.official_on is None:
        kind = entered.standing or StandingKind.PROBATIONARY
        Standing.objects.create(person=person, kind=kind, starts_on=begins)
        return
    if begins < entered.official_on:
        Standing.objects.create(
            person=person, kind=StandingKind.PROBATIONARY, starts_on=begins, ends_on=entered.official_on
        )
    Standing.objects.create(person=person, kind=StandingKind.OFFICIAL, starts_on=entered.official_on)


def _write_stay(actor: Actor, person: Person, unit: Unit, entered: Entered) -> None:
    stay = Stay.objects.create(
        person=person,
        unit=unit,
        kind=entered.stay,
        starts_on=entered.stays_from,
        decision=tidy(entered.decision),
    )
    open_for(actor, stay, Role.MEMBER)
