"""A resolution drafts itself, is edited, adopted or voted down; every refusal changes nothing."""

from collections.abc import Iterator
from datetime import date

import pytest
from tests.cast import Cast

from chibo.access import Denied
from chibo.audit.models import Entry, EntryValue
from chibo.ballots.models import OpenVote
from chibo.ballots.rules import Tally
from chibo.documents.models import IssuedPaper
from chibo.kernel import clock
from chibo.kernel.errors import Conflict, Missing, Refusal
from chibo.meetings import services as meetings
from chibo.meetings.models import Meeting
from chibo.meetings.states import Mention
from chibo.meetings.tests.factories import a_called, on
from chibo.notices.models import Notice
from chibo.resolutions import selectors, services
from chibo.resolutions.figures import Fault, Text
from chibo.resolutions.models import Measure, ReservedOpinion, Resolution, Shortcoming
from chibo.resolutions.states import Kind, State
from chibo.resolutions.tests.factories import (
    EVENING,
    a_draft,
    a_measure,
    an_adopted,
    an_earlier_task,
    an_open_meeting,
    the_item,
)
from chibo.tasks.models import Task
from chibo.tasks.states import Move
from chibo.tasks.states import State as TaskState

pytestmark = pytest.mark.django_db
TEXT = Text(Kind.RESOLUTION, "lãnh đạo thực hiện nhiệm vụ tháng 12 năm 2026", "Tốt.", "Làm đường.", "Chi ủy kiểm tra.")


@pytest.fixture(autouse=True)
def the_evening_of_the_third() -> Iterator[None]:
    with clock.at(EVENING):
        yield


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    return an_open_meeting(cast)


def adopt(cast: Cast, draft: Resolution, tally: Tally | None = None) -> Resolution:
    return services.adopt_resolution(
        actor=cast.secretary.actor, resolution_id=draft.pk, version=draft.version, tally=tally
    )


def test_a_draft_writes_itself_from_last_months_tasks_and_the_meetings_texts(cast: Cast) -> None:
    an_earlier_task(cast, "Thu quỹ", Move.VERIFY, "Đủ 40 hộ")
    an_earlier_task(cast, "Vận động làm đường", Move.FAIL, "Mưa lũ")
    meeting = an_open_meeting(cast)
    report = the_item(meeting, line="report")
    meetings.conclude_item(
        actor=cast.member.actor, item_id=report.pk, version=None, text="Vụ mùa đạt.", conclusion="Tập trung vụ đông."
    )
    draft = a_draft(cast, meeting)
    assert draft.kind == Kind.RESOLUTION
    assert draft.subject == "lãnh đạo thực hiện nhiệm vụ tháng 12 năm 2026"
    assert draft.assessment.splitlines() == [
        "Nhiệm vụ tháng 11/2026 gồm 2 việc: hoàn thành 1; không hoàn thành 1.",
        "Vụ mùa đạt.",
    ]
    assert draft.direction == "Tập trung vụ đông."
    assert "kỳ họp tháng 01/2027" in draft.arrangement
    (fault,) = selectors.faults_of(draft)
    assert (fault.cause, fault.responsible) == ("Mưa lũ", "Lý Thị Mẩy")


def test_its_measures_are_the_tasks_that_the_meeting_hands_out(cast: Cast, meeting: Meeting) -> None:
    task = a_measure(cast, meeting)
    draft = a_draft(cast, meeting)
    assert [charge.task_id for charge in selectors.charges_of(draft)] == [task.pk]
    more = services.add_measure(
        actor=cast.member.actor, resolution_id=draft.pk, title="Sửa kênh", due_on=date(2026, 12, 20)
    )
    assert more.state == TaskState.OPEN
    assert [charge.title for charge in selectors.charges_of(draft)] == ["Vận động 2 hộ hiến đất", "Sửa kênh"]


