"""Reading the tree: who reaches which unit, and who may do what there."""

from datetime import date

import pytest
from tests.cast import Cast

from chibo.access import NOBODY, Reach, Role
from chibo.kernel.errors import Missing
from chibo.organisations import selectors

DAY = date(2026, 1, 3)
REACHED = {
    "secretary": {"cell"},
    "member": {"cell"},
    "guest": {"cell", "foreign_cell"},
    "away": {"cell", "sibling_cell"},
    "suspended": set(),
    "assigned": {"cell", "staff_cell", "committee", "sibling_cell"},
    "office": {"committee", "cell", "sibling_cell", "staff_cell"},
    "inspection": {"committee", "cell", "sibling_cell", "staff_cell"},
    "sibling_secretary": {"sibling_cell"},
    "foreign_secretary": {"foreign_cell"},
    "foreign_office": {"foreign_committee", "foreign_cell"},
    "operator": set(),
}
ALL = ("committee", "cell", "sibling_cell", "staff_cell", "foreign_committee", "foreign_cell")


@pytest.mark.parametrize("player", REACHED)
def test_each_reaches_exactly_their_own_units(cast: Cast, player: str) -> None:
    actor = getattr(cast, player).actor
    reached = set(selectors.units_for(actor))
    assert reached == {getattr(cast, name) for name in REACHED[player]}
    for name in ALL:
        unit = getattr(cast, name)
        if name in REACHED[player]:
            assert selectors.unit_for(actor, unit.pk) == unit
        else:
            with pytest.raises(Missing):
                selectors.unit_for(actor, unit.pk)


def test_nobody_reaches_nothing(cast: Cast) -> None:
    assert not selectors.units_for(NOBODY).exists()


def test_the_tree_begins_with_the_highest_units_within_reach(cast: Cast) -> None:
    office, guest = cast.office.actor, cast.guest.actor
    assert selectors.roots_for(office) == [cast.committee]
    assert set(selectors.roots_for(guest)) == {cast.cell, cast.foreign_cell}
    assert [unit.has_units for unit in selectors.roots_for(office)] == [True]


def test_a_search_needs_no_diacritics_and_stays_within_reach(cast: Cast) -> None:
    office = cast.office.actor
    assert selectors.units_matching(office, "trung hoa") == [cast.cell]
    assert selectors.units_matching(office, "BẢN LẦU") == []
    assert selectors.units_matching(office, "  ") == []


def test_who_may_read_a_cell_and_by_which_mandate(cast: Cast) -> None:
    readers = selectors.who_may(["members.record.read"], selectors.place_of(cast.cell))
    assert {(reader.name, reader.role, reader.reach) for reader in readers} == {
        ("Nguyễn Thị Mai Chi", Role.OFFICE, Reach.SUBTREE),
        ("Đinh Công Thành", Role.PARTY_BUILDING, Reach.SUBTREE),
        ("Hoàng Văn Lâm", Role.SECRETARY, Reach.UNIT),
        ("Nguyễn Văn Hải", Role.DEPUTY, Reach.UNIT),
    }


def test_those_who_may_for_one_reason_stand_in_one_line(cast: Cast) -> None:
    action = "meetings.meeting.read"
    found = selectors.who_may([action], selectors.place_of(cast.cell))
    lines = selectors.explained(found, {action: "Xem"})
    assert len({(line.role, line.reason) for line in lines}) == len(lines) < len(found)
    assert sum(len(line.people) for line in lines) == len(found)
    members = next(line for line in lines if line.role == f"Đảng viên tại {cast.cell.name}")
    assert len(members.people) > 1


def test_who_may_agrees_with_what_is_decided(cast: Cast) -> None:
    from chibo.access import may

    for action in ("organisations.unit.change", "organisations.cell.assign", "members.list.read"):
        for name in ALL:
            place = selectors.place_of(getattr(cast, name))
            told = {reader.user_id for reader in selectors.who_may([action], place)}
            decided = {player.user.pk for player in cast.players.values() if may(player.actor, action, place)}
            assert told == decided, (action, name)


def test_the_kind_of_a_day_is_called_as_on_that_day() -> None:
    assert selectors.kind_name("cell", date(2026, 1, 1)) == "Chi bộ trực thuộc"
    assert selectors.kind_name("cell", date(2026, 8, 1)) == "Chi bộ"


def test_two_kinds_of_one_name_are_told_apart_where_both_can_be_chosen() -> None:
    names = dict(selectors.kind_choices(date(2026, 11, 3)))
    assert names["grassroots_cell"] == "Chi bộ (là tổ chức cơ sở đảng, có con dấu)"
    assert names["cell"] == "Chi bộ (trực thuộc đảng ủy, không có con dấu)"
    assert len(set(names.values())) == len(names)
    assert dict(selectors.kind_choices(date(2026, 11, 3), "grassroots_committee"))["cell"] == "Chi bộ"
