"""The starter: it finds a Python that fits, installs only what changed, and says what is wrong in one sentence."""

import ast
import os
import stat
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType

import pytest

STARTER = Path(__file__).resolve().parents[1] / "chibo"


@pytest.fixture
def starter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The starter as a module, with an empty environment folder and a home without any Python."""
    monkeypatch.setenv("CHIBO_ENV", str(tmp_path / "env"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    for name in ("CHIBO_PYTHON", "CHIBO_DATABASE", "PYENV_ROOT", "ASDF_DATA_DIR", "MISE_DATA_DIR"):
        monkeypatch.delenv(name, raising=False)
    loader = SourceFileLoader("chibo_starter", str(STARTER))
    module = module_from_spec(spec_from_loader(loader.name, loader))  # type: ignore[arg-type]
    loader.exec_module(module)
    return module


def plant(program: Path, answer: str) -> Path:
    program.parent.mkdir(parents=True, exist_ok=True)
    program.write_text(f"#!/bin/sh\necho '{answer}'\n", encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return program


def test_an_old_python_can_read_it() -> None:
    ast.parse(STARTER.read_text(encoding="utf-8"), feature_version=(3, 8))


def test_the_running_python_is_taken_when_it_fits(starter: ModuleType) -> None:
    assert Path(starter.find_python()).exists()


@pytest.mark.skipif(os.name == "nt", reason="plants shell scripts")
@pytest.mark.parametrize(
    "place",
    [
        "bin/python3.13",
        "home/.pyenv/versions/3.12.1/bin/python3.12",
        "home/.asdf/installs/python/3.14.0/bin/python3.14",
    ],
)
def test_a_python_elsewhere_is_found(
    starter: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    monkeypatch.setattr(starter.sys, "executable", "")
    plant(tmp_path / place, answer=f"/found/{place}")
    assert starter.find_python() == f"/found/{place}"


@pytest.mark.skipif(os.name == "nt", reason="plants shell scripts")
def test_a_python_that_does_not_fit_is_passed_over(
    starter: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(starter.sys, "executable", str(plant(tmp_path / "bin/python3", answer="")))
    plant(tmp_path / "bin/python3.12", answer="/found")
    assert starter.find_python() == "/found"


def test_without_any_python_one_sentence_says_what_to_do(
    starter: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(starter, "candidates", lambda: iter([None, "/nowhere/python3.13"]))
    assert starter.main(["serve"]) == 1
    written = capsys.readouterr().err
    assert written.startswith("chibo: no Python 3.12, 3.13 or 3.14 was found: install one")
    assert written.count("\n") == 1


def test_a_chosen_python_that_does_not_fit_is_named(starter: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHIBO_PYTHON", "/nowhere/python2")
    with pytest.raises(starter.Trouble, match="CHIBO_PYTHON is /nowhere/python2"):
        starter.find_python()


def test_a_failed_download_is_said_with_the_last_line_of_pip(
    starter: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    starter.ENV.mkdir()
    pip = plant(tmp_path / "python", answer="trying\nERROR: no route to host")
    pip.write_text(pip.read_text(encoding="utf-8") + "exit 1\n", encoding="utf-8")
    with pytest.raises(starter.Trouble, match=r"run.txt .*\. It said: ERROR: no route to host"):
        starter.install(pip, "run")
    assert starter.read_memory() == {}


def test_only_a_changed_lock_is_installed_again(starter: ModuleType, tmp_path: Path) -> None:
    starter.ENV.mkdir()
    python = plant(tmp_path / "python", answer="")
    assert starter.missing(python, ["run", "fonts"]) == ["run", "fonts"]
    starter.remember("run", starter.digest(starter.lock_file("run")))
    starter.remember("fonts", "what another checkout had")
    assert starter.missing(python, ["run", "fonts"]) == ["fonts"]


@pytest.mark.parametrize(
    ("arguments", "database", "locks"),
    [
        (["serve"], "", ["run", "fonts", "paper-fonts"]),
        (["serve"], "sqlite:////srv/chibo.sqlite3", ["run", "fonts", "paper-fonts"]),
        (["serve"], "postgres://localhost/chibo", ["run", "fonts", "paper-fonts", "postgres"]),
        (["test", "-k", "x"], "", ["run", "fonts", "paper-fonts", "dev", "postgres"]),
        (["check"], "", ["run", "fonts", "paper-fonts"]),
        (["check", "--code"], "", ["run", "fonts", "paper-fonts", "dev", "postgres"]),
    ],
)
def test_a_command_installs_what_it_needs(
    starter: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    database: str,
    locks: list[str],
) -> None:
    monkeypatch.setenv("CHIBO_DATABASE", database)
    assert starter.locks_for(arguments) == locks
