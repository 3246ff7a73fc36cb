"""A box whose key is split: codes taken once, opened on three, counted on two, and never on one."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import combinations
from typing import Any

import pytest
from tests.cast import Cast

from chibo.access import Denied
from chibo.audit.models import Entry, EntryValue
from chibo.ballots import selectors, services
from chibo.ballots.models import CountedBallot, KeyKeeper, SealedBallot, SecretBox
from chibo.ballots.rules import Sheet
from chibo.ballots.rules.elections import Candidate, ballot_for
from chibo.ballots.rules.splitting import open_part, shown_code
from chibo.ballots.selectors.keeping import MOST_WRONG, keepers_of
from chibo.ballots.services import Given, Team, keys
from chibo.ballots.services.boxes import ORPHAN_SECONDS
from chibo.ballots.tests.factories import (
    AGAINST,
    DAY,
    FOR,
    OTHER,
    a_prepared,
    a_question,
    allow_electronic,
    close,
    codes_of,
    give,
    opened,
    put,
    summoned,
    team_of,
    tellers,
    voters,
)
from chibo.kernel import clock
from chibo.kernel.errors import Conflict, Refusal
from chibo.organisations.selectors import place_of
from chibo.regulations.selectors import rule_for


@pytest.fixture(autouse=True)
def no_keys_left() -> Iterator[None]:
    yield
    for box_id in keys.kept():
        keys.destroy(box_id)


db = pytest.mark.django_db


@pytest.fixture
def prepared(cast: Cast) -> SecretBox:
    return a_prepared(cast)


@pytest.fixture
def codes(cast: Cast, prepared: SecretBox) -> list[str]:
    return codes_of(cast, prepared)


@pytest.fixture
def box(cast: Cast, prepared: SecretBox, codes: list[str]) -> SecretBox:
    return opened(cast, prepared)


@pytest.fixture
def shut(cast: Cast, box: SecretBox) -> SecretBox:
    """Twelve ballots, ten of them for it."""
    for number, voter in enumerate(voters(cast)):
        put(box, voter, FOR if number < 10 else OTHER)
    return close(cast, box)


@pytest.fixture
def opened_by_two(cast: Cast, shut: SecretBox, codes: list[str], django_capture_on_commit_callbacks: Any) -> SecretBox:
    """Opened by the codes of two tellers."""
    with django_capture_on_commit_callbacks(execute=True):
        for teller, code in list(zip(tellers(cast), codes, strict=True))[:2]:
            give(cast, shut, teller, code)
    return shut


@db
def test_without_permission_a_split_key_helps_nothing(cast: Cast) -> None:
    with pytest.raises(Refusal, match=r"ballots\.electronic_not_set"):
        services.prepare_box(
            actor=cast.secretary.actor,
            question=a_question(cast, "election"),
            team=team_of(cast),
            summoned=summoned(cast),
        )


@db
@pytest.mark.parametrize(
    ("names", "code"),
    [
        (("Hoàng Văn Lâm", "Nguyễn Văn Hải"), "ballots.three_tellers"),
        (("Hoàng Văn Lâm", "Nguyễn Văn Hải", "Trần Văn Sơn", "Đỗ Thị Nga"), "ballots.three_tellers"),
        (("Hoàng Văn Lâm", "Hoàng Văn Lâm", "Nguyễn Văn Hải"), "ballots.three_tellers"),
        (("Hoàng Văn Lâm", "Nguyễn Văn Hải", "Hà Thị Xuân"), "ballots.teller_no_voter"),  # excused
        (("Hoàng Văn Lâm", "Nguyễn Văn Hải", "Vũ Đình Quang"), "ballots.teller_stands"),
    ],
)
def test_three_voters_who_do_not_stand_keep_the_key(cast: Cast, names: tuple[str, ...], code: str) -> None:
    allow_electronic(cast, "election")
    listed = [Candidate(str(cast.people[name].pk), name, name) for name in ("Vũ Đình Quang", "Lê Thị Thu")]
    question = a_question(cast, "election", ballot_for(listed, 1))
    team = Team([cast.people[name].pk for name in names])
    with pytest.raises(Refusal, match=code.replace(".", r"\.")):
        services.prepare_box(actor=cast.secretary.actor, question=question, team=team, summoned=summoned(cast))


@db
def test_who_may_not_run_boxes_prepares_and_opens_none(cast: Cast, prepared: SecretBox, codes: list[str]) -> None:
    act: dict[str, Any] = {"summoned": summoned(cast)}
    with pytest.raises(Denied):
        services.prepare_box(
            actor=cast.member.actor, question=a_question(cast, "election"), team=Team([cast.member.id]), **act
        )
    with pytest.raises(Denied):
        services.open_prepared(
            actor=cast.member.actor,
            place=place_of(cast.cell),
            box_id=prepared.pk,
            version=prepared.version,
            states=rule_for("attendance-states", DAY).value,
            **act,
        )


@db
def test_nobody_votes_and_nothing_else_is_put_before_it_is_opened(cast: Cast, prepared: SecretBox) -> None:
    with pytest.raises(Refusal, match=r"ballots\.box_not_open"):
        put(prepared, cast.member, FOR)
    with pytest.raises(Refusal, match=r"ballots\.already_open"):
        services.prepare_box(
            actor=cast.secretary.actor,
            question=replace(a_question(cast, "election"), origin_id=prepared.origin_id),
            team=team_of(cast),
            summoned=summoned(cast),
        )
    with pytest.raises(Refusal, match=r"ballots\.box_not_open"):
        close(cast, prepared)
    act: dict[str, Any] = {"place": place_of(cast.cell), "box_id": prepared.pk, "version": prepared.version}
    services.void_box(actor=cast.secretary.actor, reason="Đổi tổ kiểm phiếu", **act)
    with pytest.raises(Refusal, match=r"ballots\.box_not_open"):
        put(prepared, cast.member, FOR)


@db
def test_a_box_is_opened_once_all_three_have_their_codes(cast: Cast, prepared: SecretBox) -> None:
    place = place_of(cast.cell)
    first, second, third = tellers(cast)
    for teller in (first, second, second):  # taken again, a code counts once
        services.take_code(actor=teller, place=place, box_id=prepared.pk)
    with pytest.raises(Refusal) as refused:
        opened(cast, prepared)
    assert (refused.value.code, refused.value.facts) == ("ballots.codes_missing", {"taken": 2, "count": 3})
    assert not keys.kept()
    services.take_code(actor=third, place=place, box_id=prepared.pk)
    box = opened(cast, prepared)
    assert (box.state, box.voters_count, box.base.count()) == ("open", 13, 15)
    with pytest.raises(Conflict):
        opened(cast, prepared)
    with pytest.raises(Refusal, match=r"ballots\.box_not_prepared"):
        services.take_code(actor=first, place=place, box_id=prepared.pk)


@db
def test_a_teller_who_has_left_keeps_no_part(cast: Cast, prepared: SecretBox, codes: list[str]) -> None:
    gone = tellers(cast)[2].person_id
    room = [replace(one, presence="excused") if one.person_id == gone else one for one in summoned(cast)]
    with pytest.raises(Refusal, match=r"ballots\.teller_no_voter"):
        opened(cast, prepared, room)


@db
def test_others_take_and_give_no_code(cast: Cast, prepared: SecretBox) -> None:
    for stranger in (cast.sibling_member.actor, cast.probationary.actor, cast.office.actor):
        with pytest.raises(Denied):
            services.take_code(actor=stranger, place=place_of(cast.cell), box_id=prepared.pk)
        with pytest.raises(Denied):
            give(cast, prepared, stranger, "0" * 32)


@db
def test_a_file_left_by_an_opening_that_never_was_is_replaced(
    cast: Cast, prepared: SecretBox, codes: list[str]
) -> None:
    keys.keep(prepared.pk, b"of an opening that was broken off")
    assert opened(cast, prepared).state == "open"


@db
@pytest.mark.parametrize("pair", list(combinations(range(3), 2)))
def test_any_two_codes_count_the_box(cast: Cast, shut: SecretBox, codes: list[str], pair: tuple[int, int]) -> None:
    assert shut.state == "closing"
    assert services.finish_closings() == 0  # no restart counts it without the tellers
    first, second = pair
    waits = give(cast, shut, tellers(cast)[first], codes[first])
    assert not waits.is_counted
    assert [keeper.has_given for keeper in keepers_of(shut.pk)] == [place == first for place in range(3)]
    again = give(cast, shut, tellers(cast)[first], codes[first])
    assert (again.is_counted, CountedBallot.objects.count()) == (False, 0)
    done = give(cast, shut, tellers(cast)[second], codes[second])
    assert done.is_counted
    assert (done.box.cast_count, done.box.is_adopted) == (12, True)
    found = selectors.minutes_of(selectors.box(shut.pk))
    assert (found.count.issued, found.count.returned, found.count.valid) == (13, 12, 12)
    assert dict(found.count.votes) == {"for": 10, "against": 0, "other": 2}
    assert found.is_on_phones
    assert found.tellers == ("Hoàng Văn Lâm", "Nguyễn Văn Hải", "Phạm Thị Ngọc Ánh")


@db
@pytest.mark.parametrize("is_committed", [True, False])
def test_a_restart_between_the_codes_opens_nothing_and_the_second_code_does(
    cast: Cast, shut: SecretBox, codes: list[str], is_committed: bool
) -> None:
    """Whoever starts anew has rows and files alone: of a transaction that was broken off, the part without its row."""
    give(cast, shut, tellers(cast)[0], codes[0])
    KeyKeeper.objects.filter(box=shut).exclude(number=1 if is_committed else 0).update(has_given=False)
    with clock.at(clock.now() + timedelta(seconds=ORPHAN_SECONDS + 1)):
        assert services.finish_closings() == 0
    waiting = selectors.box(shut.pk)
    assert (waiting.state, CountedBallot.objects.count(), len(keys.parts(shut.pk))) == ("closing", 0, 1)
    if not is_committed:
        assert not give(cast, waiting, tellers(cast)[0], codes[0]).is_counted
    assert give(cast, waiting, tellers(cast)[1], codes[1]).is_counted
    assert selectors.box(shut.pk).cast_count == 12


@db
def test_a_part_that_a_fault_left_after_the_count_is_swept(opened_by_two: SecretBox) -> None:
    keys.keep_part(opened_by_two.pk, 1, b"of a process that was killed between two files")
    services.finish_closings()
    assert not list(keys.folder().iterdir())


@db
def test_after_the_count_no_key_no_part_and_no_sealed_part_is_left(
    cast: Cast, opened_by_two: SecretBox, codes: list[str]
) -> None:
    assert not list(keys.folder().iterdir())
    assert not KeyKeeper.objects.exists()
    assert not SealedBallot.objects.exists()
    with pytest.raises(Refusal, match=r"ballots\.codes_not_awaited"):
        give(cast, opened_by_two, tellers(cast)[2], codes[2])


@db
def test_codes_wait_until_the_box_is_shut(cast: Cast, box: SecretBox, codes: list[str]) -> None:
    with pytest.raises(Refusal, match=r"ballots\.codes_not_awaited"):
        give(cast, box, tellers(cast)[0], codes[0])


@db
def test_a_wrong_code_is_counted_and_bars_this_teller_alone(cast: Cast, shut: SecretBox, codes: list[str]) -> None:
    first, second, third = tellers(cast)
    lefts = [give(cast, shut, first, codes[1]).tries_left for _ in range(MOST_WRONG)]
    assert lefts == [4, 3, 2, 1, 0]
    with pytest.raises(Refusal, match=r"ballots\.code_wrong"):
        Given(shut, 4).check()
    with pytest.raises(Refusal, match=r"ballots\.code_barred"):
        give(cast, shut, first, codes[0])
    assert [keeper.is_barred for keeper in keepers_of(shut.pk)] == [True, False, False]
    give(cast, shut, second, codes[1])
    assert give(cast, shut, third, codes[2]).is_counted


@db
def test_a_part_that_was_damaged_is_passed_over(cast: Cast, shut: SecretBox, codes: list[str]) -> None:
    first, second, third = tellers(cast)
    give(cast, shut, first, codes[0])
    keys.keep_part(shut.pk, 1, b"\1" + b"\0" * 16)
    assert not give(cast, shut, second, codes[1]).is_counted
    assert give(cast, shut, third, codes[2]).is_counted


@db
def test_a_lost_key_voids_the_box_whatever_codes_come(cast: Cast, shut: SecretBox, codes: list[str]) -> None:
    keys.destroy(shut.pk)
    done = give(cast, shut, tellers(cast)[0], codes[0])
    assert (done.box.state, done.box.void_reason, done.is_counted) == ("void", "", False)
    assert not KeyKeeper.objects.exists()


@db
@pytest.mark.parametrize("stage", ["prepared", "box", "shut"])
def test_a_box_can_be_stopped_until_it_is_counted(cast: Cast, request: pytest.FixtureRequest, stage: str) -> None:
    found: SecretBox = request.getfixturevalue(stage)
    found.refresh_from_db()
    act: dict[str, Any] = {"place": place_of(cast.cell), "box_id": found.pk, "version": found.version}
    with pytest.raises(Denied):
        services.void_box(actor=cast.member.actor, reason="Mất hai mã", **act)
    done = services.void_box(actor=cast.secretary.actor, reason="Mất hai mã", **act)
    assert (done.state, KeyKeeper.objects.exists(), SealedBallot.objects.exists()) == ("void", False, False)


@db
def test_with_few_ballots_it_is_not_shut(cast: Cast, box: SecretBox) -> None:
    for voter in voters(cast)[: selectors.FEW - 1]:
        put(box, voter, AGAINST)
    with pytest.raises(Refusal, match=r"ballots\.too_few_cast"):
        close(cast, box)


@db
def test_an_election_brings_its_result_and_a_further_round(cast: Cast) -> None:
    names = ("Vũ Đình Quang", "Lê Thị Thu", "Đặng Văn Bình")
    sheet = ballot_for([Candidate(str(cast.people[name].pk), name, name.split()[-1]) for name in names], 2)
    rule = rule_for("elections", DAY)
    prepared = a_prepared(cast, a_question(cast, "election", sheet), rule=rule, body="committee")
    done = counted(cast, prepared, sheet, ["Vũ Đình Quang", "Lê Thị Thu"], votes=9)
    outcome = selectors.outcome_of(done)
    assert outcome is not None
    assert outcome.election is not None
    assert set(outcome.election.elected) == {str(cast.people[name].pk) for name in names[:2]}
    assert done.is_adopted is None
    other = a_prepared(cast, a_question(cast, "election", sheet), rule=rule, body="committee", previous=done)
    assert (other.round_no, other.previous_id) == (2, done.pk)


def counted(cast: Cast, prepared: SecretBox, sheet: Sheet, chosen: list[str], votes: int) -> SecretBox:
    """Take, open, vote with so many for the chosen and the rest for the first of the list, shut and count."""
    codes = codes_of(cast, prepared)
    box = opened(cast, prepared)
    keys_chosen = {str(cast.people[name].pk) for name in chosen}
    marks = tuple(int(key in keys_chosen) for key in sheet.options)
    for number, voter in enumerate(voters(cast)):
        put(box, voter, marks if number < votes else tuple(int(at == 0) for at in range(len(marks))))
    shut = close(cast, box)
    for teller, code in list(zip(tellers(cast), codes, strict=True))[:2]:
        give(cast, shut, teller, code)
    return selectors.box(box.pk)


@db
def test_the_record_holds_every_act_and_never_a_code_or_a_part(cast: Cast, shut: SecretBox, codes: list[str]) -> None:
    give(cast, shut, tellers(cast)[0], codes[1])  # wrong
    parts = [open_part(bytes(row.sealed_part), code, shut.pk, row.person_id) for row, code in sealed(shut, codes)]
    for teller, code in list(zip(tellers(cast), codes, strict=True))[:2]:
        give(cast, shut, teller, code)
    entries = Entry.objects.filter(object_id=str(shut.pk)).order_by("recorded_at", "id")
    found = [entry.action for entry in entries if entry.action != "ballots.box.cast"]
    assert found == [
        "ballots.box.run",
        *["ballots.code.take"] * 3,
        "ballots.box.run",
        "ballots.box.run",
        *["ballots.code.give"] * 3,
    ]
    kept = b"".join(bytes(entry.body) for entry in entries) + str(list(EntryValue.objects.values())).encode()
    for part, code in zip(parts, codes, strict=True):
        assert part is not None
        for secret in (code.encode(), part, part[1:].hex().encode(), " ".join(shown_code(code)).encode()):
            assert secret not in kept


def sealed(box: SecretBox, codes: list[str]) -> Iterator[tuple[KeyKeeper, str]]:
    return zip(KeyKeeper.objects.filter(box=box).order_by("number"), codes, strict=True)


@db
def test_a_line_in_the_clear_carries_no_code(cast: Cast, prepared: SecretBox, settings: Any) -> None:
    settings.ROOM = "plain"
    with pytest.raises(Refusal, match=r"ballots\.in_the_clear"):
        services.take_code(actor=tellers(cast)[0], place=place_of(cast.cell), box_id=prepared.pk)
