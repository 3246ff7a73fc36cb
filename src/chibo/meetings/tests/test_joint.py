"""Meetings that several cells hold together: the roll by cell, one base, who reads them, and the cells' own month."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from tests.cast import Cast, sign_in

from chibo.access import Denied
from chibo.kernel.errors import Missing, Refusal
from chibo.kernel.months import Month
from chibo.meetings import selectors, services
from chibo.meetings.models import AgendaItem, Attendance, JointCell, Meeting
from chibo.meetings.rules import Absence
from chibo.meetings.selectors.invited import people_at
from chibo.meetings.selectors.joint import by_cell, joint_for_regular, joint_of_month
from chibo.meetings.states import Kind, Presence, Reason, State
from chibo.meetings.tests.factories import DECEMBER, a_draft, a_plan, a_registered, on
from chibo.members.tests import factories as make
from chibo.organisations.selectors import place_of
from chibo.regulations.services import set_override

pytestmark = pytest.mark.django_db


def a_joint_one(cast: Cast) -> Meeting:
    """The committee calls both cells for 20 December."""
    actor = cast.committee_secretary.actor
    plan = a_plan(held_on=date(2026, 12, 20), chair_id=cast.committee_secretary.id)
    with on(19):
        return services.register_new(
            actor=actor,
            unit_id=cast.committee.pk,
            month=DECEMBER,
            kind=Kind.JOINT,
            plan=plan,
            cell_ids=[cast.cell.pk, cast.sibling_cell.pk],
        )


def an_open_one(cast: Cast) -> Meeting:
    meeting, actor = a_joint_one(cast), cast.committee_secretary.actor
    with on(20, month=12, hour=20):
        opened = services.open_meeting(
            actor=actor, meeting_id=meeting.pk, version=meeting.version, clerk_id=cast.sibling_secretary.id
        )
        absent = {cast.member.id: Absence(Presence.EXCUSED, Reason.ILLNESS)}
        return services.take_roll(actor=actor, meeting_id=opened.pk, absent=absent)


def replacing(cast: Cast) -> None:
    """The committee decides that a joint meeting stands for the regular ones."""
    set_override(
        actor=cast.office.actor,
        place=place_of(cast.committee),
        rule_id="joint-meetings",
        values={"replaces_regular": True},
        basis_number="Quy định 09-QĐ/ĐU",
        basis_on=date(2026, 9, 1),
        valid_from=date(2026, 9, 1),
    )


def test_the_members_of_all_chosen_cells_are_called_each_once(cast: Cast) -> None:
    meeting = a_joint_one(cast)
    called, others = people_at(meeting)
    ids = [one.person_id for one in (*called, *others)]
    assert len(ids) == len(set(ids))
    assert {cast.member.id, cast.sibling_member.id, cast.away.id} <= {one.person_id for one in called}
    assert cast.suspended.id in {one.person_id for one in others}


def test_one_roll_and_one_base_told_apart_by_cell(cast: Cast) -> None:
    meeting = an_open_one(cast)
    parts = {part.unit.name: part for part in by_cell(meeting)}
    assert set(parts) == {cast.cell.name, cast.sibling_cell.name}
    mine = parts[cast.cell.name]
    assert mine.names == ("Bùi Thị Huyền",)
    assert mine.share is not None
    assert mine.share.whole - mine.share.part == 1
    assert sum(part.total for part in parts.values()) == Attendance.objects.filter(meeting=meeting).count()
    item = AgendaItem.objects.get(meeting=meeting, line="agenda")
    with on(20, month=12, hour=20):
        vote = services.all_agree(actor=cast.committee_secretary.actor, item_id=item.pk)
    assert vote.base_count == sum(part.base or 0 for part in parts.values())


def test_members_of_the_cells_read_it_and_nobody_from_elsewhere(cast: Cast) -> None:
    meeting = an_open_one(cast)
    for player in (cast.member, cast.sibling_member, cast.secretary, cast.committee_secretary):
        assert selectors.inside_for(player.actor, selectors.meeting_for(player.actor, meeting.pk))
    neighbour = make.a_member(cast.staff_cell, "Đào Văn Bình")
    make.with_account(neighbour, cast.committee)
    for actor in (cast.foreign_secretary.actor, cast.foreign_office.actor, make.actor_of(neighbour)):
        with pytest.raises(Missing):
            selectors.meeting_for(actor, meeting.pk)


def test_whoever_is_only_called_neither_leads_nor_prepares_it(cast: Cast) -> None:
    meeting = a_joint_one(cast)
    for player in (cast.secretary, cast.sibling_secretary, cast.member):
        with pytest.raises(Denied):
            services.call_meeting(actor=player.actor, meeting_id=meeting.pk, version=meeting.version)
        with pytest.raises(Denied):
            services.open_meeting(actor=player.actor, meeting_id=meeting.pk, version=meeting.version)


def test_it_needs_two_cells_of_the_unit(cast: Cast) -> None:
    actor = cast.committee_secretary.actor
    for cells in ([], [cast.cell.pk], [cast.cell.pk, cast.foreign_cell.pk]):
        with on(19), pytest.raises(Refusal, match=r"meetings\.cells_needed"):
            a_draft(actor, cast.committee, kind=Kind.JOINT, cell_ids=cells)


def test_it_does_not_stand_for_the_regular_meeting_unless_the_committee_says_so(cast: Cast) -> None:
    a_joint_one(cast)
    (row,) = joint_of_month(cast.cell.pk, DECEMBER)
    assert not row.replaces
    assert joint_for_regular([cast.cell.pk], DECEMBER, DECEMBER) == {}
    assert selectors.facts_of_month(cast.cell.pk, DECEMBER).registered_at is None


def test_where_the_committee_says_so_it_is_the_month_of_each_cell(cast: Cast) -> None:
    replacing(cast)
    meeting = a_joint_one(cast)
    assert JointCell.objects.filter(meeting=meeting, replaces=True).count() == 2
    found = joint_for_regular([cast.cell.pk, cast.staff_cell.pk], DECEMBER, DECEMBER)
    assert {key: row.pk for key, row in found.items()} == {(cast.cell.pk, DECEMBER): meeting.pk}
    assert selectors.facts_of_month(cast.cell.pk, DECEMBER).held_on == date(2026, 12, 20)
    assert selectors.facts_of_month(cast.staff_cell.pk, DECEMBER).held_on is None


def test_a_cell_for_which_it_stands_registers_none_of_its_own(cast: Cast) -> None:
    replacing(cast)
    secretary = cast.secretary.actor
    with on(15):
        a_registered(secretary, cast.cell, Month(2026, 11))
        draft = a_draft(secretary, cast.cell)
        a_registered(cast.sibling_secretary.actor, cast.sibling_cell)
        joint = a_joint_one(cast)
        ways: list[Callable[[], object]] = [
            lambda: services.register_meeting(
                actor=secretary, meeting_id=draft.pk, version=draft.version, plan=a_plan()
            ),
            lambda: services.register_like_last_month(actor=secretary, unit_id=cast.cell.pk, month=DECEMBER),
        ]
        for register in ways:
            with pytest.raises(Refusal, match=r"meetings\.joint_stands_for_it"):
                register()
    assert selectors.facts_of_month(cast.cell.pk, DECEMBER).held_on == joint.held_on  # not the draft's
    assert selectors.meeting_alone([cast.cell, cast.staff_cell], DECEMBER) == [cast.staff_cell]
    own = selectors.regular_of(cast.sibling_cell.pk, DECEMBER)  # registered before: may still be moved
    assert own is not None
    with on(19):
        moved = a_plan(held_on=date(2026, 12, 4))
        sibling = cast.sibling_secretary.actor
        services.register_meeting(
            actor=sibling, meeting_id=own.pk, version=own.version, plan=moved, reason="Trùng lịch xã"
        )


def test_nobody_is_offered_to_register_a_month_for_which_it_stands(cast: Cast, client: Client) -> None:
    replacing(cast)
    a_joint_one(cast)
    sign_in(client, cast.secretary)
    with on(19):
        months = [str(opening.month) for opening in client.get("/sinh-hoat/").context["openings"]]
    assert months == ["2026-11"]


def test_it_is_closed_with_one_minutes_that_name_the_cells(cast: Cast) -> None:
    meeting, actor = an_open_one(cast), cast.committee_secretary.actor
    with on(20, month=12, hour=21):
        for item in AgendaItem.objects.filter(meeting=meeting).exclude(outcome_kind=""):
            services.all_agree(actor=actor, item_id=item.pk)
        meeting.refresh_from_db()
        closed = services.close_meeting(actor=actor, meeting_id=meeting.pk, version=meeting.version)
    assert closed.state == State.CLOSED
    assert closed.minutes_paper is not None
    words = str(closed.minutes_paper.content)
    assert "Theo chi bộ" in words
    assert cast.cell.name in words
    assert cast.sibling_cell.name in words


def test_the_pages_register_it_and_show_the_roll_by_cell(cast: Cast, client: Client) -> None:
    with on(19):
        sign_in(client, cast.committee_secretary)
        typed = {"held_on": "20/12/2026", "starts_at": "07:30", "ends_at": "09:30", "place": "Hội trường xã"}
        typed |= {"chair": str(cast.committee_secretary.id), "cells": [str(cast.cell.pk)]}
        place = "/sinh-hoat/sinh-hoat-chung/?thang=2026-12"
        assert client.post(place, typed).status_code == 422  # one cell alone
        typed["cells"] = [str(cast.cell.pk), str(cast.sibling_cell.pk)]
        assert client.post(place, typed).status_code == 302
        sign_in(client, cast.secretary)
        assert client.get(place).status_code == 404
    meeting = Meeting.objects.get(kind=Kind.JOINT)
    sign_in(client, cast.member)
    with on(19):
        assert client.get(f"/sinh-hoat/{meeting.pk}/").status_code == 200
        page = client.get(f"/sinh-hoat/{meeting.pk}/theo-chi-bo/").content.decode()
    assert cast.sibling_cell.name in page
    sign_in(client, cast.foreign_secretary)
    assert client.get(f"/sinh-hoat/{meeting.pk}/theo-chi-bo/").status_code == 404
