"""The permanent cast: one commune committee with its cells, and a foreign one, everybody with a known role.

Made through the services once a run, on 2 January 2026; each test gets its own copy of the rows. Fixtures: `cast`
and, for pages, `sign_in(client, cast.secretary)` which is Django's `force_login`.

The cell Trung Hòa has 20 members on its roll: Lâm (secretary), Hải (deputy), Ánh (cell committee), Huyền and Mẩy
(plain members), 9 more official ones, Dũng and Thảo (probationary), Tư (exempt), Phúc (suspended), Khoa (away in
Phú Vinh) and Blơk Êban (a guest from the foreign cell). Counted formally: 19; in the base of a vote with only the
ordinary ones present: 14.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models, transaction

from chibo.access import Actor, Role
from chibo.accounts.models import User
from chibo.audit.models import Waiting  # the database fills it by itself
from chibo.kernel import clock
from chibo.members import selectors as members
from chibo.members import services
from chibo.members.models import Person
from chibo.members.states import ExemptionKind
from chibo.members.tests import factories as make
from chibo.organisations import services as organisations
from chibo.organisations.models import Unit
from chibo.organisations.tests.factories import a_cell, a_committee, system_actor

MADE_AT = datetime(2026, 1, 2, 2, 0, tzinfo=UTC)
OFFICIALS = (
    "Nguyễn Thị Mai",
    "Trần Văn Sơn",
    "Lê Thị Thu",
    "Vũ Đình Quang",
    "Đặng Văn Bình",
    "Đỗ Thị Nga",
    "Ngô Văn Tiến",
    "Hà Thị Xuân",
    "Lương Văn Ổn",
)


@dataclass(frozen=True)
class Player:
    """A person of the cast with account and mandates. `person` is None for the operator."""

    user: User
    person: Person | None
    actor: Actor

    @property
    def id(self) -> Any:
        """The person's id."""
        assert self.person is not None
        return self.person.pk


OF_THE_CELL = {
    "secretary",
    "deputy",
    "cell_committee",
    "member",
    "other_member",
    "probationary",
    "exempt",
    "away",
    "guest",
}
"""Players who belong to the first cell and have all their rights in it."""


@dataclass
class Cast:
    committee: Unit
    cell: Unit
    sibling_cell: Unit
    staff_cell: Unit
    """Where the people of the committee's offices are members."""
    foreign_committee: Unit
    foreign_cell: Unit
    system: Actor
    """May do whatever an office may do everywhere; has no user."""
    people: dict[str, Person] = field(default_factory=dict)
    """All members by name."""
    players: dict[str, Player] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Player:
        """Return a player: secretary, deputy, cell_committee, member, other_member, assigned, committee_member,
        committee_secretary, office, party_building, inspection, operator, probationary, guest, suspended, exempt,
        away, sibling_secretary, sibling_member, foreign_secretary, foreign_office."""
        players = self.__dict__.get("players", {})
        if name in players:
            return players[name]
        raise AttributeError(name)

    @property
    def roll(self) -> list[Person]:
        """The 20 members on the roll of the first cell on the day the cast was made."""
        return [self.people[comrade.full_name] for comrade in members.roster(self.cell.pk, date(2026, 1, 2))]


def make_cast() -> Cast:
    """Make everybody, through the services."""
    with clock.at(MADE_AT):
        cast = _units()
        _first_cell(cast)
        _neighbours(cast)
        _states(cast)
        for name, person in cast.people.items():
            if name not in {"Lương Văn Ổn", "Hà Thị Xuân"}:  # two without an account, as in any village
                make.with_account(person, cast.committee, cast.foreign_committee)
        _name_players(cast)
    return cast


def _units() -> Cast:
    committee = a_committee()
    foreign = a_committee("Đảng bộ xã Yên Khê", "Yên Khê")
    return Cast(
        committee=committee,
        cell=a_cell(committee),
        sibling_cell=a_cell(committee, "Chi bộ thôn Phú Vinh"),
        staff_cell=a_cell(committee, "Chi bộ cơ quan Đảng ủy xã"),
        foreign_committee=foreign,
        foreign_cell=a_cell(foreign, "Chi bộ thôn Bản Lầu", "Yên Khê"),
        system=system_actor(committee, foreign),
    )


