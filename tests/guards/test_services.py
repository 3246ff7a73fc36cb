"""Every public function of a room's `services` is a command of that room. Of a folder, what its `__init__` offers."""

import importlib
import inspect
from types import FunctionType, ModuleType

from chibo import access
from tests.guards.source import modules, none

FRAME = {"command", "one_command", "no_entry", "record", "look"}
"""Of `audit`: the frame of a command itself, and the ways to leave a trace inside one or before an answer."""


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
        if getattr(function, "no_entry", "") or (module.__name__ == "chibo.audit.services" and name in FRAME):
            continue
        action = getattr(function, "action", "")
        if not action:
            found.append(f"{module.__name__}.{name}: make it a @command or private, mark it with @no_entry, or move it")
        elif not action.startswith(module.__name__.split(".")[1] + "."):
            found.append(f"{module.__name__}.{name}: its action {action!r} is named after another room")
        elif next(iter(inspect.signature(function).parameters), "") != "actor":
            found.append(f"{module.__name__}.{name}: its first parameter is the actor, who is asked before anything")
    return found


def test_every_public_service_is_a_command() -> None:
    found = service_modules()
    assert len(found) > 1, "the guard sees no services"
    none([line for module in found for line in faults(module)])


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
    add("count_attempt", "")
    module.count_attempt.no_entry = "Counted in the cache."
    none(faults(module))
    add("bare", "")
    add("strange", "tasks.task.close")
    add("nobody", "meetings.meeting.open", "lambda pk: None")
    assert len(faults(module)) == 3


def test_actions_are_declared_by_the_room_they_are_named_after() -> None:
    wrong = [action for action in access.actions() if len(action.split(".")) != 3]
    none(wrong, "an action is named room.thing.verb")
