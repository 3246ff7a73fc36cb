"""Paper ballots are counted twice by two people; only what both found, and what can be, stands."""

import uuid
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.cast import Cast

from chibo.access import Denied
from chibo.audit.models import Entry
from chibo.ballots import selectors, services
from chibo.ballots.models import PaperCount
from chibo.ballots.rules import Form, Sheet, discipline_sheet
from chibo.ballots.rules.desk import Count, check_count, differing
from chibo.ballots.rules.elections import Candidate, Next, ballot_for
from chibo.ballots.services import SecretQuestion, Team
from chibo.ballots.states import Listed
from chibo.ballots.tests.factories import DAY, a_question, summoned
from chibo.kernel.errors import Missing, Refusal
from chibo.organisations.selectors import place_of
from chibo.regulations.selectors import rule_for

MOTION = Sheet(Form.ONE, ("for", "against", "other"), ("Đồng ý", "Không đồng ý", "Ý kiến khác"))
GOOD = Count(13, 13, 12, 1, {"for": 10, "against": 1, "other": 1})
NUMBER = st.integers(0, 20)


@given(st.builds(Count, NUMBER, NUMBER, NUMBER, NUMBER, st.fixed_dictionaries(dict.fromkeys(MOTION.options, NUMBER))))
def test_figures_that_pass_hold_together(count: Count) -> None:
    try:
        check_count(count, MOTION, 15)
    except Refusal:
        return
    assert 15 >= count.issued >= count.returned == count.valid + count.invalid
    assert sum(count.votes.values()) == count.valid


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"issued": 14}, "issued_too_many"),
        ({"issued": 12}, "returned_too_many"),
        ({"invalid": 0}, "valid_and_invalid"),
        ({"votes": {"for": 13, "against": 0, "other": 0}}, "votes_over_valid"),
        ({"votes": {"for": 10, "against": 1, "other": 0}}, "votes_not_valid"),
        ({"votes": {"for": 10, "against": 2}}, "figures_missing"),
        ({"votes": {"for": 13, "against": -1, "other": 0}}, "figures_missing"),
    ],
)
def test_figures_that_cannot_be_are_refused_by_the_sum_that_fails(change: dict[str, object], code: str) -> None:
    check_count(GOOD, MOTION, 13)
    with pytest.raises(Refusal, match=rf"ballots\.{code}"):
        check_count(replace(GOOD, **change), MOTION, 13)


@pytest.mark.parametrize(("votes", "passes"), [((10, 9, 8), True), ((12, 12, 1), False), ((4, 4, 3), False)])
def test_votes_for_a_list_lie_between_one_and_all_seats_a_ballot(votes: tuple[int, ...], passes: bool) -> None:
    sheet = Sheet(Form.CHOOSE, ("an", "binh", "cuc"), ("An", "Bình", "Cúc"), seats=2)
    count = Count(12, 12, 12, 0, dict(zip(sheet.options, votes, strict=True)))
    if passes:
        check_count(replace(count, valid=12, votes={"an": 10, "binh": 8, "cuc": 6}), sheet, 12)
    else:
        with pytest.raises(Refusal, match=r"ballots\.votes_out_of_range"):
            check_count(count, sheet, 12)


def test_what_differs_is_named_figure_by_figure() -> None:
    other = replace(GOOD, valid=11, invalid=2, votes={"for": 9, "against": 1, "other": 1})
    assert differing(GOOD, other) == ("valid", "invalid", "for")
    assert differing(GOOD, GOOD) == ()


@pytest.fixture
def team(cast: Cast) -> Team:
    return Team(tellers=(cast.member.id, cast.other_member.id))


@pytest.fixture
def count(cast: Cast, team: Team) -> PaperCount:
    return opened(cast, a_question(cast), team)


def opened(cast: Cast, question: SecretQuestion, team: Team) -> PaperCount:
    return services.open_count(actor=cast.secretary.actor, question=question, team=team, summoned=summoned(cast))


def enter(cast: Cast, count: PaperCount, figures: Count, player: str = "member") -> services.Entered:
    actor = getattr(cast, player).actor
    return services.enter_count(actor=actor, place=place_of(cast.cell), count_id=count.pk, figures=figures)


def agreed(cast: Cast, count: PaperCount, figures: Count) -> PaperCount:
    enter(cast, count, figures)
    return enter(cast, count, figures, "other_member").count


@pytest.mark.django_db
def test_two_equal_counts_stand_and_decide_by_the_base(cast: Cast, count: PaperCount) -> None:
    assert (count.base_count, count.voters_count, count.needed_count) == (14, 13, 10)
    assert not enter(cast, count, GOOD).is_agreed
    assert enter(cast, count, GOOD, "other_member").is_agreed
    outcome = selectors.outcome_of(selectors.count(count.pk))
    assert outcome is not None
    assert outcome.is_adopted is True


