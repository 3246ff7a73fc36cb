"""A secret box takes one ballot of each voter of its base, tells nothing before it is counted, and how never."""

import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from tests.cast import Cast

from chibo.access import Denied
from chibo.accounts.services import issue_slip, use_slip
from chibo.audit.models import Entry, EntryValue
from chibo.ballots import selectors, services
from chibo.ballots.models import BoxMember, CountedBallot, SealedBallot, SecretBox
from chibo.ballots.rules import seal
from chibo.ballots.services import SecretQuestion, keys
from chibo.ballots.tests.factories import (
    AGAINST,
    FOR,
    OTHER,
    a_box,
    a_question,
    allow_electronic,
    close,
    put,
    summoned,
    totals_of,
    voters,
)
from chibo.kernel import clock
from chibo.kernel.errors import Conflict, Missing, Refusal
from chibo.organisations.selectors import place_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_keys_left() -> Iterator[None]:
    yield
    for box_id in keys.kept():
        keys.destroy(box_id)


@pytest.fixture
def box(cast: Cast) -> SecretBox:
    return a_box(cast)


def open_with(cast: Cast, question: SecretQuestion) -> SecretBox:
    return services.open_box(actor=cast.secretary.actor, question=question, summoned=summoned(cast))


def test_without_a_units_own_rule_it_is_refused_with_the_section(cast: Cast) -> None:
    with pytest.raises(Refusal) as refused:
        open_with(cast, a_question(cast))
    assert refused.value.code == "ballots.electronic_not_set"
    assert refused.value.facts["section"] == "Quy định số 208-QĐ/TW"
    assert not keys.kept()


@pytest.mark.parametrize("decision", ["election", "classification", "reprimand", "dismissal", "expulsion"])
def test_what_needs_a_split_key_is_not_opened_without_one(cast: Cast, decision: str) -> None:
    allow_electronic(cast, decision)
    with pytest.raises(Refusal, match=r"ballots\.needs_split_key"):
        open_with(cast, a_question(cast, decision))


def test_what_was_allowed_for_one_decision_holds_for_no_other(cast: Cast) -> None:
    allow_electronic(cast, "removal")
    with pytest.raises(Refusal, match=r"ballots\.electronic_not_set"):
        open_with(cast, a_question(cast, "recognition"))


def test_an_open_box_keeps_its_base_and_the_rule_that_allows_it(box: SecretBox) -> None:
    assert (box.base_count, box.voters_count, box.needed_count) == (14, 13, 10)
    origin = selectors.rule_of(box).origin("recognition.methods")
    assert (origin.is_override, origin.basis) == (True, "Quy định 07-QĐ/ĐU")
    assert box.base.filter(user_id=None).count() == 2  # two members without an account


def test_the_key_lies_in_a_file_of_its_owner_alone(box: SecretBox) -> None:
    place = settings.DATA / "keys" / f"{box.pk}.key"
    assert place.stat().st_mode & 0o777 == 0o600
    assert place.parent.stat().st_mode & 0o777 == 0o700
    assert keys.take(box.pk) not in bytes(box.public_key)


def test_a_second_vote_in_the_same_item_waits(cast: Cast) -> None:
    allow_electronic(cast, "recognition")
    question = a_question(cast)
    open_with(cast, question)
    with pytest.raises(Refusal, match=r"ballots\.already_open"):
        open_with(cast, question)


def test_before_the_roll_call_and_without_the_office_nothing_is_opened(cast: Cast) -> None:
    allow_electronic(cast, "recognition")
    question = a_question(cast)
    with pytest.raises(Refusal, match=r"ballots\.nobody_in_base"):
        services.open_box(actor=cast.secretary.actor, question=question, summoned=[])
    with pytest.raises(Denied):
        services.open_box(actor=cast.member.actor, question=question, summoned=summoned(cast))


def test_the_count_says_what_was_voted_and_decides_by_the_base(cast: Cast, box: SecretBox) -> None:
    for number, voter in enumerate(voters(cast)):
        put(box, voter, FOR if number < 10 else OTHER)
    assert selectors.turnout(box.pk) == 12
    assert totals_of(box) is None
    done = close(cast, box)
    assert (done.state, done.cast_count, done.is_adopted) == ("counted", 12, True)
    found = totals_of(done)
    assert found is not None
    assert found.votes == {"for": 10, "against": 0, "other": 2}


def test_ten_of_fourteen_are_needed(cast: Cast, box: SecretBox) -> None:
    for number, voter in enumerate(voters(cast)):
        put(box, voter, FOR if number < 9 else AGAINST)
    assert close(cast, box).is_adopted is False


def test_a_cast_is_one_row_of_three_columns_and_one_entry(
    cast: Cast, box: SecretBox, django_assert_num_queries: object
) -> None:
    before = Entry.objects.count()
    put(box, cast.member, FOR)
    row = SealedBallot.objects.get()
    assert {field.column for field in row._meta.concrete_fields} == {"box_id", "voter_id", "ciphertext"}
    entry = Entry.objects.latest("recorded_at")
    assert Entry.objects.count() == before + 1
    assert (entry.action, entry.object_id, entry.actor_person_id) == (
        "ballots.box.cast",
        str(box.pk),
        cast.member.id,
    )
    assert not EntryValue.objects.filter(entry_id=entry.pk).exists()
    assert b'"details":{}' in bytes(entry.body)


