"""Changing the tree: what each service does, refuses and denies."""

import threading
from datetime import date
from itertools import pairwise
from uuid import UUID

import pytest
from django.db import DatabaseError, connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.cast import Cast, undone

from chibo.access import Actor, Denied, Role
from chibo.audit.models import Entry
from chibo.kernel.errors import Conflict, Refusal
from chibo.organisations import selectors, services
from chibo.organisations.models import Mandate, Unit, UnitVersion
from chibo.organisations.rules import piece
from chibo.organisations.tests.factories import CELL, COMMITTEE, LONG_AGO, a_cell, a_committee, system_actor

DAY = date(2026, 3, 1)


@pytest.fixture
def commune(db: None) -> Unit:
    return a_committee()


@pytest.fixture
def office(commune: Unit) -> Actor:
    return system_actor(commune)


def rename(office: Actor, unit: Unit, name: str, day: date = DAY) -> Unit:
    return services.rename_unit(
        actor=office,
        unit_id=unit.pk,
        version=unit.version,
        name=name,
        place=unit.place,
        changed_on=day,
        decision="1-QĐ/ĐU",
    )


def move(office: Actor, unit: Unit, parent: Unit, day: date = DAY) -> Unit:
    return services.move_unit(
        actor=office, unit_id=unit.pk, version=unit.version, new_parent=parent, moved_on=day, decision="2-QĐ/ĐU"
    )


def dissolve(office: Actor, unit: Unit, day: date = DAY) -> Unit:
    return services.dissolve_unit(
        actor=office, unit_id=unit.pk, version=unit.version, dissolved_on=day, decision="3-QĐ/ĐU"
    )


# -- founding
def test_founding_opens_a_version_below_the_parent_and_leaves_one_entry(commune: Unit, office: Actor) -> None:
    before = Entry.objects.count()
    cell = services.found_unit(actor=office, name=" Chi bộ  thôn Ấp ", kind=CELL, founded_on=DAY, parent=commune)
    version = UnitVersion.objects.get(unit=cell)
    assert (cell.name, cell.search, cell.path) == (
        "Chi bộ thôn Ấp",
        "chi bo thon ap",
        commune.path + piece(cell.node_no),
    )
    assert (version.parent_id, version.valid_from, version.valid_to) == (commune.pk, DAY, None)
    assert Entry.objects.count() == before + 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgres
def test_units_founded_at_once_get_numbers_of_their_own() -> None:
    commune = a_committee()
    office = system_actor(commune)
    failed: list[DatabaseError] = []

    def found(who: int) -> None:
        try:
            for number in range(8):
                name = f"Chi bộ thôn {who}{number}"
                services.found_unit(actor=office, name=name, kind=CELL, founded_on=DAY, parent=commune)
        except DatabaseError as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=found, args=[who]) for who in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert not failed
    assert Unit.objects.filter(parent=commune).count() == 32