def _first_cell(cast: Cast) -> None:
    women = {"Bùi Thị Huyền", "Lý Thị Mẩy", "Phạm Thị Ngọc Ánh", "Nguyễn Thị Mai", "Lê Thị Thu", "Đỗ Thị Nga"}
    plain = ("Hoàng Văn Lâm", "Nguyễn Văn Hải", "Phạm Thị Ngọc Ánh", "Bùi Thị Huyền", "Lý Thị Mẩy", *OFFICIALS)
    for number, name in enumerate((*plain, "Cao Văn Tư", "Mai Xuân Phúc", "Tạ Đăng Khoa"), start=1):
        sex = "female" if name in women or " Thị " in name else "male"
        _enter(cast, cast.cell, name, sex=sex, card_number=f"0010860{number:05d}")
    for name, sex in (("Trịnh Tiến Dũng", "male"), ("Nguyễn Thị Phương Thảo", "female")):
        _enter(cast, cast.cell, name, sex=sex, probationary=True)
    _post(cast, "Hoàng Văn Lâm", cast.cell, "secretary")
    _post(cast, "Nguyễn Văn Hải", cast.cell, "deputy_secretary")
    _post(cast, "Phạm Thị Ngọc Ánh", cast.cell, "committee_member")


def _neighbours(cast: Cast) -> None:
    posts = (
        ("Nguyễn Thị Liên", cast.staff_cell, cast.committee, "committee_member"),
        ("Phan Đình Khánh", cast.staff_cell, cast.committee, "committee_member"),
        ("Trương Quốc Toàn", cast.staff_cell, cast.committee, "secretary"),
        ("Nguyễn Thị Mai Chi", cast.staff_cell, cast.committee, "office_staff"),
        ("Đinh Công Thành", cast.staff_cell, cast.committee, "party_building_staff"),
        ("Vi Văn Kiểm", cast.staff_cell, cast.committee, "inspection_member"),
        ("Hồ Sỹ Nghĩa", cast.sibling_cell, cast.sibling_cell, "secretary"),
        ("Lò Văn Pản", cast.foreign_cell, cast.foreign_cell, "secretary"),
        ("Sầm Thị Hoa", cast.foreign_cell, cast.foreign_committee, "office_staff"),
    )
    for name, home, unit, post in posts:
        _enter(cast, home, name, sex="female" if " Thị " in name else "male")
        _post(cast, name, unit, post)
    _enter(cast, cast.sibling_cell, "Quách Thị Đào")
    _enter(cast, cast.foreign_cell, "Y Blơk Êban", sex="male")


def _states(cast: Cast) -> None:
    day, decision = date(2025, 9, 1), "08-QĐ/ĐU, 28/8/2025"
    everywhere, people = cast.system, cast.people
    services.exempt(
        actor=everywhere,
        person_id=people["Cao Văn Tư"].pk,
        kind=ExemptionKind.AGE_OR_HEALTH,
        starts_on=day,
        decision=decision,
    )
    services.suspend(actor=everywhere, person_id=people["Mai Xuân Phúc"].pk, starts_on=day, decision=decision)
    for name, unit in (("Tạ Đăng Khoa", cast.sibling_cell), ("Y Blơk Êban", cast.cell)):
        services.start_temporary_stay(
            actor=everywhere, person_id=people[name].pk, unit=unit, starts_on=day, decision="11-GGT/ĐU, 30/8/2025"
        )


