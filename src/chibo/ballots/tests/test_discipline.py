"""The form that reaches its share is decided; where none does, votes are added from the heaviest form down."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.ballots.rules.discipline import Verdict, verdict
from chibo.regulations.figures import DISCIPLINE, Decision
from chibo.regulations.selectors import rule_for

DAY = date(2026, 12, 3)
BALLOT = rule_for("discipline-ballot", DAY).value
MAJORITIES = rule_for("vote-majorities", DAY).value
FORMS = [line.code for line in BALLOT.forms]
HEAVY = FORMS[:-1]


def of(base: int, **votes: int) -> Verdict:
    return verdict(votes, base, BALLOT, MAJORITIES)


@st.composite
def ballots(draw: st.DrawFn) -> tuple[dict[str, int], int]:
    votes = {form: draw(st.integers(0, 12)) for form in FORMS}
    return votes, draw(st.integers(max(1, sum(votes.values())), 70))


def test_the_ballot_decides_what_counts_as_discipline_and_nothing_else() -> None:
    assert {line.decision for line in BALLOT.forms[:-1]} == DISCIPLINE


def test_every_line_has_a_share_of_its_own() -> None:
    assert {line.decision for line in BALLOT.forms if line.decision} <= {decision.value for decision in Decision}


@pytest.mark.parametrize(
    ("votes", "form", "by_adding"),
    [
        ({"warning": 9, "reprimand": 7}, "warning", False),
        ({"expulsion": 11, "none": 5}, "expulsion", False),
        ({"expulsion": 10, "dismissal": 2, "warning": 4}, "dismissal", True),  # 10 of 16 are less than two thirds
        ({"expulsion": 3, "dismissal": 3, "warning": 3, "reprimand": 7}, "warning", True),
        ({"dismissal": 2, "warning": 3, "reprimand": 4, "none": 7}, "reprimand", True),
        ({"reprimand": 8, "none": 8}, None, False),
        ({"none": 9, "reprimand": 7}, None, False),
        ({}, None, False),
    ],
)
def test_worked_cases_on_a_base_of_sixteen(votes: dict[str, int], form: str | None, by_adding: bool) -> None:
    found = of(16, **votes)
    assert (found.form, found.is_by_adding) == (form, by_adding)


@given(ballots())
def test_what_is_decided_has_reached_its_share(found: tuple[dict[str, int], int]) -> None:
    votes, base = found
    decided = of(base, **votes)
    step = next((step for step in decided.steps if step.form == decided.form), None)
    if step is not None:
        assert (step.added if decided.is_by_adding else step.votes) >= step.needed
    if decided.is_by_adding:
        assert all(each.votes < each.needed for each in decided.steps)
        heavier = decided.steps[: HEAVY.index(decided.form or "")]
        assert all(each.added < each.needed for each in heavier)


@given(ballots(), st.sampled_from(HEAVY), st.sampled_from(HEAVY))
def test_a_vote_moved_to_a_heavier_form_never_makes_the_decision_lighter(
    found: tuple[dict[str, int], int], one: str, other: str
) -> None:
    votes, base = found
    heavier, lighter = sorted((one, other), key=HEAVY.index)
    before = of(base, **votes)
    if before.is_by_adding and votes[lighter]:
        moved = {**votes, lighter: votes[lighter] - 1}
        moved[heavier] += 1
        after = of(base, **moved)
        assert after.form is not None
        assert HEAVY.index(after.form) <= HEAVY.index(before.form or "") or not after.is_by_adding


@given(ballots())
def test_without_discipline_only_if_too_few_want_any_or_most_want_none(found: tuple[dict[str, int], int]) -> None:
    votes, base = found
    decided = of(base, **votes)
    if decided.form is None:
        too_few = decided.steps[-1].added < decided.steps[-1].needed
        assert too_few or BALLOT.none_needs.is_met(votes["none"], base)


def test_an_empty_base_decides_nothing() -> None:
    assert of(0, expulsion=1).form is None