def test_a_draft_made_before_the_meeting_puts_its_tasks_into_the_box_and_the_vote_hands_them_out(cast: Cast) -> None:
    with on(20):
        called = a_called(cast.secretary.actor, cast.cell, chair_id=cast.secretary.id, clerk_id=cast.member.id)
        draft = services.draft_resolution(
            actor=cast.cell_committee.actor, meeting_id=called.pk, item_id=the_item(called).pk
        )
        task = services.add_measure(
            actor=cast.cell_committee.actor, resolution_id=draft.pk, title="Sửa kênh", due_on=date(2026, 12, 20)
        )
    assert task.state == TaskState.PROPOSED
    opened = meetings.open_meeting(actor=cast.secretary.actor, meeting_id=called.pk, version=called.version)
    meetings.take_roll(actor=cast.member.actor, meeting_id=opened.pk, absent={})
    adopted = adopt(cast, draft)
    task.refresh_from_db()
    assert task.state == TaskState.OPEN
    assert Measure.objects.get(resolution=adopted).task_id == task.pk


def test_only_the_cells_own_people_draft(cast: Cast, meeting: Meeting) -> None:
    item = the_item(meeting)
    for who in ("other_member", "assigned", "office"):
        with pytest.raises(Denied):
            services.draft_resolution(actor=getattr(cast, who).actor, meeting_id=meeting.pk, item_id=item.pk)
    with pytest.raises(Missing):
        services.draft_resolution(actor=cast.sibling_secretary.actor, meeting_id=meeting.pk, item_id=item.pk)
    assert not Resolution.objects.exists()


def test_an_item_that_adopts_nothing_has_no_draft_and_one_item_has_one(cast: Cast, meeting: Meeting) -> None:
    with pytest.raises(Refusal, match=r"not_here"):
        services.draft_resolution(
            actor=cast.member.actor, meeting_id=meeting.pk, item_id=the_item(meeting, line="agenda").pk
        )
    a_draft(cast, meeting)
    with pytest.raises(Refusal, match=r"drafted_already"):
        a_draft(cast, meeting)


def test_an_edit_writes_everything_and_keeps_rows_that_were_taken_out(cast: Cast, meeting: Meeting) -> None:
    draft = a_draft(cast, meeting)
    two = [Fault("Thu quỹ chậm", "Mưa", "đ/c Sơn", "Thu dứt điểm", date(2026, 12, 20)), Fault("Họp muộn")]
    edit = services.edit_draft(
        actor=cast.member.actor, resolution_id=draft.pk, version=draft.version, text=TEXT, faults=two
    )
    assert selectors.faults_of(edit) == two
    edit = services.edit_draft(
        actor=cast.member.actor, resolution_id=draft.pk, version=edit.version, text=TEXT, faults=two[1:]
    )
    assert [fault.text for fault in selectors.faults_of(edit)] == ["Họp muộn"]
    assert Shortcoming.objects.filter(is_removed=True).count() == 1


def test_of_two_editors_the_slower_is_told(cast: Cast, meeting: Meeting) -> None:
    draft = a_draft(cast, meeting)
    services.edit_draft(actor=cast.member.actor, resolution_id=draft.pk, version=1, text=TEXT, faults=[])
    with pytest.raises(Conflict):
        services.edit_draft(actor=cast.secretary.actor, resolution_id=draft.pk, version=1, text=TEXT, faults=[])


@pytest.mark.parametrize(
    ("text", "faults", "code"),
    [
        (Text(Kind.RESOLUTION, " "), [], "no_subject"),
        (TEXT, [Fault("", "Vì mưa")], "fault_without_text"),
    ],
)
def test_what_says_nothing_is_refused(cast: Cast, meeting: Meeting, text: Text, faults: list[Fault], code: str) -> None:
    draft = a_draft(cast, meeting)
    with pytest.raises(Refusal, match=code):
        services.edit_draft(actor=cast.member.actor, resolution_id=draft.pk, version=1, text=text, faults=faults)
    draft.refresh_from_db()
    assert draft.version == 1


