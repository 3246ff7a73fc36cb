"""What is done again and again: rooms name it here when the program starts, the worker does it when it is due."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Chore:
    """A function that bears being run twice, and how many seconds lie between two runs."""

    name: str
    """Room and verb, e.g. `notices.deliver`."""
    run: Callable[[], object]
    every_seconds: int


_chores: dict[str, Chore] = {}


def register(name: str, run: Callable[[], object], *, every_seconds: int) -> None:
    """Add a chore. Raises ValueError where another function has the name, or the time between is not positive."""
    if every_seconds <= 0:
        raise ValueError(f"{name!r} needs at least one second between two runs, got {every_seconds}")
    chore = Chore(name, run, every_seconds)
    if _chores.setdefault(name, chore) != chore:
        raise ValueError(f"two chores are called {name!r}")


def chores() -> list[Chore]:
    """Return all chores by name."""
    return [_chores[name] for name in sorted(_chores)]
