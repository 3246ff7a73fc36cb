"""The import contracts of pyproject.toml hold, and each of them can break."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.guards.source import PACKAGE, ROOT, plant

LINT = "import sys; from importlinter.cli import lint_imports_command; lint_imports_command()"


def lint(source: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", LINT, "--no-cache", "--config", str(ROOT / "pyproject.toml")],
        env=os.environ | {"PYTHONPATH": str(source)},
        cwd=source,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_contracts_hold() -> None:
    done = lint(ROOT / "src")
    assert done.returncode == 0, f"{done.stdout}\nTurn the import round: call down, or leave a door (pyproject.toml)."


@pytest.mark.parametrize(
    ("file", "text", "broken"),
    [
        ("tasks/services.py", "import chibo.meetings.services", "Rooms import downwards only BROKEN"),
        ("fresh/__init__.py", "", "Rooms import downwards only BROKEN"),
        ("tasks/models.py", "import chibo.tasks.services", "Inside a room, requests go down BROKEN"),
        ("tasks/rules.py", "import django.utils.timezone", "Rules know no framework BROKEN"),
        ("meetings/services.py", "import chibo.tasks.views", "Views and forms are nobody else's business BROKEN"),
        ("directives/services.py", "import chibo.ballots.services", "Rooms import downwards only BROKEN"),
    ],
)
def test_each_contract_breaks_when_it_should(tmp_path: Path, file: str, text: str, broken: str) -> None:
    for room in PACKAGE.glob("*/__init__.py"):
        plant(tmp_path / "chibo", f"{room.parent.name}/__init__.py", "")
    for empty in ("__init__.py", "tasks/views.py", "tasks/services.py", "meetings/services.py", "ballots/services.py"):
        plant(tmp_path / "chibo", empty, "")
    plant(tmp_path / "chibo", file, text)
    done = lint(tmp_path)
    assert broken in done.stdout, done.stdout + done.stderr
