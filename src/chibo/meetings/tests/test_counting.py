"""A secret vote on paper in an item: its list, its team, two counts apart, further rounds, and what the minutes say."""

from collections.abc import Iterator

import pytest
from tests.cast import Cast

from chibo.access import Denied
from chibo.ballots import selectors as ballots
from chibo.ballots.models import PaperCount
from chibo.ballots.rules.desk import Count
from chibo.ballots.rules.elections import Next
from chibo.ballots.states import CountState
from chibo.kernel import clock
from chibo.kernel.errors import Refusal
from chibo.meetings import services
from chibo.meetings.models import AgendaItem, Attendance, Meeting
from chibo.meetings.papers import minutes_paper, posted_texts
from chibo.meetings.selectors.counting import count_in, duty_in, motions_on_paper, who_may_count, who_may_stand
from chibo.meetings.selectors.recorded import recorded
from chibo.meetings.selectors.sitting import items_of
from chibo.meetings.selectors.voting import voting_now
from chibo.meetings.selectors.whole import gaps_of
from chibo.meetings.services.counting import (
    enter_count,
    open_discipline,
    open_election,
    open_motion,
    stop_count,
    vote_again,
)
from chibo.meetings.tests.counting import (
    ANH,
    FIRST,
    HAI,
    QUANG,
    SON,
    a_count,
    a_held,
    agreed,
    an_election,
    election_item,
    figures,
    team,
)
from chibo.meetings.tests.factories import EVENING
from chibo.notices.models import Notice
from chibo.regulations.figures import Body

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_evening_of_the_third() -> Iterator[None]:
    with clock.at(EVENING):
        yield


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    return a_held(cast)


@pytest.fixture
def item(meeting: Meeting) -> AgendaItem:
    return election_item(meeting)


@pytest.fixture
def count(cast: Cast, item: AgendaItem) -> PaperCount:
    return a_count(cast, item)


def test_the_list_is_printed_by_given_name_and_the_team_keeps_its_order(cast: Cast, count: PaperCount) -> None:
    assert count.sheet["labels"] == [ANH, HAI, QUANG, SON]
    assert (count.sheet["form"], count.sheet["seats"]) == ("choose", 3)
    assert (count.base_count, count.voters_count, count.needed_count) == (14, 14, 8)
    assert count.tellers == [str(teller) for teller in team(cast)]


def test_only_full_members_stand_and_only_voters_in_the_room_count(cast: Cast, meeting: Meeting) -> None:
    standing = {one.name for one in who_may_stand(meeting)}
    assert {HAI, "Cao Văn Tư"} <= standing
    assert not standing & {"Trịnh Tiến Dũng", "Y Blơk Êban", "Mai Xuân Phúc"}
    row = Attendance.objects.get(meeting=meeting, person_id=cast.member.id)
    services.leave_early(actor=cast.secretary.actor, attendance_id=row.pk, version=row.version)
    assert cast.member.id not in {person_id for person_id, _, _ in who_may_count(meeting)}
    assert len(who_may_count(meeting)) == 13


@pytest.mark.parametrize(
    ("names", "seats", "code"),
    [
        ((HAI, ANH, SON), 3, r"ballots\.surplus_missing"),
        ((HAI, ANH, SON), 1, r"ballots\.list_too_long"),
        ((HAI, ANH, "Trịnh Tiến Dũng"), 2, r"ballots\.cannot_stand"),
        ((HAI, ANH, "Bùi Thị Huyền"), 2, r"ballots\.teller_stands"),
        ((), 1, r"ballots\.options_missing"),
    ],
)
def test_a_list_that_the_rule_does_not_allow_is_refused(
    cast: Cast, item: AgendaItem, names: tuple[str, ...], seats: int, code: str
) -> None:
    with pytest.raises(Refusal, match=code):
        open_election(
            actor=cast.secretary.actor,
            item_id=item.pk,
            election=an_election(cast, *names, seats=seats),
            tellers=team(cast),
        )
    assert not PaperCount.objects.exists()


def test_only_the_chair_and_the_clerk_open_one(cast: Cast, item: AgendaItem) -> None:
    election = an_election(cast, HAI, ANH, seats=1, body=Body.SECRETARY)
    for who in (cast.member, cast.office, cast.sibling_secretary):
        with pytest.raises(Denied):
            open_election(actor=who.actor, item_id=item.pk, election=election, tellers=team(cast))
    opened = open_election(
        actor=cast.cell_committee.actor,  # the clerk of this meeting
        item_id=item.pk,
        election=an_election(cast, HAI, SON, seats=1, body=Body.SECRETARY),
        tellers=team(cast),
    )
    assert opened.body == "secretary"


