"""What is recorded gets its leaf, in whatever order it was committed, and every head is signed."""

import os
import stat
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from tests.emptying.management.commands.flush import triggers_lifted

from chibo.accounts.models import User
from chibo.audit import heads
from chibo.audit.models import Entry, Leaf, Look, TreeHead, Waiting
from chibo.audit.selectors import check_record, newest_head
from chibo.audit.services import seal_waiting, sealing
from chibo.audit.tests.factories import fill, rename
from chibo.kernel.errors import Refusal

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.DATA = tmp_path
    return tmp_path / "audit"


@pytest.fixture
def user(db: None) -> User:
    return User.objects.create(username="duc", display_name="Lê Minh Đức")


@pytest.fixture
def committed(django_capture_on_commit_callbacks: Any) -> Iterator[Callable[[], int]]:
    """Seal as it is outside a test: with what happens after the commit."""

    def seal() -> int:
        with django_capture_on_commit_callbacks(execute=True):
            return seal_waiting()

    yield seal


def test_entries_and_looks_wait_and_get_consecutive_leaves(user: User) -> None:
    fill(user, entries=3, looks=2)
    assert Waiting.objects.count() == 5
    assert seal_waiting() == 5
    assert list(Leaf.objects.order_by("number").values_list("number", flat=True)) == [0, 1, 2, 3, 4]
    rows = set(Entry.objects.values_list("pk", flat=True)) | set(Look.objects.values_list("pk", flat=True))
    assert set(Leaf.objects.values_list("row_id", flat=True)) == rows
    assert not Waiting.objects.exists()
    assert TreeHead.objects.get().size == 5


def test_where_nothing_waits_nothing_is_signed(user: User, django_assert_num_queries: Any) -> None:
    fill(user)
    seal_waiting()
    with django_assert_num_queries(1):  # whether anything waits
        assert seal_waiting() == 0
    assert TreeHead.objects.count() == 1


def test_one_batch_costs_the_same_for_one_row_and_for_many(user: User, django_assert_num_queries: Any) -> None:
    # Waits anything (2); transaction (2); lock (PostgreSQL); waiting, entries, looks, last head, leaves there are
    # already; leaves in, waiting out, head in
    expected = 2 + 2 + (connection.vendor == "postgresql") + 5 + 3
    fill(user, entries=1, looks=1)
    seal_waiting()
    for entries, looks in ((1, 1), (60, 60)):
        fill(user, entries, looks)
        with django_assert_num_queries(expected):
            seal_waiting()


def test_a_long_queue_is_sealed_in_batches(user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "BATCH", 3)
    fill(user, entries=5, looks=3)
    assert seal_waiting() == 8
    assert list(TreeHead.objects.order_by("size").values_list("size", flat=True)) == [3, 6, 8]


def test_the_key_lies_outside_the_database_for_its_owner_only(user: User, folder: Path) -> None:
    fill(user)
    seal_waiting()
    key = folder / "key.pem"
    if os.name != "nt":
        assert stat.S_IMODE(key.stat().st_mode) == 0o600
    fill(user)
    before = key.read_bytes()
    seal_waiting()
    assert key.read_bytes() == before
    assert len({bytes(head.public_key) for head in TreeHead.objects.all()}) == 1


def test_the_newest_head_is_kept_as_text_that_can_be_read_back(
    user: User, committed: Callable[[], int], folder: Path
) -> None:
    fill(user)
    committed()
    note = (folder / "head.txt").read_text(encoding="utf-8")
    assert note == newest_head()
    head, signature = heads.read_note(note)
    assert head.size == 7
    assert heads.is_signed(head, heads.trusted_keys()[head.log], signature)
    assert note.splitlines()[1] == "7"


@pytest.mark.parametrize("text", ["", "a\n1\nb\nc\n", "chibo-1\n1\nAAAA\nsigned-at 2026-12-03T00:00:00\n\n— x y\n"])
def test_other_text_is_no_head(text: str) -> None:
    with pytest.raises(Refusal, match=r"audit\.no_head"):
        heads.read_note(text)


def test_a_key_that_is_gone_is_made_anew_and_both_are_believed(user: User, folder: Path) -> None:
    fill(user)
    seal_waiting()
    (folder / "key.pem").unlink()
    fill(user)
    seal_waiting()
    assert len(heads.trusted_keys()) == 2
    assert [progress.heads for progress in check_record()] == [2]


def test_nothing_is_sealed_on_top_of_a_head_whose_key_is_not_known(user: User, folder: Path) -> None:
    fill(user)
    seal_waiting()
    (folder / "keys.txt").unlink()
    fill(user)
    with pytest.raises(Refusal, match=r"audit\.head_unsigned"):
        seal_waiting()
    assert Waiting.objects.count() == 7


def test_no_head_is_signed_on_top_of_a_record_that_was_cut(user: User, committed: Callable[[], int]) -> None:
    fill(user)
    committed()
    fill(user)
    committed()
    with triggers_lifted():
        cut = Leaf.objects.filter(number__gte=7)
        Entry.objects.filter(pk__in=cut.values("row_id")).delete()
        Look.objects.filter(pk__in=cut.values("row_id")).delete()
        cut.delete()
        TreeHead.objects.filter(size__gt=7).delete()
    fill(user)
    with pytest.raises(Refusal, match=r"audit\.tail_cut"):
        committed()


@pytest.mark.parametrize("model", [Leaf, TreeHead])
@pytest.mark.parametrize("act", ["update", "delete"])
def test_the_database_refuses_to_change_or_remove_what_is_sealed(user: User, model: Any, act: str) -> None:
    fill(user)
    seal_waiting()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        model.objects.update(**{"hash" if model is Leaf else "root": b""}) if act == "update" else (
            model.objects.all().delete()
        )


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgres
def test_what_commits_late_is_sealed_later_and_never_skipped(user: User) -> None:
    """The earlier entry is written first and committed last; sealing runs in between."""
    written, go_on = threading.Event(), threading.Event()

    def slow() -> None:
        try:
            with held_open():
                rename(User.objects.create(username="cham", display_name="Chậm"), "Chậm hơn")
                written.set()
                go_on.wait(20)
        finally:
            connection.close()

    thread = threading.Thread(target=slow)
    thread.start()
    assert written.wait(20)
    rename(user, "Nhanh")
    assert seal_waiting() == 1, "only what is committed is sealed"
    go_on.set()
    thread.join(20)
    assert seal_waiting() == 1
    late, early = Entry.objects.order_by("recorded_at")
    numbers = dict(Leaf.objects.values_list("row_id", "number"))
    assert (numbers[early.pk], numbers[late.pk]) == (0, 1), "commit order, not the order of time"
    assert [found.rows for found in check_record()] == [2]


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgres
def test_two_sealers_at_once_seal_everything_once(user: User) -> None:
    fill(user, entries=40, looks=0)
    done: list[int] = []

    def seal() -> None:
        try:
            done.append(seal_waiting())
        finally:
            connection.close()

    threads = [threading.Thread(target=seal) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sum(done) == 40
    assert list(Leaf.objects.order_by("number").values_list("number", flat=True)) == list(range(40))


@contextmanager
def held_open() -> Iterator[None]:
    """A transaction in which services may open durable ones, so that it commits when the test wants."""
    frame = transaction.atomic()
    frame._from_testcase = True  # type: ignore[attr-defined]
    with frame:
        yield
