"""Every public function of a room's `services` is a command of that room. Of a folder, what its `__init__` offers."""

import importlib
import inspect
from types import FunctionType, ModuleType

from chibo import access
from tests.guards.source import modules

EXCEPT = {
    "chibo.audit.services": {"command", "no_entry", "one_command", "record", "look"},
}
"""The frame of a command itself, and the two ways to leave a trace inside one or before an answer.

In other rooms `@no_entry` says why a function is no command.
"""


def service_modules() -> list[ModuleType]:
    found = [
        module.room
        for module in modules()
        if module.name.split("/")[1:] in (["services.py"], ["services", "__init__.py"])
    ]
    return [importlib.import_module(f"chibo.{room}.services") for room in found]


def faults(module: ModuleType) -> list[str]:
    found = []
    for name, function in vars(module).items():
        if (
            not isinstance(function, FunctionType)
            or name.startswith("_")
            or not function.__module__.startswith(module.__name__)
        ):
            continue
        if name in EXCEPT.get(module.__name__, ()) or getattr(function, "no_entry", ""):
            continue
        action = getattr(function, "action", "")
        if not action:
            found.append(f"{module.__name__}.{name}: make it a @command, or private, or move it to selectors or rules")
        elif not action.startswith(module.__name__.split(".")[1] + "."):
            found.append(f"{module.__name__}.{name}: its action {action!r} is named after another room")
        elif next(iter(inspect.signature(function).parameters), "") != "actor":
            found.append(f"{module.__name__}.{name}: its first parameter is the actor, who is asked before anything")
    return found


def test_every_public_service_is_a_command() -> None:
    found = service_modules()
    assert len(found) > 1, "the guard sees no services"
    assert [line for module in found for line in faults(module)] == []


def test_the_guard_sees_each_fault() -> None:
    module = ModuleType("chibo.meetings.services")

    def add(name: str, action: str, source: str = "lambda actor: None") -> None:
        function = eval(source)
        function.__module__ = module.__name__
        if action:
            function.action = action
        setattr(module, name, function)

    add("close_meeting", "meetings.meeting.close")
    add("_helper", "")
    assert faults(module) == []
    add("bare", "")
    add("strange", "tasks.task.close")
    add("nobody", "meetings.meeting.open", "lambda pk: None")
    assert len(faults(module)) == 3


def test_actions_are_declared_by_the_room_they_are_named_after() -> None:
    wrong = [action for action in access.actions() if len(action.split(".")) != 3]
    assert wrong == [], "an action is named room.thing.verb"
