"""Meetings of a group inside a cell: who holds and reads them, what they may decide, where their proposals go."""

from datetime import date

import pytest
from django.test import Client
from tests.cast import Cast, sign_in

from chibo.access import Denied
from chibo.documents.states import Audience
from chibo.kernel.errors import Missing, Refusal
from chibo.meetings import selectors, services
from chibo.meetings.models import AgendaItem, Meeting
from chibo.meetings.selectors.groups import groups_seen, proposed_in
from chibo.meetings.services import Put
from chibo.meetings.states import Kind, State
from chibo.meetings.tests.factories import DECEMBER, a_draft, a_plan, on
from chibo.members import services as members
from chibo.members.selectors import actor_for
from chibo.organisations.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def group(cast: Cast) -> Unit:
    """Huyền leads it, Mẩy is her deputy; Mai and the probationary Dũng belong to it."""
    with on(2):
        group = members.found_group(
            actor=cast.secretary.actor, cell=cast.cell, name="Tổ đảng 1", founded_on=date(2026, 11, 1)
        )
        people = {cast.member.id, cast.other_member.id, cast.people["Nguyễn Thị Mai"].pk, cast.probationary.id}
        return members.arrange_group(
            actor=cast.secretary.actor,
            group=group,
            person_ids=people,
            leader_id=cast.member.id,
            deputy_id=cast.other_member.id,
            since=date(2026, 11, 2),
        )


def leader(cast: Cast):  # type: ignore[no-untyped-def]
    """Return the leader with the mandate that the post gave."""
    assert cast.member.user is not None
    return actor_for(cast.member.user.pk, "Bùi Thị Huyền")


def a_registered_one(cast: Cast, group: Unit) -> Meeting:
    plan = a_plan(held_on=date(2026, 12, 1), chair_id=cast.member.id, clerk_id=cast.other_member.id)
    with on(19):
        return services.register_new(
            actor=leader(cast), unit_id=cast.cell.pk, month=DECEMBER, kind=Kind.GROUP, plan=plan, group_id=group.pk
        )


def an_open_one(cast: Cast, group: Unit) -> Meeting:
    meeting = a_registered_one(cast, group)
    actor = leader(cast)
    with on(28):
        called = services.call_meeting(actor=actor, meeting_id=meeting.pk, version=meeting.version)
        assert called.told == 4
    meeting.refresh_from_db()
    with on(1, month=12, hour=20):
        opened = services.open_meeting(actor=actor, meeting_id=meeting.pk, version=meeting.version)
        return services.take_roll(actor=actor, meeting_id=opened.pk, absent={})


def a_closed_one(cast: Cast, group: Unit, words: str = "Đề nghị chi ủy giao tổ 1 làm đường ngõ.") -> Meeting:
    meeting = an_open_one(cast, group)
    with on(1, month=12, hour=21):
        item = AgendaItem.objects.get(meeting=meeting, line="to_committee")
        services.conclude_item(actor=leader(cast), item_id=item.pk, version=item.version, conclusion=words)
        meeting.refresh_from_db()
        return services.close_meeting(actor=leader(cast), meeting_id=meeting.pk, version=meeting.version)


def test_its_leader_holds_it_from_the_register_to_the_sealed_minutes(cast: Cast, group: Unit) -> None:
    meeting = a_closed_one(cast, group)
    assert (meeting.title, meeting.state) == ("Sinh hoạt Tổ đảng 1 tháng 12/2026", State.CLOSED)
    assert (meeting.due_count, meeting.present_count) == (4, 4)  # of the group, not of the cell
    assert meeting.minutes_paper is not None
    assert meeting.minutes_paper.audience == Audience.BOARD
    items = AgendaItem.objects.filter(meeting=meeting)
    assert {item.decision for item in items} == {""}
    assert not [item for item in items if item.outcome_kind]
    assert selectors.regular_of(cast.cell.pk, DECEMBER) is None  # not the cell's meeting of the month
    assert selectors.meetings_of_units([cast.cell.pk], DECEMBER, DECEMBER) == []  # nor on any board, nor scored


def test_the_leader_of_a_group_leads_no_other_meeting(cast: Cast, group: Unit) -> None:
    actor = leader(cast)
    with on(19):
        draft = a_draft(cast.secretary.actor, cast.cell)
        for facts in ({}, {"kind": Kind.COMMITTEE}):
            with pytest.raises(Denied):
                a_draft(actor, cast.cell, **facts)
        with pytest.raises(Denied):
            services.call_meeting(actor=actor, meeting_id=draft.pk, version=draft.version)
        other = members.found_group(
            actor=cast.secretary.actor, cell=cast.cell, name="Tổ đảng 2", founded_on=date(2026, 11, 1)
        )
        with pytest.raises(Denied):
            a_draft(actor, cast.cell, kind=Kind.GROUP, group_id=other.pk)
        with pytest.raises(Refusal, match=r"meetings\.group_needed"):
            a_draft(cast.secretary.actor, cast.cell, kind=Kind.GROUP)
        with pytest.raises(Refusal, match=r"meetings\.group_needed"):
            a_draft(cast.sibling_secretary.actor, cast.sibling_cell, kind=Kind.GROUP, group_id=group.pk)


def test_it_is_read_by_the_group_and_the_cells_committee_alone(cast: Cast, group: Unit) -> None:
    meeting = a_closed_one(cast, group)
    for player in (cast.secretary, cast.deputy, cast.cell_committee, cast.member, cast.probationary):
        assert selectors.inside_for(player.actor, selectors.meeting_for(player.actor, meeting.pk))
    strangers = (cast.people["Trần Văn Sơn"], cast.people["Lê Thị Thu"])
    actors = [actor_for(person.user_id, "") for person in strangers if person.user_id]
    others = (cast.sibling_secretary, cast.sibling_member, cast.committee_member, cast.foreign_secretary)
    for actor in (*actors, *(player.actor for player in others)):
        with pytest.raises(Missing):
            selectors.meeting_for(actor, meeting.pk)


