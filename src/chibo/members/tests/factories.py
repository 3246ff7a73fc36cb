"""Members for tests, entered through the services. Ordinary unless the test says otherwise."""

from datetime import date

from chibo.access import Actor
from chibo.accounts.models import User
from chibo.kernel.text import fold
from chibo.members import selectors, services
from chibo.members.models import Person, Post
from chibo.members.services import Entered, PersonFacts
from chibo.members.states import StandingKind, StayKind
from chibo.organisations.models import Unit
from chibo.organisations.tests.factories import system_actor

JOINED, OFFICIAL = date(2015, 5, 19), date(2016, 5, 19)
PROBATION_FROM = date(2025, 12, 19)


def a_member(
    unit: Unit,
    name: str = "Bùi Thị Huyền",
    *,
    sex: str = "female",
    probationary: bool = False,
    stay: StayKind = StayKind.FORMAL,
    card_number: str = "",
    since: date | None = None,
) -> Person:
    """Enter an official member of the cell, or a probationary one."""
    joined = PROBATION_FROM if probationary else JOINED
    entered = Entered(
        stays_from=since or joined,
        joined_on=joined,
        admitted_on=joined,
        official_on=None if probationary else OFFICIAL,
        standing=StandingKind.PROBATIONARY if probationary else None,
        stay=stay,
        card_number=card_number,
    )
    facts = PersonFacts(full_name=name, sex=sex, born_on=date(1986, 8, 12), occupation="Nông dân")
    return services.enter_member(actor=system_actor(unit), unit=unit, facts=facts, entered=entered)


def a_user(name: str) -> User:
    """Make an account that can sign in by `force_login`."""
    return User.objects.create(username=fold(name).replace(" ", "."), display_name=name)


def with_account(person: Person, *units: Unit) -> Person:
    """Give a person an account, with the rights of the cell and of the posts held."""
    user = a_user(person.full_name)
    services.link_account(actor=system_actor(*units), person_id=person.pk, user=user)
    person.refresh_from_db()
    return person


def with_post(person: Person, unit: Unit, kind: str, since: date = date(2025, 6, 1)) -> Post:
    """Let a person hold a post at the unit."""
    return services.start_post(
        actor=system_actor(unit), person_id=person.pk, unit=unit, kind=kind, starts_on=since, decision="12-QĐ/ĐU"
    )


def actor_of(person: Person) -> Actor:
    """Return the actor behind a person's account, with the mandates of today."""
    assert person.user_id is not None
    return selectors.actor_for(person.user_id, person.full_name)