def test_adopted_it_has_number_paper_vote_and_is_the_outcome_of_its_item(cast: Cast, meeting: Meeting) -> None:
    task = a_measure(cast, meeting)
    adopted = an_adopted(cast, meeting)
    assert (adopted.state, adopted.number_text, adopted.adopted_on) == (State.ADOPTED, "01-NQ/CB", date(2026, 12, 3))
    assert adopted.vote is not None
    assert (adopted.vote.for_count, adopted.vote.base_count, adopted.vote.decision) == (12, 14, "resolution")
    item = the_item(meeting)
    assert item.outcome is not None
    assert item.outcome["title"].startswith("Nghị quyết số 01-NQ/CB lãnh đạo")
    assert item.outcome["tally"].startswith("12/14 đồng chí tán thành, đạt tỷ lệ 85,71")
    assert str(adopted.pk) in item.outcome_url
    assert item.ended_at == EVENING
    assert [row.task_id for row in Measure.objects.filter(resolution=adopted)] == [task.pk]
    assert Notice.objects.filter(kind="resolutions.notice.issued", user=cast.office.user).exists()


def test_the_number_runs_within_type_and_term(cast: Cast, meeting: Meeting) -> None:
    draft = a_draft(cast, meeting)
    text = Text(Kind.CONCLUSION, "buổi sinh hoạt tháng 12", "Tốt.")
    edited = services.edit_draft(actor=cast.member.actor, resolution_id=draft.pk, version=1, text=text, faults=[])
    adopted = adopt(cast, edited)
    assert adopted.number_text == "01-KL/CB"
    assert adopted.vote is not None
    assert adopted.vote.decision == "conclusion"
    assert the_item(meeting).outcome is not None


def test_the_adopted_text_is_fixed_whatever_becomes_of_its_tasks(cast: Cast, meeting: Meeting) -> None:
    a_measure(cast, meeting)
    adopted = an_adopted(cast, meeting)
    Task.objects.update(title="Đổi tên sau này")
    paper = IssuedPaper.objects.get(pk=adopted.paper_id)
    assert "Vận động 2 hộ hiến đất" in str(paper.content)
    with pytest.raises(Refusal, match=r"voted_already"):
        services.edit_draft(actor=cast.member.actor, resolution_id=adopted.pk, version=None, text=TEXT, faults=[])
    with pytest.raises(Refusal, match=r"voted_already"):
        services.adopt_resolution(
            actor=cast.secretary.actor, resolution_id=adopted.pk, version=adopted.version, tally=None
        )


def test_voted_down_it_keeps_its_vote_and_another_draft_may_follow(cast: Cast, meeting: Meeting) -> None:
    a_measure(cast, meeting)
    draft = a_draft(cast, meeting)
    rejected = adopt(cast, draft, Tally(7, 4, 1))
    assert (rejected.state, rejected.number_text, rejected.paper_id) == (State.REJECTED, "", None)
    assert rejected.vote is not None
    assert (rejected.vote.for_count, rejected.vote.is_adopted) == (7, False)
    assert the_item(meeting).outcome is None
    assert a_draft(cast, meeting).pk != draft.pk


def test_a_vote_that_runs_in_the_room_is_the_one_that_is_counted(cast: Cast, meeting: Meeting) -> None:
    a_measure(cast, meeting)
    draft = a_draft(cast, meeting)
    running = meetings.put_to_vote(actor=cast.member.actor, item_id=the_item(meeting).pk)
    adopted = adopt(cast, draft, Tally(10, 2))
    assert adopted.vote_id == running.pk
    assert OpenVote.objects.count() == 1


def test_more_votes_than_voters_change_nothing(cast: Cast, meeting: Meeting) -> None:
    a_measure(cast, meeting)
    draft = a_draft(cast, meeting)
    with pytest.raises(Refusal, match=r"more_than_voters"):
        adopt(cast, draft, Tally(13))
    draft.refresh_from_db()
    assert (draft.state, draft.vote_id) == (State.DRAFT, None)
    assert not OpenVote.objects.exists()


