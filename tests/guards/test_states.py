"""A state is changed by the services of its room alone, where the move is asked for, decided and recorded."""

import ast
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.guards.source import Module, called, modules, none, plant


def faults(found: Iterable[Module]) -> list[str]:
    lines = []
    for module in found:
        if module.name.partition("/")[2].startswith("services"):
            continue
        for node in ast.walk(module.tree):
            if _sets_state(node):
                lines.append(f"{module.name}, line {node.lineno}: sets a state: call the service that makes the move")
    return lines


def _sets_state(node: ast.AST) -> bool:
    match node:
        case ast.Assign(targets=targets):
            return any(isinstance(part, ast.Attribute) and part.attr == "state" for part in _parts(targets))
        case ast.Call(keywords=keywords) if called(node) == "update":
            return any(keyword.arg == "state" for keyword in keywords)
    return False


def _parts(targets: Iterable[ast.expr]) -> Iterable[ast.expr]:
    for target in targets:
        yield from target.elts if isinstance(target, ast.Tuple) else [target]


def test_states_change_in_services_alone() -> None:
    none(faults(modules()))


@pytest.mark.parametrize(
    "text", ["task.state = State.DONE", "before, task.state = task.state, after", "Task.objects.update(state='done')"]
)
def test_the_guard_sees_each_way(tmp_path: Path, text: str) -> None:
    plant(tmp_path, "tasks/views.py", text)
    plant(tmp_path, "tasks/services/moves.py", text)
    plant(tmp_path, "tasks/selectors.py", "Task.objects.filter(state='done')\nstate = task.state")
    assert len(faults(modules(tmp_path))) == 1