@pytest.mark.django_db
def test_a_mismatch_is_named_and_then_mended(cast: Cast, count: PaperCount) -> None:
    wrong = replace(GOOD, votes={"for": 9, "against": 2, "other": 1})
    enter(cast, count, GOOD)
    found = enter(cast, count, wrong, "other_member")
    assert found.differing == ("for", "against")
    assert selectors.outcome_of(selectors.count(count.pk)) is None
    assert selectors.open_differences(cast.member.actor, count.pk) == ("for", "against")
    assert selectors.entered_by(count.pk) == {cast.member.id, cast.other_member.id}
    assert enter(cast, count, GOOD, "other_member").is_agreed


@pytest.mark.django_db
def test_one_person_cannot_agree_with_himself(cast: Cast, count: PaperCount) -> None:
    enter(cast, count, GOOD)
    assert not enter(cast, count, GOOD).is_agreed
    assert count.entries.get().times == 2


@pytest.mark.django_db
def test_a_teller_sees_nothing_of_the_other_before_counting(cast: Cast, count: PaperCount) -> None:
    enter(cast, count, GOOD)
    assert selectors.own_entry(cast.member.actor, count.pk) == GOOD
    assert selectors.own_entry(cast.other_member.actor, count.pk) is None
    assert selectors.open_differences(cast.other_member.actor, count.pk) == ()


@pytest.mark.django_db
def test_who_is_no_teller_enters_nothing(cast: Cast, count: PaperCount) -> None:
    with pytest.raises(Denied):
        enter(cast, count, GOOD, "secretary")


@pytest.mark.django_db
def test_an_agreed_count_is_done(cast: Cast, count: PaperCount) -> None:
    done = agreed(cast, count, GOOD)
    with pytest.raises(Refusal, match=r"ballots\.not_open"):
        enter(cast, count, GOOD)
    with pytest.raises(Refusal, match=r"ballots\.not_open"):
        services.void_count(
            actor=cast.secretary.actor, place=place_of(cast.cell), count_id=count.pk, version=done.version, reason="x"
        )


@pytest.mark.django_db
def test_the_record_holds_no_figure(cast: Cast, count: PaperCount) -> None:
    agreed(cast, count, GOOD)
    bodies = [bytes(entry.body) for entry in Entry.objects.filter(object_id=str(count.pk))]
    assert len(bodies) == 3
    assert not any(b"valid" in body or b"votes" in body or b"figures" in body for body in bodies)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("decision", "tellers", "code"),
    [
        ("resolution", 2, "method_not_allowed"),
        ("recognition", 1, "two_tellers"),
    ],
)
def test_what_may_not_be_opened_is_refused(cast: Cast, decision: str, tellers: int, code: str) -> None:
    team = Team(tellers=(cast.member.id, cast.other_member.id)[:tellers])
    with pytest.raises(Refusal, match=rf"ballots\.{code}"):
        opened(cast, a_question(cast, decision), team)


@pytest.mark.django_db
def test_a_plain_member_opens_none_and_an_item_holds_one(cast: Cast, team: Team) -> None:
    question = a_question(cast)
    with pytest.raises(Denied):
        services.open_count(actor=cast.member.actor, question=question, team=team, summoned=summoned(cast))
    with pytest.raises(Refusal, match=r"ballots\.nobody_in_base"):
        services.open_count(actor=cast.secretary.actor, question=question, team=team, summoned=[])
    first = opened(cast, question, team)
    with pytest.raises(Refusal, match=r"ballots\.already_open"):
        opened(cast, question, team)
    act = {"actor": cast.secretary.actor, "place": place_of(cast.cell), "count_id": first.pk, "version": 1}
    with pytest.raises(Refusal, match=r"ballots\.void_needs_reason"):
        services.void_count(**act, reason="")
    services.void_count(**act, reason="Phát nhầm phiếu")
    assert opened(cast, question, team).round_no == 1


def election(cast: Cast, names: tuple[str, ...], seats: int) -> SecretQuestion:
    people = [cast.people[name] for name in names]
    sheet = ballot_for([Candidate(str(p.pk), p.full_name, p.given_name) for p in people], seats)
    return replace(a_question(cast, "election", sheet), subject="Bầu chi ủy")


