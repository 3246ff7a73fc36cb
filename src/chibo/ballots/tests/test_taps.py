"""Members answer an open question on their phones: each once, the last answer, and only numbers remain."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from tests.cast import Cast

from chibo.access import Actor, Denied
from chibo.audit.models import Entry, EntryValue
from chibo.ballots import selectors, services
from chibo.ballots.models import OpenVote, Tap
from chibo.ballots.rules import Summoned, Tally
from chibo.ballots.services import Question
from chibo.ballots.tests.factories import DAY, officials
from chibo.kernel.errors import Conflict, Missing, Refusal
from chibo.members.tests.factories import actor_of
from chibo.organisations.selectors import place_of
from chibo.regulations.figures import Method
from chibo.regulations.selectors import rule_for

pytestmark = pytest.mark.django_db

Opens = Callable[..., OpenVote]


@pytest.fixture
def opens(cast: Cast) -> Opens:
    """Put a question to the 14 full members, the last of them excused, and one probationary member."""

    def put(*, method: Method = Method.HAND, is_tapped: bool = True) -> OpenVote:
        room = [Summoned(person.pk, "official", "present") for person in officials(cast)]
        room[13] = Summoned(room[13].person_id, "official", "excused")
        question = Question(
            unit_id=cast.cell.pk,
            place=place_of(cast.cell),
            decision="resolution",
            subject="Thông qua nghị quyết tháng 12/2026",
            origin_id=cast.cell.pk,
            majority=rule_for("vote-majorities", DAY).value.of("resolution"),
            states=rule_for("attendance-states", DAY).value,
            method=method,
            is_tapped=is_tapped,
        )
        room.append(Summoned(cast.probationary.id, "probationary", "present"))
        return services.open_vote(actor=cast.secretary.actor, question=question, summoned=room)

    return put


@pytest.fixture
def vote(opens: Opens) -> Iterator[OpenVote]:
    return opens()


def tap(vote: OpenVote, actor: Actor, choice: str, before: str = "") -> None:
    services.tap(actor=actor, vote_id=vote.pk, version=vote.version, choice=choice, before=before)


def close(cast: Cast, vote: OpenVote, tally: Tally | None = None) -> OpenVote:
    where = {"place": place_of(vote.unit), "vote_id": vote.pk, "version": vote.version}
    return services.close_vote(actor=cast.secretary.actor, tally=tally, **where)


def test_the_answers_are_counted_when_the_vote_is_closed_and_then_dropped(cast: Cast, vote: OpenVote) -> None:
    for number, person in enumerate(officials(cast)[:11]):
        tap(vote, actor_of(person), "for" if number < 8 else "against" if number < 10 else "other")
    assert selectors.taps_count(vote.pk) == 11
    done = close(cast, vote)
    assert (done.for_count, done.against_count, done.other_count, done.is_adopted) == (8, 2, 1, True)
    assert not Tap.objects.exists()


def test_in_a_vote_by_name_the_answers_stay(cast: Cast, opens: Opens) -> None:
    vote = opens(method=Method.NAMED)
    tap(vote, cast.member.actor, "against")
    close(cast, vote)
    assert Tap.objects.get(vote=vote, person_id=cast.member.id).choice == "against"


def test_a_stopped_vote_keeps_no_answer(cast: Cast, opens: Opens) -> None:
    vote = opens(method=Method.NAMED)
    tap(vote, cast.member.actor, "for")
    where = {"place": place_of(vote.unit), "vote_id": vote.pk, "version": 1}
    services.void_vote(actor=cast.secretary.actor, reason="Nhầm nội dung", **where)
    assert not Tap.objects.exists()


def test_one_may_think_again_until_the_end_and_counts_once(cast: Cast, vote: OpenVote) -> None:
    tap(vote, cast.member.actor, "for")
    tap(vote, cast.member.actor, "against", before="for")
    assert selectors.own_answer(cast.member.actor, vote.pk) == "against"
    done = close(cast, vote)
    assert (done.for_count, done.against_count) == (0, 1)


def test_a_second_phone_does_not_overwrite_what_it_did_not_know(cast: Cast, vote: OpenVote) -> None:
    tap(vote, cast.member.actor, "for")
    with pytest.raises(Refusal, match=r"ballots\.answered_elsewhere") as refused:
        tap(vote, cast.member.actor, "against")
    assert str(refused.value.facts["choice"]) == "Tán thành"
    assert selectors.own_answer(cast.member.actor, vote.pk) == "for"


def test_the_same_answer_sent_again_leaves_nothing_more(cast: Cast, vote: OpenVote) -> None:
    tap(vote, cast.member.actor, "for")
    before = Entry.objects.count()
    tap(vote, cast.member.actor, "for")
    assert (Tap.objects.count(), Entry.objects.count()) == (1, before)


def test_the_table_holds_one_answer_of_each(cast: Cast, vote: OpenVote) -> None:
    tap(vote, cast.member.actor, "for")
    with pytest.raises(IntegrityError), transaction.atomic():
        Tap(vote=vote, person_id=cast.member.id, choice="against").save(force_insert=True)


def test_an_answer_after_the_end_is_told_that_it_does_not_count(cast: Cast, vote: OpenVote) -> None:
    close(cast, vote)
    with pytest.raises(Refusal, match=r"ballots\.too_late"):
        tap(vote, cast.member.actor, "for")


def test_a_stale_page_is_told(cast: Cast, vote: OpenVote) -> None:
    vote.version = 7
    with pytest.raises(Conflict, match=r"ballots\.stale_page"):
        tap(vote, cast.member.actor, "for")


@pytest.mark.parametrize("choice", ["", "yes", "other "])
def test_nothing_chosen_is_refused(cast: Cast, vote: OpenVote, choice: str) -> None:
    with pytest.raises(Refusal, match=r"ballots\.choice_missing"):
        tap(vote, cast.member.actor, choice)


@pytest.mark.parametrize("player", ["probationary", "exempt", "guest"])
def test_who_has_no_vote_in_the_base_answers_nothing(cast: Cast, vote: OpenVote, player: str) -> None:
    with pytest.raises(Refusal, match=r"ballots\.no_vote_here"):
        tap(vote, getattr(cast, player).actor, "for")
    assert not Tap.objects.exists()


def test_who_came_after_the_question_was_put_has_no_vote_in_it(cast: Cast, vote: OpenVote) -> None:
    late = cast.people["Lương Văn Ổn"]
    actor = Actor(cast.member.actor.user_id, late.pk, late.full_name, cast.member.actor.mandates, None)
    with pytest.raises(Refusal, match=r"ballots\.not_there_then"):
        tap(vote, actor, "for")


@pytest.mark.parametrize("player", ["sibling_member", "foreign_secretary", "operator", "office"])
def test_for_others_the_vote_is_not_there(cast: Cast, vote: OpenVote, player: str) -> None:
    with pytest.raises(Missing):
        tap(vote, getattr(cast, player).actor, "for")


def test_nobody_taps_in_a_vote_by_card(cast: Cast, opens: Opens) -> None:
    with pytest.raises(Refusal, match=r"ballots\.by_card"):
        tap(opens(is_tapped=False), cast.member.actor, "for")


def test_cards_and_taps_are_never_mixed(cast: Cast, opens: Opens) -> None:
    vote = opens()
    with pytest.raises(Refusal, match=r"ballots\.counts_itself"):
        close(cast, vote, Tally(12))
    close(cast, vote)
    with pytest.raises(Refusal, match=r"ballots\.count_missing"):
        close(cast, opens(is_tapped=False))


def test_only_who_runs_the_vote_closes_it(cast: Cast, vote: OpenVote) -> None:
    with pytest.raises(Denied):
        services.close_vote(actor=cast.member.actor, place=place_of(vote.unit), vote_id=vote.pk, version=1)


def test_the_record_says_that_one_answered_and_never_what(cast: Cast, vote: OpenVote) -> None:
    tap(vote, cast.member.actor, "against")
    entry = Entry.objects.latest("recorded_at")
    assert (entry.action, entry.actor_person_id) == ("ballots.vote.tap", cast.member.id)
    assert not EntryValue.objects.filter(entry_id=entry.pk).exists()
    assert b'"details":{}' in bytes(entry.body)


def test_what_runs_is_told_with_its_turnout_alone(cast: Cast, vote: OpenVote) -> None:
    tap(vote, cast.member.actor, "against")
    found: Any = selectors.running_in([vote.origin_id])[vote.origin_id]
    assert (found.vote.pk, found.is_tapped, found.cast) == (vote.pk, True, 1)
