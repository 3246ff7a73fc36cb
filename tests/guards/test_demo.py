"""The demo is made by the services alone, as a user would: never written into a table.

How it is started and entered (`__main__`, `command`, `entrance`) makes nothing, and may read and set its mark.
"""

import ast
from collections.abc import Iterable, Iterator
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
STARTS = {"__main__", "command", "entrance"}
TABLES = {"objects", "_default_manager", "cursor"}


def faults(found: Iterable[Module]) -> list[str]:
    lines = []
    for module in found:
        if not module.name.removeprefix("web/").startswith("demo") or Path(module.name).stem in STARTS:
            continue
        for node in _walk(module.tree):
            if isinstance(node, ast.Call) and called(node) in WRITES:
                lines.append(f"{module.name}, line {node.lineno}: {called(node)}(): call the service that does it")
            if isinstance(node, ast.Attribute) and node.attr in TABLES:
                lines.append(f"{module.name}, line {node.lineno}: .{node.attr}: ask a selector, or call a service")
            if isinstance(node, ast.ImportFrom) and (node.module or "").endswith(".models"):
                lines.append(f"{module.name}, line {node.lineno}: imports models: call services")
    return lines


def _walk(node: ast.AST) -> Iterator[ast.AST]:
    """Yield every node, but nothing under `if TYPE_CHECKING:`."""
    yield node
    if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
        return
    for child in ast.iter_child_nodes(node):
        yield from _walk(child)


def test_the_demo_writes_nothing_itself() -> None:
    none(faults(modules()))


def test_the_guard_sees_each_way_to_write(tmp_path: Path) -> None:
    plant(tmp_path, "web/demo/people.py", "from chibo.members.models import Person\nPerson.objects.create(name='An')\n")
    plant(tmp_path, "web/demo/months.py", "unit.save()\nservices.found_unit(actor=actor)\n")
    plant(tmp_path, "web/demo/entrance.py", "DemoMark.objects.exists()\n")
    plant(tmp_path, "web/demo/names.py", "if TYPE_CHECKING:\n    from chibo.members.models import Person\n")
    plant(tmp_path, "members/services.py", "Person.objects.create(name='An')\n")
    assert len(faults(modules(tmp_path))) == 4