def test_an_item_that_must_be_adopted_in_another_way_takes_no_secret_vote(cast: Cast, meeting: Meeting) -> None:
    adopts = AgendaItem.objects.filter(meeting=meeting, outcome_kind="conclusion").first()
    assert adopts is not None
    with pytest.raises(Refusal, match=r"meetings\.count_needs_own_item"):
        open_motion(actor=cast.secretary.actor, item_id=adopts.pk, decision="admission", tellers=team(cast))


def test_while_it_is_open_the_phones_know_it_and_the_meeting_does_not_close(
    cast: Cast, meeting: Meeting, count: PaperCount
) -> None:
    found = voting_now(meeting)
    assert found is not None
    assert (found.id, found.cast, found.sheet.labels) == (count.pk, None, (ANH, HAI, QUANG, SON))
    assert "meetings.close_beside_paper" in [gap.code for gap in gaps_of(meeting)]
    duty = duty_in(cast.member.actor, meeting)
    assert duty is not None
    assert duty.pk == count.pk
    assert duty_in(cast.secretary.actor, meeting) is None


def test_two_counts_that_differ_bring_nothing_until_they_agree(
    cast: Cast, meeting: Meeting, item: AgendaItem, count: PaperCount
) -> None:
    wrong = figures(cast, (HAI, 12), (ANH, 12), (SON, 8), (QUANG, 8))
    enter_count(actor=cast.member.actor, item_id=item.pk, count_id=count.pk, figures=figures(cast, *FIRST))
    entered = enter_count(actor=cast.other_member.actor, item_id=item.pk, count_id=count.pk, figures=wrong)
    assert (entered.is_agreed, entered.differing) == (False, (str(cast.people[HAI].pk),))
    item.refresh_from_db()
    assert item.outcome is None
    assert count_in(meeting, count.pk)[1].differs
    with pytest.raises(Refusal, match=r"ballots\.issued_too_many"):
        agreed(cast, item, count, figures(cast, *FIRST, issued=15))
    done = agreed(cast, item, count, figures(cast, *FIRST))
    assert done.state == CountState.AGREED


def test_the_team_is_told_and_nobody_else(cast: Cast, count: PaperCount) -> None:
    told = Notice.objects.filter(kind="meetings.notice.counts")
    assert {notice.user_id for notice in told} == {cast.member.user.pk, cast.other_member.user.pk}


def test_nobody_but_a_teller_enters(cast: Cast, item: AgendaItem, count: PaperCount) -> None:
    for who in (cast.secretary, cast.deputy, cast.sibling_secretary):
        with pytest.raises(Denied):
            enter_count(actor=who.actor, item_id=item.pk, count_id=count.pk, figures=figures(cast, *FIRST))
    other = AgendaItem.objects.filter(meeting=item.meeting).exclude(pk=item.pk).first()
    assert other is not None
    with pytest.raises(Refusal, match=r"meetings\.vote_of_another_item"):
        enter_count(actor=cast.member.actor, item_id=other.pk, count_id=count.pk, figures=figures(cast, *FIRST))


def test_the_result_stands_in_the_item_and_in_the_minutes(
    cast: Cast, meeting: Meeting, item: AgendaItem, count: PaperCount
) -> None:
    agreed(cast, item, count, figures(cast, *FIRST))
    item.refresh_from_db()
    assert item.outcome is not None
    assert item.outcome["tally"] == f"Trúng cử: {HAI}, {ANH}"
    text = str(minutes_paper(recorded(meeting)))
    assert "phát ra 14 phiếu, thu về 14 phiếu, hợp lệ 14 phiếu, không hợp lệ 0 phiếu" in text
    assert f"bằng phiếu nhau: {QUANG}, {SON}; còn thiếu 1 người" in text


def test_a_tie_goes_to_the_tied_alone_and_both_rounds_are_told(cast: Cast, item: AgendaItem, count: PaperCount) -> None:
    first = agreed(cast, item, count, figures(cast, *FIRST))
    second = vote_again(actor=cast.secretary.actor, item_id=item.pk, count_id=first.pk, names=[], tellers=team(cast))
    assert (second.sheet["labels"], second.sheet["seats"]) == ([QUANG, SON], 1)
    assert (second.round_no, second.is_among_tied, second.body) == (2, True, "committee")
    done = agreed(cast, item, second, figures(cast, (QUANG, 5), (SON, 9)))
    outcome = ballots.outcome_of(done)
    assert outcome is not None
    assert outcome.next is Next.DONE
    item.refresh_from_db()
    assert item.outcome is not None
    assert item.outcome["tally"] == f"Trúng cử: {HAI}, {ANH}, {SON}"
    assert any("lần 2, bầu lại giữa các đồng chí bằng phiếu" in line for line in item.outcome["lines"])
    with pytest.raises(Refusal, match=r"meetings\.no_further_round"):
        vote_again(actor=cast.secretary.actor, item_id=item.pk, count_id=done.pk, names=[], tellers=team(cast))