def test_an_empty_draft_is_not_put_to_the_vote(cast: Cast, meeting: Meeting) -> None:
    draft = a_draft(cast, meeting)
    with pytest.raises(Refusal, match=r"says_nothing"):
        adopt(cast, draft)


def test_nobody_but_leaders_and_bench_adopts(cast: Cast, meeting: Meeting) -> None:
    a_measure(cast, meeting)
    draft = a_draft(cast, meeting)
    for who in ("cell_committee", "other_member", "office"):
        with pytest.raises(Denied):
            services.adopt_resolution(actor=getattr(cast, who).actor, resolution_id=draft.pk, version=draft.version)
    assert services.adopt_resolution(actor=cast.member.actor, resolution_id=draft.pk, version=draft.version).paper_id


def test_a_reserved_opinion_is_for_author_secretary_and_the_body_addressed_only(cast: Cast, meeting: Meeting) -> None:
    adopted = an_adopted(cast, meeting)
    services.reserve_opinion(
        actor=cast.cell_committee.actor, resolution_id=adopted.pk, text="Xin giữ ý kiến riêng.", report_above=True
    )

    def sees(who: str) -> bool:
        return bool(selectors.opinions_on(getattr(cast, who).actor, adopted))

    assert [who for who in ("cell_committee", "secretary", "committee_secretary") if sees(who)] == [
        "cell_committee",
        "secretary",
        "committee_secretary",
    ]
    hidden = ("member", "deputy", "office", "party_building", "inspection", "sibling_secretary", "foreign_secretary")
    assert not any(sees(who) for who in hidden)
    assert not any("giữ ý kiến" in bytes(entry.body).decode() for entry in Entry.objects.all())
    assert not any("giữ ý kiến" in f"{value.before}{value.after}" for value in EntryValue.objects.all())


def test_kept_in_the_cell_it_is_not_shown_above(cast: Cast, meeting: Meeting) -> None:
    adopted = an_adopted(cast, meeting)
    services.reserve_opinion(actor=cast.cell_committee.actor, resolution_id=adopted.pk, text="Giữ ý kiến.")
    assert not selectors.opinions_on(cast.committee_secretary.actor, adopted)


def test_only_who_had_a_vote_in_an_adopted_text_reserves_once(cast: Cast, meeting: Meeting) -> None:
    a_measure(cast, meeting)
    draft = a_draft(cast, meeting)

    def reserve(who: str, text: str = "Giữ ý kiến.") -> None:
        services.reserve_opinion(actor=getattr(cast, who).actor, resolution_id=draft.pk, text=text)

    with pytest.raises(Refusal, match=r"adopted_only"):
        reserve("cell_committee")
    adopt(cast, draft)
    for who in ("probationary", "deputy", "office"):  # without the right; absent; of another cell
        with pytest.raises(Refusal, match=r"voters_only"):
            reserve(who)
    with pytest.raises(Missing):
        reserve("operator")
    with pytest.raises(Refusal, match=r"no_opinion_text"):
        reserve("cell_committee", " ")
    reserve("cell_committee")
    with pytest.raises(Refusal, match=r"reserved_already"):
        reserve("cell_committee")
    assert ReservedOpinion.objects.count() == 1


def test_praise_and_reminders_of_the_meeting_stand_in_the_paper(cast: Cast, meeting: Meeting) -> None:
    meetings.mention(
        actor=cast.member.actor,
        meeting_id=meeting.pk,
        kind=Mention.PRAISE,
        text="Hiến 200 m² đất",
        person_id=cast.secretary.id,
    )
    meetings.mention(
        actor=cast.member.actor, meeting_id=meeting.pk, kind=Mention.REMIND, text="Nộp đảng phí chậm", name="Tổ đảng 2"
    )
    paper = IssuedPaper.objects.get(pk=an_adopted(cast, meeting).paper_id)
    assert "Đồng chí Hoàng Văn Lâm: Hiến 200 m² đất" in str(paper.content)
    assert "Tổ đảng 2: Nộp đảng phí chậm" in str(paper.content)
