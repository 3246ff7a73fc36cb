"""What is voted on right now is told in one shape; who taps, and how a secret box is held in an item."""

from datetime import timedelta

import pytest
from tests.cast import Cast

from chibo.access import Denied
from chibo.ballots import selectors as ballots
from chibo.ballots import services as ballot_services
from chibo.ballots.models import OpenVote, SecretBox, Tap
from chibo.ballots.rules import Tally
from chibo.ballots.services import keys
from chibo.ballots.states import Way
from chibo.kernel import clock
from chibo.kernel.errors import Conflict, Missing, Refusal
from chibo.kernel.months import Month
from chibo.meetings import services
from chibo.meetings.models import AgendaItem, Attendance, Meeting
from chibo.meetings.rules import Absence
from chibo.meetings.selectors.recorded import recorded
from chibo.meetings.selectors.tallies import secret_words
from chibo.meetings.selectors.voting import voting_now
from chibo.meetings.services import Put
from chibo.meetings.states import Outcome, Presence
from chibo.meetings.tests.factories import EVENING, a_called, on, voters_of
from chibo.members.models import Person
from chibo.members.tests.factories import actor_of
from chibo.regulations.states import Method

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("evening")]
TAPPED = Put(method=Method.HAND, is_tapped=True)


def tap(cast: Cast, meeting: Meeting, vote: OpenVote, choice: str, person: Person | None = None) -> None:
    actor = actor_of(person) if person else cast.other_member.actor
    services.answer_vote(actor=actor, meeting=meeting, vote_id=vote.pk, version=vote.version, choice=choice)


def cast_one(cast: Cast, meeting: Meeting, box: SecretBox, choice: str, person: Person | None = None) -> None:
    actor = actor_of(person) if person else cast.other_member.actor
    services.cast_secret(actor=actor, meeting=meeting, box_id=box.pk, version=box.version, chosen={choice: 1})


def a_box(cast: Cast, item: AgendaItem) -> SecretBox:
    return services.open_secret(actor=cast.secretary.actor, item_id=item.pk)


def close_box(cast: Cast, item: AgendaItem, box: SecretBox) -> SecretBox:
    return services.close_secret(actor=cast.secretary.actor, item_id=item.pk, box_id=box.pk, version=box.version)


def leave(cast: Cast, meeting: Meeting) -> None:
    row = Attendance.objects.get(meeting=meeting, person_id=cast.other_member.id)
    services.leave_early(actor=cast.member.actor, attendance_id=row.pk, version=row.version)


def test_nothing_is_voted_on_before_a_question_is_put(meeting: Meeting, item: AgendaItem) -> None:
    assert voting_now(meeting) is None


def test_a_question_is_told_with_its_base_and_the_document_it_goes_by(
    cast: Cast, meeting: Meeting, item: AgendaItem
) -> None:
    vote = services.put_to_vote(actor=cast.member.actor, item_id=item.pk)
    found = voting_now(meeting)
    assert found is not None
    assert (found.kind, found.method, found.is_tapped, found.cast) == (Way.OPEN, Method.HAND, False, None)
    assert (found.id, found.item_id, found.meeting_id) == (vote.pk, item.pk, meeting.pk)
    assert (found.base, found.needed, found.voters) == (14, 8, 12)
    assert found.sheet.options == ("for", "against", "other")
    assert (found.basis.number, found.basis.is_verified) == ("Quy định số 208-QĐ/TW", False)


def test_members_tap_and_the_count_becomes_the_outcome_of_the_item(
    cast: Cast, meeting: Meeting, item: AgendaItem
) -> None:
    vote = services.put_to_vote(actor=cast.member.actor, item_id=item.pk, put=TAPPED)
    for number, person in enumerate(voters_of(meeting)):
        tap(cast, meeting, vote, "for" if number < 10 else "against", person)
    found = voting_now(meeting)
    assert found is not None and (found.is_tapped, found.cast) == (True, 12)
    closed = services.finish_vote(actor=cast.member.actor, item_id=item.pk, vote_id=vote.pk, version=1)
    assert (closed.for_count, closed.against_count, closed.is_adopted) == (10, 2, True)
    item.refresh_from_db()
    assert item.outcome is not None and item.outcome["vote"] == str(vote.pk)
    assert not Tap.objects.exists()