def _name_players(cast: Cast) -> None:
    names = {
        "secretary": "Hoàng Văn Lâm",
        "deputy": "Nguyễn Văn Hải",
        "cell_committee": "Phạm Thị Ngọc Ánh",
        "member": "Bùi Thị Huyền",
        "other_member": "Lý Thị Mẩy",
        "probationary": "Trịnh Tiến Dũng",
        "exempt": "Cao Văn Tư",
        "suspended": "Mai Xuân Phúc",
        "away": "Tạ Đăng Khoa",
        "guest": "Y Blơk Êban",
        "assigned": "Nguyễn Thị Liên",
        "committee_member": "Phan Đình Khánh",
        "committee_secretary": "Trương Quốc Toàn",
        "office": "Nguyễn Thị Mai Chi",
        "party_building": "Đinh Công Thành",
        "inspection": "Vi Văn Kiểm",
        "sibling_secretary": "Hồ Sỹ Nghĩa",
        "sibling_member": "Quách Thị Đào",
        "foreign_secretary": "Lò Văn Pản",
        "foreign_office": "Sầm Thị Hoa",
    }
    _assign(cast, cast.people["Nguyễn Thị Liên"])
    for player, name in names.items():
        person = cast.people[name]
        assert person.user is not None
        cast.players[player] = Player(person.user, person, make.actor_of(person))
    user = make.a_user("Người quản trị")
    organisations.give_mandate(actor=cast.system, user=user, role=Role.OPERATOR, unit=None, starts_on=date(2026, 1, 2))
    cast.players["operator"] = Player(user, None, members.actor_for(user.pk, user.display_name))


def _assign(cast: Cast, person: Person) -> None:
    assert person.user is not None
    organisations.give_mandate(
        actor=cast.system, user=person.user, role=Role.ASSIGNED, unit=cast.cell, starts_on=date(2026, 1, 2)
    )


def _enter(cast: Cast, unit: Unit, name: str, **facts: Any) -> None:
    cast.people[name] = make.a_member(unit, name, **facts)


def _post(cast: Cast, name: str, unit: Unit, kind: str) -> None:
    make.with_post(cast.people[name], unit, kind)


Writes = list[tuple[str, Any]]
"""Statements that put the rows of the cast into an empty database, with their values."""


@pytest.fixture(scope="session")
def cast_rows(django_db_setup: None, django_db_blocker: Any) -> tuple[bytes, Writes]:
    """Make the cast once, keep it and what writes all its rows, and leave the database as it was."""
    with django_db_blocker.unblock():
        with undone():
            every = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
            empty = [model for model in every if not model._base_manager.exists() and model is not Waiting]
            cast = make_cast()
            cast.people = {person.full_name: person for person in Person.objects.select_related("user")}
            rows = {model: list(model._base_manager.all()) for model in empty}
        with undone():
            return pickle.dumps(cast), _writes({model: found for model, found in rows.items() if found})


@pytest.fixture
def cast(db: None, cast_rows: tuple[bytes, Writes]) -> Cast:
    """Give the test its own copy of the cast, in the database and as objects."""
    made, writes = cast_rows
    with transaction.atomic(), connection.cursor() as cursor:
        for statement, values in writes:
            cursor.execute(statement, values)
    return pickle.loads(made)  # type: ignore[no-any-return]


def _writes(rows: dict[type[models.Model], list[models.Model]]) -> Writes:
    """Write the rows and return the statements that did: working them out takes longer than the database does."""
    writes: Writes = []

    def keep(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(("INSERT", "SELECT setval")):
            writes.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(keep), connection.cursor() as cursor:
        for model, found in rows.items():
            model._base_manager.bulk_create(found)
        for statement in connection.ops.sequence_reset_sql(no_style(), list(rows)):
            cursor.execute(statement)
    return writes


@contextmanager
def undone() -> Iterator[None]:
    """Run in a transaction that is taken back, in which services may open durable ones, as in a test."""
    frame = transaction.atomic()
    frame._from_testcase = True  # type: ignore[attr-defined]
    with frame:
        yield
        transaction.set_rollback(True)


def sign_in(client: Any, player: Player) -> None:
    """Sign the player in on a test client, past the page."""
    client.force_login(player.user, backend="allauth.account.auth_backends.AuthenticationBackend")
