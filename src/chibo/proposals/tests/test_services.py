"""Sending, taking in charge, answering, following up: what each does, refuses and denies."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from tests.cast import Cast

from chibo.access import Denied
from chibo.audit.models import Entry, EntryValue
from chibo.kernel import clock
from chibo.kernel.errors import Conflict, Refusal
from chibo.notices.models import Notice
from chibo.proposals import services
from chibo.proposals.figures import Charge
from chibo.proposals.models import Event, Proposal
from chibo.proposals.tests.factories import a_sent, a_taken, an_answered, an_asked

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 12, 1, 2, tzinfo=UTC)
DUE = date(2027, 1, 13)
"""30 working days after 1 December 2026, New Year's Day off."""


@pytest.fixture(autouse=True)
def the_first_of_december() -> Iterator[None]:
    with clock.at(MORNING):
        yield


def told(kind: str) -> set[int]:
    return set(Notice.objects.filter(kind=kind).values_list("user_id", flat=True))


# -- sending
def test_what_is_sent_has_a_number_a_day_and_is_told_to_who_leads(cast: Cast) -> None:
    first, second = a_sent(cast), a_sent(cast, player="other_member")
    assert [str(first), str(second)] == ["1/2026", "2/2026"]
    assert (first.state, first.due_on, first.from_unit_id) == ("sent", DUE, cast.cell.pk)
    assert (first.rule["id"], first.rule["version"]) == ("petitions", 3)
    assert cast.secretary.user.pk in told("proposals.notice.sent")
    assert cast.member.user.pk not in told("proposals.notice.sent")


def test_each_body_and_each_year_has_its_own_book(cast: Cast) -> None:
    a_sent(cast)
    assert a_sent(cast, cast.committee).number == 1
    with clock.at(MORNING + timedelta(days=60)):
        assert str(a_sent(cast)) == "1/2027"


def test_the_level_above_is_told_through_its_office(cast: Cast) -> None:
    a_sent(cast, cast.committee)
    assert cast.office.user.pk in told("proposals.notice.sent")
    assert cast.secretary.user.pk not in told("proposals.notice.sent")


@pytest.mark.parametrize("body", ["sibling_cell", "foreign_committee", "foreign_cell"])
def test_another_body_is_refused(cast: Cast, body: str) -> None:
    with pytest.raises(Refusal, match=r"proposals.not_own_body"):
        a_sent(cast, getattr(cast, body))
    assert not Proposal.objects.exists()


@pytest.mark.parametrize(("field", "code"), [("subject", "proposals.no_subject"), ("text", "proposals.no_text")])
def test_what_says_nothing_is_refused(cast: Cast, field: str, code: str) -> None:
    with pytest.raises(Refusal, match=code):
        a_sent(cast, **{field: ""})


def test_who_is_no_member_here_sends_nothing(cast: Cast) -> None:
    with pytest.raises(Denied):
        services.send(actor=cast.operator.actor, unit_id=cast.cell.pk, asked=an_asked())


def test_the_words_never_enter_the_record(cast: Cast) -> None:
    an_answered(cast)
    kept = [bytes(body).decode() for body in Entry.objects.values_list("body", flat=True)]
    values = [str(value) for value in EntryValue.objects.values_list("before", "after")]
    assert not [words for words in (*kept, *values) if "bóng đèn" in words or "điện lực" in words]


# -- in charge
def test_somebody_of_the_body_is_put_in_charge(cast: Cast) -> None:
    taken = a_taken(cast)
    assert (taken.state, taken.charged_id, taken.due_on) == ("in_hand", cast.deputy.id, DUE)
    assert told("proposals.notice.taken") == {cast.member.user.pk}
    assert told("proposals.notice.charged") == {cast.deputy.user.pk}


def test_a_stranger_to_the_body_is_refused(cast: Cast) -> None:
    sent = a_sent(cast)
    with pytest.raises(Refusal, match=r"proposals.not_of_body"):
        services.take(actor=cast.secretary.actor, proposal_id=sent.pk, version=1, charge=Charge(cast.other_member.id))


