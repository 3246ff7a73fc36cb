"""Full copies of database, write-ahead log, audit and log tie no ballot to its voter; in the control they do.

The control keeps who voted in one table and what was voted in another, under random keys, written in one transaction or
in two neighbouring ones: what most programs call a secret ballot. The same attack on it finds everybody.
"""

import base64
import json
import uuid
from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from tests.cast import Cast

from chibo.access import Actor
from chibo.audit.models import Entry
from chibo.ballots.models import CountedBallot, KeyKeeper, SealedBallot, SecretBox
from chibo.ballots.rules import Form, Marks, Opener, Sheet, Summoned, unpacked
from chibo.ballots.rules.splitting import joined, open_part, unwrapped
from chibo.ballots.services import Team, give_code, keys, open_prepared, prepare_box, take_code
from chibo.ballots.tests import attack
from chibo.ballots.tests.factories import DAY, a_box_for, a_crowd, a_question, allow_electronic, close, put
from chibo.organisations.selectors import place_of
from chibo.regulations.selectors import rule_for

pytestmark = pytest.mark.django_db(transaction=True)
VOTERS = 40
CODES = tuple(f"phuong-an-{number}" for number in range(VOTERS))
SHEET = Sheet(Form.ONE, CODES, CODES)
BY_CHANCE = 13
"""In an order drawn by lot one ballot is expected to fall to its own voter; 13 in one of a thousand million orders."""


def choice(number: int) -> Marks:
    """Every voter chooses something else, so that a ballot names its voter to this test, and to nobody else."""
    return tuple(int(place == number) for place in range(VOTERS))


@pytest.fixture
def crowd(cast: Cast) -> list[Actor]:
    allow_electronic(cast, "recognition")
    return a_crowd(cast.cell, VOTERS)


@pytest.fixture
def naive() -> Iterator[None]:
    kind = "char(32)" if connection.vendor == "sqlite" else "uuid"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE naive_voted (voter {kind} PRIMARY KEY)")
        cursor.execute(f"CREATE TABLE naive_ballot (id {kind} PRIMARY KEY, marks text)")
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE naive_voted")
        cursor.execute("DROP TABLE naive_ballot")


def cast_naively(voter: uuid.UUID, marks: Marks, *, apart: bool) -> None:
    """Write who and what in two tables: together, or in two transactions right after one another."""

    def write(table: str, values: list[str]) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {table} VALUES ({', '.join(['%s'] * len(values))})", values)

    with transaction.atomic():
        write("naive_voted", [voter.hex])
        if not apart:
            write("naive_ballot", [uuid.uuid4().hex, json.dumps(marks)])
    if apart:
        with transaction.atomic():
            write("naive_ballot", [uuid.uuid4().hex, json.dumps(marks)])


def right(guess: attack.Guess, owners: dict[uuid.UUID, uuid.UUID]) -> int:
    """Count the ballots that were given to their true voters."""
    return sum(owners[ballot] == voter for ballot, voter in guess.items())


def ids(crowd: list[Actor]) -> list[uuid.UUID]:
    return [actor.person_id for actor in crowd if actor.person_id]


