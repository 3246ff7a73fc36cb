"""The command line: each command stands there only where it can do its work, and refuses with a sentence."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from chibo import __version__, cli

ROOT = Path(__file__).resolve().parents[1]


def chibo(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    return subprocess.run(
        [sys.executable, "-m", "chibo", *arguments],
        env=kept | {"PYTHONPATH": str(ROOT / "src")} | variables,
        capture_output=True,
        text=True,
        check=False,
    )


def test_it_tells_its_version() -> None:
    assert chibo("--version").stdout == f"chibo {__version__}\n"


def test_a_setting_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    done = chibo("check", "--data", str(tmp_path), CHIBO_HTTPS="perhaps")
    assert done.returncode == 1
    assert done.stderr == "chibo: CHIBO_HTTPS is 'perhaps'; it may be yes or no\n"


def test_a_new_folder_is_migrated_and_then_in_order(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    before = chibo("check", "--data", str(folder), CHIBO_DATABASE="")
    assert before.returncode == 1
    assert f"there is no database at {folder}/chibo.sqlite3 yet" in before.stdout
    assert chibo("migrate", "--data", str(folder), CHIBO_DATABASE="").returncode == 0
    assert (folder / "chibo.sqlite3").stat().st_mode & 0o077 == 0, "others on the machine can read the database"


def test_without_a_checkout_there_is_no_test_command(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cli, "CHECKOUT", tmp_path)
    with pytest.raises(SystemExit):
        cli.main(["test"])
    assert "invalid choice: 'test'" in capsys.readouterr().err
