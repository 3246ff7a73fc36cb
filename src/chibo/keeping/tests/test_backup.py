"""`chibo backup` and `chibo restore` as an operator runs them: real processes, real kills, both engines."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from chibo.keeping.tests.installation import WORD, Installation, empty

pytestmark = pytest.mark.skipif(os.name == "nt", reason="kills and limits are those of POSIX")


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """A committee with 20 stored files; tests read it and add to it, none takes anything away."""
    place = empty(tmp_path_factory.mktemp("keeping") / "data")
    out, _ = place.writer(20, 50_000).communicate(timeout=300)
    assert len(out.split()) == 20
    return place


@pytest.fixture(scope="module")
def word(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("word") / "word"
    place.write_text(WORD + "\n", encoding="utf-8")
    return place


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory, installation: Installation) -> tuple[Path, str]:
    """The file of a private key, and the public half."""
    place = tmp_path_factory.mktemp("keys") / "key.txt"
    done = installation.run("backup", "--new-key", place)
    assert done.returncode == 0, done.stderr
    assert place.stat().st_mode & 0o077 == 0
    return place, done.stdout.split()[-1]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, installation: Installation, keys: tuple[Path, str]) -> Path:
    """A backup to the public key. `keys` opens it."""
    place = tmp_path_factory.mktemp("made") / "a.chibo-backup"
    done = installation.run("backup", place, "--to", keys[1])
    assert done.returncode == 0, done.stderr
    assert place.stat().st_mode & 0o077 == 0, "others on the machine can read the backup"
    return place


def refused(done: subprocess.CompletedProcess[str]) -> str:
    """Return the one sentence of a command that refused."""
    assert done.returncode == 1, done.stdout
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1, done.stderr
    assert lines[0].startswith("chibo: ")
    return lines[0].removeprefix("chibo: ")


def nothing_left(installation: Installation, folder: Path) -> None:
    """Assert that a refused backup left neither a file nor a snapshot."""
    assert [place.name for place in folder.glob("*.chibo-backup*")] == []
    assert [place.name for place in (installation.folder / "backup.tmp").iterdir()] == ["lock"]


def test_what_is_restored_equals_what_was_there(installation: Installation, word: Path, tmp_path: Path) -> None:
    for name in ("keys", "notes"):
        (installation.folder / name).mkdir(exist_ok=True)
        (installation.folder / name / "box.key").write_text("the private half of an open box")
    (installation.folder / "audit").mkdir(exist_ok=True)
    (installation.folder / "audit" / "keys.txt").write_text("public\n")
    (installation.folder / "audit" / "key.pem").write_text("private\n")
    done = installation.run("backup", tmp_path, "--passphrase-file", word)
    assert done.returncode == 0, done.stderr
    assert "Không sao lưu những gì phần mềm không biết: notes." in done.stdout
    (file,) = tmp_path.glob("chibo-*.chibo-backup")
    assert b"SQLite format 3" not in file.read_bytes()

    target = empty(tmp_path / "restored")
    done = target.run("restore", file, "--passphrase-file", word)
    assert done.returncode == 0, done.stderr
    assert target.dump() == installation.dump()
    assert target.files() == installation.files()
    assert (target.folder / "secret.key").read_text() == (installation.folder / "secret.key").read_text()
    assert not (tmp_path / "restored.part").exists()
    assert [place.name for place in (target.folder / "audit").iterdir()] == ["keys.txt"]
    assert list(target.folder.rglob("box.key")) == [], "keys of secret boxes are never in a backup"
    assert target.health() == ""

    assert "không trống" in refused(target.run("restore", file, "--passphrase-file", word))
    if installation.database:
        elsewhere = Installation(tmp_path / "new", installation.database)
        assert "đã có bảng" in refused(elsewhere.run("restore", file, "--passphrase-file", word))
        assert not (tmp_path / "new").exists()


def test_a_damaged_backup_leaves_nothing_behind(made: Path, keys: tuple[Path, str], tmp_path: Path) -> None:
    damaged = tmp_path / "damaged"
    damaged.write_bytes(made.read_bytes()[:-1])
    target = empty(tmp_path / "data")
    assert "cắt cụt hoặc hỏng" in refused(target.run("restore", damaged, "--key", keys[0]))
    assert not target.folder.exists()
    assert not (tmp_path / "data.part").exists()
    assert target.run("restore", made, "--key", keys[0]).returncode == 0


def stored_in(place: Installation) -> set[str]:
    return {sha256 for (sha256,) in place.rows("SELECT sha256 FROM documents_storedfile")}


def test_a_backup_beside_a_writer_is_one_state(
    installation: Installation, keys: tuple[Path, str], tmp_path: Path
) -> None:
    writer, told = installation.writer(0), list[str]()
    listening = threading.Thread(target=lambda: told.extend(map(str.strip, writer.stdout or ())))
    listening.start()  # read all the time: a full pipe would stop the writer
    try:
        wait_for(lambda: len(told) >= 5, writer)
        before = told[:5]
        done = installation.run("backup", tmp_path / "a.chibo-backup", "--to", keys[1])
        there = stored_in(installation)
        assert writer.poll() is None, "the writer was kept from writing"
        wait_for(lambda: len(stored_in(installation)) > len(there), writer)
    finally:
        writer.kill()
        listening.join()
        writer.communicate()
    after = told[5:]
    assert done.returncode == 0, done.stderr

    target = empty(tmp_path / "data")
    assert target.run("restore", tmp_path / "a.chibo-backup", "--key", keys[0]).returncode == 0
    stored = stored_in(target)
    assert set(before) <= stored
    known = [sha256 in stored for sha256 in before + after]
    assert not all(known), "nothing was written after the state that was taken, so that the test shows nothing"
    assert known == sorted(known, reverse=True), "a later row is in the snapshot, an earlier one is not"
    ((entries,),) = target.rows("SELECT count(*) FROM audit_entry WHERE action = 'documents.file.store'")
    assert entries == len(stored), "rows and their audit entries are not of one state"
    assert {name.rpartition("/")[2] for name in target.files()} == stored


def test_an_export_beside_a_writer_ends_and_is_logged(installation: Installation, tmp_path: Path) -> None:
    writer = installation.writer(0)
    try:
        assert writer.stdout is not None
        writer.stdout.readline()
        target = tmp_path / "a.zip"
        done = installation.run("export", target, "--user", "van.phong", "--purpose", "bàn giao")
        assert writer.poll() is None, "the writer was kept from writing"
    finally:
        writer.kill()
        writer.communicate()
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(target) as zipped:
        assert len(zipped.read("tables/organisations.Unit.jsonl").splitlines()) == 1
    assert installation.rows("SELECT purpose FROM audit_look WHERE part = 'keeping.export'") == [("bàn giao",)]
    assert "Không có tài khoản" in refused(installation.run("export", target, "--user", "ai.do", "--purpose", "x"))


def test_a_killed_backup_leaves_nothing_that_counts(
    installation: Installation, keys: tuple[Path, str], tmp_path: Path
) -> None:
    backup = installation.start("backup", tmp_path / "a.chibo-backup", "--to", keys[1])
    part = tmp_path / "a.chibo-backup.part"
    wait_for(lambda: (installation.folder / "backup.tmp").exists() and part.exists(), backup)
    backup.send_signal(signal.SIGKILL)
    backup.communicate(timeout=20)
    assert not (tmp_path / "a.chibo-backup").exists()
    if part.exists():  # it may have been killed before anything was in it
        assert refused(installation.run("restore", part, "--check", "--key", keys[0]))

    done = installation.run("backup", tmp_path / "a.chibo-backup", "--to", keys[1])
    assert done.returncode == 0, done.stderr
    assert [place.name for place in (installation.folder / "backup.tmp").iterdir()] == ["lock"]


def test_a_killed_restoring_begins_anew(made: Path, keys: tuple[Path, str], tmp_path: Path) -> None:
    target = empty(tmp_path / "data")
    restoring = target.start("restore", made, "--key", keys[0])
    wait_for((tmp_path / "data.part" / "files").exists, restoring)
    restoring.send_signal(signal.SIGKILL)
    restoring.communicate(timeout=20)
    assert not target.folder.exists()
    done = target.run("restore", made, "--key", keys[0])
    if target.database and done.returncode:  # pg_restore went on to its end without us: the next one says what to do
        assert "Tạo một cơ sở dữ liệu trống" in refused(done)
        done = empty(tmp_path / "data").run("restore", made, "--key", keys[0])
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("room_bytes", [100_000, 900_000], ids=["no room for the snapshot", "none for the backup"])
def test_a_full_disk_is_refused(
    installation: Installation, keys: tuple[Path, str], tmp_path: Path, room_bytes: int
) -> None:
    if room_bytes > 100_000 and not installation.database:
        room_bytes = (installation.folder / "chibo.sqlite3").stat().st_size + 4096
        installation.writer(2, room_bytes).communicate(timeout=60)
    if room_bytes == 900_000:
        installation.writer(2, 900_000).communicate(timeout=60)
    done = with_room(room_bytes, installation, "backup", tmp_path / "a.chibo-backup", "--to", keys[1])
    assert "Không ghi được" in refused(done) or "pg_dump" in refused(done)
    nothing_left(installation, tmp_path)


def test_lost_and_damaged_files_are_named(installation: Installation, keys: tuple[Path, str], tmp_path: Path) -> None:
    copy = Installation(tmp_path / "copy", installation.database)
    shutil.copytree(installation.folder, copy.folder)
    one, other, *_ = sorted(place for place in (copy.folder / "files").rglob("*") if place.is_file())
    one.unlink()
    other.chmod(0o600)
    other.write_bytes(other.read_bytes()[:-1] + b"?")
    sentence = refused(copy.run("backup", tmp_path, "--to", keys[1]))
    assert one.name in sentence
    assert other.name in sentence
    nothing_left(copy, tmp_path)
    checked = copy.health()
    assert one.name in checked
    assert other.name not in checked, "a plain check looks at sizes only"
    assert other.name in copy.health(hashes=True)

    done = copy.run("backup", tmp_path, "--to", keys[1], "--incomplete")
    assert (done.returncode, "thiếu 2 tệp" in done.stdout) == (1, True)


def with_room(limit: int, installation: Installation, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run a command that can write no file longer than `limit`, which fails as a full disk does."""
    return subprocess.run(
        [sys.executable, "-m", "chibo", *map(str, arguments), "--data", str(installation.folder)],
        env=installation._environment({}),
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )


def wait_for(happened: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    """Wait until something happened, at most a minute and only while the process runs."""
    until = time.monotonic() + 60
    while not happened():
        assert process.poll() is None, process.communicate()[0]
        assert time.monotonic() < until
        time.sleep(0.002)
