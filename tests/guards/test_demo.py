"""The demo is made by the services alone, as a user would: never written into a table."""

import ast
from collections.abc import Iterable
from pathlib import Path

from tests.guards.source import Module, called, modules, none, plant

WRITES = {
    "create",
    "bulk_create",
    "get_or_create",
    "update_or_create",
    "save",
    "update_fields",
    "bulk_update",
    "execute",
    "executemany",
    "loaddata",
}
TABLES = {"objects", "_default_manager", "cursor"}


def faults(found: Iterable[Module]) -> list[str]:
    lines = []
    for module in found:
        if not module.name.removeprefix("web/").startswith("demo"):
            continue
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and called(node) in WRITES:
                lines.append(f"{module.name}, line {node.lineno}: {called(node)}(): call the service that does it")
            if isinstance(node, ast.Attribute) and node.attr in TABLES:
                lines.append(f"{module.name}, line {node.lineno}: .{node.attr}: ask a selector, or call a service")
            if isinstance(node, ast.ImportFrom) and (node.module or "").endswith(".models"):
                lines.append(f"{module.name}, line {node.lineno}: imports models: call services")
    return lines


def test_the_demo_writes_nothing_itself() -> None:
    none(faults(modules()))


def test_the_guard_sees_each_way_to_write(tmp_path: Path) -> None:
    plant(tmp_path, "web/demo/people.py", "from chibo.members.models import Person\nPerson.objects.create(name='An')\n")
    plant(tmp_path, "web/demo/months.py", "unit.save()\nservices.found_unit(actor=actor)\n")
    plant(tmp_path, "members/services.py", "Person.objects.create(name='An')\n")
    assert len(faults(modules(tmp_path))) == 4
