"""Lists written in chunks: what they write, whom they leave out, and that they can be taken back."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db.models import Model

from chibo.access import Denied
from chibo.audit.models import Entry, Stale
from chibo.kernel.ids import uuid7
from chibo.members import selectors, services
from chibo.members.models import CardNumber, Membership, Person, Post, Standing, Stay
from chibo.members.selectors import lines, roster
from chibo.members.services import ChangedMember, NewMember
from chibo.members.tests import factories as make
from chibo.organisations.models import Unit
from chibo.organisations.selectors import place_of
from chibo.organisations.tests.factories import a_cell, a_committee, system_actor

pytestmark = pytest.mark.django_db
TABLES: tuple[type[Model], ...] = (Person, Membership, Standing, Stay, CardNumber, Post)
ON = date(2026, 1, 2)


@pytest.fixture
def committee() -> Unit:
    return a_committee()


@pytest.fixture
def cell(committee: Unit) -> Unit:
    return a_cell(committee)


def new_member(cell: Unit, name: str = "Lò Văn Đại", *, card: str = "78004512", **more: Any) -> NewMember:
    return NewMember(
        person_id=uuid7(),
        unit_id=cell.pk,
        person={"full_name": name, "sex": "male", "born_on": date(1986, 8, 12), "born_year": 1986},
        membership={"joined_on": date(2015, 5, 19), "official_on": date(2016, 5, 19)},
        is_official=True,
        stays_from=ON,
        cards=(card,) if card else (),
        **more,
    )


def write(committee: Unit, new: list[NewMember] = [], changed: list[ChangedMember] = []) -> services.Outcome:  # noqa: B006
    return services.write_many(
        actor=system_actor(committee), place=place_of(committee), run=committee, new=new, changed=changed
    )


def reveal(committee: Unit, *ids: UUID) -> int:
    return services.reveal(actor=system_actor(committee), place=place_of(committee), run=committee, person_ids=ids)


def take_back(committee: Unit, outcome: services.Outcome) -> dict[UUID, tuple[str, str]]:
    return services.take_back(
        actor=system_actor(committee), place=place_of(committee), run=committee, traces=outcome.traces
    )


def counts() -> list[int]:
    return [model._default_manager.count() for model in TABLES]


def test_new_members_stand_in_the_book_once_they_are_revealed(committee: Unit, cell: Unit) -> None:
    member = new_member(cell, post="secretary", decision="12-QĐ/ĐU")

    write(committee, [member])

    assert selectors.roster(cell.pk, ON) == []
    assert reveal(committee, member.person_id) == 1
    [comrade] = selectors.roster(cell.pk, ON)
    assert (comrade.full_name, comrade.standing, comrade.posts) == ("Lò Văn Đại", "official", ("secretary",))
    line = lines.lines_of([member.person_id])[member.person_id]
    assert (line["cards"], line["unit_id"], line["stay_decision"]) == (("78004512",), cell.pk, "12-QĐ/ĐU")
    assert [(s.kind, s.starts_on, s.ends_on) for s in Standing.objects.order_by("starts_on")] == [
        ("probationary", date(2015, 5, 19), date(2016, 5, 19)),
        ("official", date(2016, 5, 19), None),
    ]


def test_a_chunk_leaves_one_entry_whatever_its_size(committee: Unit, cell: Unit) -> None:
    before = Entry.objects.count()

    write(committee, [new_member(cell, card=f"7800{number:04d}") for number in range(30)])

    assert Entry.objects.count() == before + 1


def test_the_queries_do_not_grow_with_the_rows(committee: Unit, cell: Unit, django_assert_num_queries: Any) -> None:
    # savepoint 2, cells held 1, cards taken 1, six tables 5 (no post), entry 1
    for size in (1, 60):
        new = [new_member(cell, card=f"7{size:03d}{number:04d}") for number in range(size)]
        with django_assert_num_queries(10):
            write(committee, new)


def test_a_cell_is_counted_anew_once_its_new_members_are_seen(committee: Unit, cell: Unit) -> None:
    new = [new_member(cell, card=f"7800{number:04d}") for number in range(3)]
    write(committee, new)
    assert not Stale.objects.filter(unit_id=cell.pk, topic="members").exists()

    reveal(committee, *(member.person_id for member in new))

    found = Stale.objects.filter(unit_id=cell.pk, topic="members").values_list("month_on", flat=True)
    assert list(found) == [ON.replace(day=1)]


def test_a_card_number_taken_meanwhile_leaves_its_row_out(committee: Unit, cell: Unit) -> None:
    make.a_member(cell, card_number="78004512")
    first, second = new_member(cell), new_member(cell, "Hà Văn Cường", card="78004513")

    outcome = write(committee, [first, second, new_member(cell, "Hà Văn Cường", card="78004513")])

    assert outcome.overtaken[0] == first.person_id
    assert (len(outcome.overtaken), list(outcome.traces)) == (2, [second.person_id])


def change(person: Person, **more: Any) -> ChangedMember:
    known = lines.lines_of([person.pk])[person.pk]
    values = more.pop("values", {})
    before = {name: known[name] for name in values}
    return ChangedMember(person_id=person.pk, before=before, values=values, on=ON, **more)


def test_somebody_who_is_there_is_changed_moved_and_given_a_post(committee: Unit, cell: Unit) -> None:
    person, other = make.a_member(cell), a_cell(committee, "Chi bộ thôn Phú Vinh")
    values = {"occupation": "Giáo viên", "official_on": date(2016, 6, 1)}

    write(
        committee,
        changed=[
            change(
                person,
                values=values,
                cards=("001086000001",),
                unit_id=other.pk,
                post="deputy_secretary",
                post_unit_id=other.pk,
                decision="05-QĐ/ĐU",
            )
        ],
    )

    line = lines.lines_of([person.pk])[person.pk]
    assert {name: line[name] for name in values} == values
    assert (line["unit_id"], line["cards"], line["posts"]) == (
        other.pk,
        ("001086000001",),
        ((other.pk, "deputy_secretary"),),
    )
    assert Standing.objects.get(person=person, kind="official").starts_on == date(2016, 6, 1)
    assert selectors.roster(cell.pk, ON) == []


def test_somebody_changed_meanwhile_is_left_out(committee: Unit, cell: Unit) -> None:
    person = make.a_member(cell)
    seen = change(person, values={"occupation": "Giáo viên"})
    Person.objects.filter(pk=person.pk).update(occupation="Y sĩ")

    assert write(committee, changed=[seen]).overtaken == [person.pk]
    person.refresh_from_db()
    assert person.occupation == "Y sĩ"


def test_somebody_with_an_account_is_not_moved_by_a_list(committee: Unit, cell: Unit) -> None:
    person = make.with_account(make.a_member(cell), committee)
    other = a_cell(committee, "Chi bộ thôn Phú Vinh")

    assert write(committee, changed=[change(person, unit_id=other.pk, decision="x")]).overtaken == [person.pk]


def test_everything_can_be_taken_back(committee: Unit, cell: Unit) -> None:
    person, other = make.a_member(cell), a_cell(committee, "Chi bộ thôn Phú Vinh")
    before, line = counts(), lines.lines_of([person.pk])
    moved = change(
        person, values={"occupation": "x", "joined_on": date(2015, 1, 1)}, cards=("00000001",), unit_id=other.pk
    )

    outcome = write(committee, [new_member(cell, post="secretary")], [moved])
    left = take_back(committee, outcome)

    after = lines.lines_of([person.pk])
    for known in (line, after):
        known[person.pk].pop("version")
    assert (left, after) == ({}, line)
    assert [now >= then for now, then in zip(counts(), before, strict=True)]  # withdrawn, not deleted
    assert [comrade.person_id for comrade in roster(cell.pk, ON)] == [person.pk]
    assert not roster(other.pk, ON)
    assert not lines.owners_of(["00000001"])


def test_who_was_changed_or_used_since_is_left_and_named(committee: Unit, cell: Unit) -> None:
    touched, used, untouched = (new_member(cell, card=f"7800000{number}") for number in range(3))
    outcome = write(committee, [touched, used, untouched])
    Person.objects.filter(pk=touched.person_id).update(version=2)
    exemption = services.exempt(
        actor=system_actor(committee),
        person_id=used.person_id,
        kind="other",
        starts_on=ON,
        decision="08-QĐ/ĐU",
    )

    left = take_back(committee, outcome)

    assert left == {
        touched.person_id: ("members.person", str(touched.person_id)),
        used.person_id: ("members.exemption", str(exemption.pk)),
    }
    assert set(Person.objects.filter(import_run=None).values_list("pk", flat=True)) <= {
        touched.person_id,
        used.person_id,
    }


def test_another_committee_may_not_write_here(committee: Unit, cell: Unit) -> None:
    foreign = a_committee("Đảng bộ xã Yên Khê")
    with pytest.raises(Denied):
        services.write_many(
            actor=system_actor(foreign), place=place_of(committee), run=committee, new=[new_member(cell)], changed=[]
        )
    assert Person.objects.count() == 0
