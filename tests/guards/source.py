"""The source as the guards read it: rooms, modules, templates. Tests and migrations are left out where said."""

import ast
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "chibo"
LIBRARIES = {"ui", "access", "kernel"}
"""Packages whose modules are all there to be imported. Every other package is a room."""


@dataclass(frozen=True)
class Module:
    """One file of the package. `name` is the path below it, such as `meetings/services.py`."""

    name: str
    tree: ast.Module
    lines: int

    @property
    def room(self) -> str:
        return self.name.partition("/")[0]


def modules(package: Path = PACKAGE, *, with_tests: bool = False) -> Iterator[Module]:
    """Yield every Python file except migrations."""
    for file in sorted(package.rglob("*.py")):
        inside = file.relative_to(package)
        if "migrations" in inside.parts or ("tests" in inside.parts and not with_tests):
            continue
        yield parsed(file, inside.as_posix())


def parsed(file: Path, name: str) -> Module:
    text = file.read_text(encoding="utf-8")
    return Module(name, ast.parse(text), text.count("\n"))


def templates(package: Path = PACKAGE) -> Iterator[tuple[str, str, str]]:
    """Yield (room, path below the package, text) of every template."""
    for folder in sorted(package.glob("*/templates")):
        for file in sorted(folder.rglob("*.*")):
            if file.suffix in {".html", ".txt", ".svg", ".xml"}:
                yield folder.parent.name, file.relative_to(package).as_posix(), file.read_text(encoding="utf-8")


@cache
def order() -> dict[str, int]:
    """Return every room's floor in the import contract: 0 is the lowest."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contract = next(c for c in project["tool"]["importlinter"]["contracts"] if c["id"] == "rooms")
    floors = reversed(contract["layers"])
    return {room.strip(" ()"): floor for floor, rooms in enumerate(floors) for room in rooms.split("|")}


def called(node: ast.Call) -> str:
    """Return the last name of what is called: `f` for `f()` and for `a.b.f()`."""
    match node.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def none(found: Sequence[str], advice: str = "") -> None:
    """Fail with every line that a guard found, and with what to do where the lines do not say it themselves."""
    assert not found, "\n".join([f"{len(found)} to mend. {advice}", *found])


def plant(package: Path, name: str, text: str) -> Path:
    """Write one file of a made-up package, to show that a guard fails on it. Returns the package."""
    file = package / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return package