def test_a_further_round_has_a_shorter_list(cast: Cast, item: AgendaItem, count: PaperCount) -> None:
    with pytest.raises(Refusal, match=r"ballots\.round_not_done"):
        vote_again(actor=cast.secretary.actor, item_id=item.pk, count_id=count.pk, names=[], tellers=team(cast))
    first = agreed(cast, item, count, figures(cast, (HAI, 13), (ANH, 12), (SON, 7), (QUANG, 3)))
    act = {"actor": cast.secretary.actor, "item_id": item.pk, "count_id": first.pk, "tellers": team(cast)}
    with pytest.raises(Refusal, match=r"ballots\.options_missing"):
        vote_again(**act, names=[str(cast.people[HAI].pk)])  # elected already
    second = vote_again(**act, names=[str(cast.people[SON].pk)])
    assert (second.sheet["labels"], second.sheet["form"]) == ([SON], "each")
    assert not second.is_among_tied


def test_a_stopped_vote_leaves_no_result_and_may_be_held_again(cast: Cast, item: AgendaItem, count: PaperCount) -> None:
    act = {"actor": cast.secretary.actor, "item_id": item.pk, "count_id": count.pk, "version": count.version}
    with pytest.raises(Refusal, match=r"ballots\.void_needs_reason"):
        stop_count(**act, reason=" ")
    with pytest.raises(Denied):
        stop_count(**(act | {"actor": cast.member.actor}), reason="Phát nhầm phiếu")
    assert stop_count(**act, reason="Phát nhầm phiếu").state == CountState.VOID
    item.refresh_from_db()
    assert item.outcome is None
    election = an_election(cast, HAI, ANH, SON, QUANG)
    open_election(actor=cast.secretary.actor, item_id=item.pk, election=election, tellers=team(cast))


def test_discipline_adds_from_the_heaviest_form_and_the_concerned_does_not_count(cast: Cast, item: AgendaItem) -> None:
    act = {"actor": cast.secretary.actor, "item_id": item.pk, "forms": ["warning", "reprimand"]}
    with pytest.raises(Refusal, match=r"meetings\.concerned_counts"):
        open_discipline(**act, person_id=cast.member.id, tellers=team(cast))
    count = open_discipline(**act, person_id=cast.people[SON].pk, tellers=team(cast))
    assert count.sheet["options"] == ["warning", "reprimand", "none"]
    found = Count(14, 14, 14, 0, {"warning": 5, "reprimand": 4, "none": 5})
    agreed(cast, item, count, found)
    item.refresh_from_db()
    assert item.outcome is not None
    assert item.outcome["tally"].endswith("Kết quả: Khiển trách")
    assert "Cộng dồn từ hình thức cao nhất xuống được 9 phiếu" in item.outcome["tally"]


def test_what_is_posted_tells_who_was_elected_and_nothing_of_discipline(
    cast: Cast, meeting: Meeting, item: AgendaItem
) -> None:
    act = {"actor": cast.secretary.actor, "item_id": item.pk, "tellers": team(cast)}
    person = cast.people[SON].pk
    first = open_discipline(**act, person_id=person, forms=["warning", "reprimand"])
    agreed(cast, item, first, Count(14, 14, 14, 0, {"warning": 9, "reprimand": 5, "none": 0}))
    assert "Cảnh cáo" not in str(posted_texts(meeting, items_of(meeting)))
    second = a_count(cast, item)
    agreed(cast, item, second, figures(cast, *FIRST))
    posted = str(posted_texts(meeting, items_of(meeting)))
    assert f"Trúng cử: {HAI}, {ANH}" in posted
    assert "Cảnh cáo" not in posted


def test_a_motion_is_adopted_by_its_share_of_the_base(cast: Cast, meeting: Meeting, item: AgendaItem) -> None:
    assert "election" not in dict(motions_on_paper(meeting))
    assert {"admission", "recognition", "removal"} <= set(dict(motions_on_paper(meeting)))
    count = open_motion(
        actor=cast.secretary.actor,
        item_id=item.pk,
        decision="admission",
        subject="Đề nghị kết nạp quần chúng Lò Thị Vân",
        tellers=team(cast),
    )
    agreed(cast, item, count, Count(14, 13, 13, 0, {"for": 9, "against": 3, "other": 1}))
    item.refresh_from_db()
    assert item.outcome is not None
    assert item.outcome["tally"] == "9/14 đồng chí đồng ý, đạt 64,29\N{NO-BREAK SPACE}%; không được thông qua"
