"""A vote keeps its base, is closed once, and the record never says who voted how."""

import uuid
from dataclasses import replace
from datetime import date

import pytest
from tests.cast import Cast

from chibo.access import Actor, Denied, Role
from chibo.audit.models import Entry, EntryValue
from chibo.ballots import services
from chibo.ballots.models import OpenVote
from chibo.ballots.rules import Summoned, Tally
from chibo.ballots.services import Question
from chibo.ballots.services.asking import void_reason
from chibo.kernel.errors import Conflict, Refusal
from chibo.organisations.selectors import place_of
from chibo.regulations.figures import Method
from chibo.regulations.selectors import rule_for

pytestmark = pytest.mark.django_db
DAY = date(2026, 12, 3)


@pytest.fixture
def question(cast: Cast) -> Question:
    return Question(
        unit_id=cast.cell.pk,
        place=place_of(cast.cell),
        decision="resolution",
        subject="Thông qua nghị quyết tháng 12/2026",
        origin_id=uuid.uuid4(),
        majority=rule_for("vote-majorities", DAY).value.of("resolution"),
        states=rule_for("attendance-states", DAY).value,
    )


@pytest.fixture
def summoned(cast: Cast) -> list[Summoned]:
    """Fourteen full members, the last two of them excused."""
    ids = [person.pk for person in cast.roll[:14]]
    return [Summoned(pk, "official", "excused" if n > 11 else "present") for n, pk in enumerate(ids)]


@pytest.fixture
def vote(cast: Cast, question: Question, summoned: list[Summoned]) -> OpenVote:
    return services.open_vote(actor=cast.secretary.actor, question=question, summoned=summoned)


def close(actor: Actor, vote: OpenVote, tally: Tally, version: int = 1) -> OpenVote:
    return services.close_vote(actor=actor, place=place_of(vote.unit), vote_id=vote.pk, version=version, tally=tally)


def test_an_open_vote_keeps_its_base_as_it_was(vote: OpenVote) -> None:
    assert (vote.base_count, vote.voters_count, vote.needed_count) == (14, 12, 8)
    assert vote.base.filter(is_counted=True).count() == 14
    assert vote.base.filter(may_vote=True).count() == 12


@pytest.mark.parametrize(("votes_for", "adopted"), [(8, True), (7, False)])
def test_the_count_decides_by_the_base(cast: Cast, vote: OpenVote, votes_for: int, adopted: bool) -> None:
    assert close(cast.secretary.actor, vote, Tally(votes_for, 2, 1)).is_adopted is adopted


def test_more_votes_than_voters_change_nothing(cast: Cast, vote: OpenVote) -> None:
    with pytest.raises(Refusal, match=r"ballots\.more_than_voters"):
        close(cast.secretary.actor, vote, Tally(13))
    vote.refresh_from_db()
    assert (vote.state, vote.for_count) == ("open", None)


def test_a_closed_vote_is_closed_for_good(cast: Cast, vote: OpenVote) -> None:
    close(cast.secretary.actor, vote, Tally(12))
    with pytest.raises(Conflict):
        close(cast.secretary.actor, vote, Tally(0, 12))
    with pytest.raises(Refusal, match=r"ballots\.not_open"):
        close(cast.secretary.actor, vote, Tally(0, 12), version=2)


def test_a_second_vote_in_the_same_item_waits_for_the_first(
    cast: Cast, vote: OpenVote, question: Question, summoned: list[Summoned]
) -> None:
    with pytest.raises(Refusal, match=r"ballots\.already_open"):
        services.open_vote(actor=cast.secretary.actor, question=question, summoned=summoned)
    services.void_vote(
        actor=cast.secretary.actor, place=place_of(cast.cell), vote_id=vote.pk, version=1, reason="Đếm lại"
    )
    assert services.open_vote(actor=cast.secretary.actor, question=question, summoned=summoned).state == "open"


@pytest.mark.parametrize(
    ("decision", "method", "code"),
    [
        ("expulsion", None, "ballots.paper_only"),
        ("resolution", Method.SECRET_PAPER, "ballots.method_not_allowed"),
    ],
)
def test_a_method_that_the_rule_does_not_allow_is_refused(
    cast: Cast, question: Question, summoned: list[Summoned], decision: str, method: Method | None, code: str
) -> None:
    majority = rule_for("vote-majorities", DAY).value.of(decision)
    asked = replace(question, decision=decision, majority=majority, method=method)
    with pytest.raises(Refusal) as refused:
        services.open_vote(actor=cast.secretary.actor, question=asked, summoned=summoned)
    assert refused.value.code == code


def test_before_the_roll_call_nobody_can_vote(cast: Cast, question: Question) -> None:
    with pytest.raises(Refusal, match=r"ballots\.nobody_in_base"):
        services.open_vote(actor=cast.secretary.actor, question=question, summoned=[])


def test_a_member_runs_a_vote_only_as_chair_or_clerk(cast: Cast, question: Question, summoned: list[Summoned]) -> None:
    with pytest.raises(Denied):
        services.open_vote(actor=cast.member.actor, question=question, summoned=summoned)
    as_clerk = replace(question, place=place_of(cast.cell, roles_here=frozenset({Role.CLERK})))
    assert services.open_vote(actor=cast.member.actor, question=as_clerk, summoned=summoned).state == "open"


def test_the_record_tells_that_it_was_decided_and_holds_no_count(cast: Cast, vote: OpenVote) -> None:
    close(cast.secretary.actor, vote, Tally(9, 2, 1))
    bodies = [bytes(entry.body).decode() for entry in Entry.objects.filter(object_id=str(vote.pk))]
    assert len(bodies) == 2
    assert not any("for_count" in body or "tally" in body for body in bodies)
    entry_ids = Entry.objects.filter(object_id=str(vote.pk)).values("pk")
    assert not EntryValue.objects.filter(entry_id__in=entry_ids).exists()


def test_a_reason_longer_than_its_field_is_cut() -> None:
    assert void_reason("Mất điện. " * 100) == ("Mất điện. " * 100)[:300]
