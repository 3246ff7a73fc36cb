"""Sending the notice, answering it, and opinions before the meeting."""

from dataclasses import replace
from io import BytesIO

import pytest
from tests.cast import OF_THE_CELL, Cast

from chibo.access import Denied
from chibo.audit.models import Entry, Look
from chibo.kernel.errors import Missing, Refusal
from chibo.meetings import selectors, services
from chibo.meetings.models import AgendaItem, Guest, Material, Meeting, Opinion, ReplyRow
from chibo.meetings.services import ItemPlan
from chibo.meetings.states import Reason, Reply, State
from chibo.meetings.tests.factories import a_called, a_draft, a_registered, on

pytestmark = pytest.mark.django_db


def a_material(cast: Cast, meeting: Meeting, name: str = "bao-cao.txt") -> Material:
    return services.add_material(
        actor=cast.secretary.actor, meeting_id=meeting.pk, name=name, content=BytesIO("Báo cáo tháng 11".encode())
    )


# -- the notice
def test_the_notice_goes_to_those_who_have_to_come_and_names_whom_to_tell_in_person(cast: Cast) -> None:
    with on(25):
        meeting = a_registered(cast.secretary.actor, cast.cell)
        called = services.call_meeting(actor=cast.secretary.actor, meeting_id=meeting.pk, version=meeting.version)
    assert called.meeting.state == State.CALLED
    assert called.in_person == ("Lương Văn Ổn", "Hà Thị Xuân")
    assert called.told == len(selectors.invited_to(meeting).called) - 2 + 1  # the assigned guest too


def test_materials_are_readable_from_the_notice_on(cast: Cast) -> None:
    with on(25):
        meeting = a_registered(cast.secretary.actor, cast.cell)
        material = a_material(cast, meeting)
        assert not selectors.may_read_materials(cast.member.actor, meeting)
        assert selectors.may_read_materials(cast.cell_committee.actor, meeting)
        services.call_meeting(actor=cast.secretary.actor, meeting_id=meeting.pk, version=meeting.version)
    material.refresh_from_db()
    meeting.refresh_from_db()
    assert material.sent_at == meeting.called_at
    readers = {"member", "guest", "assigned", "secretary"}
    assert {name for name in cast.players if selectors.may_read_materials(cast.players[name].actor, meeting)} >= readers
    assert not selectors.may_read_materials(cast.sibling_secretary.actor, meeting)
    assert not selectors.may_read_materials(cast.office.actor, meeting)


def test_whoever_was_invited_by_office_reads_materials_as_long_as_it_lasts(cast: Cast) -> None:
    with on(25):
        meeting = a_called(cast.secretary.actor, cast.cell)
    assert selectors.may_read_materials(cast.assigned.actor, meeting)
    assert not selectors.may_read_materials(replace(cast.assigned.actor, mandates=()), meeting)


def test_a_material_that_comes_later_keeps_its_own_moment(cast: Cast) -> None:
    with on(25):
        meeting = a_called(cast.secretary.actor, cast.cell)
    with on(30):
        late = a_material(cast, meeting)
        again = services.call_meeting(actor=cast.secretary.actor, meeting_id=meeting.pk, version=meeting.version)
    assert late.sent_at is not None
    assert again.meeting.called_at == meeting.called_at
    assert late.sent_at > again.meeting.called_at  # type: ignore[operator]


def test_what_is_not_prepared_is_named_and_does_not_stop_the_notice(cast: Cast) -> None:
    with on(25):
        meeting = a_registered(cast.secretary.actor, cast.cell)
        item = AgendaItem.objects.get(meeting=meeting, line="report")
        plan = ItemPlan(item.title, preparer_id=cast.deputy.id)
        services.edit_item(actor=cast.secretary.actor, item_id=item.pk, version=item.version, plan=plan)
        called = services.call_meeting(actor=cast.secretary.actor, meeting_id=meeting.pk, version=meeting.version)
    assert called.later == (item.title,)


def test_a_draft_is_not_sent(cast: Cast) -> None:
    with on(25):
        draft = a_draft(cast.secretary.actor, cast.cell)
        with pytest.raises(Refusal, match=r"meetings\.cannot_call"):
            services.call_meeting(actor=cast.secretary.actor, meeting_id=draft.pk, version=draft.version)


