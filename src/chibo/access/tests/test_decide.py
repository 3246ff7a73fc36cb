"""Deny by default; a grant reaches as far as it says and no farther."""

import uuid
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.access import Actor, Denied, Grant, Mandate, Place, Reach, Role, may, require, scope
from chibo.access.table import _declared

PROVINCE, COMMUNE, CELL, SIBLING, FOREIGN = "00001", "0000100002", "000010000200003", "000010000200004", "00009"
UNITS = {path: uuid.uuid4() for path in (PROVINCE, COMMUNE, CELL, SIBLING, FOREIGN)}
PERSON, OTHER = uuid.uuid4(), uuid.uuid4()


def actor(role: Role, path: str) -> Actor:
    return Actor(1, PERSON, "Hoàng Văn Lâm", (Mandate(role, UNITS[path], path),), date(2026, 12, 3))


def place(path: str, person: uuid.UUID | None = None, *here: Role) -> Place:
    return Place(UNITS[path], path, person, frozenset(here))


@pytest.fixture(autouse=True)
def table(monkeypatch: pytest.MonkeyPatch) -> None:
    grants = {f"t.{reach}": (Grant(Role.SECRETARY, reach),) for reach in Reach}
    member = (Grant(Role.SECRETARY, Reach.UNIT),)
    for action, grant in {**grants, "t.clerk": (Grant(Role.CLERK, Reach.HERE),), "t.read": member}.items():
        monkeypatch.setitem(_declared, action, grant)


@pytest.mark.parametrize(
    ("reach", "covered"),
    [
        (Reach.UNIT, {COMMUNE}),
        (Reach.BELOW, {CELL, SIBLING}),
        (Reach.SUBTREE, {COMMUNE, CELL, SIBLING}),
        (Reach.HERE, set()),
        (Reach.OWN, set()),
    ],
)
def test_a_reach_covers_what_it_says(reach: Reach, covered: set[str]) -> None:
    secretary = actor(Role.SECRETARY, COMMUNE)
    assert {path for path in UNITS if may(secretary, f"t.{reach}", place(path))} == covered


def test_own_covers_the_actors_person_and_nobody_else() -> None:
    secretary = actor(Role.SECRETARY, COMMUNE)
    assert may(secretary, "t.own", place(FOREIGN, PERSON))
    assert not may(secretary, "t.own", place(COMMUNE, OTHER))


def test_a_role_in_one_meeting_holds_there_only() -> None:
    member = actor(Role.MEMBER, CELL)
    assert may(member, "t.clerk", place(CELL, None, Role.CLERK))
    assert not may(member, "t.clerk", place(CELL))


def test_another_role_at_the_same_unit_may_not() -> None:
    with pytest.raises(Denied):
        require(actor(Role.DEPUTY, COMMUNE), "t.unit", place(COMMUNE))


def test_an_action_that_nobody_declared_is_an_error_and_no_permission() -> None:
    with pytest.raises(KeyError, match=r"t\.unknown"):
        may(actor(Role.SECRETARY, COMMUNE), "t.unknown", place(COMMUNE))


@given(st.sampled_from(sorted(UNITS)), st.sampled_from(sorted(UNITS)), st.sampled_from([Reach.UNIT, Reach.SUBTREE]))
def test_one_mandate_more_never_takes_a_right_away(first: str, second: str, reach: Reach) -> None:
    one = actor(Role.SECRETARY, first)
    both = Actor(1, PERSON, "", (*one.mandates, *actor(Role.SECRETARY, second).mandates), one.on)
    for path in UNITS:
        assert may(both, f"t.{reach}", place(path)) >= may(one, f"t.{reach}", place(path))


def test_without_mandates_the_scope_is_empty() -> None:
    nobody = Actor(1, PERSON, "", (), date(2026, 12, 3))
    assert all(scope(nobody, f"t.{reach}").is_empty for reach in Reach if reach is not Reach.HERE)


def test_the_past_of_a_merged_unit_is_read_and_never_changed() -> None:
    now = actor(Role.SECRETARY, CELL)
    past = actor(Role.SECRETARY, SIBLING).mandates
    both = Actor(now.user_id, now.person_id, now.name, now.mandates, now.on, past)
    assert may(both, "t.read", place(SIBLING)) and may(both, "t.read", place(CELL))
    assert not may(now, "t.read", place(SIBLING))
    assert not any(may(both, f"t.{reach}", place(SIBLING)) for reach in (Reach.UNIT, Reach.SUBTREE, Reach.BELOW))
    assert not may(both, "t.read", place(FOREIGN))