@pytest.mark.django_db
def test_an_election_with_a_tie_goes_into_a_second_vote_among_the_tied(cast: Cast) -> None:
    names = ("Hoàng Văn Lâm", "Nguyễn Văn Hải", "Phạm Thị Ngọc Ánh", "Trần Văn Sơn")
    keys = {name: str(cast.people[name].pk) for name in names}
    team = Team((cast.member.id, cast.other_member.id), rule_for("elections", DAY))
    votes = {keys[name]: number for name, number in zip(names, (12, 11, 8, 8), strict=True)}
    first = agreed(cast, opened(cast, election(cast, names, 3), team), Count(13, 13, 13, 0, votes))
    outcome = selectors.outcome_of(first)
    assert outcome is not None
    assert outcome.election is not None
    assert outcome.election.elected == (keys[names[0]], keys[names[1]])
    assert set(outcome.election.tied) == {keys[names[2]], keys[names[3]]}
    assert outcome.next is Next.TIE
    again = replace(team, previous=first, among_tied=True)
    second = opened(cast, election(cast, names[2:], 1), again)
    assert second.round_no == 2
    done = agreed(cast, second, Count(13, 13, 13, 0, {keys[names[2]]: 6, keys[names[3]]: 7}))
    outcome = selectors.outcome_of(done)
    assert outcome is not None
    assert outcome.election is not None
    assert (outcome.election.elected, outcome.next) == ((keys[names[3]],), Next.DONE)


@pytest.mark.django_db
def test_who_stands_does_not_count_and_a_round_waits_for_the_one_before(cast: Cast) -> None:
    question = election(cast, ("Bùi Thị Huyền", "Nguyễn Văn Hải"), 1)
    team = Team((cast.member.id, cast.other_member.id), rule_for("elections", DAY))
    with pytest.raises(Refusal, match=r"ballots\.teller_stands"):
        opened(cast, question, team)
    first = opened(cast, a_question(cast), team)
    with pytest.raises(Refusal, match=r"ballots\.round_not_done"):
        opened(cast, a_question(cast), replace(team, previous=first))


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["probationary", "guest", "suspended", "sibling_member"])
def test_who_has_no_vote_here_counts_none(cast: Cast, who: str) -> None:
    with pytest.raises(Refusal, match=r"ballots\.teller_no_voter"):
        opened(cast, a_question(cast), Team((cast.member.id, getattr(cast, who).id)))


@pytest.mark.django_db
def test_the_team_keeps_its_order_and_the_list_where_each_name_came_from(cast: Cast) -> None:
    tellers = (cast.other_member.id, cast.member.id)
    names = ("Nguyễn Văn Hải", "Trần Văn Sơn")
    listed = {str(cast.people[name].pk): source for name, source in zip(names, Listed, strict=False)}
    team = Team(tellers, rule_for("elections", DAY), body="secretary", listed=listed)
    found = selectors.count(opened(cast, election(cast, names, 1), team).pk)
    assert found.tellers == [str(teller) for teller in tellers]
    assert (found.body, found.listed) == ("secretary", listed)


@pytest.mark.django_db
def test_a_vote_on_discipline_adds_from_the_heaviest_down(cast: Cast) -> None:
    rule = rule_for("discipline-ballot", DAY)
    sheet = discipline_sheet((line.code, line.name_vi) for line in rule.value.forms)
    team = Team((cast.member.id, cast.other_member.id), rule)
    votes = {"expulsion": 3, "dismissal": 3, "warning": 3, "reprimand": 4, "none": 0}
    done = agreed(cast, opened(cast, a_question(cast, "reprimand", sheet), team), Count(13, 13, 13, 0, votes))
    outcome = selectors.outcome_of(done)
    assert outcome is not None
    assert outcome.verdict is not None
    assert (outcome.verdict.form, outcome.verdict.is_by_adding) == ("warning", True)


@pytest.mark.django_db
def test_the_counting_minutes_hold_everything_that_is_read_out(cast: Cast, count: PaperCount) -> None:
    with pytest.raises(Missing):
        selectors.minutes_of(count)
    found = selectors.minutes_of(agreed(cast, count, GOOD))
    assert (found.summoned, found.present, found.count, found.round_no) == (14, 13, GOOD, 1)
    assert [(line.label, line.votes, line.base) for line in found.lines] == [
        ("Đồng ý", 10, 14),
        ("Không đồng ý", 1, 14),
        ("Ý kiến khác", 1, 14),
    ]
    assert found.tellers == ("Bùi Thị Huyền", "Lý Thị Mẩy")
    assert found.decision == "Đề nghị công nhận đảng viên chính thức"
    assert found.basis


@pytest.mark.django_db
def test_an_unknown_count_is_missing(cast: Cast) -> None:
    with pytest.raises(Missing):
        selectors.count(uuid.uuid4())