def test_taps_of_a_vote_that_was_stopped_to_count_cards_are_gone(
    cast: Cast, meeting: Meeting, item: AgendaItem
) -> None:
    vote = services.put_to_vote(actor=cast.member.actor, item_id=item.pk, put=TAPPED)
    tap(cast, meeting, vote, "for")
    with pytest.raises(Refusal, match=r"ballots\.counts_itself"):
        services.finish_vote(actor=cast.member.actor, item_id=item.pk, vote_id=vote.pk, version=1, tally=Tally(12))
    services.stop_vote(actor=cast.member.actor, item_id=item.pk, vote_id=vote.pk, version=1, reason="Một máy hết pin")
    by_card = services.put_to_vote(actor=cast.member.actor, item_id=item.pk)
    done = services.finish_vote(
        actor=cast.member.actor, item_id=item.pk, vote_id=by_card.pk, version=1, tally=Tally(12)
    )
    assert (done.for_count, Tap.objects.count()) == (12, 0)


def test_where_a_voter_has_no_account_nobody_votes_by_phone(cast: Cast, meeting: Meeting, item: AgendaItem) -> None:
    row = Attendance.objects.get(meeting=meeting, person=cast.people["Hà Thị Xuân"])
    services.change_presence(
        actor=cast.member.actor, attendance_id=row.pk, version=row.version, absence=Absence(Presence.PRESENT)
    )
    with pytest.raises(Refusal, match=r"meetings\.voters_without_account") as refused:
        services.put_to_vote(actor=cast.member.actor, item_id=item.pk, put=TAPPED)
    assert refused.value.facts["names"] == "Hà Thị Xuân"
    with pytest.raises(Refusal, match=r"meetings\.voters_without_account"):
        a_box(cast, item)
    assert not keys.kept()
    services.put_to_vote(actor=cast.member.actor, item_id=item.pk)  # by card


def test_who_has_left_the_room_votes_no_more(cast: Cast, meeting: Meeting, item: AgendaItem) -> None:
    vote = services.put_to_vote(actor=cast.member.actor, item_id=item.pk, put=TAPPED)
    leave(cast, meeting)
    with pytest.raises(Refusal, match=r"meetings\.not_in_the_room"):
        tap(cast, meeting, vote, "for")
    assert not Tap.objects.exists()


def test_who_came_after_the_question_was_put_waits_for_the_next(cast: Cast, meeting: Meeting, item: AgendaItem) -> None:
    leave(cast, meeting)
    with clock.at(EVENING + timedelta(minutes=5)):
        vote = services.put_to_vote(actor=cast.member.actor, item_id=item.pk, put=TAPPED)
        row = Attendance.objects.get(meeting=meeting, person_id=cast.other_member.id)
        services.change_presence(
            actor=cast.member.actor, attendance_id=row.pk, version=row.version, absence=Absence(Presence.PRESENT)
        )
        with pytest.raises(Refusal, match=r"ballots\.not_there_then"):
            tap(cast, meeting, vote, "for")


@pytest.mark.parametrize("player", ["sibling_member", "foreign_secretary", "office", "assigned"])
def test_from_outside_the_cell_there_is_no_vote(cast: Cast, meeting: Meeting, item: AgendaItem, player: str) -> None:
    vote = services.put_to_vote(actor=cast.member.actor, item_id=item.pk, put=TAPPED)
    actor = getattr(cast, player).actor
    with pytest.raises(Missing):
        services.answer_vote(actor=actor, meeting=meeting, vote_id=vote.pk, version=1, choice="for")


def test_a_vote_of_another_meeting_is_not_reached_through_this_one(
    cast: Cast, meeting: Meeting, item: AgendaItem
) -> None:
    vote = services.put_to_vote(actor=cast.member.actor, item_id=item.pk, put=TAPPED)
    with on(25):
        other = a_called(cast.secretary.actor, cast.cell, Month(2027, 1))
    Meeting.objects.filter(pk=other.pk).update(state="open", opened_at=EVENING)
    other.refresh_from_db()
    with pytest.raises(Missing):
        tap(cast, other, vote, "for")


