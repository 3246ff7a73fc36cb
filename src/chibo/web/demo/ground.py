"""The ground of the demo: units, people, posts, accounts, and who is in charge of which cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from chibo.access import Actor, Mandate, Role
from chibo.accounts import services as accounts
from chibo.kernel import clock
from chibo.kernel.months import Month
from chibo.kernel.text import fold
from chibo.members import selectors as members
from chibo.members import services as enter
from chibo.members.services import Entered, PersonFacts
from chibo.members.states import ExemptionKind, StandingKind
from chibo.notices import services as notices
from chibo.organisations import services as organisations
from chibo.organisations.selectors import place_of
from chibo.web.demo import names

if TYPE_CHECKING:
    from chibo.members.models import Person
    from chibo.organisations.models import Unit

FEMALE = (" Thị ", "Khánh Ly")
DECISION = "14-QĐ/ĐU"


@dataclass
class Ground:
    """What the months of the demo are played on."""

    committee: Unit
    cells: list[Unit] = field(default_factory=list)
    people: dict[str, Person] = field(default_factory=dict)
    password: str = ""

    def actor(self, name: str) -> Actor:
        """Return the person's actor with the mandates of the day that the clock shows."""
        person = self.people[name]
        if person.user_id is None:
            raise LookupError(f"{name} has no account in the demo")
        return members.actor_for(person.user_id, person.full_name)

    def secretary(self, cell: int) -> str:
        return names.CELLS[cell].members[0]

    def deputy(self, cell: int) -> str:
        return names.CELLS[cell].members[1]

    def clerk(self, cell: int) -> str:
        return names.CELLS[cell].members[2]

    def read_all(self) -> None:
        """Let everybody with an account have read what they were told so far."""
        for name, person in self.people.items():
            if person.user_id is not None:
                notices.mark_all_read(actor=self.actor(name))


def lay(first: Month, password: str) -> Ground:
    """Found the committee and its cells long before `first`, the first month that is played.

    The three merged cells are two teams until a month before it.
    """
    with clock.at(_morning(first.plus(-9).first_on)):
        ground = Ground(_committee(), password=password)
        founded = _found(ground)
    with clock.at(_morning(first.plus(-1).day(10))):
        _merge(ground, founded)
        _posts(ground)
        _accounts(ground)
        _states(ground)
    return ground


def office_of(committee: Unit | None) -> Actor:
    """Return the actor that lays the ground: whoever sets the installation up, with the committee's office."""
    roles = (Role.OFFICE, Role.PARTY_BUILDING)
    held = [Mandate(role, committee.pk, committee.path, committee.name) for role in roles] if committee else []
    return Actor(None, None, names.OPERATOR[1], (Mandate(Role.OPERATOR, None, ""), *held), clock.today())


def _committee() -> Unit:
    return organisations.found_unit(
        actor=office_of(None),
        name=names.COMMITTEE,
        kind="grassroots_committee",
        founded_on=date(2015, 3, 1),
        place=names.PLACE,
    )


def _found(ground: Ground) -> list[list[Unit]]:
    """Found all cells, those to be merged as two teams with half of the members each."""
    office, founded = office_of(ground.committee), []
    for number, plan in enumerate(names.CELLS):
        units = [
            organisations.found_unit(
                actor=office,
                name=name,
                kind="cell",
                founded_on=date(2015, 3, 1),
                parent=ground.committee,
                place=names.PLACE,
            )
            for name in plan.teams or (plan.name,)
        ]
        for position, name in enumerate(plan.members):
            if name in names.PROBATIONARY:
                continue
            unit, place = units[position % len(units)], 100 * number + position
            joined = clock.today() - timedelta(days=900 + 211 * (place % 23))
            ground.people[name] = _enter(office, unit, name, place, joined)
        founded.append(units)
    return founded


def admit(ground: Ground, month: Month, today: date, *, at_latest: bool) -> None:
    """Enter the new members whose day of admission lies in this month; with `at_latest` also those before it."""
    office = office_of(ground.committee)
    for name, days in names.PROBATIONARY.items():
        joined = today - timedelta(days=days)
        is_due = Month.of(joined) == month or (at_latest and joined < month.first_on)
        if not is_due or name in ground.people:
            continue
        cell = next(number for number, plan in enumerate(names.CELLS) if name in plan.members)
        place = 100 * cell + names.CELLS[cell].members.index(name)
        with clock.at(_morning(max(joined, month.plus(-1).day(11)))):
            ground.people[name] = _enter(office, ground.cells[cell], name, place, joined)
            _open_account(ground, office, name)


