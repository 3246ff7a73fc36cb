"""Functions and files stay small enough to be read at once."""

import ast
from collections.abc import Iterable
from pathlib import Path

from tests.guards.source import PACKAGE, ROOT, Module, modules, none, parsed, plant

FUNCTION_LINES = 60
FILE_LINES = 400
CSS_LINES = 150
"""Of a room; `ui` keeps one file per component."""
JS_LINES = 120


def too_long(found: Iterable[Module]) -> list[str]:
    lines = []
    for module in found:
        if module.lines > FILE_LINES:
            lines.append(f"{module.name}: {module.lines} lines: make it a folder of the same name")
        for node in ast.walk(module.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > FUNCTION_LINES:
                    lines.append(f"{module.name}: {node.name} has {length} lines: take a step with a name out of it")
    return lines


def long_assets(package: Path) -> list[str]:
    found = []
    for file in sorted([*package.glob("*/static/**/*.css"), *package.glob("*/static/**/*.js")]):
        name = file.relative_to(package).as_posix()
        limit = JS_LINES if file.suffix == ".js" else CSS_LINES
        lines = file.read_text(encoding="utf-8").count("\n")
        if lines > limit and not (file.suffix == ".css" and name.startswith("ui/")):
            found.append(f"{name}: {lines} lines, at most {limit}: split it by what it does")
    return found


def test_functions_and_files_stay_small() -> None:
    outside = [*(ROOT / "tests").rglob("*.py"), *(ROOT / "bench").rglob("*.py"), ROOT / "chibo"]
    found = [parsed(file, file.relative_to(ROOT).as_posix()) for file in outside]
    none(too_long([*modules(with_tests=True), *found]))


def test_styles_and_scripts_stay_small() -> None:
    none(long_assets(PACKAGE))


def test_the_guard_sees_what_is_long(tmp_path: Path) -> None:
    plant(tmp_path, "meetings/rules.py", "def long():\n" + "    a = 1\n" * 60)
    plant(tmp_path, "meetings/services.py", "a = 1\n" * 401)
    plant(tmp_path, "meetings/static/meetings/roll.js", "\n" * 121)
    plant(tmp_path, "meetings/static/meetings/meetings.css", "\n" * 151)
    plant(tmp_path, "ui/static/ui/css/page.css", "\n" * 151)
    assert len(too_long(modules(tmp_path))) == 2
    assert len(long_assets(tmp_path)) == 2
