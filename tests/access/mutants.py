"""Break the program in one place: a grant less, or a filter of reach that lets everything through."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType, ModuleType

from django.db.models import Q

import chibo
from chibo.access import Actor, Grant, Place, Scope, actions, decide, table
from chibo.organisations.selectors import tree

SOURCE = Path(chibo.__file__).parent
FILTERS = ("within", "by_keys", "covers", "may")
"""Calls in selectors that keep out what is out of reach."""
EVERYTHING = ~Q(pk__in=[])
"""What an open filter lets through; an empty `Q` beside another in an `|` would let through the other alone."""


@dataclass(frozen=True, slots=True, order=True)
class Site:
    """A call in a selector, by file and line. `inside` is the function, which names it for people."""

    file: str
    line: int
    name: str
    inside: str = field(default="", compare=False)

    def __str__(self) -> str:
        return f"{self.file} {self.inside} {self.name}"


@dataclass
class Watch:
    """What the requests since the last `clear` asked for: actions, and filters that they passed."""

    actions: set[str] = field(default_factory=set)
    sites: set[Site] = field(default_factory=set)
    open_site: Site | None = None
    """The filter that lets everything through."""

    def clear(self) -> None:
        self.actions, self.sites = set(), set()

    def passes(self, caller: FrameType, name: str) -> bool:
        """Note the filter, and tell whether it lets everything through."""
        file = caller.f_code.co_filename
        if not file.startswith(str(SOURCE)) or "selectors" not in file:
            return False
        site = Site(str(Path(file).relative_to(SOURCE)), caller.f_lineno, name)
        self.sites.add(site)
        return site == self.open_site


def grants() -> list[tuple[str, Grant]]:
    """Return every grant of every action."""
    return [(action, grant) for action, held in actions().items() for grant in held]


def sites() -> list[Site]:
    """Return every filter of reach that stands in a selector."""
    return sorted(site for path in SOURCE.glob("*/selectors*") for file in _files(path) for site in _sites(file))


@contextmanager
def without(action: str, grant: Grant) -> Iterator[None]:
    """Take one grant away."""
    held = table._declared[action]
    table._declared[action] = tuple(one for one in held if one != grant)
    try:
        yield
    finally:
        table._declared[action] = held


@contextmanager
def opened(watch: Watch, site: Site) -> Iterator[None]:
    """Let everything through one filter."""
    watch.open_site = site
    try:
        yield
    finally:
        watch.open_site = None


@contextmanager
def watched(watch: Watch) -> Iterator[None]:
    """Note what is asked for, wherever a room does so."""
    within, by_keys = tree.within, tree.by_keys
    may, covers, grants_for = decide.may, Scope.covers, decide.grants_for

    def noted_within(where: Scope, unit: str = "", person: str = "") -> Q:
        return EVERYTHING if watch.passes(sys._getframe(1), "within") else within(where, unit, person)

    def noted_by_keys(where: Scope, unit: str) -> Q:
        return EVERYTHING if watch.passes(sys._getframe(1), "by_keys") else by_keys(where, unit)

    def noted_may(actor: Actor, action: str, place: Place) -> bool:
        return watch.passes(sys._getframe(1), "may") or may(actor, action, place)

    def noted_covers(self: Scope, place: Place) -> bool:
        return watch.passes(sys._getframe(1), "covers") or covers(self, place)

    def noted_grants(action: str) -> tuple[Grant, ...]:
        watch.actions.add(action)
        return grants_for(action)

    kept = [
        *_replaced("within", within, noted_within),
        *_replaced("by_keys", by_keys, noted_by_keys),
        *_replaced("may", may, noted_may),
    ]
    Scope.covers, decide.grants_for = noted_covers, noted_grants  # type: ignore[method-assign]
    try:
        yield
    finally:
        Scope.covers, decide.grants_for = covers, grants_for  # type: ignore[method-assign]
        for module, name, real in kept:
            setattr(module, name, real)


def _replaced(name: str, real: object, other: object) -> list[tuple[ModuleType, str, object]]:
    """Put another function in the place of one wherever a room has imported it; return what is to be put back."""
    kept: list[tuple[ModuleType, str, object]] = []
    for module in [module for key, module in sys.modules.items() if key.startswith("chibo.")]:
        if getattr(module, name, None) is real:
            kept.append((module, name, real))
            setattr(module, name, other)
    return kept


def _files(path: Path) -> list[Path]:
    return [path] if path.suffix == ".py" else sorted(path.glob("*.py"))


def _sites(file: Path) -> Iterator[Site]:
    """Yield the filters of a file; several in one function are told apart by their order."""
    for function in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if not isinstance(function, ast.FunctionDef):
            continue
        calls = [node for node in ast.walk(function) if isinstance(node, ast.Call) and _name(node) in FILTERS]
        for number, node in enumerate(calls, start=1):
            inside = f"{function.name}#{number}" if len(calls) > 1 else function.name
            yield Site(str(file.relative_to(SOURCE)), node.lineno, _name(node), inside)


def _name(node: ast.Call) -> str:
    called = node.func
    return called.id if isinstance(called, ast.Name) else called.attr if isinstance(called, ast.Attribute) else ""