@pytest.mark.parametrize("player", ["member", "cell_committee", "assigned", "office", "sibling_secretary"])
def test_only_secretary_and_deputy_send(cast: Cast, player: str) -> None:
    with on(25):
        meeting = a_registered(cast.secretary.actor, cast.cell)
        with pytest.raises(Denied):
            services.call_meeting(actor=getattr(cast, player).actor, meeting_id=meeting.pk, version=meeting.version)


def test_a_file_taken_away_is_no_longer_there(cast: Cast) -> None:
    with on(25):
        meeting = a_registered(cast.secretary.actor, cast.cell)
        material = a_material(cast, meeting)
        services.remove_material(actor=cast.secretary.actor, material_id=material.pk, version=material.version)
    with pytest.raises(Missing):
        selectors.material_for(meeting, material.pk)


# -- replies
def test_members_answer_and_the_heads_add_up(cast: Cast) -> None:
    with on(25):
        meeting = a_called(cast.secretary.actor, cast.cell)
        services.give_reply(actor=cast.member.actor, meeting_id=meeting.pk, coming=True)
        services.give_reply(
            actor=cast.other_member.actor, meeting_id=meeting.pk, coming=False, reason=Reason.ILLNESS, note="Nằm viện"
        )
        answers = selectors.answers_of(meeting)
    assert (answers.head.coming, answers.head.excuse_asked) == (1, 1)
    assert answers.head.called == len(answers.rows) == answers.head.silent + 2
    assert [row.comrade.full_name for row in answers.asked] == ["Lý Thị Mẩy"]


def test_exempt_away_and_suspended_members_are_not_counted_among_those_called(cast: Cast) -> None:
    with on(25):
        invited = selectors.invited_to(a_registered(cast.secretary.actor, cast.cell))
    assert {one.full_name for one in invited.others} == {"Cao Văn Tư", "Mai Xuân Phúc", "Tạ Đăng Khoa"}
    assert "Y Blơk Êban" in {one.full_name for one in invited.called}


def test_an_answer_may_be_changed_until_the_meeting_opens(cast: Cast) -> None:
    with on(25):
        meeting = a_called(cast.secretary.actor, cast.cell)
        services.give_reply(actor=cast.member.actor, meeting_id=meeting.pk, coming=False, reason=Reason.DUTY)
        services.answer_excuses(
            actor=cast.secretary.actor,
            meeting_id=meeting.pk,
            reply_ids=[ReplyRow.objects.get().pk],
            agreed=True,
        )
        row = services.give_reply(actor=cast.member.actor, meeting_id=meeting.pk, coming=True)
    assert (row.state, row.reason, row.answered_at) == (Reply.COMING, "", None)
    Meeting.objects.filter(pk=meeting.pk).update(state=State.OPEN, opened_at=meeting.called_at)
    with pytest.raises(Refusal, match=r"meetings\.no_reply_now"):
        services.give_reply(actor=cast.member.actor, meeting_id=meeting.pk, coming=True)


def test_an_excuse_has_a_reason(cast: Cast) -> None:
    with on(25):
        meeting = a_called(cast.secretary.actor, cast.cell)
        with pytest.raises(Refusal, match=r"meetings\.no_excuse_reason"):
            services.give_reply(actor=cast.member.actor, meeting_id=meeting.pk, coming=False)


def test_who_does_not_belong_to_the_cell_does_not_answer(cast: Cast) -> None:
    with on(25):
        meeting = a_called(cast.secretary.actor, cast.cell)
        with pytest.raises(Refusal, match=r"meetings\.not_called"):
            services.give_reply(actor=cast.sibling_member.actor, meeting_id=meeting.pk, coming=True)


def test_a_reply_entered_for_a_member_names_whom_it_was_done_for(cast: Cast) -> None:
    with on(25):
        meeting = a_called(cast.secretary.actor, cast.cell)
        mai = cast.people["Nguyễn Thị Mai"]
        services.enter_reply(
            actor=cast.cell_committee.actor,
            meeting_id=meeting.pk,
            person_id=mai.pk,
            coming=False,
            reason=Reason.FAMILY,
        )
        assert ReplyRow.objects.get(person=mai).state == Reply.EXCUSE_ASKED
        services.enter_reply(
            actor=cast.secretary.actor,
            meeting_id=meeting.pk,
            person_id=mai.pk,
            coming=False,
            reason=Reason.FAMILY,
        )
    entry = Entry.objects.filter(action="meetings.reply.enter").latest("recorded_at")
    assert entry.acted_for_id == mai.pk
    assert ReplyRow.objects.get(person=mai).state == Reply.EXCUSE_GRANTED
    with on(25), pytest.raises(Denied):
        services.enter_reply(actor=cast.member.actor, meeting_id=meeting.pk, person_id=mai.pk, coming=True)