def test_a_later_day_needs_a_reason_and_is_kept_with_it(cast: Cast) -> None:
    sent, later = a_sent(cast), DUE + timedelta(days=14)
    with pytest.raises(Refusal, match=r"proposals.later_needs_reason"):
        services.take(actor=cast.secretary.actor, proposal_id=sent.pk, version=1, charge=Charge(cast.deputy.id, later))
    charge = Charge(cast.deputy.id, later, "Phải hỏi điện lực huyện")
    taken = services.take(actor=cast.secretary.actor, proposal_id=sent.pk, version=1, charge=charge)
    event = Event.objects.get(proposal=taken)
    assert (taken.due_on, event.kind, event.due_on) == (later, "put_off", later)
    assert "Phải hỏi điện lực huyện" in event.text


# -- answers
def test_the_first_answer_stands_for_being_in_time(cast: Cast) -> None:
    answered = an_answered(cast)
    assert (answered.state, answered.answered_on) == ("answered", date(2026, 12, 1))
    assert told("proposals.notice.answered") == {cast.member.user.pk}
    with clock.at(MORNING + timedelta(days=3)):
        open_again = services.reopen(
            actor=cast.member.actor, proposal_id=answered.pk, version=answered.version, text="Hẹn ngày nào?"
        )
        assert (open_again.state, open_again.due_on) == ("in_hand", date(2027, 1, 18))
        last = services.answer(
            actor=cast.secretary.actor, proposal_id=answered.pk, version=open_again.version, text="Ngày 10/12."
        )
    assert last.answered_on == date(2026, 12, 1)


def test_the_sender_ends_it_and_what_was_done_can_still_be_noted(cast: Cast) -> None:
    answered = an_answered(cast)
    ended = services.accept(actor=cast.member.actor, proposal_id=answered.pk, version=answered.version)
    assert ended.state == "ended"
    services.follow_up(actor=cast.secretary.actor, proposal_id=answered.pk, text="Đã thay ba bóng.")
    assert told("proposals.notice.followed") == {cast.member.user.pk}
    kinds = Event.objects.filter(proposal=ended).values_list("kind", flat=True)
    assert list(kinds) == ["answered", "accepted", "followed"]


def test_what_was_withdrawn_is_not_answered(cast: Cast) -> None:
    sent = a_sent(cast)
    gone = services.withdraw(actor=cast.member.actor, proposal_id=sent.pk, version=sent.version)
    with pytest.raises(Refusal, match=r"proposals.cannot_answer"):
        services.answer(actor=cast.secretary.actor, proposal_id=sent.pk, version=gone.version, text="Muộn rồi")
    assert a_sent(cast).number == 2


def test_empty_words_are_refused(cast: Cast) -> None:
    sent, answered = a_sent(cast), an_answered(cast)
    secretary, member = cast.secretary.actor, cast.member.actor
    with pytest.raises(Refusal, match=r"proposals.no_answer"):
        services.answer(actor=secretary, proposal_id=sent.pk, version=sent.version, text=" ")
    with pytest.raises(Refusal, match=r"proposals.cannot_follow"):
        services.follow_up(actor=secretary, proposal_id=sent.pk, text="Đã làm")
    with pytest.raises(Refusal, match=r"proposals.no_follow"):
        services.follow_up(actor=secretary, proposal_id=answered.pk, text="")
    with pytest.raises(Refusal, match=r"proposals.no_reason"):
        services.reopen(actor=member, proposal_id=answered.pk, version=answered.version, text="")


def test_the_second_of_two_is_shown_a_conflict(cast: Cast) -> None:
    sent = a_taken(cast)
    with pytest.raises(Conflict):
        services.answer(actor=cast.secretary.actor, proposal_id=sent.pk, version=1, text="Đã xong")


# -- who may
@pytest.mark.parametrize("player", ["member", "other_member", "cell_committee", "sibling_secretary", "office"])
def test_answering_is_for_who_leads_that_body(cast: Cast, player: str) -> None:
    sent = a_sent(cast)
    with pytest.raises(Denied):
        services.answer(actor=getattr(cast, player).actor, proposal_id=sent.pk, version=sent.version, text="Không")


@pytest.mark.parametrize("player", ["other_member", "secretary", "office"])
def test_the_senders_acts_are_the_senders(cast: Cast, player: str) -> None:
    answered, actor = an_answered(cast), getattr(cast, player).actor
    with pytest.raises(Denied):
        services.accept(actor=actor, proposal_id=answered.pk, version=answered.version)
    with pytest.raises(Denied):
        services.reopen(actor=actor, proposal_id=answered.pk, version=answered.version, text="?")
    with pytest.raises(Denied):
        services.withdraw(actor=actor, proposal_id=answered.pk, version=answered.version)
