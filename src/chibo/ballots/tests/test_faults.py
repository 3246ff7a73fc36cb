"""A process killed while 2,000 vote, or while a box is closed, loses no confirmed ballot and counts none twice."""

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from subprocess import Popen
from uuid import UUID

import pytest
from django.db import transaction
from tests.cast import Cast
from tests.killing import killed_after

from chibo.ballots import selectors, services
from chibo.ballots.models import BoxMember, CountedBallot, SealedBallot, SecretBox
from chibo.ballots.rules import packed, seal
from chibo.ballots.services import keys
from chibo.ballots.tests import factories as make
from chibo.ballots.tests.factories import a_box_for, a_crowd, allow_electronic, close, totals_of
from chibo.ballots.tests.process import THREE, started
from chibo.kernel import clock

pytestmark = pytest.mark.django_db(transaction=True)


Start = Callable[..., "Popen[str]"]


@pytest.fixture
def start() -> Iterator[Start]:
    """Start processes as `process.started` does; whatever still runs at the end is killed."""
    running: list[Popen[str]] = []

    def begin(*arguments: object) -> "Popen[str]":
        running.append(started(*arguments))
        return running[-1]

    yield begin
    for process in running:
        process.kill()
        process.communicate()


@pytest.fixture(autouse=True)
def no_keys_left() -> Iterator[None]:
    yield
    for box_id in keys.kept():
        keys.destroy(box_id)


def opened(cast: Cast, count: int) -> SecretBox:
    allow_electronic(cast, "recognition")
    return a_box_for(cast, a_crowd(cast.cell, count))


def read(process: "Popen[str]", lines: int | None = None) -> dict[UUID, bool]:
    """Return the confirmed voters that the process names, up to so many lines or until it ends."""
    found: dict[UUID, bool] = {}
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith("refused"):
            assert "ballots.box_not_open" in line
            continue
        voter, is_first = line.split()
        found[UUID(voter)] = is_first == "True"
        if len(found) == lines:
            break
    return found


def killed(process: "Popen[str]") -> dict[UUID, bool]:
    """Kill with SIGKILL and return what it had still confirmed."""
    process.kill()
    process.wait()
    return read(process)


def expected(count: int) -> dict[str, int]:
    return {code: len(range(place, count, 3)) for place, code in enumerate(("for", "against", "other"))}