@pytest.mark.parametrize("apart", [False, True])
def test_the_control_falls_to_the_same_attack(crowd: list[Actor], naive: None, apart: bool) -> None:
    begun = attack.begin()
    for number, voter in enumerate(ids(crowd)):
        cast_naively(voter, choice(number), apart=apart)
    copy = attack.copied(begun, {"naive_voted": "voter", "naive_ballot": "id"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, marks FROM naive_ballot")
        found = {uuid.UUID(str(key)): json.loads(marks).index(1) for key, marks in cursor.fetchall()}
    owners = {ballot: ids(crowd)[number] for ballot, number in found.items()}
    assert right(attack.by_transaction(copy, ids(crowd), owners), owners) == VOTERS
    guesses = attack.by_order(copy.orders["naive_voted"], copy.orders["naive_ballot"])
    assert max(right(guess, owners) for guess in guesses.values()) == VOTERS


@pytest.fixture
def voted(cast: Cast, crowd: list[Actor]) -> tuple[SecretBox, attack.Copy, bytes | str]:
    """A full box, and the copy taken before it is closed."""
    begun = attack.begin()
    box = a_box_for(cast, crowd, SHEET)
    for number, actor in enumerate(crowd):
        put(box, actor, choice(number))
    before = attack.copied(begun, {"ballots_sealedballot": "voter_id", "ballots_boxmember": "person_id"})
    return box, before, begun


def owners_of(box: SecretBox, crowd: list[Actor]) -> dict[uuid.UUID, uuid.UUID]:
    counted = CountedBallot.objects.filter(box=box)
    return {ballot.pk: ids(crowd)[ballot.marks.index(1)] for ballot in counted}


def test_no_copy_ties_a_ballot_to_its_voter(
    cast: Cast, crowd: list[Actor], voted: tuple[SecretBox, attack.Copy, bytes | str]
) -> None:
    box, before, begun = voted
    close(cast, box)
    after = attack.copied(begun, {"ballots_countedballot": "id", "ballots_boxmember": "person_id"})
    owners = owners_of(box, crowd)
    assert len(owners) == VOTERS
    assert right(attack.by_transaction(after, ids(crowd), owners), owners) < BY_CHANCE
    casts = Entry.objects.filter(action="ballots.box.cast")
    who: attack.Orders = {
        f"{table} {order}": keys_of
        for copy in (before, after)
        for table in set(copy.orders) - {"ballots_countedballot"}
        for order, keys_of in copy.orders[table].items()
    }
    for order in ("recorded_at", "id", "body"):
        who[f"audit {order}"] = list(casts.order_by(order).values_list("actor_person_id", flat=True))
    guesses = attack.by_order(who, after.orders["ballots_countedballot"])
    assert len(guesses) >= 20
    assert {name: right(guess, owners) for name, guess in guesses.items() if right(guess, owners) >= BY_CHANCE} == {}


def test_nothing_on_the_disk_says_how_before_the_count_nor_holds_the_key(
    cast: Cast, crowd: list[Actor], voted: tuple[SecretBox, attack.Copy, bytes | str], caplog: pytest.LogCaptureFixture
) -> None:
    box, before, begun = voted
    private = keys.take(box.pk)
    assert private is not None
    close(cast, box)
    after = attack.copied(begun, {"ballots_countedballot": "id"})
    assert bytes(box.public_key) in before.all  # the search does find what is there
    for copy in (before.all, after.all, caplog.text.encode()):
        for form in (private, private.hex().encode(), base64.b64encode(private), base64.urlsafe_b64encode(private)):
            assert form not in copy
    plain = bytes(choice(7)) if connection.vendor == "postgresql" else json.dumps(choice(7)).encode()
    assert plain not in before.all
    entries = Entry.objects.filter(object_id=str(box.pk))
    assert entries.count() == VOTERS + 3
    assert not any(b"phuong-an" in bytes(entry.body) or b"marks" in bytes(entry.body) for entry in entries)
    assert "phuong-an" not in caplog.text


def test_the_key_of_an_open_box_opens_it_as_the_screen_says(
    crowd: list[Actor], voted: tuple[SecretBox, attack.Copy, bytes | str]
) -> None:
    """The promise has this limit, and the copies above would have been enough with it."""
    box, _, _ = voted
    opener = Opener.of(keys.take(box.pk) or b"", bytes(box.public_key))
    assert opener is not None
    for row in SealedBallot.objects.filter(box=box):
        content = opener.open(bytes(row.ciphertext), box.pk, row.voter_id)
        assert content is not None
        assert unpacked(content, SHEET) == choice(ids(crowd).index(row.voter_id))


def test_after_the_count_no_file_holds_the_key(
    cast: Cast, crowd: list[Actor], voted: tuple[SecretBox, attack.Copy, bytes | str]
) -> None:
    box, _, _ = voted
    private = keys.take(box.pk)
    assert private is not None
    assert any(private in file.read_bytes() for file in keys.folder().iterdir())
    close(cast, box)
    assert not any(private in attack.read_apart(file) for file in keys.folder().parent.rglob("*") if file.is_file())


@pytest.fixture
def split(cast: Cast, crowd: list[Actor]) -> Iterator[tuple[SecretBox, list[str], attack.Copy]]:
    """A full box whose key is split among the first three, their codes, and the copy taken before it is shut."""
    begun = attack.begin()
    allow_electronic(cast, "recognition", "election")
    place, room = place_of(cast.cell), [Summoned(voter, "official", "present") for voter in ids(crowd)]
    box = prepare_box(
        actor=cast.secretary.actor,
        question=a_question(cast, "election", SHEET),
        team=Team(ids(crowd)[:3]),
        summoned=room,
    )
    codes = [take_code(actor=teller, place=place, box_id=box.pk) for teller in crowd[:3]]
    states = rule_for("attendance-states", DAY).value
    act = {"place": place, "box_id": box.pk, "version": 1, "states": states, "summoned": room}
    box = open_prepared(actor=cast.secretary.actor, **act)
    for number, actor in enumerate(crowd):
        put(box, actor, choice(number))
    tables = (
        ("ballots_sealedballot", "voter_id"),
        ("ballots_boxmember", "person_id"),
        ("ballots_keykeeper", "person_id"),
    )
    yield box, codes, attack.copied(begun, dict(tables))
    keys.destroy(box.pk)


def key_files(box: SecretBox) -> list[bytes]:
    return [attack.read_apart(file) for file in sorted(keys.folder().glob(f"{box.pk}*"))]


def parts_of(box: SecretBox, codes: list[str]) -> list[bytes]:
    """Return the parts of the key, as only the three codes together with the table give them."""
    keepers = KeyKeeper.objects.filter(box=box).order_by("number")
    found = [
        open_part(bytes(row.sealed_part), code, box.pk, row.person_id) for row, code in zip(keepers, codes, strict=True)
    ]
    return [part for part in found if part is not None]


def test_all_copies_with_the_files_of_the_keys_open_no_split_box(
    cast: Cast, crowd: list[Actor], split: tuple[SecretBox, list[str], attack.Copy]
) -> None:
    box, codes, _ = split
    parts = parts_of(box, codes)
    stored = [bytes(value) for row in KeyKeeper.objects.values_list("public_key", "sealed_part") for value in row]
    assert len(key_files(box)) == 1
    assert attack.opened_with([*key_files(box), *stored], box) == 0
    close(cast, box)
    give_code(actor=crowd[1], place=place_of(cast.cell), box_id=box.pk, code=codes[1])
    assert key_files(box)[0] == parts[1]  # one part lies there now, and says nothing
    assert attack.opened_with([*key_files(box), *stored], box) == 0
    assert attack.opened_with([*key_files(box), parts[2]], box) == VOTERS  # the control: a second part opens all


def test_the_control_whose_key_is_whole_falls_to_its_file(
    voted: tuple[SecretBox, attack.Copy, bytes | str],
) -> None:
    assert attack.opened_with(key_files(voted[0]), voted[0]) == VOTERS


def test_no_copy_holds_a_code_a_part_or_the_key(
    cast: Cast,
    crowd: list[Actor],
    split: tuple[SecretBox, list[str], attack.Copy],
    caplog: pytest.LogCaptureFixture,
) -> None:
    box, codes, before = split
    begun = attack.begin()
    parts, content = parts_of(box, codes), keys.take(box.pk)
    assert content is not None
    secret = joined(parts[:2])
    private = unwrapped(content, secret, box.pk)
    assert private is not None
    close(cast, box)
    for teller, code in list(zip(crowd, codes, strict=False))[:2]:
        give_code(actor=teller, place=place_of(cast.cell), box_id=box.pk, code=code)
    after = attack.copied(begun, {"ballots_countedballot": "id"})
    assert bytes(box.public_key) in before.all  # the search does find what is there
    for copy in (before.all, after.all, caplog.text.encode(), *key_files(box)):
        for token in (private, secret, *(part[1:] for part in parts), *map(str.encode, codes)):
            assert all(form not in copy for form in (token, token.hex().encode(), base64.b64encode(token)))
    assert key_files(box) == []
