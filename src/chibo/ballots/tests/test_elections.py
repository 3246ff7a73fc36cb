"""Nobody is elected without more than half of those summoned, and never more than there are seats."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.ballots.rules.elections import (
    Candidate,
    Next,
    Result,
    ballot_for,
    check_list,
    elected,
    in_order,
    longest_list,
    next_list,
    what_next,
)
from chibo.ballots.rules.sheets import Form, check_sheet
from chibo.kernel.errors import Refusal
from chibo.regulations.selectors import rule_for

RULE = rule_for("elections", date(2026, 12, 3)).value
VOTES = st.dictionaries(st.text("abcdefgh", min_size=1, max_size=2), st.integers(0, 40), min_size=1, max_size=12)


def people(count: int) -> list[Candidate]:
    return [Candidate(f"k{n:02d}", f"Nguyễn Văn A{n:02d}", f"A{n:02d}") for n in range(count)]


@given(VOTES, st.integers(1, 60), st.integers(1, 8))
def test_who_is_elected_has_the_share_and_a_seat(votes: dict[str, int], base: int, seats: int) -> None:
    found = elected(votes, base, seats, RULE)
    assert len(found.elected) + found.seats_left == seats
    assert all(RULE.elected.is_met(votes[key], base) for key in (*found.elected, *found.tied))
    assert len({votes[key] for key in found.tied}) <= 1
    assert len(found.tied) != 1
    assert not found.tied or len(found.tied) > found.seats_left > 0


@given(VOTES, st.integers(1, 60), st.integers(1, 8))
def test_nobody_with_more_votes_is_passed_over(votes: dict[str, int], base: int, seats: int) -> None:
    found = elected(votes, base, seats, RULE)
    passed = [key for key in votes if key not in found.elected and RULE.elected.is_met(votes[key], base)]
    assert all(votes[one] > votes[other] for one in found.elected for other in passed)
    assert found.tied or not found.seats_left or not passed


@given(VOTES, st.integers(1, 60), st.integers(1, 8))
def test_a_further_round_is_shorter_and_names_nobody_who_has_a_seat(
    votes: dict[str, int], base: int, seats: int
) -> None:
    found = elected(votes, base, seats, RULE)
    names = next_list(votes, found)
    assert not set(names) & set(found.elected)
    assert len(names) <= len(votes) - len(found.elected)
    assert set(names) == set(found.tied) or not found.tied
    assert bool(names) <= bool(found.seats_left)


@given(VOTES, st.integers(1, 60), st.integers(1, 8), st.data())
def test_one_vote_more_never_unseats(votes: dict[str, int], base: int, seats: int, data: st.DataObject) -> None:
    found = elected(votes, base, seats, RULE)
    for key in found.elected:
        assert key in elected({**votes, key: votes[key] + 1}, base, seats, RULE).elected


@given(VOTES, st.integers(1, 60), st.integers(1, 8), st.randoms())
def test_the_order_of_counting_plays_no_part(votes: dict[str, int], base: int, seats: int, chance: object) -> None:
    turned = list(votes.items())
    chance.shuffle(turned)  # type: ignore[attr-defined]
    assert elected(dict(turned), base, seats, RULE) == elected(votes, base, seats, RULE)


def test_three_seats_of_a_cell_of_sixteen() -> None:
    votes = {"an": 15, "binh": 12, "cuc": 9, "dung": 8}
    assert elected(votes, 16, 3, RULE) == Result(("an", "binh", "cuc"), (), 0)


def test_exactly_half_of_those_summoned_is_not_enough() -> None:
    found = elected({"an": 14, "binh": 8}, 16, 2, RULE)
    assert found == Result(("an",), (), 1)
    assert what_next(found, 1, RULE) is Next.MAY_VOTE_AGAIN
    assert what_next(found, RULE.rounds_max, RULE) is Next.SUPERIOR


def test_equals_at_the_last_seat_are_voted_on_again_among_themselves() -> None:
    found = elected({"an": 14, "binh": 10, "cuc": 10, "dung": 9}, 16, 2, RULE)
    assert found == Result(("an",), ("binh", "cuc"), 1)
    assert what_next(found, 1, RULE) is Next.TIE
    second = elected({"binh": 7, "cuc": 6}, 16, 1, RULE, among_tied=True)
    assert (second.elected, what_next(second, 2, RULE, among_tied=True)) == (("binh",), Next.DONE)
    again = elected({"binh": 7, "cuc": 7}, 16, 1, RULE, among_tied=True)
    assert (again.elected, what_next(again, 2, RULE, among_tied=True)) == ((), Next.TIE_AGAIN)


@given(st.integers(1, 40))
def test_a_list_has_room_for_a_surplus_and_no_more_than_its_share(seats: int) -> None:
    most = longest_list(seats, RULE)
    assert most > seats
    assert most == seats + 1 or (most - seats) * 100 <= seats * RULE.surplus_max_percent


@pytest.mark.parametrize(
    ("count", "seats", "body", "code"),
    [
        (0, 3, "committee", "options_missing"),
        (3, 3, "committee", "surplus_missing"),
        (5, 3, "committee", "list_too_long"),
        (14, 10, "delegates", "list_too_long"),
    ],
)
def test_a_list_that_cannot_be_voted_on_is_refused(count: int, seats: int, body: str, code: str) -> None:
    with pytest.raises(Refusal, match=rf"ballots\.{code}"):
        check_list(people(count), seats, body, RULE)


def test_a_secretary_needs_no_surplus_and_a_probationary_member_cannot_stand() -> None:
    check_list(people(1), 1, "secretary", RULE)
    check_list(people(4), 3, "committee", RULE)
    with pytest.raises(Refusal, match=r"ballots\.cannot_stand"):
        check_list([Candidate("k", "Trịnh Tiến Dũng", "Dũng", is_official=False)], 1, "secretary", RULE)


def test_the_list_goes_by_given_name() -> None:
    names = [Candidate(n, n, n.split()[-1]) for n in ("Trần Văn Sơn", "Nguyễn Văn Ánh", "Lê Thị Đào", "Vũ Đình An")]
    assert [one.key for one in in_order(names)] == ["Vũ Đình An", "Nguyễn Văn Ánh", "Lê Thị Đào", "Trần Văn Sơn"]


@given(st.integers(1, 12), st.integers(1, 12))
def test_the_ballot_fits_the_list(count: int, seats: int) -> None:
    sheet = ballot_for(people(count), seats)
    assert sheet.form is (Form.CHOOSE if count > seats else Form.EACH)
    check_sheet(sheet)