def test_every_confirmed_ballot_of_2000_counts_once_through_kills(cast: Cast, start: Start) -> None:
    box, count = opened(cast, 2000), 2000
    confirmed: dict[UUID, bool] = {}
    for until in (500, 1200):
        halves = [start("cast", box.pk, 0, count // 2), start("cast", box.pk, count // 2, count)]
        for half in halves:  # everything is sent again after a kill, also what was confirmed
            confirmed |= read(half, until // 2)
        for half in halves:
            confirmed |= killed(half)
        inside = set(SealedBallot.objects.filter(box=box).values_list("voter_id", flat=True))
        assert set(confirmed) <= inside
        assert len(inside) - len(confirmed) <= 2  # at most the ballot that each process had in hand
    rest = [start("cast", box.pk, 0, count // 2), start("cast", box.pk, count // 2, count)]
    for half in rest:
        confirmed |= read(half)
        assert half.wait() == 0
    assert len(confirmed) == count
    done = close(cast, box)
    result = totals_of(done)
    assert (done.cast_count, result and result.votes) == (count, expected(count))
    assert result is not None
    assert result.invalid == 0


def test_one_person_on_two_phones_at_once_votes_once(cast: Cast, start: Start) -> None:
    box = opened(cast, 150)
    phones = [start("cast", box.pk, 0, 150), start("cast", box.pk, 0, 150)]
    answers = [read(phone) for phone in phones]
    assert [phone.wait() for phone in phones] == [0, 0]
    assert all(one != other for one, other in zip(answers[0].values(), answers[1].values(), strict=True))
    assert close(cast, box).cast_count == 150


def test_who_is_too_late_is_told_and_who_was_confirmed_is_counted(cast: Cast, start: Start) -> None:
    box = opened(cast, 600)
    phones = [start("cast", box.pk, 0, 300), start("cast", box.pk, 300, 600)]
    confirmed = read(phones[0], 40)
    done = close(cast, box)
    for phone in phones:
        confirmed |= read(phone)
        assert phone.wait() == 0
    assert 40 <= len(confirmed) < 600
    assert done.cast_count == len(confirmed)
    assert set(BoxMember.objects.filter(box=box, has_voted=True).values_list("person_id", flat=True)) == set(confirmed)


@pytest.mark.parametrize("seconds", [0, 0.02, 0.05, 0.1, 0.2, 0.4])
def test_a_closing_that_was_killed_is_finished_by_a_restart(cast: Cast, start: Start, seconds: float) -> None:
    count = 400
    box = opened(cast, count)
    fill(box)
    closing = start("close", box.pk)
    assert closing.stdout is not None
    assert closing.stdout.readline() == "closing\n"
    time.sleep(seconds)
    closing.kill()
    closing.wait()
    services.finish_closings()
    box.refresh_from_db()
    if box.state == "open":  # it was killed before anything was written
        close(cast, box)
        box.refresh_from_db()
    result = totals_of(box)
    assert result is not None
    assert result.votes == expected(count)
    assert CountedBallot.objects.filter(box=box).count() == count
    assert not SealedBallot.objects.exists()
    assert not keys.kept()


def fill(box: SecretBox) -> None:
    members = BoxMember.objects.filter(box=box).order_by("person_id").values_list("person_id", flat=True)
    SealedBallot.objects.bulk_create(
        SealedBallot(
            box=box,
            voter_id=voter,
            ciphertext=seal(packed(THREE[place % 3]), bytes(box.public_key), box.pk, voter),
        )
        for place, voter in enumerate(members)
    )


def test_a_box_that_was_shut_waits_for_its_count_and_takes_no_more(cast: Cast, start: Start) -> None:
    box = opened(cast, 9)
    fill(box)
    SecretBox.objects.filter(pk=box.pk).update(state="closing", version=2, closed_at=clock.now())
    late = start("cast", box.pk, 0, 9)
    assert read(late) == dict.fromkeys(BoxMember.objects.values_list("person_id", flat=True), False)
    assert services.finish_closings() == 1
    assert selectors.box(box.pk).cast_count == 9
    assert services.finish_closings() == 0


def test_a_key_left_behind_is_destroyed_and_one_in_use_is_not(cast: Cast) -> None:
    box = opened(cast, 9)
    keys.keep(UUID(int=1), b"k" * 32)
    services.finish_closings()
    assert set(keys.kept()) == {box.pk, UUID(int=1)}  # the young one may belong to a box that is being opened
    with clock.at(clock.now() + timedelta(hours=2)):
        services.finish_closings()
    assert set(keys.kept()) == {box.pk}
    SecretBox.objects.filter(pk=box.pk).update(state="void")
    services.finish_closings()
    assert not keys.kept()


def test_closing_inside_another_command_is_an_error(cast: Cast) -> None:
    box = opened(cast, 9)
    with transaction.atomic(), pytest.raises(RuntimeError, match="durable"):
        close(cast, box)
    assert selectors.box(box.pk).state == "open"


@pytest.mark.parametrize("seconds", [0.03, None])
def test_killed_between_the_codes_a_box_stays_shut_and_is_counted_by_two_codes(
    cast: Cast, start: Start, seconds: float | None
) -> None:
    prepared = make.a_prepared(cast)
    codes, tellers = make.codes_of(cast, prepared), make.tellers(cast)
    box = make.opened(cast, prepared)
    for number, voter in enumerate(make.voters(cast)):
        make.put(box, voter, make.FOR if number < 10 else make.OTHER)
    make.close(cast, box)
    giving = start("give", box.pk, tellers[0].person_id, codes[0])
    killed_after(giving, seconds, begun="giving", done="given")
    with clock.at(clock.now() + timedelta(hours=1)):
        assert services.finish_closings() == 0  # what starts anew opens nothing
    assert (selectors.box(box.pk).state, CountedBallot.objects.count()) == ("closing", 0)
    assert SealedBallot.objects.count() == 12
    assert not make.give(cast, box, tellers[0], codes[0]).is_counted
    assert make.give(cast, box, tellers[1], codes[1]).is_counted
    counted = selectors.minutes_of(selectors.box(box.pk)).count
    assert dict(counted.votes) == {"for": 10, "against": 0, "other": 2}
    assert not list(keys.folder().iterdir())
