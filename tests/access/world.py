"""A small world for the table of access: at every place one of each thing, made through the services.

Two cells of one committee, that committee itself, and a cell of a foreign one. Each player holds exactly one role, so
that no grant hides behind another. Names and titles of a place bear its mark, so that a page that shows what is out of
somebody's reach is caught by its words.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from chibo.access import Actor, Mandate, Role
from chibo.accounts.models import User
from chibo.kernel import clock
from chibo.members import services as members
from chibo.members.models import Person
from chibo.members.tests import factories as make
from chibo.organisations import services as organisations
from chibo.organisations.models import Mandate as MandateRow
from chibo.organisations.models import Unit
from chibo.organisations.tests.factories import a_cell, a_committee, system_actor
from tests.access import months, things

FOUNDED = date(2026, 1, 2)
STAFF = "Chi bộ cơ quan Đảng ủy xã"
NOW = datetime(2026, 12, 3, 12, 50, tzinfo=UTC)
"""Twenty past the opening of December's meetings; the day on which everything is asked."""

MARKS = {"cell": "Ksor", "sibling": "Giàng", "committee": "Thào", "foreign": "Sầm"}
"""Family names of the people of a place; also in all titles there."""
QUIET = {"cell": "Kpă", "sibling": "Vừ", "committee": "Lầu", "foreign": "Quàng"}
"""Family names of those who stand only on the roll and inside of meetings."""
INSIDE = {place: f"Chuyện nội bộ {mark}" for place, mark in MARKS.items()}
"""Words of the inside of a meeting: text of items, speeches, opinions."""
RESERVED = {place: f"Ý kiến bảo lưu của {mark}" for place, mark in MARKS.items()}
"""Words of opinions reserved on a resolution: for the author, the secretary, and the body above."""

PLAYERS: dict[str, tuple[Role | None, str]] = {
    "anonymous": (None, ""),
    "stranger": (None, ""),
    "operator": (Role.OPERATOR, ""),
    "neighbour": (Role.MEMBER, "sibling"),
    "member": (Role.MEMBER, "cell"),
    "chair": (None, "cell"),
    "clerk": (None, "cell"),
    "cell_committee": (Role.CELL_COMMITTEE, "cell"),
    "deputy": (Role.DEPUTY, "cell"),
    "secretary": (Role.SECRETARY, "cell"),
    "assigned": (Role.ASSIGNED, "cell"),
    "committee_member": (Role.COMMITTEE_MEMBER, "committee"),
    "committee_deputy": (Role.DEPUTY, "committee"),
    "committee_secretary": (Role.SECRETARY, "committee"),
    "office": (Role.OFFICE, "committee"),
    "party_building": (Role.PARTY_BUILDING, "committee"),
    "inspection": (Role.INSPECTION, "committee"),
}
"""Role and place of each player, in the order of the letters of the table."""


@dataclass
class Ground:
    """A place with its people, and the actor through whom its things are made."""

    place: str
    unit: Unit
    above: Unit | None
    lead: Person
    owner: Person
    """Whose tasks, replies and opinions the things of the place are."""
    quiet: Person
    """Stands only on the roll and inside of meetings."""
    chair: Person
    clerk: Person
    maker: Actor = field(init=False)
    own: Actor = field(init=False)
    """The owner, as a member."""

    def __post_init__(self) -> None:
        roles = (Role.SECRETARY, Role.OFFICE, Role.PARTY_BUILDING)
        held = [Mandate(role, unit.pk, unit.path) for unit in (self.unit, self.above) if unit for role in roles]
        user = make.a_user(f"Lập {self.place}")
        self.maker = Actor(user.pk, self.lead.pk, self.lead.full_name, tuple(held), None)
        member = Mandate(Role.MEMBER, self.unit.pk, self.unit.path)
        self.own = Actor(None, self.owner.pk, self.owner.full_name, (member,), None)

    @property
    def mark(self) -> str:
        return MARKS[self.place]

    @property
    def inside(self) -> str:
        return INSIDE[self.place]

    @property
    def reserved(self) -> str:
        return RESERVED[self.place]


@dataclass
class World:
    grounds: dict[str, Ground]
    users: dict[str, User]
    """The players' accounts; nobody for `anonymous`."""
    things: dict[str, dict[str, Any]]
    """By place: what the addresses take, by name; `stage.name` for the thing in another state than usual."""


