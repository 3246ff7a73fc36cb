"""Merging and splitting units: what comes out, what is refused, who is denied."""

from datetime import date

import pytest
from tests.cast import Cast

from chibo.access import Actor, Denied
from chibo.kernel.errors import Refusal
from chibo.organisations import selectors, services
from chibo.organisations.models import Unit
from chibo.organisations.tests.factories import CELL, a_cell, a_committee, system_actor

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 1)


@pytest.fixture
def commune(db: None) -> Unit:
    return a_committee()


@pytest.fixture
def office(commune: Unit) -> Actor:
    return system_actor(commune)


def test_merged_units_end_and_point_to_the_one_that_took_them_in(commune: Unit, office: Actor) -> None:
    cells = [a_cell(commune), a_cell(commune, "Chi bộ thôn Ấp")]
    merged = services.merge_units(
        actor=office, units=cells, name="Chi bộ thôn Liên Hòa", kind=CELL, merged_on=DAY, decision="4-QĐ/ĐU"
    )
    ended = Unit.objects.filter(merged_into=merged, dissolved_on=DAY)
    assert set(ended) == set(cells)
    assert list(selectors.children_of([commune.pk])) == [merged]


def test_after_merging_twice_the_first_units_point_to_the_one_that_stands(commune: Unit, office: Actor) -> None:
    first, second, third = (a_cell(commune, f"Chi bộ thôn {n}") for n in (1, 2, 3))
    facts = {"actor": office, "kind": CELL, "decision": "4-QĐ/ĐU"}
    merged = services.merge_units(units=[first, second], name="Chi bộ thôn Liên Hòa", merged_on=DAY, **facts)
    last = services.merge_units(units=[merged, third], name="Chi bộ Hòa", merged_on=date(2026, 6, 1), **facts)
    assert set(selectors.predecessors_of(last.pk)) == {first, second, third, merged}
    assert not selectors.predecessors_of(merged.pk).exists()


# -- splitting
def split(actor: Actor, unit: Unit, *names: str, day: date = DAY) -> list[Unit]:
    return services.split_unit(
        actor=actor, unit_id=unit.pk, version=unit.version, names=names, split_on=day, decision="6-QĐ/ĐU"
    )


def test_a_split_founds_new_units_beside_the_one_that_goes_on(commune: Unit, office: Actor) -> None:
    cell = a_cell(commune)
    made = split(office, cell, "Chi bộ thôn Hòa 1", "Chi bộ thôn Hòa 2")
    assert {one.parent_id for one in made} == {commune.pk}
    assert {one.kind for one in made} == {cell.kind}
    cell.refresh_from_db()
    assert cell.dissolved_on is None and cell.merged_into_id is None
    event = selectors.events_of(cell.pk).filter(event="split").get()
    assert (set(event.before.all()), set(event.after.all())) == ({cell}, {cell, *made})
    assert event.decision == "6-QĐ/ĐU"


@pytest.mark.parametrize(
    ("names", "code"),
    [
        ((), "organisations.split_needs_names"),
        (("",), "organisations.split_needs_names"),
        (("Chi bộ mới", "Chi bộ Mới"), "organisations.split_same_name"),
        (("Chi bộ thôn Trung Hòa",), "organisations.split_same_name"),
    ],
)
def test_splitting_refuses_names_that_are_none(commune: Unit, office: Actor, names: tuple[str, ...], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        split(office, a_cell(commune), *names)
    assert refused.value.code == code


def test_splitting_is_denied_to_the_cell_and_to_others(cast: Cast) -> None:
    for who in ("secretary", "committee_secretary", "foreign_office"):
        with pytest.raises(Denied):
            split(getattr(cast, who).actor, cast.cell, "Chi bộ mới")
    with pytest.raises(Refusal, match="starts_before_last"):
        split(cast.office.actor, cast.cell, "Chi bộ mới", day=date(1990, 1, 1))


def test_merging_refuses_one_alone_and_units_of_different_parents(cast: Cast) -> None:
    for units in ([cast.cell], [cast.cell, cast.cell], [cast.cell, cast.foreign_cell]):
        with pytest.raises(Refusal) as refused:
            services.merge_units(
                actor=cast.system, units=units, name="Chi bộ", kind=CELL, merged_on=DAY, decision="4-QĐ/ĐU"
            )
        assert refused.value.code == "organisations.merge_two_of_one"