@pytest.mark.parametrize(("agreed", "state"), [(True, Reply.EXCUSE_GRANTED), (False, Reply.EXCUSE_REFUSED)])
def test_an_excuse_is_answered_once(cast: Cast, agreed: bool, state: Reply) -> None:
    with on(25):
        meeting = a_called(cast.secretary.actor, cast.cell)
        row = services.give_reply(actor=cast.member.actor, meeting_id=meeting.pk, coming=False, reason=Reason.OTHER)

        def answer() -> list[ReplyRow]:
            return services.answer_excuses(
                actor=cast.deputy.actor, meeting_id=meeting.pk, reply_ids=[row.pk], agreed=agreed
            )

        assert [found.state for found in answer()] == [state]
        with pytest.raises(Refusal, match=r"meetings\.no_excuse_waits"):
            answer()
    row.refresh_from_db()
    assert row.answered_by == "Nguyễn Văn Hải"


# -- opinions
def test_an_opinion_is_its_authors_alone_until_it_is_sent(cast: Cast) -> None:
    with on(25):
        meeting = a_called(cast.secretary.actor, cast.cell)
        item = AgendaItem.objects.get(meeting=meeting, line="discussion")
        draft = services.write_opinion(
            actor=cast.member.actor, meeting_id=meeting.pk, item_id=item.pk, text="Đường ngõ 4 vướng hai cổng nhà."
        )
        assert list(selectors.opinions_sent(meeting)) == []
        assert selectors.own_opinions(cast.member.actor, meeting) == [draft]
        assert selectors.own_opinions(cast.secretary.actor, meeting) == []
        services.send_opinion(actor=cast.member.actor, opinion_id=draft.pk, version=draft.version)
    assert list(selectors.opinions_sent(meeting)) == [draft]
    assert "cổng" not in str([bytes(entry.body) for entry in Entry.objects.all()])


def test_nobody_else_writes_into_an_opinion(cast: Cast) -> None:
    with on(25):
        meeting = a_called(cast.secretary.actor, cast.cell)
        draft = services.write_opinion(actor=cast.member.actor, meeting_id=meeting.pk, text="Ý kiến")
        with pytest.raises(Missing):
            services.write_opinion(actor=cast.secretary.actor, meeting_id=meeting.pk, text="Khác", opinion_id=draft.pk)
        with pytest.raises(Missing):
            services.send_opinion(actor=cast.secretary.actor, opinion_id=draft.pk, version=draft.version)


def test_a_sent_opinion_stays_as_it_is(cast: Cast) -> None:
    with on(25):
        meeting = a_called(cast.secretary.actor, cast.cell)
        sent = services.write_opinion(actor=cast.member.actor, meeting_id=meeting.pk, text="Ý kiến", send=True)
        for act in (services.drop_opinion, services.send_opinion):
            with pytest.raises(Refusal, match=r"meetings\.opinion_sent"):
                act(actor=cast.member.actor, opinion_id=sent.pk, version=sent.version)
        with pytest.raises(Refusal, match=r"meetings\.no_opinion_text"):
            services.write_opinion(actor=cast.member.actor, meeting_id=meeting.pk, text=" \n ")
    assert Opinion.objects.count() == 1


# -- the inside
def test_the_cell_reads_the_inside_and_nobody_above(cast: Cast) -> None:
    with on(25):
        meeting = a_called(cast.secretary.actor, cast.cell)
    inside = {name for name in cast.players if selectors.may_read_inside(cast.players[name].actor, meeting)}
    assert inside == OF_THE_CELL
    assert selectors.inside_for(cast.member.actor, meeting) is meeting
    assert not Look.objects.exists()


def test_the_assigned_member_reads_the_inside_of_a_meeting_attended_and_the_look_is_written(cast: Cast) -> None:
    with on(25):
        meeting = a_called(cast.secretary.actor, cast.cell)
    with pytest.raises(Missing):
        selectors.inside_for(cast.assigned.actor, meeting)
    Guest.objects.filter(meeting=meeting).update(is_present=True)
    selectors.inside_for(cast.assigned.actor, meeting)
    look = Look.objects.get()
    assert (look.actor_person_id, look.object_id, look.unit_id) == (cast.assigned.id, str(meeting.pk), cast.cell.pk)
    with pytest.raises(Missing):
        selectors.inside_for(cast.office.actor, meeting)