def test_a_secret_vote_is_told_with_the_permission_and_its_turnout_alone(
    cast: Cast, meeting: Meeting, item: AgendaItem
) -> None:
    box = a_box(cast, item)
    cast_one(cast, meeting, box, "against")
    found = voting_now(meeting)
    assert found is not None and found.permission is not None
    assert (found.kind, found.method, found.is_tapped) == (Way.SECRET, Method.SECRET_ELECTRONIC, True)
    assert (found.cast, found.voters, found.base, found.needed) == (1, 12, 14, 8)
    assert (found.permission.number, found.permission.body) == ("Quy định 07-QĐ/ĐU", cast.committee.name)


def test_a_secret_vote_that_adopts_is_the_outcome_and_stands_in_the_minutes(
    cast: Cast, meeting: Meeting, item: AgendaItem
) -> None:
    box = a_box(cast, item)
    for number, person in enumerate(voters_of(meeting)):
        cast_one(cast, meeting, box, "for" if number < 9 else "against" if number < 11 else "other", person)
    done = close_box(cast, item, box)
    assert (done.cast_count, done.is_adopted) == (12, True)
    item.refresh_from_db()
    assert item.outcome is not None
    assert (item.outcome["box"], item.outcome["votes"]) == (str(box.pk), {"for": 9, "against": 2, "other": 1})
    [counted] = next(seen for seen in recorded(meeting).items if seen.item.pk == item.pk).secret
    assert secret_words(counted) == (
        "bỏ phiếu kín trên điện thoại, 12/14 đồng chí được bỏ phiếu có mặt; số phiếu 12, hợp lệ 12, không hợp lệ 0; "
        "đồng ý 9/14 đồng chí, đạt 64,29\N{NO-BREAK SPACE}%; không đồng ý 2; ý kiến khác 1; được thông qua"
    )


def test_of_few_ballots_the_minutes_say_the_result_alone(cast: Cast, meeting: Meeting, item: AgendaItem) -> None:
    box = a_box(cast, item)
    for person in voters_of(meeting)[: ballots.FEW - 1]:
        cast_one(cast, meeting, box, "for", person)
    assert close_box(cast, item, box).is_adopted is False
    item.refresh_from_db()
    assert item.outcome is None
    [counted] = ballots.counted_in([item.pk])[item.pk]
    assert secret_words(counted).endswith("ít phiếu nên chỉ công bố kết quả: không được thông qua")


@pytest.fixture
def unnoted(cast: Cast, item: AgendaItem) -> SecretBox:
    """A box that was adopted and counted; the program stopped before its result was noted."""
    box = a_box(cast, item)
    for person in voters_of(item.meeting):
        cast_one(cast, item.meeting, box, "for", person)
    place = ballots.place_of_box(box)
    return ballot_services.close_box(actor=cast.secretary.actor, place=place, box_id=box.pk, version=1)


def test_what_a_fault_left_unnoted_is_noted_by_the_machine_once(
    cast: Cast, item: AgendaItem, unnoted: SecretBox
) -> None:
    assert services.note_left_results() == 1
    item.refresh_from_db()
    assert item.outcome is not None and item.outcome["box"] == str(unnoted.pk)
    assert services.note_left_results() == 0
    version = item.version  # somebody presses the button a moment later
    services.note_secret_result(actor=cast.secretary.actor, item_id=item.pk, box_id=unnoted.pk)
    item.refresh_from_db()
    assert (item.outcome["box"], item.version) == (str(unnoted.pk), version)


def test_the_machine_leaves_what_somebody_has_noted(cast: Cast, item: AgendaItem, unnoted: SecretBox) -> None:
    services.note_secret_result(actor=cast.secretary.actor, item_id=item.pk, box_id=unnoted.pk)
    item.refresh_from_db()
    assert item.outcome is not None and item.outcome["box"] == str(unnoted.pk)
    assert services.note_left_results() == 0


def test_the_machine_notes_nothing_in_a_meeting_that_does_not_run(
    cast: Cast, item: AgendaItem, unnoted: SecretBox
) -> None:
    Meeting.objects.filter(pk=item.meeting_id).update(state="read", ended_at=clock.now(), remarks_until=clock.now())
    assert services.note_left_results() == 0
    item.refresh_from_db()
    assert item.outcome is None