def test_a_second_phone_finds_the_first_ballot_and_changes_nothing(cast: Cast, box: SecretBox) -> None:
    assert put(box, cast.member, FOR).is_first is True
    assert put(box, cast.member, AGAINST).is_first is False
    assert selectors.turnout(box.pk) == 1
    done = close(cast, box)
    assert CountedBallot.objects.get(box=done).marks == list(FOR)


def test_a_retry_after_the_count_is_told_that_the_ballot_counted(cast: Cast, box: SecretBox) -> None:
    put(box, cast.member, FOR)
    close(cast, box)
    assert put(box, cast.member, FOR).is_first is False
    with pytest.raises(Refusal, match=r"ballots\.box_not_open"):
        put(box, cast.other_member, FOR)


@pytest.mark.parametrize(
    ("player", "code"),
    [("probationary", "no_vote_here"), ("exempt", "no_vote_here"), ("guest", "no_vote_here")],
)
def test_who_has_no_vote_in_the_base_casts_none(cast: Cast, box: SecretBox, player: str, code: str) -> None:
    with pytest.raises(Refusal, match=rf"ballots\.{code}"):
        put(box, getattr(cast, player), FOR)
    assert selectors.turnout(box.pk) == 0


@pytest.mark.parametrize("player", ["sibling_member", "foreign_secretary", "operator", "office"])
def test_for_others_the_box_is_not_there(cast: Cast, box: SecretBox, player: str) -> None:
    with pytest.raises(Missing):
        put(box, getattr(cast, player), FOR)


def test_a_stale_page_is_told(cast: Cast, box: SecretBox) -> None:
    box.version = 7
    with pytest.raises(Conflict, match=r"ballots\.stale_page"):
        put(box, cast.member, FOR)


def reset(cast: Cast) -> None:
    slip = issue_slip(actor=cast.operator.actor, place=place_of(cast.cell), user_id=cast.member.user.pk)
    cast.member.user.set_password("mat khau cu 1")
    cast.member.user.save()
    use_slip(actor=cast.member.actor, username=cast.member.user.username, code=slip.code, password="một hai ba bốn năm")


def test_a_sign_in_reset_while_the_box_is_open_is_barred(cast: Cast, box: SecretBox) -> None:
    reset(cast)
    with pytest.raises(Refusal, match=r"ballots\.account_reset"):
        put(box, cast.member, FOR)


def test_a_clock_that_was_set_back_lets_no_reset_through(cast: Cast, box: SecretBox) -> None:
    with clock.at(clock.now() - timedelta(days=400)):
        reset(cast)
        with pytest.raises(Refusal, match=r"ballots\.account_reset"):
            put(box, cast.member, FOR)


def test_a_reset_before_the_box_was_opened_bars_nobody(cast: Cast) -> None:
    reset(cast)
    assert put(a_box(cast), cast.member, FOR).is_first is True


def test_an_account_opened_while_the_box_is_open_is_barred(cast: Cast, box: SecretBox) -> None:
    BoxMember.objects.filter(box=box, person_id=cast.member.id).update(user_id=None)
    with pytest.raises(Refusal, match=r"ballots\.account_too_late"):
        put(box, cast.member, FOR)


def test_another_account_of_the_same_person_is_barred(cast: Cast, box: SecretBox) -> None:
    other = replace(cast.member.actor, user_id=cast.other_member.user.pk)
    with pytest.raises(Refusal, match=r"ballots\.account_reset"):
        put(box, other, FOR)


@pytest.mark.parametrize("moment", [datetime(2019, 1, 1, tzinfo=UTC), datetime(2061, 1, 1, tzinfo=UTC)])
def test_a_wrong_clock_loses_no_ballot(cast: Cast, box: SecretBox, moment: datetime) -> None:
    with clock.at(moment):
        put(box, cast.member, FOR)
        assert close(cast, box).cast_count == 1


def test_an_invalid_choice_is_refused_while_it_can_be_mended(cast: Cast, box: SecretBox) -> None:
    with pytest.raises(Refusal, match=r"ballots\.mark_one"):
        put(box, cast.member, (1, 1, 0))


def test_a_ballot_copied_from_another_voter_is_invalid(cast: Cast, box: SecretBox) -> None:
    put(box, cast.member, FOR)
    copied = bytes(SealedBallot.objects.get().ciphertext)
    services.cast_sealed(actor=cast.other_member.actor, box_id=box.pk, version=1, sealed=copied)
    close(cast, box)
    assert CountedBallot.objects.filter(marks__isnull=True).count() == 1


@pytest.mark.parametrize("content", [b"", b"x" * 208, b"x" * 210])
def test_bytes_of_another_length_are_refused(cast: Cast, box: SecretBox, content: bytes) -> None:
    with pytest.raises(Refusal, match=r"ballots\.damaged"):
        services.cast_sealed(actor=cast.member.actor, box_id=box.pk, version=1, sealed=content)


