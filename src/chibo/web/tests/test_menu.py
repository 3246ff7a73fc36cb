"""The frame shows each role its own entries, only those that exist, and the unit at which one works."""

from datetime import date
from uuid import UUID

import pytest
from django.http import HttpRequest
from django.test import RequestFactory
from django.urls import resolve

from chibo.access import NOBODY, Actor, Mandate, Role, actions
from chibo.ui import here
from chibo.web import menu

CELL = UUID(int=1)
COMMITTEE = UUID(int=2)


def asked_by(*roles: tuple[Role, UUID | None], address: str = "/ui/", known: bool = True) -> HttpRequest:
    request = RequestFactory().get(address)
    request.session = {}  # type: ignore[assignment]
    request.resolver_match = resolve(address)
    held = tuple(Mandate(role, unit, "0001", f"Đơn vị {role}") for role, unit in roles)
    request.actor = Actor(1, None, "Hoàng Văn Lâm", held, date(2026, 11, 24)) if known else NOBODY  # type: ignore[attr-defined]
    return request


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (Role.SECRETARY, menu.CELL),
        (Role.OFFICE, menu.SUPERIOR),
        (Role.ASSIGNED, menu.SUPERIOR),
        (Role.MEMBER, menu.MEMBER),
        (Role.OPERATOR, menu.OPERATOR),
    ],
)
def test_each_role_has_its_own_menu(role: Role, expected: object) -> None:
    assert menu.Frame(asked_by((role, CELL)))._menu is expected


def test_nobody_sees_no_entry() -> None:
    frame = menu.Frame(asked_by(known=False))
    assert (frame.groups, frame.bottom, frame.units, frame.logout) == ([], [], [], "")


def test_an_entry_without_an_address_or_without_the_action_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    entries = (
        menu.Entry("Có", "ui:kit", "house"),
        menu.Entry("Không có trang", "ui:nowhere", "house"),
        menu.Entry("Không ai khai", "ui:kit", "house", "ui.nothing.read"),
        menu.Entry("Không được giao", "ui:kit", "house", "organisations.installation.set_up"),
    )
    monkeypatch.setitem(menu._BY_ROLE, Role.MEMBER, (menu.Group("", entries),))
    (group,) = menu.Frame(asked_by((Role.MEMBER, CELL))).groups
    assert [entry.label for entry in group.entries] == ["Có"]
    assert group.entries[0].current == "page"


def test_the_bottom_bar_holds_at_most_four_entries_and_the_rest() -> None:
    assert all(len(entries) <= 4 for entries in menu.BOTTOM.values())
    assert {id(each) for each in menu._BY_ROLE.values()} == set(menu.BOTTOM)


def test_whoever_has_two_units_works_at_the_weightier_until_another_is_chosen() -> None:
    request = asked_by((Role.MEMBER, CELL), (Role.COMMITTEE_MEMBER, COMMITTEE))
    assert here.unit_here(request) == COMMITTEE
    assert here.choose(request, str(CELL))
    assert here.unit_here(request) == CELL
    assert menu.Frame(request)._menu is menu.MEMBER


def test_a_unit_where_one_holds_nothing_cannot_be_chosen() -> None:
    request = asked_by((Role.MEMBER, CELL))
    assert not here.choose(request, str(COMMITTEE))
    assert not here.choose(request, "x")
    assert here.unit_here(request) == CELL


def test_two_roles_at_one_unit_are_one_place_under_the_weightier() -> None:
    held = here.mandates(asked_by((Role.MEMBER, CELL), (Role.SECRETARY, CELL)))
    assert [mandate.role for mandate in held] == [Role.SECRETARY]


def test_every_entry_whose_page_exists_asks_for_an_action_that_exists() -> None:
    entries = {entry for menu_of_role in menu._BY_ROLE.values() for group in menu_of_role for entry in group.entries}
    wrong = [entry.url_name for entry in entries if menu.address(entry.url_name) and entry.action not in actions()]
    assert wrong == []
