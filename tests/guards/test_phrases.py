"""Every refusal has its sentence, and every sentence a use."""

import ast
import fnmatch
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

from chibo.ui import say
from tests.guards.source import Module, called, modules, none, order, plant, templates

REFUSALS = {"Refusal", "Conflict"}
Function = ast.FunctionDef | ast.AsyncFunctionDef


def raised(found: Iterable[Module]) -> Iterator[tuple[str, str]]:
    """Yield (place, code) of every refusal; the code is empty where it cannot be read from the source."""
    package = list(found)
    for module in package:
        if module.name == "kernel/errors.py":
            continue
        for function in [module.tree, *_functions(module.tree)]:
            for call in _own_calls(function):
                if called(call) in REFUSALS and call.args:
                    place = f"{module.name}, line {call.lineno}"
                    yield from ((place, code) for code in _codes(call.args[0], function, package))


@cache
def all_modules() -> list[Module]:
    return list(modules())


@cache
def all_raised() -> list[tuple[str, str]]:
    return list(raised(all_modules()))


def _codes(node: ast.expr, function: ast.AST, package: list[Module]) -> list[str]:
    """Return the codes that the expression may be.

    Itself, both arms of a choice, `tasks.cannot_*` for a name put together from a state or a move, or what callers
    hand in.
    """
    match node:
        case ast.Constant(value=str(code)):
            return [code]
        case ast.IfExp(body=one, orelse=other):
            return [*_codes(one, function, package), *_codes(other, function, package)]
        case ast.JoinedStr(values=[ast.Constant(value=str(start)), ast.FormattedValue()]):
            return [start + "*"]
        case ast.Name(id=name) if isinstance(function, Function):
            return _handed_in(function, name, package) or [""]
    return [""]


def _handed_in(function: Function, parameter: str, package: list[Module]) -> list[str]:
    """Return the codes that the parameter has by default or gets where the function is called by its name."""
    names = [argument.arg for argument in function.args.posonlyargs + function.args.args]
    defaults = dict(zip(reversed(names), reversed(function.args.defaults), strict=False))
    given = [defaults.get(parameter)]
    for module in package:
        for call in ast.walk(module.tree):
            if isinstance(call, ast.Call) and called(call) == function.name:
                arguments = dict(zip(names, call.args, strict=False))
                arguments |= {keyword.arg: keyword.value for keyword in call.keywords if keyword.arg}
                given.append(arguments.get(parameter))
    return [node.value for node in given if isinstance(node, ast.Constant) and isinstance(node.value, str)]


def _functions(tree: ast.AST) -> list[Function]:
    return [node for node in ast.walk(tree) if isinstance(node, Function)]


def _own_calls(function: ast.AST) -> Iterator[ast.Call]:
    """Yield the calls of a function's body, without those of functions inside it."""
    for child in ast.iter_child_nodes(function):
        if isinstance(child, Function):
            continue
        if isinstance(child, ast.Call):
            yield child
        yield from _own_calls(child)


def used(codes: Iterable[str], found: Iterable[Module], pages: Iterable[str]) -> set[str]:
    """Return which of the codes stand anywhere but in a room's phrases."""
    wanted = set(codes)
    in_code = {
        node.value
        for module in found
        if not module.name.partition("/")[2].startswith("phrases")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    text = "\n".join(pages)
    return {code for code in wanted if code in in_code or code in text}


@pytest.mark.parametrize("room", sorted(order()))
def test_every_refusal_of_a_room_has_a_sentence(room: str) -> None:
    known = say.sentences()
    found = [(place, code) for place, code in all_raised() if place.startswith(f"{room}/")]
    none([place for place, code in found if not code], "write the code out where it is raised")
    unsaid = [f"{place}: {code}" for place, code in found if not fnmatch.filter(known, code)]
    none(unsaid, "add the sentence to REFUSALS in the room's phrases.py, and register it in apps.py")


@pytest.mark.parametrize("room", sorted(order()))
def test_every_sentence_of_a_room_has_a_use(room: str) -> None:
    known = fnmatch.filter(say.sentences(), f"{room}.*")
    said = {code for _, pattern in all_raised() for code in fnmatch.filter(known, pattern)}
    said |= used(known, all_modules(), (text for _, _, text in templates()))
    none(sorted(set(known) - said), "nobody says these: remove them from the room's phrases.py")


HANDED_IN = """
def stop(day, code="meetings.a"):
    raise Refusal(code)

stop(1)
stop(1, "meetings.b")
stop(1, code="meetings.c")
"""


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ('raise Refusal("meetings.no_quorum", present=1)', ["meetings.no_quorum"]),
        ('raise errors.Conflict("meetings.a" if x else "meetings.b")', ["meetings.a", "meetings.b"]),
        (
            'def stop(code):\n    raise Refusal(code)\n\nstop("meetings.a")\nstop(code="meetings.b")',
            ["meetings.a", "meetings.b"],
        ),
        ('raise Refusal(f"tasks.cannot_{move}")', ["tasks.cannot_*"]),
        ("raise Refusal(CODES[kind])", [""]),
    ],
)
def test_the_guard_reads_the_codes(tmp_path: Path, text: str, codes: list[str]) -> None:
    plant(tmp_path, "meetings/rules.py", text)
    assert [code for _, code in raised(modules(tmp_path))] == codes


def test_the_guard_sees_a_sentence_that_nobody_says(tmp_path: Path) -> None:
    plant(tmp_path, "meetings/rules.py", 'raise Refusal("meetings.said")')
    plant(tmp_path, "meetings/phrases.py", 'REFUSALS = {"meetings.said": 1, "meetings.unsaid": 2}')
    codes = ["meetings.said", "meetings.shown", "meetings.unsaid"]
    assert used(codes, modules(tmp_path), ['{% say "meetings.shown" %}']) == {"meetings.said", "meetings.shown"}
