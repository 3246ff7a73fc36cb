"""Only `kernel.clock` asks what time it is, so that a demo, a test and an entry made later can set it."""

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from tests.guards.source import Module, modules, none, plant, templates

ASKS = {
    ("timezone", "now"),
    ("timezone", "localdate"),
    ("timezone", "localtime"),
    ("date", "today"),
    ("datetime", "now"),
    ("datetime", "today"),
    ("datetime", "utcnow"),
    ("time", "time"),
    ("functions", "Now"),
}
FIELDS = {"auto_now", "auto_now_add"}
EXCEPT = {"kernel/clock.py"}


def faults(found: Iterable[Module]) -> list[str]:
    return [
        f"{module.name}, line {line}: {what}: take the time from chibo.kernel.clock"
        for module in found
        if module.name not in EXCEPT
        for line, what in _asked(module.tree)
    ]


def _asked(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id=owner) | ast.Attribute(attr=owner), attr=name):
                if (owner, name) in ASKS:
                    yield node.lineno, f"{owner}.{name}"
            case ast.keyword(arg=str(name)) if name in FIELDS:
                yield node.value.lineno, name
            case ast.ImportFrom(module="django.db.models.functions", names=names):
                if any(alias.name == "Now" for alias in names):
                    yield node.lineno, "functions.Now"


def test_only_the_clock_asks_for_the_time() -> None:
    none(faults(modules()))
    none([name for _, name, text in templates() if "{% now " in text], "hand the day to the template")


@pytest.mark.parametrize(
    "text",
    [
        "timezone.now()",
        "datetime.date.today()",
        "datetime.now(UTC)",
        "DateTimeField(default=timezone.now)",
        "DateField(auto_now_add=True)",
        "time.time()",
        "from django.db.models.functions import Now",
    ],
)
def test_the_guard_sees_each_way_to_ask(tmp_path: Path, text: str) -> None:
    plant(tmp_path, "meetings/services.py", text)
    plant(tmp_path, "meetings/selectors.py", "clock.now(); time.monotonic(); datetime.now_or_later")
    assert len(faults(modules(tmp_path))) == 1
