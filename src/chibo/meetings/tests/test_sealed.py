"""A closed meeting is sealed: services refuse to change it, and what is changed past them is named."""

import hashlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from types import FunctionType
from typing import Any
from uuid import uuid4

import pytest
from django.db import models
from tests.cast import Cast, undone

from chibo.audit.models import Entry
from chibo.ballots.models import BaseMember, OpenVote
from chibo.ballots.rules import Tally
from chibo.documents import services as documents
from chibo.kernel import clock
from chibo.kernel.errors import Refusal
from chibo.kernel.ids import uuid7
from chibo.meetings import services
from chibo.meetings.models import (
    AgendaItem,
    Attendance,
    CellRequest,
    Guest,
    Material,
    Meeting,
    MentionRow,
    Opinion,
    PresenceSpan,
    RemarkRow,
    ReplyRow,
    Speech,
)
from chibo.meetings.rules import Absence
from chibo.meetings.selectors import sealed
from chibo.meetings.services import Speaker
from chibo.meetings.states import Mention, Presence, State
from chibo.meetings.tests.factories import a_closed, a_plan

pytestmark = pytest.mark.django_db
EVENING = datetime(2026, 12, 3, 12, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.DATA = tmp_path
    return tmp_path


@pytest.fixture(autouse=True)
def the_evening_of_the_third() -> Iterator[None]:
    with clock.at(EVENING):
        yield


@pytest.fixture
def closed(cast: Cast) -> Meeting:
    return a_closed(cast)


Write = Callable[[Cast, Meeting], object]


def row_of(model: Any, meeting: Meeting) -> Any:
    name = {Speech: "item__meeting", PresenceSpan: "attendance__meeting"}.get(model, "meeting")
    found = model._base_manager.filter(**{name: meeting}).order_by("pk").first()
    assert found is not None, f"the meeting of these tests has no {model.__name__}"
    return found


def item_of(meeting: Meeting) -> Any:
    return AgendaItem.objects.filter(meeting=meeting, is_formal=False).first()


def on_item(service: Any, **facts: Any) -> Write:
    return lambda cast, meeting: service(actor=cast.secretary.actor, item_id=item_of(meeting).pk, **facts)


def on_row(service: Any, model: Any, name: str, **facts: Any) -> Write:
    def write(cast: Cast, meeting: Meeting) -> object:
        row = row_of(model, meeting)
        return service(actor=cast.secretary.actor, version=row.version, **{name: row.pk}, **facts)

    return write


def on_meeting(service: Any, *, seen: bool = False, **facts: Any) -> Write:
    def write(cast: Cast, meeting: Meeting) -> object:
        shown = {"version": meeting.version} if seen else {}
        return service(actor=cast.secretary.actor, meeting_id=meeting.pk, **shown, **facts)

    return write


def vote_of(meeting: Meeting) -> OpenVote:
    found = OpenVote.objects.filter(origin_id__in=AgendaItem.objects.filter(meeting=meeting).values("pk")).first()
    assert found is not None
    return found


PLAN = services.ItemPlan("Thêm")
REFUSED: dict[str, Write] = {
    "start_break": on_meeting(services.start_break, minutes=10),
    "end_break": on_meeting(services.end_break),
    "add_item": on_meeting(services.add_item, plan=PLAN),
    "edit_item": lambda cast, m: services.edit_item(
        actor=cast.secretary.actor, item_id=item_of(m).pk, version=item_of(m).version, plan=PLAN
    ),
    "move_item": on_item(services.move_item, to=1),
    "remove_item": on_row(services.remove_item, AgendaItem, "item_id"),
    "restore_item": on_item(services.restore_item),
    "copy_agenda": on_meeting(services.copy_agenda),
    "mark_prepared": on_row(services.mark_prepared, AgendaItem, "item_id"),
    "call_meeting": on_meeting(services.call_meeting, seen=True),
    "add_material": on_meeting(services.add_material, content=BytesIO(b"%PDF-1.7"), name="b.pdf", title="Khác"),
    "remove_material": on_row(services.remove_material, Material, "material_id"),
    "close_meeting": on_meeting(services.close_meeting, seen=True),
    "read_out": on_meeting(services.read_out, seen=True),
    "write_remark": lambda cast, m: services.write_remark(actor=cast.deputy.actor, meeting_id=m.pk, text="Thêm"),
    "enter_remark": lambda cast, m: services.enter_remark(
        actor=cast.secretary.actor, meeting_id=m.pk, who=row_of(Attendance, m).pk, text="Thêm"
    ),
    "answer_remark": on_row(services.answer_remark, RemarkRow, "remark_id", taken=False, answer="Khác"),
    "conclude_item": on_row(services.conclude_item, AgendaItem, "item_id", conclusion="Khác"),
    "give_item_task": on_item(services.give_item_task, title="Việc", due_on=None),
    "mention": on_meeting(services.mention, kind=Mention.PRAISE, text="Thêm", name="Tổ 1"),
    "record_outcome": on_item(services.record_outcome, block={"title": "x"}),
    "invite_guest": on_meeting(services.invite_guest, name="Khách", office=""),
    "uninvite_guest": on_row(services.uninvite_guest, Guest, "guest_id"),
    "open_meeting": on_meeting(services.open_meeting, seen=True),
    "write_opinion": on_meeting(services.write_opinion, text="Thêm"),
    "send_opinion": lambda cast, m: services.send_opinion(
        actor=cast.member.actor, opinion_id=row_of(Opinion, m).pk, version=1
    ),
    "start_item": on_item(services.start_item),
    "write_text": on_row(services.write_text, AgendaItem, "item_id", text="Khác"),
    "add_speech": on_item(services.add_speech, speaker=Speaker(), text="Thêm"),
    "edit_speech": on_row(services.edit_speech, Speech, "speech_id", text="Khác"),
    "remove_speech": on_row(services.remove_speech, Speech, "speech_id"),
    "register_meeting": on_meeting(services.register_meeting, seen=True, plan=a_plan()),
    "choose_bench": lambda cast, m: services.choose_bench(
        actor=cast.secretary.actor, meeting_id=m.pk, version=m.version, chair_id=cast.deputy.id, clerk_id=None
    ),
    "postpone_meeting": on_meeting(services.postpone_meeting, seen=True, reason="Mưa lũ"),
    "agree_postponement": lambda cast, m: services.agree_postponement(
        actor=cast.committee_secretary.actor, meeting_id=m.pk, version=m.version
    ),
    "cancel_meeting": on_meeting(services.cancel_meeting, seen=True, reason="Mưa lũ"),
    "give_reply": on_meeting(services.give_reply, coming=True),
    "enter_reply": lambda cast, m: services.enter_reply(
        actor=cast.secretary.actor, meeting_id=m.pk, person_id=cast.deputy.id, coming=True
    ),
    "remind_silent": on_meeting(services.remind_silent),
    "change_presence": on_row(
        services.change_presence, Attendance, "attendance_id", absence=Absence(Presence.UNEXCUSED)
    ),
    "leave_early": on_row(services.leave_early, Attendance, "attendance_id"),
    "join_from_away": lambda cast, m: services.join_from_away(actor=cast.deputy.actor, meeting_id=m.pk),
    "leave_from_away": lambda cast, m: services.leave_from_away(actor=cast.deputy.actor, meeting_id=m.pk),
    "open_motion": on_item(services.open_motion, decision="other", tellers=()),
    "open_discipline": on_item(services.open_discipline, person_id=uuid7(), forms=(), tellers=()),
    "open_election": on_item(services.open_election, election=None, tellers=()),
    "vote_again": on_item(services.vote_again, count_id=uuid7(), names=(), tellers=()),
    "enter_count": on_item(services.enter_count, count_id=uuid7(), figures=None),
    "stop_count": on_item(services.stop_count, count_id=uuid7(), version=1, reason="Nhầm"),
    "ask_to_speak": lambda cast, m: services.ask_to_speak(actor=cast.member.actor, meeting_id=m.pk),
    "call_roll_by_code": on_meeting(services.call_roll_by_code),
    "confirm_presence": lambda cast, m: services.confirm_presence(
        actor=cast.member.actor, meeting_id=m.pk, code="000000"
    ),
    "take_roll": on_meeting(services.take_roll, absent={}),
    "answer_vote": lambda cast, m: services.answer_vote(
        actor=cast.member.actor, meeting=m, vote_id=vote_of(m).pk, version=1, choice="for"
    ),
    "cast_secret": lambda cast, m: services.cast_secret(
        actor=cast.member.actor, meeting=m, box_id=uuid4(), version=1, chosen={"for": 1}
    ),
    "take_code": on_item(services.take_code, box_id=uuid4()),
    "open_keyed": on_item(services.open_keyed, box_id=uuid4(), version=1),
    "give_code": on_item(services.give_code, box_id=uuid4(), typed="0" * 32),
    "open_secret": on_item(services.open_secret),
    "close_secret": on_item(services.close_secret, box_id=uuid4(), version=1),
    "void_secret": on_item(services.void_secret, box_id=uuid4(), version=1, reason="Nhầm"),
    "note_secret_result": on_item(services.note_secret_result, box_id=uuid4()),
    "put_to_vote": on_item(services.put_to_vote),
    "all_agree": on_item(services.all_agree),
    "finish_vote": lambda cast, m: services.finish_vote(
        actor=cast.secretary.actor, item_id=vote_of(m).origin_id, vote_id=vote_of(m).pk, version=None, tally=Tally(1)
    ),
    "stop_vote": lambda cast, m: services.stop_vote(
        actor=cast.secretary.actor, item_id=vote_of(m).origin_id, vote_id=vote_of(m).pk, version=1, reason="Nhầm"
    ),
}
"""Every service that writes what stands in a meeting, called on a closed one."""

BESIDE = {
    "note_left_results": "looks at open meetings only (test_voting)",
    "check_choice": "writes nothing: it asks before a ballot is put into the box",
    "draft_meeting": "another meeting",
    "take_proposal": "onto the agenda of another meeting",
    "register_like_last_month": "another meeting",
    "register_new": "another meeting",
    "drop_opinion": "an unsent opinion is its author's own, not part of the minutes",
    "issue_notice": "a paper beside the meeting",
    "mark_posted": "after the close by its nature",
    "send_report": "after the close by its nature",
    "answer_excuses": "an answer to a member, not part of the minutes",
    "write_request": "goes up after the close, stands in the printed minutes as it was",
    "write_addendum": "the one way to correct sealed minutes; changes nothing of them",
    "send_request": "goes up after the close",
    "answer_request": "the answer from above",
    "withdraw_wish": "a wish to speak is not part of the minutes",
    **dict.fromkeys(
        (
            *("plan_topic", "change_topic", "drop_topic", "send_topics", "note_topics"),
            *("attach_topic_paper", "approve_topic_paper"),
        ),
        "the plan of topics; what was held changes no more (`topic_held`)",
    ),
}
"""Services that may act beside a closed meeting, with the reason; none of them touches what is sealed."""


def test_every_service_of_the_room_is_in_one_of_the_tables() -> None:
    acts = {name for name in services.__all__ if isinstance(getattr(services, name), FunctionType)}
    assert acts == REFUSED.keys() | BESIDE.keys()


def test_no_service_changes_a_closed_meeting(cast: Cast, closed: Meeting) -> None:
    before, entries, unrefused = sealed.seal_of(closed), Entry.objects.count(), []
    for name, write in REFUSED.items():
        try:
            write(cast, closed)
        except Refusal:
            continue
        unrefused.append(name)
    assert unrefused == []
    assert (sealed.seal_of(closed), Entry.objects.count()) == (before, entries)


def test_what_may_come_after_the_close_leaves_the_seal_as_it_is(cast: Cast, closed: Meeting) -> None:
    chair = cast.secretary.actor
    request = CellRequest.objects.get(meeting=closed)
    services.send_request(actor=chair, request_id=request.pk, version=request.version)
    services.write_request(actor=chair, meeting_id=closed.pk, text="Thêm một kiến nghị")
    services.send_report(actor=chair, meeting_id=closed.pk, version=closed.version)
    closed.refresh_from_db()
    services.mark_posted(actor=chair, meeting_id=closed.pk, version=closed.version)
    services.drop_opinion(actor=cast.member.actor, opinion_id=row_of(Opinion, closed).pk, version=1)
    reply = row_of(ReplyRow, closed)
    services.answer_excuses(actor=chair, meeting_id=closed.pk, reply_ids=[reply.pk], agreed=True)
    assert list(sealed.check_seals()) == [1]


def test_the_seal_stands_on_the_meeting_and_in_the_record(closed: Meeting) -> None:
    entry = Entry.objects.get(action="meetings.meeting.close", object_id=str(closed.pk))
    assert closed.seal.encode() in bytes(entry.body)
    assert list(sealed.check_seals()) == [1]


CHANGES: list[tuple[type[models.Model], dict[str, object]]] = [
    (Meeting, {"title": "Khác"}),
    (Meeting, {"present_count": 3}),
    (AgendaItem, {"conclusion": "Khác"}),
    (AgendaItem, {"is_removed": True}),
    (Speech, {"text": "Không đồng ý"}),
    (Attendance, {"presence": "unexcused"}),
    (PresenceSpan, {"mode": "online"}),
    (Guest, {"office": "Khác"}),
    (MentionRow, {"text": "Chưa tốt"}),
    (RemarkRow, {"answer": "Khác"}),
    (Material, {"title": "Khác"}),
]


def test_a_row_that_was_changed_past_the_services_is_named(closed: Meeting) -> None:
    vote = vote_of(closed)
    member = BaseMember.objects.filter(vote=vote).order_by("pk").last()
    assert member is not None
    changes = [(closed if model is Meeting else row_of(model, closed), change) for model, change in CHANGES]
    for row, change in [*changes, (vote, {"for_count": 1}), (member, {"is_counted": False})]:
        with undone():
            type(row)._base_manager.filter(pk=row.pk).update(**change)
            with pytest.raises(Refusal) as refused:
                list(sealed.check_seals())
        assert refused.value.code == "meetings.seal_broken"
        assert (refused.value.facts["table"], refused.value.facts["row"]) == (row._meta.db_table, str(row.pk))
    assert list(sealed.check_seals()) == [1]


def test_rows_taken_out_or_put_in_are_counted(closed: Meeting) -> None:
    MentionRow.objects.filter(meeting=closed).delete()
    with pytest.raises(Refusal, match=r"seal_rows") as refused:
        list(sealed.check_seals())
    assert (refused.value.facts["kept"], refused.value.facts["count"]) == (1, 0)


def test_a_seal_made_anew_by_whoever_changed_the_content_does_not_help(closed: Meeting) -> None:
    Meeting.objects.filter(pk=closed.pk).update(title="Khác")
    seal, marks = sealed.seal_of(closed)
    Meeting.objects.filter(pk=closed.pk).update(seal=seal, seal_marks=marks)
    with pytest.raises(Refusal, match=r"seal_files"):
        list(sealed.check_seals())


@pytest.mark.parametrize("change", [{"seal": "0" * 64}, {"seal_marks": {}}])
def test_a_seal_that_was_taken_off_is_missed(closed: Meeting, change: dict[str, object]) -> None:
    Meeting.objects.filter(pk=closed.pk).update(**change)
    with pytest.raises(Refusal, match=r"seal_replaced"):
        list(sealed.check_seals())


def test_a_meeting_closed_past_the_services_is_found(closed: Meeting) -> None:
    Meeting.objects.filter(pk=closed.pk).update(state=State.CLOSED)
    twin = Meeting.objects.get(pk=closed.pk)
    twin.month_on = closed.month_on.replace(year=2025)
    twin._state.adding = True
    twin.id, twin.check_code = uuid7(), ""
    twin.save(force_insert=True)
    with pytest.raises(Refusal, match=r"closed_past_record"):
        list(sealed.check_seals())


def test_the_bytes_of_the_minutes_tell_the_meeting_they_belong_to(
    cast: Cast, closed: Meeting, django_assert_num_queries: Any
) -> None:
    assert closed.minutes_paper is not None and closed.minutes_paper.sealed_pdf is not None
    sha256 = closed.minutes_paper.sealed_pdf.sha256
    with django_assert_num_queries(1):
        found = sealed.minutes_with(sha256)
    assert found is not None
    assert (found.meeting_id, found.unit_name, found.seal) == (closed.pk, cast.cell.name, closed.seal)
    assert not found.is_cancelled
    assert sealed.minutes_with(hashlib.sha256(b"other").hexdigest()) is None
    documents.cancel_paper(
        actor=cast.secretary.actor, paper_id=closed.minutes_paper.pk, version=closed.minutes_paper.version, reason="Sai"
    )
    withdrawn = sealed.minutes_with(sha256)
    assert withdrawn is not None and withdrawn.is_cancelled


def test_a_seal_costs_the_same_for_a_short_and_a_long_meeting(closed: Meeting, django_assert_num_queries: Any) -> None:
    # 10 tables of the meeting, the ids of its items, 9 tables of votes, attachments, minutes
    with django_assert_num_queries(22):
        sealed.seal_of(closed)