def test_a_result_that_adopts_nothing_is_no_outcome(cast: Cast, meeting: Meeting, item: AgendaItem) -> None:
    box = a_box(cast, item)
    close_box(cast, item, box)
    with pytest.raises(Refusal, match=r"meetings\.nothing_to_note"):
        services.note_secret_result(actor=cast.secretary.actor, item_id=item.pk, box_id=box.pk)


def test_a_stopped_box_is_held_again(cast: Cast, meeting: Meeting, item: AgendaItem) -> None:
    box = a_box(cast, item)
    cast_one(cast, meeting, box, "for")
    stop = {"actor": cast.secretary.actor, "item_id": item.pk, "box_id": box.pk, "version": 1}
    with pytest.raises(Refusal, match=r"ballots\.void_needs_reason"):
        services.void_secret(**stop, reason=" ")
    services.void_secret(**stop, reason="Ghi nhầm nội dung")
    assert voting_now(meeting) is None
    with pytest.raises(Refusal, match=r"ballots\.box_not_open"):
        cast_one(cast, meeting, box, "for")
    again = a_box(cast, item)
    cast_one(cast, meeting, again, "for")
    assert ballots.turnout(again.pk) == 1


def test_the_clerk_opens_and_closes_no_box(cast: Cast, meeting: Meeting, item: AgendaItem) -> None:
    with pytest.raises(Denied):
        services.open_secret(actor=cast.member.actor, item_id=item.pk)
    box = a_box(cast, item)
    act = {"actor": cast.member.actor, "item_id": item.pk, "box_id": box.pk, "version": 1}
    with pytest.raises(Denied):
        services.close_secret(**act)
    with pytest.raises(Denied):
        services.void_secret(**act, reason="Nhầm")


def test_what_was_not_allowed_by_the_committee_is_not_opened(cast: Cast, meeting: Meeting, item: AgendaItem) -> None:
    with pytest.raises(Refusal, match=r"ballots\.electronic_not_set"):
        services.open_secret(actor=cast.secretary.actor, item_id=item.pk, put=Put(decision="resolution"))


def test_discipline_stays_on_paper(cast: Cast, meeting: Meeting, item: AgendaItem) -> None:
    with pytest.raises(Refusal, match=r"meetings\.discipline_on_paper"):
        services.open_secret(actor=cast.secretary.actor, item_id=item.pk, put=Put(decision="expulsion"))


def test_a_ballot_of_one_who_left_or_of_a_stale_page_is_refused(cast: Cast, meeting: Meeting, item: AgendaItem) -> None:
    box = a_box(cast, item)
    with pytest.raises(Refusal, match=r"ballots\.mark_one"):
        cast_one(cast, meeting, box, "")
    box.version = 9
    with pytest.raises(Conflict, match=r"ballots\.stale_page"):
        cast_one(cast, meeting, box, "for")
    leave(cast, meeting)
    with pytest.raises(Refusal, match=r"meetings\.not_in_the_room"):
        cast_one(cast, meeting, box, "for")
    assert ballots.turnout(box.pk) == 0


def test_a_vote_of_another_item_is_not_closed_through_this_one(cast: Cast, meeting: Meeting, item: AgendaItem) -> None:
    box = a_box(cast, item)
    other = AgendaItem.objects.filter(meeting=meeting).exclude(pk=item.pk)[0]
    with pytest.raises(Refusal, match=r"meetings\.vote_of_another_item"):
        close_box(cast, other, box)


@pytest.mark.parametrize("way", ["open", "secret"])
def test_the_meeting_is_not_closed_beside_a_running_vote(
    cast: Cast, meeting: Meeting, item: AgendaItem, way: str
) -> None:
    if way == "open":
        services.put_to_vote(actor=cast.member.actor, item_id=item.pk, put=TAPPED)
    else:
        a_box(cast, item)
    _bring_outcomes(cast, meeting)
    meeting.refresh_from_db()
    with pytest.raises(Refusal, match=rf"meetings\.close_beside_{way}") as refused:
        services.close_meeting(actor=cast.secretary.actor, meeting_id=meeting.pk, version=meeting.version)
    assert refused.value.facts["item"] == item.title


def _bring_outcomes(cast: Cast, meeting: Meeting) -> None:
    for row in AgendaItem.objects.filter(meeting=meeting).exclude(outcome_kind=Outcome.NONE):
        services.record_outcome(actor=cast.secretary.actor, item_id=row.pk, block={"title": "Đã thông qua"})