def _enter(office: Actor, unit: Unit, name: str, number: int, joined: date) -> Person:
    on_probation = name in names.PROBATIONARY
    year = (1995 if on_probation else 1966) + number * 7 % (6 if on_probation else 28)
    facts = PersonFacts(
        full_name=name,
        given_name="Blơk Êban" if "Êban" in name else "",
        sex="female" if any(mark in name for mark in FEMALE) else "male",
        born_on=date(year, 1 + number * 5 % 12, 1 + number * 11 % 28),
        ethnicity=names.ETHNICITIES.get(name, "Kinh"),
        religion="Không",
        occupation=names.OCCUPATIONS[number % len(names.OCCUPATIONS)],
        home_place=names.HOMES[number % len(names.HOMES)],
        residence=names.RESIDENCE,
    )
    entered = Entered(
        stays_from=joined,
        joined_on=joined,
        admitted_on=joined - timedelta(days=12),
        official_on=None if on_probation else _a_year_after(joined),
        standing=StandingKind.PROBATIONARY if on_probation else None,
        card_number="" if on_probation else f"0680{80000000 + number * 61603:08d}",
    )
    return enter.enter_member(actor=office, unit=unit, facts=facts, entered=entered)


def _merge(ground: Ground, founded: Sequence[list[Unit]]) -> None:
    office = office_of(ground.committee)
    for plan, units in zip(names.CELLS, founded, strict=True):
        if len(units) == 1:
            ground.cells.append(units[0])
            continue
        merged = enter.merge_cells(
            actor=office,
            units=units,
            name=plan.name,
            kind="cell",
            merged_on=clock.today(),
            decision="21-QĐ/ĐU",
            place=names.PLACE,
        )
        ground.cells.append(merged)
    for unit in (ground.committee, *ground.cells):
        organisations.open_term(actor=office, unit=unit, name=_term_name(), starts_on=clock.today())


def _posts(ground: Ground) -> None:
    for number, plan in enumerate(names.CELLS):
        secretary, deputy, third = plan.members[:3]
        _hold(ground, secretary, ground.cells[number], "secretary")
        _hold(ground, deputy, ground.cells[number], "deputy_secretary")
        _hold(ground, third, ground.cells[number], "committee_member")
        _hold(ground, secretary, ground.committee, "committee_member")
    _hold(ground, names.COMMITTEE_SECRETARY, ground.committee, "secretary")
    _hold(ground, names.COMMITTEE_DEPUTY, ground.committee, "deputy_secretary")
    _hold(ground, names.COMMITTEE_THIRD, ground.committee, "committee_member")
    _hold(ground, names.INSPECTOR, ground.committee, "inspection_chair")
    for name in names.OFFICE:
        _hold(ground, name, ground.committee, "office_staff")
    for name in names.PARTY_BUILDING:
        _hold(ground, name, ground.committee, "party_building_staff")


def _hold(ground: Ground, name: str, unit: Unit, post: str) -> None:
    enter.start_post(
        actor=office_of(ground.committee),
        person_id=ground.people[name].pk,
        unit=unit,
        kind=post,
        starts_on=clock.today(),
        decision=DECISION,
    )


def _accounts(ground: Ground) -> None:
    """Open accounts for all but the members without a phone; some owners use their slip at once."""
    office = office_of(ground.committee)
    for name in ground.people:
        if name not in names.WITHOUT_PHONE:
            _open_account(ground, office, name)
    for number, name in names.ASSIGNED.items():
        holder = ground.people[name].user
        if holder is not None:
            organisations.give_mandate(
                actor=office,
                user=holder,
                role=Role.ASSIGNED,
                unit=ground.cells[number],
                starts_on=clock.today(),
                decided_by=DECISION,
            )


def _open_account(ground: Ground, office: Actor, name: str) -> None:
    person, username = ground.people[name], fold(name).replace(" ", ".")
    if name in names.TYPED:
        issued = enter.open_account(actor=office, person_id=person.pk, username=username)
        accounts.use_slip(actor=office, username=username, code=issued.code, password=ground.password)
    else:
        user = accounts.create_user(
            actor=office, place=place_of(ground.committee), username=username, display_name=name
        )
        enter.link_account(actor=office, person_id=person.pk, user=user)
    person.refresh_from_db()


def _states(ground: Ground) -> None:
    office, today = office_of(ground.committee), clock.today()
    for name in names.EXEMPT:
        enter.exempt(
            actor=office,
            person_id=ground.people[name].pk,
            kind=ExemptionKind.AGE_OR_HEALTH,
            starts_on=today,
            decision="05-NQ/CB",
        )
    enter.start_temporary_stay(
        actor=office,
        person_id=ground.people[names.AWAY].pk,
        unit=ground.cells[0],
        starts_on=today,
        decision="08-GGT/ĐU",
    )


def _term_name() -> str:
    year = clock.today().year
    return f"{year}-{year + 5}"


def _a_year_after(day: date) -> date:
    return Month.of(day).plus(12).day(day.day)


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(8, 30), tzinfo=clock.HOME)