def test_a_sealed_ballot_that_says_nonsense_is_counted_as_invalid(cast: Cast, box: SecretBox) -> None:
    sealed = seal(b"\7" * 128, bytes(box.public_key), box.pk, cast.member.id)
    services.cast_sealed(actor=cast.member.actor, box_id=box.pk, version=1, sealed=sealed)
    assert close(cast, box).cast_count == 1
    assert CountedBallot.objects.get().marks is None


def test_after_the_count_no_sealed_row_and_no_key_is_left(
    cast: Cast, box: SecretBox, django_capture_on_commit_callbacks: object
) -> None:
    put(box, cast.member, FOR)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        close(cast, box)
    assert not SealedBallot.objects.exists()
    assert not keys.is_kept(box.pk)
    assert list(BoxMember.objects.filter(has_voted=True).values_list("person_id", flat=True)) == [cast.member.id]


def test_keys_of_ballots_are_random_and_tell_no_time(cast: Cast, box: SecretBox) -> None:
    for voter in voters(cast):
        put(box, voter, FOR)
    close(cast, box)
    assert {pk.version for pk in CountedBallot.objects.values_list("pk", flat=True)} == {4}
    assert {field.name for field in CountedBallot._meta.concrete_fields} == {"id", "box", "marks"}


def test_with_few_ballots_only_the_decision_is_shown(cast: Cast, box: SecretBox) -> None:
    for voter in voters(cast)[: selectors.FEW - 1]:
        put(box, voter, FOR)
    done = close(cast, box)
    assert (totals_of(done), done.is_adopted) == (None, False)


def test_a_lost_key_stops_voting_and_voids_the_box(cast: Cast, box: SecretBox) -> None:
    put(box, cast.member, FOR)
    keys.destroy(box.pk)
    with pytest.raises(Refusal, match=r"ballots\.key_lost"):
        put(box, cast.other_member, FOR)
    done = close(cast, box)
    assert (done.state, done.void_reason, done.cast_count) == ("void", "", None)
    assert not SealedBallot.objects.exists()


def test_a_key_of_another_box_counts_as_lost(cast: Cast, box: SecretBox) -> None:
    put(box, cast.member, FOR)
    (settings.DATA / "keys" / f"{box.pk}.key").write_bytes(b"\1" * 32)
    assert close(cast, box).state == "void"


def test_a_void_box_is_never_opened(cast: Cast, box: SecretBox, django_capture_on_commit_callbacks: object) -> None:
    put(box, cast.member, FOR)
    act = {"actor": cast.secretary.actor, "place": place_of(cast.cell), "box_id": box.pk, "version": 1}
    with pytest.raises(Refusal, match=r"ballots\.void_needs_reason"):
        services.void_box(**act, reason=" ")
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        services.void_box(**act, reason="Nhầm nội dung")
    assert not keys.is_kept(box.pk)
    assert not SealedBallot.objects.exists()
    assert not CountedBallot.objects.exists()
    with pytest.raises(Conflict):
        services.void_box(**act, reason="Nhầm nội dung")


def test_a_box_is_closed_once_and_by_who_may(cast: Cast, box: SecretBox) -> None:
    act = {"place": place_of(cast.cell), "box_id": box.pk}
    with pytest.raises(Denied):
        services.close_box(actor=cast.member.actor, version=1, **act)
    close(cast, box)
    with pytest.raises(Refusal, match=r"ballots\.box_not_open"):
        services.close_box(actor=cast.secretary.actor, version=None, **act)


def test_an_unknown_box_is_missing(cast: Cast) -> None:
    with pytest.raises(Missing):
        services.cast_ballot(actor=cast.member.actor, box_id=uuid.uuid4(), version=1, marks=FOR)


def test_with_few_voters_a_box_would_tell_how_each_voted(cast: Cast) -> None:
    allow_electronic(cast, "recognition")
    room = summoned(cast)[: selectors.FEW - 1]
    with pytest.raises(Refusal, match=r"ballots\.too_few_voters"):
        services.open_box(actor=cast.secretary.actor, question=a_question(cast), summoned=room)


def test_a_room_without_encryption_opens_no_box_and_takes_no_ballot(cast: Cast, box: SecretBox, settings: Any) -> None:
    settings.ROOM = "plain"
    with pytest.raises(Refusal, match=r"ballots\.in_the_clear"):
        put(box, cast.member, FOR)
    with pytest.raises(Refusal, match=r"ballots\.in_the_clear"):
        open_with(cast, a_question(cast))
    assert selectors.turnout(box.pk) == 0


def test_who_was_not_there_when_the_box_was_opened_is_told_so(cast: Cast, box: SecretBox) -> None:
    late = cast.people["Hà Thị Xuân"]  # excused
    actor = replace(cast.member.actor, person_id=late.pk)
    with pytest.raises(Refusal, match=r"ballots\.not_there_then"):
        put(box, actor, FOR)