def test_it_decides_nothing_but_its_leader_and_says_by_which_section(cast: Cast, group: Unit) -> None:
    meeting = an_open_one(cast, group)
    actor = leader(cast)
    item = AgendaItem.objects.get(meeting=meeting, line="discussion")
    with on(1, month=12, hour=21):
        for decision in ("resolution", "admission", "conclusion", "other", ""):
            with pytest.raises(Refusal) as refused:
                services.put_to_vote(actor=actor, item_id=item.pk, put=Put(decision=decision))
            assert refused.value.code == "meetings.group_decides_not"
            assert "294-QĐ/TW" in str(refused.value.facts["basis"])
        with pytest.raises(Refusal, match=r"meetings\.group_decides_not"):
            services.open_motion(actor=actor, item_id=item.pk, decision="admission", tellers=[])
        with pytest.raises(Refusal, match=r"meetings\.group_decides_not"):
            services.all_agree(actor=actor, item_id=item.pk)


def test_what_it_proposes_comes_onto_the_cells_agenda_once(cast: Cast, group: Unit) -> None:
    meeting = a_closed_one(cast, group)
    item = AgendaItem.objects.get(meeting=meeting, line="to_committee")
    secretary = cast.secretary.actor
    with on(2, month=12):
        with pytest.raises(Refusal, match=r"meetings\.no_draft_to_take"):
            services.take_proposal(actor=secretary, item_id=item.pk)
        draft = a_draft(secretary, cast.cell)
        with pytest.raises(Denied):
            services.take_proposal(actor=leader(cast), item_id=item.pk)
        taken = services.take_proposal(actor=secretary, item_id=item.pk)
        assert services.take_proposal(actor=secretary, item_id=item.pk).pk == taken.pk
        silent = AgendaItem.objects.get(meeting=meeting, line="next_month")
        with pytest.raises(Refusal, match=r"meetings\.nothing_proposed"):
            services.take_proposal(actor=secretary, item_id=silent.pk)
        (one,) = proposed_in([meeting])[meeting.pk]
    assert taken.meeting_id == draft.pk
    assert taken.title == "Đề nghị của Tổ đảng 1: Đề nghị chi ủy giao tổ 1 làm đường ngõ."
    assert one.is_taken


def test_the_list_of_groups_is_whole_for_the_committee_and_the_own_for_a_member(cast: Cast, group: Unit) -> None:
    with on(19):
        members.found_group(actor=cast.secretary.actor, cell=cast.cell, name="Tổ đảng 2", founded_on=date(2026, 11, 1))
        assert [one.unit.name for one in groups_seen(cast.secretary.actor, cast.cell)] == ["Tổ đảng 1", "Tổ đảng 2"]
        mine = groups_seen(leader(cast), cast.cell)
        assert [(one.unit.name, one.may_register) for one in mine] == [("Tổ đảng 1", True)]
        plain = actor_for(cast.people["Nguyễn Thị Mai"].user_id or 0, "")
        assert [(one.unit.name, one.may_register) for one in groups_seen(plain, cast.cell)] == [("Tổ đảng 1", False)]
        assert groups_seen(cast.sibling_member.actor, cast.cell) == []
        assert groups_seen(cast.exempt.actor, cast.cell) == []  # of the cell, in no group


@pytest.mark.parametrize(("player", "is_offered"), [("secretary", True), ("probationary", True), ("exempt", False)])
def test_the_door_to_the_groups_is_for_whom_it_opens(
    cast: Cast, client: Client, group: Unit, player: str, is_offered: bool
) -> None:
    sign_in(client, getattr(cast, player))
    assert ("/sinh-hoat/to-dang/" in client.get("/sinh-hoat/").content.decode()) == is_offered
    assert client.get("/sinh-hoat/to-dang/").status_code == (200 if is_offered else 404)


def test_the_pages_of_a_group(cast: Cast, client: Client, group: Unit) -> None:
    with on(19):
        sign_in(client, cast.member)
        assert "Đăng ký buổi sinh hoạt" in client.get("/sinh-hoat/to-dang/").content.decode()
        typed = {"held_on": "01/12/2026", "starts_at": "19:30", "ends_at": "20:30", "place": "Nhà văn hóa"}
        place = f"/sinh-hoat/to-dang/{group.pk}/dang-ky/?thang=2026-12"
        answer = client.post(place, typed | {"chair": cast.member.id, "clerk": cast.secretary.id})
        assert answer.status_code == 422  # the secretary is not of this group
        answer = client.post(place, typed | {"chair": cast.member.id, "clerk": cast.other_member.id})
        assert answer.status_code == 302
        assert client.get(answer.headers["Location"]).status_code == 200
        sign_in(client, cast.sibling_secretary)
        assert client.get(place).status_code == 404
        assert client.get("/sinh-hoat/to-dang/").status_code == 404


def test_closing_tells_those_who_lead_the_cell(cast: Cast, client: Client, group: Unit) -> None:
    a_closed_one(cast, group)
    sign_in(client, cast.secretary)
    with on(2, month=12):
        assert "đã gửi chi ủy" in client.get("/thong-bao/").content.decode()
        page = client.get("/sinh-hoat/to-dang/").content.decode()
    assert "Đề nghị chi ủy giao tổ 1 làm đường ngõ." in page
