"""Keys and content of a backup: what opens, and everything that must not."""

from __future__ import annotations

import hashlib
import io
import random
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from chibo.keeping import archive, backup, restore, sealed
from chibo.keeping.archive import Manifest, Table
from chibo.kernel.errors import Refusal
from chibo.kernel.kept import KeptFile

WORD = sealed.Passphrase("mật khẩu của bản sao lưu")
PRIVATE, PUBLIC = sealed.new_key()
KEY, LOCK = sealed.PrivateKeys((PRIVATE,)), sealed.PublicKey(PUBLIC)


def a_backup(folder: Path, lock: Any = LOCK, **changes: Any) -> Path:
    """Write a small backup of two files, with the manifest changed where told so."""
    chance, files, sources = random.Random(1), {}, {}
    for name in ("database.sqlite3", "files/ab/cd"):
        place = folder / name.replace("/", "-")
        place.write_bytes(chance.randbytes(100_000))
        files[name], sources[name] = KeptFile(name, *archive.fingerprint(place)), place
    mark = {"salt": "s", "hash": backup.key_mark("the key", "s")}
    manifest = Manifest("0.1", connection.vendor, "2026-12-03T05:00:00+00:00", [], {"a": Table(1, "0")}, files, mark)
    made = folder / "made"
    with made.open("wb") as file:
        sealed.write(archive.pack(replace(manifest, **changes), sources), file, lock)
    return made


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return a_backup(tmp_path_factory.mktemp("made")).read_bytes()


def code(act: Any, *arguments: Any, **named: Any) -> str:
    with pytest.raises(Refusal) as refused:
        act(*arguments, **named)
    return refused.value.code


def test_a_passphrase_opens_what_it_closed_and_no_other_does(tmp_path: Path) -> None:
    made = a_backup(tmp_path, WORD)
    assert sealed.wants_passphrase(made)
    assert restore.check(made, WORD).tables == {"a": Table(1, "0")}
    assert code(restore.check, made, sealed.Passphrase("mật khẩu khác hẳn")) == "keeping.wrong_passphrase"


def test_only_the_private_half_opens(tmp_path: Path, made: bytes) -> None:
    place = tmp_path / "made"
    place.write_bytes(made)
    assert not sealed.wants_passphrase(place)
    assert len(restore.check(place, KEY).files) == 2
    other, _ = sealed.new_key()
    assert code(restore.check, place, sealed.PrivateKeys((other,))) == "keeping.wrong_key"
    assert code(restore.check, place, sealed.PrivateKeys(("AGE-SECRET-KEY-1",))) == "keeping.no_private_key"


def test_what_is_no_backup_is_named(tmp_path: Path) -> None:
    place = tmp_path / "a.zip"
    place.write_bytes(b"PK")
    assert code(restore.check, place, KEY) == "keeping.no_backup"


@given(share=st.floats(0, 1, exclude_max=True))
def test_wherever_it_is_cut_it_is_refused(made: bytes, tmp_path_factory: pytest.TempPathFactory, share: float) -> None:
    place = tmp_path_factory.getbasetemp() / "cut"
    place.write_bytes(made[: int(len(made) * share)])
    assert code(restore.check, place, KEY) in {"keeping.damaged", "keeping.wrong_key", "keeping.no_backup"}


