"""Every variable that the settings read is explained, and none is explained that nobody reads."""

import ast
import re
from pathlib import Path

from tests.guards.source import ROOT, called, modules, plant

READERS = {"text", "flag", "number", "choice", "words", "origin", "folder"}
NAMED = re.compile(r"CHIBO_[A-Z_]+")


def read(package: Path, starter: str) -> set[str]:
    """Return the variables that the settings and the starter read."""
    found = set(re.findall(r'environ(?:\.get\(|\[)"(CHIBO_[A-Z_]+)"', starter))
    for module in modules(package):
        for node in ast.walk(module.tree):
            match node:
                case ast.Call(func=ast.Attribute(value=ast.Name(id="env")), args=[ast.Constant(value=str(name)), *_]):
                    if called(node) in READERS:
                        found.add(f"CHIBO_{name}")
    return found


def test_every_setting_is_explained() -> None:
    here = ROOT / "docs" / "how-to" / "settings.md"
    explained = set(NAMED.findall(here.read_text(encoding="utf-8")))
    present = read(ROOT / "src" / "chibo", (ROOT / "chibo").read_text(encoding="utf-8"))
    assert present - explained == set(), "explain these in docs/how-to/settings.md"
    assert explained - present == set(), "nothing reads these: remove them from docs/how-to/settings.md"


def test_the_guard_reads_both_places(tmp_path: Path) -> None:
    plant(tmp_path, "web/settings.py", 'A = env.flag("HTTPS", default=False)\nB = other.flag("NOT")\n')
    assert read(tmp_path, 'os.environ.get("CHIBO_ENV")') == {"CHIBO_HTTPS", "CHIBO_ENV"}
