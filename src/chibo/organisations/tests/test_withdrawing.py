"""Taking back a unit that was founded by mistake."""

from datetime import date

import pytest
from tests.cast import Cast

from chibo.access import Actor, Denied, Role
from chibo.audit.models import Entry
from chibo.kernel.errors import Conflict, Missing, Refusal
from chibo.organisations import selectors, services
from chibo.organisations.models import Mandate, Unit, UnitVersion
from chibo.organisations.rules import piece
from chibo.organisations.tests.factories import a_cell, a_committee, system_actor
from chibo.organisations.tests.test_services import rename

DAY = date(2026, 3, 1)


@pytest.fixture
def commune(db: None) -> Unit:
    return a_committee()


@pytest.fixture
def office(commune: Unit) -> Actor:
    return system_actor(commune)


def withdraw(office: Actor, unit: Unit, version: int = 1) -> None:
    services.withdraw_unit(actor=office, unit_id=unit.pk, version=version)


def test_a_withdrawn_unit_is_found_nowhere_and_its_rows_stay(commune: Unit, office: Actor) -> None:
    section = services.found_unit(
        actor=office, name="Đảng bộ bộ phận Trường học", kind="sub_committee", founded_on=DAY, parent=commune
    )
    school = a_cell(section, "Chi bộ Trường THCS")
    written = Unit._base_manager.count(), UnitVersion.objects.count()

    withdraw(office, school)
    withdraw(office, section)

    assert (Unit._base_manager.count(), UnitVersion.objects.count()) == written
    assert list(selectors.units_for(office)) == [commune]
    assert list(selectors.children_of([commune.pk])) == []
    assert selectors.units_matching(office, "THCS") == []
    with pytest.raises(Missing):
        selectors.unit(school.pk)
    assert Entry.objects.filter(object_id=str(school.pk)).count() == 2


def test_after_withdrawing_the_name_is_free_and_the_number_is_not_given_again(commune: Unit, office: Actor) -> None:
    first = a_cell(commune, "Chi bộ Trường THCS")
    withdraw(office, first)
    second = a_cell(commune, "Chi bộ Trường THCS")
    assert (second.name, second.node_no) == (first.name, first.node_no + 1)


def test_a_unit_that_was_used_or_changed_is_not_withdrawn(cast: Cast) -> None:
    office = cast.office.actor
    above, renamed = a_cell(cast.committee, "Chi bộ Một"), a_cell(cast.committee, "Chi bộ Hai")
    path = above.path + piece(9_999)
    below = Unit.objects.create(node_no=9_999, path=path, parent=above, name="Tổ", kind="party_group")
    for used in (above, cast.cell):  # a unit below; members and mandates
        with pytest.raises(Refusal, match=r"organisations.unit_used"):
            withdraw(office, used, used.version)
    rename(office, renamed, "Chi bộ Ba")
    with pytest.raises(Conflict):
        withdraw(office, renamed)
    assert Unit.objects.filter(pk__in=[above.pk, below.pk, renamed.pk, cast.cell.pk]).count() == 4


def test_a_period_of_no_day_uses_no_unit(cast: Cast) -> None:
    """An undone list of members leaves such stays and posts."""
    office, cell = cast.office.actor, a_cell(cast.committee)
    held = Mandate.objects.create(user=cast.member.user, role=Role.MEMBER, unit=cell, starts_on=DAY)
    with pytest.raises(Refusal, match=r"organisations.unit_used"):
        withdraw(office, cell)
    Mandate.objects.filter(pk=held.pk).update(ends_on=DAY)
    withdraw(office, cell)
    assert not Unit.objects.filter(pk=cell.pk).exists()


@pytest.mark.parametrize("player", ["member", "secretary", "inspection", "foreign_office"])
def test_withdrawing_is_denied(cast: Cast, player: str) -> None:
    with pytest.raises(Denied):
        withdraw(getattr(cast, player).actor, cast.cell, cast.cell.version)
