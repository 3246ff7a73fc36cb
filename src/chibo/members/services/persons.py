"""Changing what is written of a person. A name is changed by decision only, the day of birth never."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from itertools import pairwise
from typing import Any
from uuid import UUID

from chibo.access import Actor, require
from chibo.audit.rows import Row, locked, save
from chibo.audit.services import command, record
from chibo.kernel import clock
from chibo.kernel.errors import Refusal
from chibo.kernel.text import tidy
from chibo.members import rules
from chibo.members.models import Membership, Person, Standing
from chibo.members.selectors import place_of
from chibo.members.services.entry import PersonFacts, name_columns
from chibo.members.states import StandingKind

CONTACT = ("phone", "residence", "occupation")
"""What a member and the cell's secretary keep up to date themselves."""


@command("members.record.write")
def change_person(*, actor: Actor, person_id: UUID, version: int, facts: PersonFacts, decision: str = "") -> Person:
    """Change the basic data of a person.

    Refuses another name without the decision that allowed it (06-HD/TW), and another day of birth once one is
    entered: it is never corrected since 18/8/2016.
    """
    person = locked(Person, person_id, version)
    place = place_of(person)
    require(actor, "members.record.write", place)
    values = _columns(facts)
    if values["full_name"] != person.full_name and not tidy(decision):
        raise Refusal("members.name_needs_decision")
    if person.born_on is not None and facts.born_on != person.born_on:
        raise Refusal("members.born_on_locked", day=person.born_on)
    if facts.born_on is not None:
        rules.check_not_future(facts.born_on, clock.today())
    changed = _apply(person, values)
    record(actor, person, place, changed=changed, details={"decision": tidy(decision)})
    return person


@command("members.contact.write")
def change_contact(
    *, actor: Actor, person_id: UUID, version: int, phone: str, residence: str, occupation: str
) -> Person:
    """Change how a person is reached and what they do. The member may, and the cell's secretary."""
    person = locked(Person, person_id, version)
    place = place_of(person)
    require(actor, "members.contact.write", place)
    changed = _apply(person, {"phone": tidy(phone), "residence": tidy(residence), "occupation": tidy(occupation)})
    record(actor, person, place, changed=changed)
    return person


@command("members.record.write")
def correct_dates(
    *,
    actor: Actor,
    person_id: UUID,
    version: int,
    admitted_on: date | None,
    joined_on: date | None,
    official_on: date | None,
    file_number: str,
    decision: str,
) -> Membership:
    """Correct the days of a membership, and the two usual standings with them. `version` is the membership's.

    Refuses without the paper that it rests on, days out of order, and to make somebody official or probationary
    again by a correction: that is a recognition.
    """
    person = locked(Person, person_id)
    place = place_of(person)
    require(actor, "members.record.write", place)
    if not tidy(decision):
        raise Refusal("members.decision_missing")
    found = Membership.objects.filter(person=person, ended_on=None).first()
    if found is None:
        raise Refusal("members.no_membership")
    membership = locked(Membership, found.pk, version)
    if (membership.official_on is None) != (official_on is None):
        raise Refusal("members.not_by_correction")
    _check_days(admitted_on, joined_on, official_on)
    values = {
        "admitted_on": admitted_on,
        "joined_on": joined_on,
        "official_on": official_on,
        "file_number": tidy(file_number),
    }
    changed = _apply(membership, values)
    _move_standings(person, joined_on or admitted_on, official_on)
    record(actor, membership, place, changed=changed, details={"decision": tidy(decision)})
    return membership


def _columns(facts: PersonFacts) -> dict[str, Any]:
    plain = {name: tidy(value) if isinstance(value, str) else value for name, value in asdict(facts).items()}
    plain["born_year"] = facts.born_on.year if facts.born_on else facts.born_year
    return plain | name_columns(facts.full_name, facts.given_name)


def _apply(row: Row, values: Mapping[str, Any]) -> dict[str, tuple[object, object]]:
    """Set what differs and save it. Returns field to (before, after)."""
    changed = {name: (getattr(row, name), value) for name, value in values.items() if getattr(row, name) != value}
    for name in changed:
        setattr(row, name, values[name])
    if changed:
        save(row, *changed)
    return changed


def _check_days(*days: date | None) -> None:
    known = [day for day in days if day is not None]
    for one, later in pairwise(known):
        rules.check_order(one, later)
    for day in known:
        rules.check_not_future(day, clock.today())


def _move_standings(person: Person, begins: date | None, official_on: date | None) -> None:
    rows = {row.kind: row for row in Standing.objects.select_for_update().filter(person=person)}
    if len(rows) != Standing.objects.filter(person=person).count():
        raise Refusal("members.standings_unusual")
    probation, official = rows.get(StandingKind.PROBATIONARY), rows.get(StandingKind.OFFICIAL)
    if probation is not None and begins is not None:
        _apply(probation, {"starts_on": begins, "ends_on": official_on if official else probation.ends_on})
    if official is not None and official_on is not None:
        _apply(official, {"starts_on": official_on})