@given(share=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_whichever_bit_is_flipped_it_is_refused(
    made: bytes, tmp_path_factory: pytest.TempPathFactory, share: float, bit: int
) -> None:
    at = int(len(made) * share)
    place = tmp_path_factory.getbasetemp() / "flipped"
    place.write_bytes(made[:at] + bytes([made[at] ^ (1 << bit)]) + made[at + 1 :])
    assert code(restore.check, place, KEY) in {"keeping.damaged", "keeping.wrong_key", "keeping.no_backup"}


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"database.sqlite3": KeptFile("database.sqlite3", "0" * 64, 100_000)},
        {"../escaped": KeptFile("../escaped", hashlib.sha256(bytes(100_000)).hexdigest(), 100_000)},
    ],
    ids=["unlisted", "another hash", "a path that leads out"],
)
def test_content_that_is_not_as_listed_is_refused(tmp_path: Path, files: dict[str, KeptFile]) -> None:
    made = tmp_path / "forged"
    content = tmp_path / "content"
    content.write_bytes(bytes(100_000))
    honest = KeptFile("database.sqlite3", *archive.fingerprint(content))
    listed = Manifest("0.1", "sqlite", "", [], {}, files, {})

    def pieces() -> Iterator[bytes]:
        squeeze = archive.zlib.compressobj(wbits=archive.GZIP)
        text = listed.to_json()
        for piece in archive._member("manifest.json", len(text), [text]):
            yield squeeze.compress(piece)
        name = next(iter(files), honest.name)
        for piece in archive._member(name, honest.size_bytes, archive._checked(content, honest)):
            yield squeeze.compress(piece)
        yield squeeze.compress(bytes(1024)) + squeeze.flush()

    with made.open("wb") as file:
        sealed.write(pieces(), file, LOCK)
    assert code(restore.check, made, KEY) == "keeping.not_as_listed"


def test_a_file_that_changes_while_it_is_packed_is_refused(tmp_path: Path) -> None:
    wrong = {"database.sqlite3": KeptFile("database.sqlite3", "0" * 64, 100_000)}
    assert code(a_backup, tmp_path, files=wrong) == "keeping.changed_meanwhile"


@pytest.mark.parametrize(
    ("changes", "own_key", "refusal"),
    [
        ({}, "", "keeping.secret_key_not_inside"),
        ({}, "another key", "keeping.other_secret_key"),
        ({"engine": "another"}, "the key", "keeping.other_engine"),
        ({"mode": "closed"}, "the key", "keeping.from_closed_network"),
        ({"migrations": [["meetings", "9999_later"]]}, "the key", "keeping.newer_program"),
    ],
)
def test_what_would_not_run_here_is_refused_before_it_is_unpacked(
    tmp_path: Path, changes: dict[str, Any], own_key: str, refusal: str
) -> None:
    made = a_backup(tmp_path, **changes)
    asked = restore.Asked(made, KEY, tmp_path / "data", own_key)
    assert code(restore.accept, restore.check(made, KEY), asked) == refusal
    if refusal.endswith("inside"):
        restore.accept(restore.check(made, KEY), replace(asked, without_key=True))


def test_the_right_key_is_known_again(tmp_path: Path) -> None:
    made = a_backup(tmp_path)
    restore.accept(restore.check(made, KEY), restore.Asked(made, KEY, tmp_path / "data", "the key"))


def test_a_later_shape_is_left_to_a_later_program(tmp_path: Path) -> None:
    assert code(restore.check, a_backup(tmp_path, format=2), KEY) == "keeping.newer_format"


def test_places_are_looked_at_before_any_work(tmp_path: Path, settings: Settings) -> None:
    settings.DATA = tmp_path / "data"
    settings.DATA.mkdir()
    taken = tmp_path / "taken"
    taken.write_text("")
    told: list[str] = []
    for target, refusal in (
        (taken, "keeping.target_exists"),
        (settings.DATA, "keeping.target_in_data"),
        (tmp_path / "no" / "a", "keeping.no_folder"),
        (tmp_path, "keeping.no_public_key"),
    ):
        assert code(backup.make, target, sealed.PublicKey("age1x"), told.append) == refusal
    assert told == []


def test_much_content_needs_little_memory(tmp_path: Path) -> None:
    place = tmp_path / "much"
    piece = bytes(1 << 18)
    tracemalloc.start()
    with place.open("wb") as file:
        sealed.write((piece for _ in range(256)), file, LOCK)
    with sealed.read(place, KEY) as stream:
        read = sum(len(part) for part in iter(lambda: stream.read(1 << 16), b""))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert read == 256 * len(piece)
    assert peak < 8 * len(piece)


def test_what_goes_wrong_in_the_middle_is_raised_as_it_is() -> None:
    def broken() -> Iterator[bytes]:
        yield b"a"
        raise FileNotFoundError("gone")

    with pytest.raises(FileNotFoundError, match="gone"):
        sealed.write(broken(), io.BytesIO(), LOCK)
