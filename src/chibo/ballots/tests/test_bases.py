"""The base is the members summoned, not those in the room; one more vote for never takes a decision away."""

import uuid
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.ballots.rules import Summoned, Tally, base_of, check_tally, is_adopted
from chibo.kernel.errors import Refusal
from chibo.members.rules import History, Period, base_on, standing_on, status_on, vote_status
from chibo.members.states import ExemptionKind, StandingKind, StayKind
from chibo.regulations.selectors import rule_for

DAY = date(2026, 12, 3)
STATES = rule_for("attendance-states", DAY).value
MAJORITIES = rule_for("vote-majorities", DAY).value
STATUS = ("official", "probationary", "exempt", "short_exempt", "away", "guest", "suspended")
PRESENCE = ("present", "excused", "unexcused")
ROOM = st.lists(st.builds(Summoned, st.uuids(), st.sampled_from(STATUS), st.sampled_from(PRESENCE)), max_size=40)


def people(**counts: int) -> list[Summoned]:
    """Make so many of each, named like `official_present=14`."""
    return [Summoned(uuid.uuid4(), *name.rsplit("_", 1)) for name, count in counts.items() for _ in range(count)]


def test_the_worked_case_of_seventeen_with_one_exempt_and_two_excused() -> None:
    base = base_of(people(official_present=14, official_excused=2, exempt_excused=1), STATES)
    assert (base.count, base.voters) == (16, 14)
    assert MAJORITIES.of("resolution").needed.needed(base.count) == 9
    assert MAJORITIES.of("admission").needed.needed(base.count) == 11


@pytest.mark.parametrize(
    ("member", "counted", "votes"),
    [
        ("official_present", True, True),
        ("official_unexcused", True, False),
        ("probationary_present", False, False),
        ("exempt_present", True, True),
        ("exempt_excused", False, False),
        ("away_excused", False, False),
        ("guest_present", False, False),
        ("suspended_present", False, False),
    ],
)
def test_who_stands_in_the_base_and_who_votes(member: str, counted: bool, votes: bool) -> None:
    base = base_of(people(**{member: 1}), STATES)
    assert (base.count, base.voters) == (int(counted), int(votes))


@given(ROOM)
def test_whoever_votes_stands_in_the_base(room: list[Summoned]) -> None:
    base = base_of(room, STATES)
    assert all(counted or not votes for _, counted, votes in base.members)
    assert base.voters <= base.count <= len(room)


@given(st.integers(1, 300), st.integers(0, 299), st.sampled_from(["resolution", "admission"]))
def test_one_more_vote_for_never_takes_a_decision_away(base: int, votes: int, decision: str) -> None:
    needed = MAJORITIES.of(decision).needed
    assert is_adopted(Tally(votes + 1), base, needed) >= is_adopted(Tally(votes), base, needed)


@given(st.integers(1, 300))
def test_exactly_half_is_not_more_than_half(base: int) -> None:
    assert not is_adopted(Tally(base // 2), base, MAJORITIES.of("resolution").needed)
    assert is_adopted(Tally(base // 2 + 1), base, MAJORITIES.of("resolution").needed)


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50), st.integers(0, 100))
def test_more_votes_than_voters_are_refused(for_: int, against: int, other: int, voters: int) -> None:
    tally = Tally(for_, against, other)
    if for_ + against + other > voters:
        with pytest.raises(Refusal, match=r"ballots\.more_than_voters"):
            check_tally(tally, voters)
    else:
        check_tally(tally, voters)


def periods(*kinds: str) -> st.SearchStrategy[Period]:
    return st.builds(Period, st.sampled_from(kinds), st.dates(date(2026, 11, 1), date(2026, 12, 10)))


HISTORIES = st.builds(
    History,
    stay=st.sampled_from(StayKind),
    standings=st.tuples(st.builds(Period, st.sampled_from(StandingKind), st.just(date(2020, 1, 1)))),
    exemptions=st.lists(periods(*ExemptionKind), max_size=1).map(tuple),
    suspensions=st.lists(periods(""), max_size=1).map(tuple),
    away=st.lists(periods(StayKind.TEMPORARY), max_size=1).map(tuple),
)


@given(HISTORIES, st.sampled_from(PRESENCE))
def test_the_tables_of_the_rule_and_the_record_of_a_member_say_the_same_of_the_base(
    history: History, presence: str
) -> None:
    """Whatever somebody is at once: probationary and exempt, away and official, a guest who is exempt at home."""
    standing = standing_on(history, DAY)
    assert standing is not None
    status = vote_status(standing, status_on(history, DAY))
    base = base_of([Summoned(uuid.uuid4(), status, presence)], STATES)
    assert bool(base.count) == base_on(history, DAY, is_present=presence == "present")
    if standing is StandingKind.PROBATIONARY or history.stay is StayKind.TEMPORARY:
        assert (base.count, base.voters) == (0, 0)
