"""The start of a month, the daily round, and the committee's resolution sent down."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from tests.cast import Cast

from chibo.access import Denied
from chibo.audit.models import Entry
from chibo.desk import services
from chibo.desk.models import Reminded
from chibo.desk.selectors import dues_of
from chibo.desk.services import rounds
from chibo.desk.states import DueKind
from chibo.directives import selectors as directives
from chibo.directives.models import Delivery
from chibo.directives.states import Arrival, Kind
from chibo.directives.tests.factories import an_issued
from chibo.kernel import clock
from chibo.kernel.errors import Refusal
from chibo.kernel.months import Month
from chibo.meetings import services as meetings
from chibo.meetings.models import AgendaItem, Meeting
from chibo.meetings.states import Kind as MeetingKind
from chibo.meetings.states import State
from chibo.meetings.tests.factories import DECEMBER, a_draft, a_plan, a_registered, on
from chibo.members import services as members
from chibo.members.models import Membership
from chibo.members.rules import probation_ends_on
from chibo.members.states import ExemptionKind
from chibo.notices.models import Notice
from chibo.organisations.models import Unit
from chibo.organisations.services import open_term
from chibo.proposals import services as proposals
from chibo.proposals.tests.factories import a_sent
from chibo.review import services as review
from chibo.tasks.tests.factories import a_task

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def eighteenth_of_november() -> Iterator[None]:
    with clock.at(datetime(2026, 11, 18, 2, tzinfo=UTC)):
        yield


def keys(meeting: Meeting) -> list[str]:
    rows = AgendaItem.objects.filter(meeting=meeting).exclude(source_key="")
    return [key.split(":")[0] for key in rows.values_list("source_key", flat=True)]


# -- the start of a month
def test_a_month_starts_with_its_draft_and_what_waits(cast: Cast) -> None:
    directive = an_issued(cast.office.actor, cast.committee)
    done = services.prepare_month(actor=cast.secretary.actor, unit=cast.cell, month=DECEMBER)
    meeting = Meeting.objects.get()
    assert (done.meeting_id, done.drafted, done.brought) == (meeting.pk, True, 1)
    assert keys(meeting) == ["directive"]
    delivery = directives.delivery_to(directive, cast.cell.pk)
    assert delivery is not None
    assert (delivery.state, delivery.door_label) == (Arrival.ON_AGENDA, meeting.title)
    again = services.prepare_month(actor=cast.secretary.actor, unit=cast.cell, month=DECEMBER)
    assert (again.drafted, again.brought) == (False, 0)


def test_what_waits_for_an_answer_comes_by_its_number_and_is_told_to_its_sender(cast: Cast) -> None:
    sent, taken_back = a_sent(cast), a_sent(cast, player="other_member")
    proposals.withdraw(actor=cast.other_member.actor, proposal_id=taken_back.pk, version=taken_back.version)
    a_sent(cast, cast.committee)
    assert services.prepare_month(actor=cast.cell_committee.actor, unit=cast.cell, month=DECEMBER).brought == 1
    item = AgendaItem.objects.exclude(source_key="").get()
    assert (item.title, item.source_label) == ("Trả lời kiến nghị số 1/2026 của đảng viên", "Kiến nghị số 1/2026")
    sent.refresh_from_db()
    assert item.source_url.endswith(f"{sent.pk}/")
    assert (sent.meeting_label, sent.meeting_url) == (item.meeting.title, f"/sinh-hoat/{item.meeting_id}/")
    assert [event.kind for event in sent.events.all()] == ["on_agenda"]
    assert services.prepare_month(actor=cast.secretary.actor, unit=cast.cell, month=DECEMBER).brought == 0
    assert sent.events.count() == 1


def test_what_was_taken_off_by_hand_stays_off(cast: Cast) -> None:
    an_issued(cast.office.actor, cast.committee)
    services.prepare_month(actor=cast.secretary.actor, unit=cast.cell, month=DECEMBER)
    item = AgendaItem.objects.exclude(source_key="").get()
    meetings.remove_item(actor=cast.secretary.actor, item_id=item.pk, version=item.version)
    assert services.prepare_month(actor=cast.secretary.actor, unit=cast.cell, month=DECEMBER).brought == 0
    an_issued(cast.office.actor, cast.committee, subject="Bổ sung")
    assert services.prepare_month(actor=cast.secretary.actor, unit=cast.cell, month=DECEMBER).brought == 1


def test_recognition_comes_only_after_the_probation_is_over(cast: Cast) -> None:
    joined = cast.people["Trịnh Tiến Dũng"].memberships.get().joined_on
    assert joined is not None
    ends_on = probation_ends_on(joined, 12)
    too_early = Month.of(ends_on) if ends_on.day > 3 else Month.of(ends_on).plus(-1)
    brought = AgendaItem.objects.filter(title__endswith="đ/c Trịnh Tiến Dũng", decision="recognition")
    services.prepare_month(actor=cast.secretary.actor, unit=cast.cell, month=too_early)
    assert not brought.exists()
    services.prepare_month(actor=cast.secretary.actor, unit=cast.cell, month=too_early.plus(1))
    assert brought.get().title == "Xem xét, đề nghị công nhận đảng viên chính thức: đ/c Trịnh Tiến Dũng"


def test_an_exemption_that_ends_is_looked_at_again(cast: Cast) -> None:
    members.exempt(
        actor=cast.system,
        person_id=cast.other_member.id,
        kind=ExemptionKind.SHORT,
        starts_on=date(2026, 6, 1),
        ends_on=date(2026, 11, 15),
        decision="09-QĐ/ĐU",
    )
    done = services.prepare_month(actor=cast.secretary.actor, unit=cast.cell, month=DECEMBER)
    assert done.brought == 1
    assert keys(Meeting.objects.get()) == ["exemption"]


def titles(cast: Cast) -> set[str]:
    services.prepare_month(actor=cast.secretary.actor, unit=cast.cell, month=DECEMBER)
    return set(AgendaItem.objects.exclude(source_key="").values_list("title", flat=True))


def test_a_badge_comes_up_before_the_party_age_is_reached_gaps_taken_off(cast: Cast) -> None:
    """Thirty years in January come up in December; the same admission with a gap of a year does not."""
    Membership.objects.filter(person_id=cast.member.id).update(admitted_on="1997-01-10", official_on="1998-01-10")
    Membership.objects.filter(person_id=cast.other_member.id).update(admitted_on="2000-01-10", official_on="2001-01-10")
    Membership.objects.create(
        person_id=cast.other_member.id,
        admitted_on="1997-01-10",
        official_on="1998-01-10",
        ended_on="1998-06-10",
        end_kind="left",
    )
    found = titles(cast)
    assert "Xét, đề nghị tặng Huy hiệu 30 năm tuổi Đảng: đ/c Bùi Thị Huyền" in found
    assert not any("Lý Thị Mẩy" in title for title in found)


def test_who_came_and_who_went_is_told_in_the_meeting(cast: Cast) -> None:
    decision = "12-GGT/ĐU"
    members.transfer_member(
        actor=cast.system,
        person_id=cast.sibling_member.id,
        unit=cast.cell,
        moved_on=date(2026, 11, 2),
        decision=decision,
    )
    members.transfer_member(
        actor=cast.system,
        person_id=cast.member.id,
        unit=cast.sibling_cell,
        moved_on=date(2026, 11, 2),
        decision=decision,
    )
    assert titles(cast) >= {
        "Giới thiệu đảng viên chuyển sinh hoạt đến: đ/c Quách Thị Đào",
        "Thông báo đảng viên chuyển sinh hoạt đi: đ/c Bùi Thị Huyền",
    }


def test_the_end_of_a_suspension_stands_on_the_desk_and_on_no_agenda(cast: Cast) -> None:
    dues = {due.kind: due for due in dues_of(cast.cell.pk, DECEMBER)}
    assert dues[DueKind.SUSPENSION].person_id == cast.suspended.id
    assert dues[DueKind.SUSPENSION].on == date(2025, 9, 1) + timedelta(90)
    assert not any("Mai Xuân Phúc" in title for title in titles(cast))


def test_a_term_that_ends_comes_up_once_and_stays_until_the_next_is_opened(cast: Cast) -> None:
    open_term(actor=cast.system, unit=cast.cell, name="2022-2027", starts_on=date(2021, 12, 2))
    assert "Chuẩn bị đại hội, hết nhiệm kỳ 2022-2027" in titles(cast)
    assert services.prepare_month(actor=cast.secretary.actor, unit=cast.cell, month=DECEMBER).brought == 0


def test_before_the_rule_nothing_of_it_falls_due(cast: Cast) -> None:
    kinds = {due.kind for due in dues_of(cast.cell.pk, Month(2024, 12))}
    assert not kinds & {DueKind.BADGE, DueKind.SUSPENSION, DueKind.TERM}


@pytest.mark.parametrize("player", ["member", "assigned", "sibling_secretary", "office", "operator"])
def test_others_may_not_start_a_month(cast: Cast, player: str) -> None:
    with pytest.raises(Denied):
        services.prepare_month(actor=getattr(cast, player).actor, unit=cast.cell, month=DECEMBER)
    assert not Meeting.objects.exists()


def test_nothing_comes_once_the_meeting_was_opened(cast: Cast) -> None:
    meeting = a_registered(cast.secretary.actor, cast.cell)
    with on(3, 12, 20):
        meetings.open_meeting(
            actor=cast.secretary.actor,
            meeting_id=meeting.pk,
            version=meeting.version,
            chair_id=cast.secretary.id,
            clerk_id=cast.cell_committee.id,
        )
        an_issued(cast.office.actor, cast.committee)
        assert services.prepare_month(actor=cast.secretary.actor, unit=cast.cell, month=DECEMBER).brought == 0


def test_guidance_reached_in_the_meeting_is_dealt_with_and_the_rest_comes_again(cast: Cast) -> None:
    reached = an_issued(cast.office.actor, cast.committee, subject="Bàn tới")
    missed = an_issued(cast.office.actor, cast.committee, subject="Chưa bàn tới")
    secretary = cast.secretary.actor
    services.prepare_month(actor=secretary, unit=cast.cell, month=DECEMBER)
    draft = Meeting.objects.get()
    plan = a_plan(chair_id=cast.secretary.id, clerk_id=cast.member.id)
    meeting = meetings.register_meeting(actor=secretary, meeting_id=draft.pk, version=draft.version, plan=plan)
    meeting = meetings.call_meeting(actor=secretary, meeting_id=meeting.pk, version=meeting.version).meeting
    with on(3, 12, 20):
        meeting = meetings.open_meeting(actor=secretary, meeting_id=meeting.pk, version=meeting.version)
        meetings.take_roll(actor=secretary, meeting_id=meeting.pk, absent={})
        meetings.start_item(actor=secretary, item_id=AgendaItem.objects.get(source_key__endswith=str(reached.pk)).pk)
        AgendaItem.objects.filter(meeting=meeting).update(outcome_kind="")
    with on(3, 12, 22):
        meeting.refresh_from_db()
        meetings.close_meeting(actor=secretary, meeting_id=meeting.pk, version=meeting.version)
    states = {row.directive_id: row.state for row in Delivery.objects.filter(unit=cast.cell)}
    assert states == {reached.pk: Arrival.DEALT_WITH, missed.pk: Arrival.ON_AGENDA}
    with on(20, 12):
        assert services.prepare_month(actor=secretary, unit=cast.cell, month=DECEMBER.plus(1)).brought >= 1
    brought = AgendaItem.objects.filter(meeting__month_on=DECEMBER.plus(1).first_on)
    assert [item.title for item in brought.filter(source_key__startswith="directive")] == [
        "Quán triệt, thảo luận: Chưa bàn tới"
    ]


# -- the daily round
def test_the_round_starts_months_when_registration_is_near_and_only_once(cast: Cast) -> None:
    an_issued(cast.office.actor, cast.committee)
    with on(13):
        services.daily_round()
        assert not Meeting.objects.filter(month_on=DECEMBER.first_on).exists()
    with on(14):
        services.daily_round()
    december = Meeting.objects.filter(month_on=DECEMBER.first_on)
    assert {meeting.unit_id for meeting in december} == {
        cast.cell.pk,
        cast.sibling_cell.pk,
        cast.staff_cell.pk,
        cast.foreign_cell.pk,
    }
    assert Delivery.objects.filter(state=Arrival.ON_AGENDA).count() == 3
    entries = Entry.objects.count()
    with on(14, hour=15):
        assert services.daily_round() == (0, 0)
    assert Entry.objects.count() == entries, "a round without news leaves no trace"


def test_each_reminder_is_given_once(cast: Cast) -> None:
    a_draft(cast.secretary.actor, cast.cell)
    told = Notice.objects.filter(kind="desk.remind.register", user=cast.secretary.user)
    for day in (16, 17, 18):
        with on(day):
            services.daily_round()
    assert told.count() == 1
    late = Notice.objects.filter(kind="desk.remind.register_late", user=cast.secretary.user)
    for day in (21, 22):
        with on(day):
            services.daily_round()
    assert late.filter(facts__month="12/2026").count() == 1
    assert not Notice.objects.filter(kind__startswith="desk.remind", user=cast.member.user).exists()


def test_the_notice_is_called_to_mind_the_day_before_it_is_due(cast: Cast) -> None:
    a_registered(cast.secretary.actor, cast.cell)
    told = Notice.objects.filter(kind="desk.remind.send")
    with on(30):
        services.daily_round()
        assert not told.exists()
    with on(1, 12):
        services.daily_round()
        services.daily_round()
    assert {notice.user_id for notice in told} == {cast.secretary.user.pk, cast.deputy.user.pk}


def test_whoever_owes_a_task_is_reminded_three_days_before(cast: Cast) -> None:
    owed = a_task(cast.secretary.actor, cast.cell, person_id=cast.member.id, due_on=date(2026, 12, 15))
    a_task(cast.secretary.actor, cast.cell, due_on=date(2026, 12, 15), title="Của cả chi bộ")
    told = Notice.objects.filter(kind="desk.remind.task")
    with on(11, 12):
        services.daily_round()
        assert not told.exists()
    with on(12, 12):
        services.daily_round()
        services.daily_round()
    notice = told.get()
    assert (notice.user_id, notice.link) == (cast.member.user.pk, f"/nhiem-vu/{owed.pk}/")
    whole = Notice.objects.filter(kind="desk.remind.task_of_unit")
    assert {one.user_id for one in whole} == {cast.secretary.user.pk, cast.deputy.user.pk}
    assert Reminded.objects.filter(key__startswith="task:").count() == 2


def test_whoever_has_not_sent_the_commitment_is_reminded_a_week_before_and_nobody_else(cast: Cast) -> None:
    told = Notice.objects.filter(kind="desk.remind.commitment")
    with on(23, 1):
        for player, send in ((cast.member, True), (cast.deputy, False)):
            words = {"Biện pháp thực hiện": "Mỗi tháng một việc"}
            review.write(actor=player.actor, year=2026, kind="cultivation", words=words, send=send)
        services.daily_round()
        assert not told.exists()
    with on(24, 1):
        services.daily_round()
        services.daily_round()
    assert told.filter(user=cast.deputy.user).count() == 1
    assert not told.filter(user__in=[cast.member.user, cast.suspended.user]).exists()
    notice = told.get(user=cast.deputy.user)
    assert (notice.link, notice.due_on) == ("/cam-ket/", date(2026, 1, 31))
    told.delete()
    Reminded.objects.all().delete()
    with on(1, 2):
        services.daily_round()
    assert not told.exists()


def test_papers_that_are_not_posted_are_called_to_mind(cast: Cast) -> None:
    meeting = a_registered(cast.secretary.actor, cast.cell)
    held = {"opened_at": clock.now(), "ended_at": clock.now(), "closed_at": clock.now(), "state": State.CLOSED}
    Meeting.objects.filter(pk=meeting.pk).update(**held)
    told = Notice.objects.filter(kind="desk.remind.post")
    with on(4, 12):
        services.daily_round()
        assert not told.exists()
    with on(5, 12):
        services.daily_round()
        services.daily_round()
    assert {notice.user_id for notice in told} == {cast.secretary.user.pk, cast.deputy.user.pk}


def test_a_unit_that_fails_keeps_no_other_waiting(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    a_draft(cast.secretary.actor, cast.cell)
    starts, reminds = rounds.prepare_month, rounds.remind

    def but_for(service: Callable[..., Any], failing: Unit) -> Callable[..., Any]:
        def run(*, unit: Unit, **given: Any) -> Any:
            if unit == failing:
                raise ValueError("a fault in what this unit has entered")
            return service(unit=unit, **given)

        return run

    monkeypatch.setattr(rounds, "prepare_month", but_for(starts, cast.sibling_cell))
    monkeypatch.setattr(rounds, "remind", but_for(reminds, cast.cell))
    with on(21):
        services.daily_round()
    december = Meeting.objects.filter(month_on=DECEMBER.first_on)
    assert {meeting.unit_id for meeting in december} == {cast.cell.pk, cast.staff_cell.pk, cast.foreign_cell.pk}
    assert not Reminded.objects.filter(key__contains=str(cast.cell.pk)).exists()
    monkeypatch.undo()
    with on(21):
        services.daily_round()
    assert Reminded.objects.filter(key__contains=str(cast.cell.pk)).exists()
    assert december.filter(unit=cast.sibling_cell).exists()


def test_only_those_who_lead_may_remind(cast: Cast) -> None:
    with pytest.raises(Denied):
        services.remind(actor=cast.member.actor, unit=cast.cell, reminders=[])


# -- the committee's own month
def test_a_committee_holds_its_meeting_and_sends_its_resolution_down(cast: Cast) -> None:
    office, secretary = cast.office.actor, cast.committee_secretary.actor
    services.prepare_month(actor=office, unit=cast.committee, month=DECEMBER)
    draft = Meeting.objects.get()
    assert (draft.kind, draft.state) == (MeetingKind.SUPERIOR, State.DRAFT)
    plan = a_plan(chair_id=cast.committee_secretary.id, clerk_id=cast.assigned.id)
    meeting = meetings.register_meeting(actor=office, meeting_id=draft.pk, version=draft.version, plan=plan)
    meeting = meetings.call_meeting(actor=office, meeting_id=meeting.pk, version=meeting.version).meeting
    with on(3, 12, 20):
        meeting = meetings.open_meeting(actor=secretary, meeting_id=meeting.pk, version=meeting.version)
        meeting = meetings.take_roll(actor=secretary, meeting_id=meeting.pk, absent={})
        with pytest.raises(Refusal, match="meeting_not_closed"):
            services.send_resolution_below(actor=secretary, meeting_id=meeting.pk, number="12-NQ/ĐU")
        item = AgendaItem.objects.get(meeting=meeting, line="next_month")
        meetings.conclude_item(
            actor=secretary, item_id=item.pk, version=item.version, conclusion="Tập trung thu hoạch vụ đông."
        )
        for voted in AgendaItem.objects.filter(meeting=meeting).exclude(outcome_kind=""):
            meetings.all_agree(actor=secretary, item_id=voted.pk)
    with on(3, 12, 21):
        meeting.refresh_from_db()
        meetings.close_meeting(actor=secretary, meeting_id=meeting.pk, version=meeting.version)
        with pytest.raises(Refusal, match="resolution_without_number"):
            services.send_resolution_below(actor=secretary, meeting_id=meeting.pk, number="")
        with pytest.raises(Denied):
            services.send_resolution_below(actor=cast.committee_member.actor, meeting_id=meeting.pk, number="1-NQ/ĐU")
        sent = services.send_resolution_below(actor=office, meeting_id=meeting.pk, number="12-NQ/ĐU")
    assert (sent.kind, sent.number) == (Kind.MONTHLY_RESOLUTION, "12-NQ/ĐU")
    assert "Tập trung thu hoạch vụ đông." in sent.body
    assert Delivery.objects.filter(directive=sent).count() == 3


def test_a_cells_meeting_sends_nothing_down(cast: Cast) -> None:
    meeting = a_registered(cast.secretary.actor, cast.cell)
    with pytest.raises(Refusal, match="not_a_superior_meeting"):
        services.send_resolution_below(actor=cast.secretary.actor, meeting_id=meeting.pk, number="1-NQ/CB")
