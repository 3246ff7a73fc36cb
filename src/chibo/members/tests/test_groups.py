"""Groups of a cell: divided, led, left, ended; what each refuses and to whom it is denied."""

from datetime import date

import pytest
from django.test import Client
from tests.cast import Cast, sign_in

from chibo.access import Denied, Role
from chibo.kernel import clock
from chibo.kernel.errors import Refusal
from chibo.members import selectors, services
from chibo.members.models import GroupPlace, Post
from chibo.members.states import LEADER, LEADERS_DEPUTY
from chibo.organisations import selectors as organisations
from chibo.organisations.models import Unit

DAY = date(2026, 3, 1)


@pytest.fixture
def group(cast: Cast) -> Unit:
    return a_group(cast)


def a_group(cast: Cast, name: str = "Tổ đảng 1") -> Unit:
    return services.found_group(actor=cast.secretary.actor, cell=cast.cell, name=name, founded_on=DAY)


def arranged(cast: Cast, group: Unit, *, leader: bool = True, since: date = DAY) -> Unit:
    people = {cast.member.id, cast.other_member.id, cast.probationary.id}
    return services.arrange_group(
        actor=cast.secretary.actor,
        group=group,
        person_ids=people,
        leader_id=cast.member.id if leader else None,
        deputy_id=cast.other_member.id if leader else None,
        since=since,
    )


def leads(cast: Cast, group: Unit) -> set[int]:
    return set(organisations.user_ids_with(group.pk, [Role.GROUP_LEADER], clock.today()))


def test_a_secretary_divides_the_cell_and_notes_whom_the_group_elected(cast: Cast, group: Unit) -> None:
    arranged(cast, group)
    (found,), free = selectors.groups_with_members(cast.cell, clock.today())
    assert {one.full_name for one in found.members} == {"Bùi Thị Huyền", "Lý Thị Mẩy", "Trịnh Tiến Dũng"}
    holders = [found.holder(post) for post in (LEADER, LEADERS_DEPUTY)]
    assert [one and one.person_id for one in holders] == [cast.member.id, cast.other_member.id]
    assert len(free) == 17
    assert leads(cast, group) == {cast.member.user.pk, cast.other_member.user.pk}
    assert len(selectors.roster(cast.cell.pk, clock.today())) == 20  # a group takes nobody out of the cell
    assert [one.person_id for one in selectors.group_roster(group, clock.today())] == [
        one.person_id for one in found.members
    ]


def test_one_member_is_in_one_group_and_whoever_goes_over_leads_no_more(cast: Cast, group: Unit) -> None:
    arranged(cast, group)
    other = a_group(cast, "Tổ đảng 2")
    april = date(2026, 4, 1)
    services.choose_members(actor=cast.secretary.actor, group=other, person_ids=[cast.member.id], since=april)
    assert [row.unit_id for row in GroupPlace.objects.filter(person=cast.member.id, ends_on=None)] == [other.pk]
    assert Post.objects.get(person=cast.member.id, kind=LEADER).ends_on == april
    assert leads(cast, group) == {cast.other_member.user.pk}


def test_whoever_leaves_the_cell_leaves_the_group(cast: Cast, group: Unit) -> None:
    arranged(cast, group)
    services.transfer_member(
        actor=cast.office.actor,
        person_id=cast.member.id,
        unit=cast.sibling_cell,
        moved_on=date(2026, 5, 1),
        decision="9",
    )
    assert GroupPlace.objects.get(person=cast.member.id).ends_on == date(2026, 5, 1)
    assert cast.member.user.pk not in leads(cast, group)


def test_an_ended_group_leaves_its_members_in_the_cell(cast: Cast, group: Unit) -> None:
    arranged(cast, group)
    ended = services.end_group(
        actor=cast.secretary.actor, group=group, version=group.version, ended_on=date(2026, 6, 1)
    )
    assert ended.dissolved_on == date(2026, 6, 1)
    assert not GroupPlace.objects.filter(unit=group, ends_on=None).exists()
    assert leads(cast, group) == set()


