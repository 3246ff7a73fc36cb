"""A released rule file never changes: a correction is a new version."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from chibo.regulations.selectors import data_folder

DATA = Path(str(data_folder()))


def released() -> dict[str, str]:
    """Return what `released.sha256` says, in the form of sha256sum: digest, two spaces, name."""
    lines = (DATA / "released.sha256").read_text(encoding="ascii").splitlines()
    return {name: digest for digest, name in (line.split("  ") for line in lines if line)}


def altered(folder: Path, lock: Mapping[str, str]) -> list[str]:
    """Return the released files that are gone or no longer what they were."""
    return [name for name, digest in lock.items() if _digest(folder / name) != digest]


def _digest(place: Path) -> str:
    return hashlib.sha256(place.read_bytes()).hexdigest() if place.exists() else ""


def test_no_released_rule_file_was_changed() -> None:
    assert altered(DATA, released()) == [], (
        "a released rule file was changed: put it back and add a new version with `corrects` (docs/how-to/rules.md)"
    )


def test_the_lock_notices_a_change_and_a_loss(tmp_path: Path) -> None:
    (tmp_path / "one.v1.yaml").write_text("a: 1\n")
    (tmp_path / "two.v1.yaml").write_text("b: 1\n")
    lock = {name: _digest(tmp_path / name) for name in ("one.v1.yaml", "two.v1.yaml")}
    assert altered(tmp_path, lock) == []
    (tmp_path / "one.v1.yaml").write_text("a: 2\n")
    (tmp_path / "two.v1.yaml").unlink()
    assert altered(tmp_path, lock) == ["one.v1.yaml", "two.v1.yaml"]
