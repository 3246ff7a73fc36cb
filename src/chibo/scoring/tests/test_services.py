"""A score is drafted, voted, appraised, decided and reopened; every refusal changes nothing."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from tests.cast import Cast

from chibo.access import Denied
from chibo.audit.models import Entry, Stale
from chibo.ballots.rules import Tally
from chibo.kernel import clock
from chibo.kernel.errors import Conflict, Refusal
from chibo.meetings.models import AgendaItem, Meeting
from chibo.meetings.states import Outcome
from chibo.notices.models import Notice
from chibo.scoring import selectors, services
from chibo.scoring.figures import Given
from chibo.scoring.models import Line, Score
from chibo.scoring.states import State
from chibo.scoring.tests.factories import AFTERWARDS, LATE, adopted, all_points, an_open_meeting, closed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_days_after() -> Iterator[None]:
    with clock.at(AFTERWARDS):
        yield


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    return an_open_meeting(cast.secretary, cast.cell, cast.member, ill=cast.other_member)


@pytest.fixture
def self_scored(cast: Cast, meeting: Meeting) -> Score:
    """90 of 100 points, and the meeting closed."""
    adopted(cast.secretary.actor, meeting, {"results": 2700, "discussion": 1800})
    closed(cast.secretary.actor, meeting)
    return Score.objects.get()


def line(score: Score, code: str) -> Line:
    return Line.objects.get(score=score, code=code)


def decided(cast: Cast, score: Score, **changes: object) -> Score:
    facts = {"decided_on": date(2026, 12, 8), "notice_number": "15-TB/ĐU", **changes}
    return services.decide(actor=cast.office.actor, score_id=score.pk, version=score.version, **facts)


def test_a_draft_brings_the_sheet_in_force_with_evidence_and_what_it_gives(cast: Cast, meeting: Meeting) -> None:
    with clock.at(LATE):
        score = services.draft_score(actor=cast.secretary.actor, meeting_id=meeting.pk)
    assert (score.state, score.sheet["id"]) == (State.DRAFT, "score-sheet-hd42")
    assert sum(one.max_points for one in selectors.lines_of(score)) == 10_000
    attendance = line(score, "attendance")
    assert (attendance.self_points, attendance.proposed_points) == (500, 500)
    present = next(one for one in attendance.evidence if one["key"] == "share_present")
    assert (present["part"], present["whole"]) == (meeting_head(meeting), meeting_head(meeting) + 1)
    assert line(score, "chairing").self_points is None  # only people can say


def meeting_head(meeting: Meeting) -> int:
    return selectors.evidence_of(meeting, ["share_present"])["share_present"].part  # type: ignore[list-item,return-value]


def test_a_meeting_has_one_score_and_gets_it_while_it_is_open(cast: Cast, meeting: Meeting, self_scored: Score) -> None:
    with pytest.raises(Refusal, match="meeting_not_open"):
        services.draft_score(actor=cast.secretary.actor, meeting_id=meeting.pk)


def test_drafting_twice_is_refused(cast: Cast, meeting: Meeting) -> None:
    services.draft_score(actor=cast.secretary.actor, meeting_id=meeting.pk)
    with pytest.raises(Refusal, match="exists"):
        services.draft_score(actor=cast.secretary.actor, meeting_id=meeting.pk)


@pytest.mark.parametrize("who", ["other_member", "assigned", "office", "inspection"])
def test_only_the_cells_leaders_and_the_bench_score(cast: Cast, meeting: Meeting, who: str) -> None:
    with pytest.raises(Denied):
        services.draft_score(actor=getattr(cast, who).actor, meeting_id=meeting.pk)
    assert not Score.objects.exists()


def test_the_clerk_enters_all_points_in_one_act(cast: Cast, meeting: Meeting) -> None:
    score = services.draft_score(actor=cast.member.actor, meeting_id=meeting.pk)
    services.set_self_points(
        actor=cast.member.actor,
        score_id=score.pk,
        version=1,
        points={"chairing": 850, "results": None},
        weak="Nhiệm vụ",
    )
    assert (line(score, "chairing").self_points, line(score, "results").self_points) == (850, None)
    assert Score.objects.get().weak == "Nhiệm vụ"


def test_points_out_of_bounds_change_nothing(cast: Cast, meeting: Meeting) -> None:
    score = services.draft_score(actor=cast.secretary.actor, meeting_id=meeting.pk)
    with pytest.raises(Refusal, match="out_of_bounds"):
        services.set_self_points(
            actor=cast.secretary.actor, score_id=score.pk, version=1, points={"chairing": 1001, "results": 100}
        )
    assert line(score, "results").self_points is None


def test_the_second_of_two_is_told(cast: Cast, meeting: Meeting) -> None:
    score = services.draft_score(actor=cast.secretary.actor, meeting_id=meeting.pk)
    services.set_self_points(actor=cast.secretary.actor, score_id=score.pk, version=1, points={"chairing": 900})
    with pytest.raises(Conflict):
        services.set_self_points(actor=cast.member.actor, score_id=score.pk, version=1, points={"chairing": 700})


def test_the_vote_in_the_meeting_adopts_it_and_goes_into_the_minutes(cast: Cast, meeting: Meeting) -> None:
    score = adopted(cast.secretary.actor, meeting, {"results": 2700, "discussion": 1800})
    item = AgendaItem.objects.get(meeting=meeting, outcome_kind=Outcome.SCORE)
    assert (score.state, score.self_points, score.self_band) == (State.SELF_SCORED, 9000, "good")
    assert item.outcome is not None
    assert (item.outcome["points"], item.outcome["band"]) == ("90", "Tốt")
    assert item.outcome["table"]["rows"][-1] == ["Cộng", "100", "90"]
    assert item.outcome_url.endswith(f"{score.pk}/")
    assert list(Notice.objects.filter(kind="scoring.notice.adopted").values_list("user_id", flat=True)) == [
        cast.assigned.user.pk
    ]


def test_a_vote_that_rejects_it_leaves_a_draft(cast: Cast, meeting: Meeting) -> None:
    score = services.draft_score(actor=cast.secretary.actor, meeting_id=meeting.pk)
    score = services.adopt_self_score(
        actor=cast.secretary.actor,
        score_id=score.pk,
        version=1,
        points=all_points(score),
        tally=Tally(for_count=3, against_count=9, other_count=1),
    )
    assert (score.state, score.vote_id, score.self_points) == (State.DRAFT, None, None)


def test_it_may_be_voted_anew_while_the_meeting_is_open(cast: Cast, meeting: Meeting) -> None:
    score = adopted(cast.secretary.actor, meeting)
    with clock.at(LATE):
        score = services.adopt_self_score(
            actor=cast.secretary.actor, score_id=score.pk, version=score.version, points={"chairing": 800}
        )
    assert score.self_points == 9800


def test_a_criterion_without_points_stops_the_vote(cast: Cast, meeting: Meeting) -> None:
    score = services.draft_score(actor=cast.secretary.actor, meeting_id=meeting.pk)
    with pytest.raises(Refusal, match="points_missing"):
        services.adopt_self_score(actor=cast.secretary.actor, score_id=score.pk, version=1)
    assert Score.objects.get().state == State.DRAFT


def test_the_assigned_member_appraises_with_a_reason(cast: Cast, self_scored: Score) -> None:
    score = services.appraise(
        actor=cast.assigned.actor,
        score_id=self_scored.pk,
        version=self_scored.version,
        corrections={"results": Given(2400, "Hai nhiệm vụ chưa có báo cáo."), "time": Given(500)},
        appraisal="Thảo luận sôi nổi.",
    )
    assert (score.state, score.appraised_points, score.appraised_band) == (State.APPRAISED, 8700, "fair")
    assert (line(score, "time").appraised_points, line(score, "results").appraised_points) == (None, 2400)
    assert Notice.objects.filter(kind="scoring.notice.appraised", user=cast.office.user).exists()


def test_a_correction_without_a_reason_is_refused(cast: Cast, self_scored: Score) -> None:
    with pytest.raises(Refusal, match="no_reason"):
        services.appraise(
            actor=cast.assigned.actor,
            score_id=self_scored.pk,
            version=self_scored.version,
            corrections={"results": Given(2400)},
        )
    assert line(self_scored, "results").appraised_points is None


@pytest.mark.parametrize("who", ["secretary", "office", "committee_member", "member"])
def test_only_the_assigned_member_appraises(cast: Cast, self_scored: Score, who: str) -> None:
    with pytest.raises(Denied):
        services.appraise(actor=getattr(cast, who).actor, score_id=self_scored.pk, version=self_scored.version)


def test_nothing_is_appraised_before_the_close(cast: Cast, meeting: Meeting) -> None:
    score = adopted(cast.secretary.actor, meeting)
    with pytest.raises(Refusal, match="meeting_not_closed"):
        services.appraise(actor=cast.assigned.actor, score_id=score.pk, version=score.version)


def test_the_superior_committee_decides_with_day_and_number(cast: Cast, self_scored: Score) -> None:
    score = decided(cast, self_scored, corrections={"results": Given(2400, "Chưa báo cáo.")})
    assert (score.state, score.decided_points, score.decided_band) == (State.DECIDED, 8700, "fair")
    assert (score.decided_on, score.notice_number) == (date(2026, 12, 8), "15-TB/ĐU")
    assert Notice.objects.filter(kind="scoring.notice.decided", user=cast.secretary.user).exists()
    assert Stale.objects.filter(unit_id=cast.cell.pk, topic="scoring").exists()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"notice_number": " "}, "no_number"),
        ({"decided_on": date(2026, 12, 2)}, "decided_before_meeting"),
        ({"decided_on": date(2026, 12, 31)}, "decided_in_future"),
        ({"corrections": {"results": Given(2400)}}, "no_reason"),
        ({"corrections": {"unknown": Given(1, "x")}}, "no_such_item"),
    ],
)
def test_a_decision_that_is_not_whole_changes_nothing(
    cast: Cast, self_scored: Score, changes: dict[str, object], code: str
) -> None:
    with pytest.raises(Refusal, match=code):
        decided(cast, self_scored, **changes)
    assert Score.objects.get().state == State.SELF_SCORED


@pytest.mark.parametrize("who", ["secretary", "assigned", "inspection", "foreign_office", "sibling_secretary"])
def test_only_office_and_secretary_above_decide(cast: Cast, self_scored: Score, who: str) -> None:
    with pytest.raises(Denied):
        services.decide(
            actor=getattr(cast, who).actor,
            score_id=self_scored.pk,
            version=self_scored.version,
            decided_on=date(2026, 12, 8),
            notice_number="15",
        )


def test_reopening_keeps_what_was_decided_and_shows_what_changed(cast: Cast, self_scored: Score) -> None:
    score = decided(cast, self_scored, corrections={"results": Given(2400, "Chưa báo cáo.")})
    score = services.reopen(
        actor=cast.committee_secretary.actor, score_id=score.pk, version=score.version, reason="Bổ sung báo cáo"
    )
    assert (score.state, score.decided_points, score.notice_number) == (State.SELF_SCORED, None, "")
    assert score.decided_before is not None
    assert (score.decided_before["total"], score.decided_before["points"]["results"]) == (8700, 2400)
    sheet = selectors.rule_of(score).value
    now = selectors.counted(score.meeting, sheet)
    assert selectors.changed_since(score, selectors.lines_of(score), now) == ["results"]


def test_nothing_has_changed_right_after_the_decision(cast: Cast, self_scored: Score) -> None:
    score = decided(cast, self_scored)
    now = selectors.counted(score.meeting, selectors.rule_of(score).value)
    assert selectors.changed_since(score, selectors.lines_of(score), now) == []


def test_reopening_asks_for_a_reason_and_for_somebody_above(cast: Cast, self_scored: Score) -> None:
    score = decided(cast, self_scored)
    with pytest.raises(Refusal, match="reopen_needs_reason"):
        services.reopen(actor=cast.office.actor, score_id=score.pk, version=score.version, reason=" ")
    with pytest.raises(Denied):
        services.reopen(actor=cast.secretary.actor, score_id=score.pk, version=score.version, reason="x")


def test_several_are_decided_under_one_notice_or_none(cast: Cast, self_scored: Score) -> None:
    asked = {"decided_on": date(2026, 12, 8), "notice_number": "15-TB/ĐU"}
    with pytest.raises(Conflict):
        services.decide_as_proposed(actor=cast.office.actor, scores=[(self_scored.pk, 99)], **asked)
    services.decide_as_proposed(actor=cast.office.actor, scores=[(self_scored.pk, self_scored.version)], **asked)
    assert Score.objects.get().state == State.DECIDED
    assert Entry.objects.filter(action="scoring.score.decide").count() == 2


def test_before_any_sheet_was_in_force_nothing_is_scored(cast: Cast, meeting: Meeting) -> None:
    Meeting.objects.filter(pk=meeting.pk).update(held_on=date(2025, 10, 3))
    with clock.at(datetime(2026, 12, 3, 13, tzinfo=UTC)), pytest.raises(Refusal, match="no_sheet_then"):
        services.draft_score(actor=cast.secretary.actor, meeting_id=meeting.pk)