@pytest.mark.parametrize(
    ("name", "kind", "code"),
    [
        (" ", CELL, "organisations.name_missing"),
        ("Chi bộ thôn Ấp", "village", "organisations.kind_unknown"),
        ("Đảng bộ xã", COMMITTEE, "organisations.kind_not_under"),
    ],
)
def test_founding_refuses(commune: Unit, office: Actor, name: str, kind: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        services.found_unit(actor=office, name=name, kind=kind, founded_on=DAY, parent=commune)
    assert refused.value.code == code
    assert Unit.objects.count() == 1


def test_only_the_operator_founds_the_first_unit(cast: Cast) -> None:
    with pytest.raises(Denied):
        services.found_unit(actor=cast.office.actor, name="Đảng bộ tỉnh", kind="province_committee", founded_on=DAY)
    made = services.found_unit(
        actor=cast.operator.actor, name="Đảng bộ tỉnh", kind="province_committee", founded_on=DAY
    )
    assert made.parent is None


def test_an_office_founds_nothing_in_a_foreign_commune(cast: Cast) -> None:
    with pytest.raises(Denied):
        services.found_unit(
            actor=cast.foreign_office.actor, name="Chi bộ", kind=CELL, founded_on=DAY, parent=cast.committee
        )


# -- renaming
def test_a_new_name_holds_from_its_day_and_the_old_one_before(commune: Unit, office: Actor) -> None:
    cell = a_cell(commune)
    rename(office, cell, "Chi bộ thôn Hòa Bình")
    yesterday, today = selectors.version_on(cell.pk, date(2026, 2, 28)), selectors.version_on(cell.pk, DAY)
    assert yesterday and today
    assert (yesterday.name, today.name) == ("Chi bộ thôn Trung Hòa", "Chi bộ thôn Hòa Bình")


def test_a_second_name_on_one_day_mends_the_first(commune: Unit, office: Actor) -> None:
    cell = a_cell(commune)
    rename(office, rename(office, cell, "Chi bộ thôn Hòa Bìn"), "Chi bộ thôn Hòa Bình")
    names = list(UnitVersion.objects.filter(unit=cell).order_by("valid_from").values_list("name", flat=True))
    assert names == ["Chi bộ thôn Trung Hòa", "Chi bộ thôn Hòa Bình"]


def test_renaming_refuses_a_day_before_the_present_version(commune: Unit, office: Actor) -> None:
    with pytest.raises(Refusal) as refused:
        rename(office, a_cell(commune), "Chi bộ thôn Hòa Bình", date(2019, 12, 31))
    assert refused.value.code == "organisations.starts_before_last"


def test_renaming_tells_who_was_quicker(commune: Unit, office: Actor) -> None:
    cell = a_cell(commune)
    rename(office, cell, "Chi bộ thôn Hòa Bình")
    with pytest.raises(Conflict):
        services.rename_unit(
            actor=office, unit_id=cell.pk, version=1, name="Khác", place="", changed_on=DAY, decision=""
        )
    assert Unit.objects.get(pk=cell.pk).name == "Chi bộ thôn Hòa Bình"


@pytest.mark.parametrize("player", ["secretary", "inspection", "assigned", "foreign_office", "operator"])
def test_renaming_is_denied(cast: Cast, player: str) -> None:
    with pytest.raises(Denied):
        rename(getattr(cast, player).actor, cast.cell, "Chi bộ khác")


# -- moving
def test_moving_carries_everything_below_and_keeps_the_line_of_earlier_days(db: None) -> None:
    province = services.found_unit(
        actor=system_actor(), name="Đảng bộ tỉnh", kind="province_committee", founded_on=LONG_AGO
    )
    office = system_actor(province)
    old, new = (
        services.found_unit(actor=office, name=name, kind="upper_grassroots", founded_on=LONG_AGO, parent=province)
        for name in ("Đảng bộ huyện", "Đảng bộ xã")
    )
    commune = services.found_unit(actor=office, name="Đảng bộ", kind=COMMITTEE, founded_on=LONG_AGO, parent=old)
    cell = services.found_unit(actor=office, name="Chi bộ", kind=CELL, founded_on=LONG_AGO, parent=commune)
    move(office, commune, new, date(2025, 7, 1))
    cell.refresh_from_db()
    assert cell.path.startswith(new.path)
    assert selectors.ancestor_ids(cell.pk) == [cell.pk, commune.pk, new.pk, province.pk]
    assert selectors.ancestor_ids(cell.pk, date(2025, 6, 30)) == [cell.pk, commune.pk, old.pk, province.pk]


def test_a_unit_founded_below_one_that_has_just_moved_stands_where_that_stands_now(db: None) -> None:
    """Else whoever reaches the old place would reach the new unit."""
    province = services.found_unit(
        actor=system_actor(), name="Đảng bộ tỉnh", kind="province_committee", founded_on=LONG_AGO
    )
    office = system_actor(province)
    old, new = (
        services.found_unit(actor=office, name=name, kind="upper_grassroots", founded_on=LONG_AGO, parent=province)
        for name in ("Đảng bộ huyện", "Đảng bộ xã")
    )
    commune = services.found_unit(actor=office, name="Đảng bộ", kind=COMMITTEE, founded_on=LONG_AGO, parent=old)
    seen = Unit.objects.get(pk=commune.pk)
    move(office, commune, new)
    cell = services.found_unit(actor=office, name="Chi bộ", kind=CELL, founded_on=DAY, parent=seen)
    assert cell.path == new.path + piece(commune.node_no) + piece(cell.node_no)


def test_a_unit_does_not_move_under_itself_or_where_its_kind_cannot_stand(commune: Unit, office: Actor) -> None:
    cell, other = a_cell(commune), a_cell(commune, "Chi bộ thôn Ấp")
    with pytest.raises(Refusal) as inside:
        move(office, commune, cell)
    with pytest.raises(Refusal) as not_under:
        move(office, cell, other)
    assert (inside.value.code, not_under.value.code) == (
        "organisations.parent_inside",
        "organisations.kind_not_under",
    )


def test_an_office_takes_no_unit_of_others(cast: Cast) -> None:
    with pytest.raises(Denied):
        move(cast.foreign_office.actor, cast.cell, cast.foreign_committee)
    with pytest.raises(Denied):
        move(cast.office.actor, cast.cell, cast.foreign_committee)


# -- dissolving
def test_dissolving_ends_the_version_the_term_and_all_mandates(cast: Cast) -> None:
    services.open_term(actor=cast.system, unit=cast.cell, name="2025-2030", starts_on=date(2025, 5, 1))
    cast.cell.refresh_from_db()
    dissolve(cast.office.actor, cast.cell)
    assert selectors.version_on(cast.cell.pk, DAY) is None
    assert selectors.current_term(cast.cell.pk) is None
    assert not Mandate.objects.filter(unit=cast.cell, ends_on=None).exists()


def test_a_unit_with_units_below_is_not_dissolved_and_none_twice(commune: Unit, office: Actor) -> None:
    cell = a_cell(commune)
    with pytest.raises(Refusal) as below:
        dissolve(office, commune)
    ended = dissolve(office, cell)
    with pytest.raises(Refusal) as twice:
        dissolve(office, ended)
    assert (below.value.code, twice.value.code) == (
        "organisations.has_units_below",
        "organisations.already_dissolved",
    )


def test_nothing_is_founded_under_what_is_no_more(commune: Unit, office: Actor) -> None:
    dissolve(office, commune)
    commune.refresh_from_db()
    with pytest.raises(Refusal) as refused:
        services.found_unit(actor=office, name="Chi bộ", kind=CELL, founded_on=DAY, parent=commune)
    assert refused.value.code == "organisations.already_dissolved"


# -- terms
def test_a_new_term_ends_the_one_that_runs(cast: Cast) -> None:
    actor = cast.office.actor
    first = services.open_term(actor=actor, unit=cast.cell, name="2020-2025", starts_on=date(2020, 5, 1))
    second = services.open_term(actor=actor, unit=cast.cell, name="2025-2030", starts_on=date(2025, 5, 1))
    first.refresh_from_db()
    assert (first.ends_on, selectors.current_term(cast.cell.pk)) == (date(2025, 5, 1), second)


def test_a_term_does_not_begin_before_the_one_that_runs(cast: Cast) -> None:
    actor = cast.office.actor
    services.open_term(actor=actor, unit=cast.cell, name="2025-2030", starts_on=date(2025, 5, 1))
    with pytest.raises(Refusal) as refused:
        services.open_term(actor=actor, unit=cast.cell, name="2020-2025", starts_on=date(2020, 5, 1))
    with pytest.raises(Denied):
        services.open_term(actor=cast.secretary.actor, unit=cast.cell, name="2030", starts_on=DAY)
    assert refused.value.code == "organisations.term_runs"


# -- mandates
def test_the_operator_gives_the_first_mandate_and_no_other(db: None) -> None:
    commune, operator = a_committee(), system_actor()
    from chibo.members.tests.factories import a_user

    one, other = a_user("Văn phòng"), a_user("Người khác")
    services.give_mandate(actor=operator, user=one, role=Role.OFFICE, unit=commune, starts_on=DAY)
    with pytest.raises(Denied):
        services.give_mandate(actor=operator, user=other, role=Role.OFFICE, unit=commune, starts_on=DAY)


def test_a_role_is_held_once_and_ends_on_its_day(cast: Cast) -> None:
    actor, user = cast.office.actor, cast.sibling_member.user
    facts = {"user": user, "role": Role.INSPECTION, "unit": cast.committee, "starts_on": DAY}
    mandate = services.give_mandate(actor=actor, **facts)
    with pytest.raises(Refusal) as twice:
        services.give_mandate(actor=actor, **facts)
    services.end_mandate(actor=actor, mandate_id=mandate.pk, ends_on=date(2026, 4, 1))
    assert twice.value.code == "organisations.mandate_exists"
    assert Role.INSPECTION in {held.role for held in selectors.mandates_of(user.pk, date(2026, 3, 31))}
    assert Role.INSPECTION not in {held.role for held in selectors.mandates_of(user.pk, date(2026, 4, 1))}


def test_a_mandate_that_goes_with_a_post_ends_with_it_alone(cast: Cast) -> None:
    mandate = Mandate.objects.get(user=cast.secretary.user, role=Role.SECRETARY)
    with pytest.raises(Refusal) as refused:
        services.end_mandate(actor=cast.office.actor, mandate_id=mandate.pk, ends_on=DAY)
    assert refused.value.code == "organisations.mandate_of_post"


# -- who is in charge of a cell
def test_the_committee_assigns_many_cells_at_once_and_leaves_the_others_alone(cast: Cast) -> None:
    chosen: dict[UUID, int | None] = {
        cast.cell.pk: cast.assigned.user.pk,
        cast.sibling_cell.pk: cast.committee_member.user.pk,
    }
    changed = services.assign_cells(
        actor=cast.committee_secretary.actor, committee=cast.committee, choices=chosen, since=DAY
    )
    assert changed == 1
    assert selectors.assigned_users([cast.cell.pk, cast.sibling_cell.pk]) == chosen


def test_a_new_one_in_charge_replaces_the_old_one(cast: Cast) -> None:
    services.assign_to_cell(
        actor=cast.office.actor, cell_id=cast.cell.pk, user_id=cast.committee_member.user.pk, since=DAY
    )
    held = selectors.holders(cast.cell.pk, Role.ASSIGNED, DAY)
    assert [mandate.user_id for mandate in held] == [cast.committee_member.user.pk]


def test_only_members_of_the_committee_above_are_put_in_charge(cast: Cast) -> None:
    with pytest.raises(Refusal) as refused:
        services.assign_to_cell(
            actor=cast.office.actor, cell_id=cast.cell.pk, user_id=cast.sibling_member.user.pk, since=DAY
        )
    assert refused.value.code == "organisations.not_on_committee"


@pytest.mark.parametrize("player", ["secretary", "assigned", "foreign_office", "inspection"])
def test_assigning_is_denied(cast: Cast, player: str) -> None:
    with pytest.raises(Denied):
        services.assign_to_cell(actor=getattr(cast, player).actor, cell_id=cast.cell.pk, user_id=None, since=DAY)


# -- the promises of the tree, whatever happens to it
MOVES = st.lists(
    st.tuples(
        st.sampled_from(["found", "rename", "move", "merge", "dissolve"]),
        st.integers(0, 30),
        st.integers(0, 30),
        st.integers(0, 400),
    ),
    max_size=12,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=MOVES)
def test_versions_never_overlap_and_the_paths_are_those_of_the_versions(
    db: None, moves: list[tuple[str, int, int, int]]
) -> None:
    with undone():
        _play(moves)
        for unit in Unit.objects.all():
            versions = list(UnitVersion.objects.filter(unit=unit).order_by("valid_from"))
            for one, next_one in pairwise(versions):
                assert one.valid_to == next_one.valid_from
            assert (versions[-1].valid_to is None) == (unit.dissolved_on is None)
            assert unit.path == _rebuilt(unit)


def _play(moves: list[tuple[str, int, int, int]]) -> None:
    province = services.found_unit(
        actor=system_actor(), name="Đảng bộ tỉnh", kind="province_committee", founded_on=LONG_AGO
    )
    office = system_actor(province)
    for name in ("Đảng bộ xã Một", "Đảng bộ xã Hai"):
        commune = services.found_unit(actor=office, name=name, kind=COMMITTEE, founded_on=LONG_AGO, parent=province)
        a_cell(commune)
    for act, first, second, days in moves:
        units = list(Unit.objects.order_by("node_no"))
        one, other = units[first % len(units)], units[second % len(units)]
        day = date.fromordinal(LONG_AGO.toordinal() + days)
        try:
            _act(office, act, one, other, day)
        except Refusal:
            continue


def _act(office: Actor, act: str, one: Unit, other: Unit, day: date) -> None:
    if act == "found":
        services.found_unit(actor=office, name="Chi bộ", kind=CELL, founded_on=day, parent=one)
    elif act == "rename":
        rename(office, one, f"{one.name} mới", day)
    elif act == "move":
        move(office, one, other, day)
    elif act == "merge":
        services.merge_units(actor=office, units=[one, other], name="Chi bộ", kind=CELL, merged_on=day, decision="")
    else:
        dissolve(office, one, day)


def _rebuilt(unit: Unit) -> str:
    last = UnitVersion.objects.filter(unit=unit).order_by("-valid_from")[0]
    above = _rebuilt(last.parent) if last.parent else ""
    return above + piece(unit.node_no)
