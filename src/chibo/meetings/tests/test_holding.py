"""A meeting is opened, called over, written down, voted in and closed; every refusal changes nothing."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from tests.cast import Cast

from chibo.access import Denied, Role
from chibo.audit.models import Entry, EntryValue
from chibo.ballots.rules import Tally
from chibo.kernel import clock
from chibo.kernel.errors import Conflict, Refusal
from chibo.meetings import services
from chibo.meetings.models import AgendaItem, Attendance, Meeting, PresenceSpan, Speech
from chibo.meetings.rules import Absence
from chibo.meetings.selectors.reach import place_in
from chibo.meetings.selectors.sitting import roll_of, summoned_at
from chibo.meetings.selectors.whole import gaps_of
from chibo.meetings.services import Put, Speaker
from chibo.meetings.states import Mention, Outcome, Presence, Reason, State
from chibo.meetings.tests.factories import a_called, on
from chibo.members.services import exempt
from chibo.members.states import ExemptionKind

pytestmark = pytest.mark.django_db
EVENING = datetime(2026, 12, 3, 12, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def the_evening_of_the_third() -> Iterator[None]:
    with clock.at(EVENING):
        yield


@pytest.fixture
def called(cast: Cast) -> Meeting:
    with on(19):
        return a_called(cast.secretary.actor, cast.cell, chair_id=cast.secretary.id, clerk_id=cast.member.id)


@pytest.fixture
def opened(cast: Cast, called: Meeting) -> Meeting:
    return services.open_meeting(actor=cast.secretary.actor, meeting_id=called.pk, version=called.version)


@pytest.fixture
def rolled(cast: Cast, opened: Meeting) -> Meeting:
    """Everybody is there but Mẩy (ill) and Hải (no reason given)."""
    absent = {
        cast.other_member.id: Absence(Presence.EXCUSED, Reason.ILLNESS),
        cast.deputy.id: Absence(Presence.UNEXCUSED),
    }
    return services.take_roll(actor=cast.member.actor, meeting_id=opened.pk, absent=absent)


def item(meeting: Meeting, **wanted: Any) -> AgendaItem:
    found = AgendaItem.objects.filter(meeting=meeting, **wanted).order_by("position").first()
    assert found is not None
    return found


def bring_all_outcomes(cast: Cast, meeting: Meeting) -> None:
    for row in AgendaItem.objects.filter(meeting=meeting).exclude(outcome_kind=Outcome.NONE):
        if row.outcome_kind == Outcome.SCORE:
            services.record_outcome(actor=cast.secretary.actor, item_id=row.pk, block={"title": "Tự chấm điểm"})
        else:
            services.all_agree(actor=cast.secretary.actor, item_id=row.pk)


def test_opening_starts_the_first_item_and_stores_the_rules_of_the_day(opened: Meeting) -> None:
    assert (opened.state, opened.opened_at) == (State.OPEN, EVENING)
    assert {"meeting-conduct", "vote-majorities", "attendance-states"} <= set(opened.rules)
    assert item(opened, position=1).started_at == EVENING


@pytest.mark.parametrize("who", ["other_member", "assigned", "office", "sibling_secretary", "operator"])
def test_only_the_cells_leaders_and_the_bench_open_it(cast: Cast, called: Meeting, who: str) -> None:
    with pytest.raises(Denied):
        services.open_meeting(actor=getattr(cast, who).actor, meeting_id=called.pk, version=called.version)
    called.refresh_from_db()
    assert called.state == State.CALLED


def test_a_meeting_is_not_opened_before_its_day(cast: Cast, called: Meeting) -> None:
    with clock.at(EVENING - timedelta(days=1)), pytest.raises(Refusal, match=r"opens_on_its_day"):
        services.open_meeting(actor=cast.secretary.actor, meeting_id=called.pk, version=called.version)


def test_a_meeting_held_on_paper_is_entered_with_its_own_times(cast: Cast, called: Meeting) -> None:
    with clock.at(EVENING + timedelta(days=2)):
        opened = services.open_meeting(
            actor=cast.secretary.actor, meeting_id=called.pk, version=called.version, opened_at=EVENING
        )
    assert (opened.is_on_paper, opened.held_on, opened.opened_at) == (True, date(2026, 12, 3), EVENING)


def test_the_roll_is_everybody_but_those_named(rolled: Meeting) -> None:
    head = roll_of(rolled).head
    # 20 on the roll: 14 official, 2 probationary, one each exempt, suspended, away, guest
    assert (head.total, head.due, head.due_present) == (20, 16, 14)
    assert (head.excused, head.unexcused, head.apart) == (1, 1, 3)
    assert head.present + head.excused + head.unexcused + head.apart == head.total


def test_an_excuse_without_a_reason_is_refused_and_nothing_is_written(cast: Cast, opened: Meeting) -> None:
    with pytest.raises(Refusal, match=r"excuse_needs_reason"):
        services.take_roll(
            actor=cast.member.actor, meeting_id=opened.pk, absent={cast.deputy.id: Absence(Presence.EXCUSED)}
        )
    assert not Attendance.objects.exists()


def test_a_stranger_is_not_in_the_roll(cast: Cast, opened: Meeting) -> None:
    with pytest.raises(Refusal, match=r"not_of_unit"):
        services.take_roll(
            actor=cast.member.actor,
            meeting_id=opened.pk,
            absent={cast.sibling_secretary.id: Absence(Presence.UNEXCUSED)},
        )


def test_late_arrival_and_early_leaving_move_the_base_of_later_votes_only(cast: Cast, rolled: Meeting) -> None:
    late = Attendance.objects.get(meeting=rolled, person_id=cast.other_member.id)
    first = services.put_to_vote(actor=cast.member.actor, item_id=item(rolled, line="agenda").pk)
    with clock.at(EVENING + timedelta(minutes=20)):
        services.change_presence(
            actor=cast.member.actor, attendance_id=late.pk, version=late.version, absence=Absence(Presence.PRESENT)
        )
        summoned = {row.person_id: row.presence for row in summoned_at(rolled)}
        assert summoned[cast.other_member.id] == Presence.PRESENT
    first.refresh_from_db()
    assert (first.base_count, first.voters_count) == (14, 12)
    early = Attendance.objects.get(meeting=rolled, person_id=cast.secretary.id)
    with clock.at(EVENING + timedelta(minutes=40)):
        services.leave_early(actor=cast.member.actor, attendance_id=early.pk, version=early.version)
        assert roll_of(rolled).head.due_present == 15
        assert {row.person_id: row.presence for row in summoned_at(rolled)}[cast.secretary.id] == Presence.EXCUSED
    assert PresenceSpan.objects.get(attendance=early).to_at == EVENING + timedelta(minutes=40)


def test_a_roll_taken_again_corrects_and_keeps_one_row_a_member(cast: Cast, rolled: Meeting) -> None:
    services.take_roll(actor=cast.member.actor, meeting_id=rolled.pk, absent={})
    assert roll_of(rolled).head.due_present == 16
    assert Attendance.objects.filter(meeting=rolled).count() == 20


def test_the_clerk_writes_and_another_member_does_not(cast: Cast, rolled: Meeting) -> None:
    row = item(rolled, is_formal=False)
    speaker = Speaker(person_id=cast.secretary.id)
    services.add_speech(actor=cast.member.actor, item_id=row.pk, speaker=speaker, text="Đề nghị lùi hạn.")
    with pytest.raises(Denied):
        services.add_speech(actor=cast.other_member.actor, item_id=row.pk, speaker=speaker, text="Thêm.")
    assert [speech.text for speech in Speech.objects.all()] == ["Đề nghị lùi hạn."]


def test_words_sent_twice_after_a_dropped_network_stand_once(cast: Cast, rolled: Meeting) -> None:
    row, speaker = item(rolled, is_formal=False), Speaker(person_id=cast.secretary.id)
    for text in ("Đề nghị lùi", "Đề nghị lùi hạn đến 15/12."):
        services.add_speech(actor=cast.member.actor, item_id=row.pk, speaker=speaker, text=text, draft_key="a1")
    assert [speech.text for speech in Speech.objects.all()] == ["Đề nghị lùi hạn đến 15/12."]


def test_what_was_said_never_enters_the_audit_record(cast: Cast, rolled: Meeting) -> None:
    row = item(rolled, is_formal=False)
    services.add_speech(
        actor=cast.member.actor, item_id=row.pk, speaker=Speaker(person_id=cast.secretary.id), text="Lời riêng"
    )
    services.write_text(actor=cast.member.actor, item_id=row.pk, version=row.version, text="Ghi chép riêng")
    assert not any("riêng" in bytes(entry.body).decode() for entry in Entry.objects.all())
    assert not any("riêng" in f"{value.before}{value.after}" for value in EntryValue.objects.all())


def test_of_two_clerks_in_one_item_the_slower_is_told(cast: Cast, rolled: Meeting) -> None:
    row = item(rolled, is_formal=False)
    services.write_text(actor=cast.member.actor, item_id=row.pk, version=row.version, text="Bản của thư ký")
    with pytest.raises(Conflict):
        services.write_text(actor=cast.secretary.actor, item_id=row.pk, version=row.version, text="Bản của bí thư")
    row.refresh_from_db()
    assert row.text == "Bản của thư ký"


def test_a_conclusion_ends_the_item_and_begins_the_next(cast: Cast, rolled: Meeting) -> None:
    row = item(rolled, position=1)
    following = services.conclude_item(actor=cast.member.actor, item_id=row.pk, version=row.version)
    assert following is not None
    assert following.position == 2
    row.refresh_from_db()
    assert row.ended_at == EVENING
    running = AgendaItem.objects.filter(meeting=rolled, started_at__isnull=False, ended_at=None)
    assert [one.position for one in running] == [2]


def test_a_task_of_an_item_knows_the_meeting_by_label_and_link(cast: Cast, rolled: Meeting) -> None:
    row = item(rolled, is_formal=False)
    task = services.give_item_task(
        actor=cast.member.actor,
        item_id=row.pk,
        title="Vận động 2 hộ hiến đất",
        due_on=date(2026, 12, 15),
        person_id=cast.other_member.id,
    )
    assert (task.origin_id, task.origin_label) == (row.pk, rolled.title)
    assert str(rolled.pk) in task.origin_url


def test_praise_needs_somebody_and_a_reason(cast: Cast, rolled: Meeting) -> None:
    with pytest.raises(Refusal, match=r"who_and_why"):
        services.mention(actor=cast.member.actor, meeting_id=rolled.pk, kind=Mention.PRAISE, text="", name="Tổ 2")
    row = services.mention(
        actor=cast.member.actor,
        meeting_id=rolled.pk,
        kind=Mention.PRAISE,
        text="Vận động xong 3 hộ",
        person_id=cast.secretary.id,
    )
    assert row.name == cast.people["Hoàng Văn Lâm"].full_name


def test_all_agree_is_the_outcome_of_its_item_with_the_base_of_that_moment(cast: Cast, rolled: Meeting) -> None:
    row = item(rolled, line="agenda")
    vote = services.all_agree(actor=cast.member.actor, item_id=row.pk)
    row.refresh_from_db()
    assert (vote.for_count, vote.base_count, vote.is_adopted) == (12, 14, True)
    assert row.outcome is not None
    assert row.outcome["tally"].startswith("12/14")


def test_a_probationary_member_does_not_vote_exempt_and_come_all_the_same(cast: Cast, opened: Meeting) -> None:
    """Of two exempt members who come, the official one is one more in the base, the probationary one is not."""
    exempt_from = {"starts_on": date(2026, 11, 1), "decision": "08-QĐ/ĐU", "kind": ExemptionKind.OTHER}
    exempt(actor=cast.system, person_id=cast.probationary.id, **exempt_from)
    absent = {cast.deputy.id: Absence(Presence.UNEXCUSED)}
    came = [cast.exempt.id, cast.probationary.id]
    services.take_roll(actor=cast.member.actor, meeting_id=opened.pk, absent=absent, came_anyway=came)
    assert Attendance.objects.get(person_id=cast.probationary.id).status == "exempt"
    vote = services.all_agree(actor=cast.member.actor, item_id=item(opened, line="agenda").pk)
    assert (vote.base_count, vote.voters_count) == (15, 14)


def test_a_vote_that_fails_is_no_outcome(cast: Cast, rolled: Meeting) -> None:
    row = item(rolled, line="agenda")
    vote = services.put_to_vote(actor=cast.member.actor, item_id=row.pk)
    services.finish_vote(actor=cast.member.actor, item_id=row.pk, vote_id=vote.pk, version=1, tally=Tally(7, 5))
    row.refresh_from_db()
    assert row.outcome is None


def test_a_vote_on_something_else_is_no_outcome_of_the_item(cast: Cast, rolled: Meeting) -> None:
    row = item(rolled, line="agenda")
    services.all_agree(actor=cast.member.actor, item_id=row.pk, put=Put("Lùi hạn một việc", "other"))
    row.refresh_from_db()
    assert row.outcome is None


def test_before_the_roll_call_there_is_no_vote(cast: Cast, opened: Meeting) -> None:
    with pytest.raises(Refusal, match=r"nobody_in_base"):
        services.put_to_vote(actor=cast.member.actor, item_id=item(opened, line="agenda").pk)


def test_the_close_is_refused_while_something_is_missing_and_says_what(cast: Cast, rolled: Meeting) -> None:
    assert gaps_of(rolled)
    with pytest.raises(Refusal, match=r"close_without_outcome"):
        services.close_meeting(actor=cast.secretary.actor, meeting_id=rolled.pk, version=rolled.version)
    services.put_to_vote(actor=cast.member.actor, item_id=item(rolled, line="agenda").pk)
    with pytest.raises(Refusal, match=r"close_beside_open"):
        services.close_meeting(actor=cast.secretary.actor, meeting_id=rolled.pk, version=rolled.version)


def test_a_closed_meeting_keeps_its_sums_and_formal_items_write_themselves(cast: Cast, rolled: Meeting) -> None:
    row = item(rolled, is_formal=False)
    services.add_speech(actor=cast.member.actor, item_id=row.pk, speaker=Speaker(person_id=cast.secretary.id))
    bring_all_outcomes(cast, rolled)
    with clock.at(EVENING + timedelta(minutes=95)):
        rolled.refresh_from_db()
        closed = services.close_meeting(actor=cast.secretary.actor, meeting_id=rolled.pk, version=rolled.version)
    assert (closed.state, closed.due_count, closed.present_count) == (State.CLOSED, 16, 14)
    assert (closed.excused_count, closed.unexcused_count, closed.spoke_count) == (1, 1, 1)
    assert "14/16" in item(closed, line="roll_call").text
    assert "12/14" in item(closed, line="agenda").text
    assert "Bùi Thị Huyền" in item(closed, line="opening").text


def test_nothing_is_written_into_a_closed_meeting(cast: Cast, rolled: Meeting) -> None:
    bring_all_outcomes(cast, rolled)
    rolled.refresh_from_db()
    services.close_meeting(actor=cast.secretary.actor, meeting_id=rolled.pk, version=rolled.version)
    row = item(rolled, is_formal=False)
    for write in (
        lambda: services.write_text(actor=cast.member.actor, item_id=row.pk, version=row.version, text="Thêm"),
        lambda: services.take_roll(actor=cast.member.actor, meeting_id=rolled.pk, absent={}),
        lambda: services.record_outcome(actor=cast.secretary.actor, item_id=row.pk, block={"title": "x"}),
    ):
        with pytest.raises(Refusal, match=r"not_open"):
            write()


def test_the_chair_has_the_role_here_and_nowhere_else(cast: Cast, opened: Meeting) -> None:
    assert place_in(cast.member.actor, opened).roles_here == {Role.CLERK}
    assert place_in(cast.other_member.actor, opened).roles_here == frozenset()