def test_what_a_division_refuses(cast: Cast, group: Unit) -> None:
    actor = cast.secretary.actor
    with pytest.raises(Refusal, match=r"members\.group_name_taken"):
        a_group(cast)
    with pytest.raises(Refusal, match=r"members\.split_not_here"):
        services.choose_members(actor=actor, group=group, person_ids=[cast.sibling_member.id], since=DAY)
    with pytest.raises(Refusal, match=r"members\.not_in_group"):
        services.choose_leaders(actor=actor, group=group, leader_id=cast.member.id, deputy_id=None, since=DAY)
    arranged(cast, group, leader=False)
    with pytest.raises(Refusal, match=r"members\.leader_is_deputy"):
        services.choose_leaders(actor=actor, group=group, leader_id=cast.member.id, deputy_id=cast.member.id, since=DAY)
    with pytest.raises(Refusal, match=r"members\.no_groups_here"):
        services.found_group(actor=cast.office.actor, cell=cast.committee, name="Tổ", founded_on=DAY)
    with pytest.raises(Refusal, match=r"members\.day_not_come"):
        services.found_group(actor=actor, cell=cast.cell, name="Tổ 3", founded_on=date(2100, 1, 1))


def test_nobody_else_divides_a_cell(cast: Cast, group: Unit) -> None:
    for player in (cast.member, cast.cell_committee, cast.sibling_secretary, cast.assigned, cast.foreign_office):
        with pytest.raises(Denied):
            services.found_group(actor=player.actor, cell=cast.cell, name="Tổ 9", founded_on=DAY)
        with pytest.raises(Denied):
            services.choose_members(actor=player.actor, group=group, person_ids=[], since=DAY)
    with pytest.raises(Denied):
        services.found_group(actor=cast.secretary.actor, cell=cast.sibling_cell, name="Tổ 9", founded_on=DAY)


@pytest.mark.parametrize(("count", "ought"), [(29, False), (30, True)])
def test_a_cell_of_thirty_ought_to_be_divided(cast: Cast, count: int, ought: bool) -> None:
    assert selectors.ought_to_divide(cast.cell, count, clock.today()) is ought


def test_a_divided_cell_is_reminded_of_nothing(cast: Cast, group: Unit) -> None:
    assert not selectors.ought_to_divide(cast.cell, 40, clock.today())


def test_the_pages_found_and_arrange_a_group(cast: Cast, client: Client) -> None:
    sign_in(client, cast.secretary)
    place = f"/dang-vien/tai-to-chuc/{cast.cell.pk}/to-dang/"
    answer = client.post(place, {"name": "Tổ đảng 1", "founded_on": "01/03/2026"})
    group = organisations.groups_of(cast.cell.pk).get()
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/dang-vien/to-dang/{group.pk}/")
    typed = {"members": [str(cast.member.id)], "leader": str(cast.other_member.id), "since": "01/03/2026"}
    refused = client.post(answer.headers["Location"], typed)
    assert refused.status_code == 422
    assert not GroupPlace.objects.exists()  # both or nothing
    typed["leader"] = str(cast.member.id)
    assert client.post(answer.headers["Location"], typed).status_code == 302
    assert "Bùi Thị Huyền" in client.get(place).content.decode()
    sign_in(client, cast.member)
    assert client.get(place).status_code == 403
    sign_in(client, cast.sibling_secretary)
    assert client.get(place).status_code == 404


@pytest.mark.parametrize("count", [1, 2])
def test_the_page_costs_the_same_for_any_number_of_groups(
    cast: Cast, client: Client, django_assert_num_queries: object, count: int
) -> None:
    """Three of session and actor, one of new notices, two of the unit and the way in, eight of groups and members,
    and what the log of looks writes.
    """
    for number in range(count):
        arranged(cast, a_group(cast, f"Tổ đảng {number}"), leader=False, since=DAY)
    sign_in(client, cast.secretary)
    place = f"/dang-vien/tai-to-chuc/{cast.cell.pk}/to-dang/"
    client.get(place)
    with django_assert_num_queries(16):  # type: ignore[operator]
        client.get(place)