def make_world() -> World:
    """Make everything, as if the year had passed."""
    with clock.at(datetime(2026, 1, 2, 2, tzinfo=UTC)):
        grounds = _grounds()
        users = _players(grounds)
    found = {place: months.lived(ground) for place, ground in grounds.items()}
    with clock.at(NOW):
        for place, ground in grounds.items():
            found[place] |= things.of(ground, found[place])
        found["mine"] = things.mine(grounds["cell"], Person.objects.get(user=users["member"]), found["cell"])
        system = system_actor(grounds["cell"].unit)
        _end_mandates(system, users["chair"], users["clerk"])
        _end_mandates(system, users["committee_member"], role=Role.ASSIGNED)
    return World(grounds, users, found)


def _grounds() -> dict[str, Ground]:
    committee = a_committee("Đảng bộ xã Sơn Lộc")
    foreign = a_committee("Đảng bộ xã Yên Khê", "Yên Khê")
    units = {
        "cell": (a_cell(committee, "Chi bộ thôn Trung Hòa"), committee),
        "sibling": (a_cell(committee, "Chi bộ thôn Phú Vinh"), committee),
        "committee": (committee, None),
        "foreign": (a_cell(foreign, "Chi bộ thôn Bản Lầu", "Yên Khê"), foreign),
    }
    staff = a_cell(committee, STAFF)
    return {
        place: _ground(place, unit, above, home=staff if place == "committee" else unit)
        for place, (unit, above) in units.items()
    }


def _ground(place: str, unit: Unit, above: Unit | None, home: Unit) -> Ground:
    mark = MARKS[place]
    names = {"lead": "Lâm", "owner": "Mẩy", "chair": "Sơn", "clerk": "Thu"}
    people = {who: make.a_member(home, f"{mark} Văn {name}", sex="male") for who, name in names.items()}
    people["quiet"] = make.a_member(home, f"{QUIET[place]} Văn Lặng", sex="male")
    make.with_post(people["lead"], unit, "secretary")
    if place == "committee":
        for who in ("owner", "chair", "clerk", "quiet"):
            make.with_post(people[who], unit, "committee_member")
    return Ground(place, unit, above, **people)


def _players(grounds: dict[str, Ground]) -> dict[str, User]:
    """Give each player an account with one role and no more.

    Member, chair and clerk are people of the cell; the assigned one is a member elsewhere, and so is the committee
    member, who sat in the cell's meetings before.
    """
    system = system_actor(*[ground.unit for ground in grounds.values()])
    users = {name: make.a_user(f"Vai {name}") for name in PLAYERS if name != "anonymous"}
    cell, above = grounds["cell"], grounds["committee"]
    people = {
        "member": make.a_member(cell.unit, f"{cell.mark} Thị Huyền"),
        "chair": cell.chair,
        "clerk": cell.clerk,
        "assigned": make.a_member(Unit.objects.get(name=STAFF), f"{above.mark} Thị Liên"),
        "committee_member": make.a_member(Unit.objects.get(name=STAFF), f"{above.mark} Thị Vân"),
    }
    for name, person in people.items():
        members.link_account(actor=system, person_id=person.pk, user=users[name])
    _end_mandates(system, users["assigned"], users["committee_member"])
    for name, (role, place) in PLAYERS.items():
        if role is not None and name != "member":
            unit = grounds[place].unit if place else None
            organisations.give_mandate(actor=system, user=users[name], role=role, unit=unit, starts_on=FOUNDED)
    # until everything is made: see make_world
    organisations.give_mandate(
        actor=system, user=users["committee_member"], role=Role.ASSIGNED, unit=cell.unit, starts_on=FOUNDED
    )
    return users


def _end_mandates(system: Actor, *users: User, role: Role | None = None) -> None:
    """Take from somebody what membership gives: what is left is what they are in one meeting, or were given."""
    held = MandateRow.objects.filter(user__in=users, ends_on=None)
    for mandate in held.filter(role=role) if role else held:
        organisations.end_mandate(
            actor=system, mandate_id=mandate.pk, ends_on=max(FOUNDED, clock.today()), kept_by=mandate.kept_by
        )
