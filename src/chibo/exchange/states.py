"""What an import can be about, and the states of a run and of each of its rows."""

from enum import StrEnum


class Kind(StrEnum):
    MEMBERS = "members"
    UNITS = "units"


class Level(StrEnum):
    """How much a finding weighs."""

    ERROR = "error"
    """The row is refused."""
    WARNING = "warning"
    """The row can be written; somebody should look."""


class Result(StrEnum):
    """What would happen to a row, or has happened."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    DOUBLED = "doubled"
    """Looks like somebody who is there already, or like another row; a person decides."""
    REFUSED = "refused"


class Fate(StrEnum):
    """What the run has made of a row so far; empty while nothing."""

    WRITTEN = "written"
    OVERTAKEN = "overtaken"
    """Not written: somebody was quicker."""
    TAKEN_BACK = "taken_back"
    KEPT = "kept"
    """Not taken back: somebody has changed or used it since."""


class RunState(StrEnum):
    UPLOADED = "uploaded"
    READING = "reading"
    PREVIEWED = "previewed"
    COMMITTING = "committing"
    DONE = "done"
    UNDOING = "undoing"
    UNDONE = "undone"
    FAILED = "failed"
    DROPPED = "dropped"


MOVES: dict[tuple[RunState, str], RunState] = {
    (RunState.UPLOADED, "read"): RunState.READING,
    (RunState.READING, "preview"): RunState.PREVIEWED,
    (RunState.READING, "fail"): RunState.FAILED,
    (RunState.UPLOADED, "fail"): RunState.FAILED,
    (RunState.PREVIEWED, "read"): RunState.READING,
    (RunState.PREVIEWED, "agree"): RunState.COMMITTING,
    (RunState.PREVIEWED, "drop"): RunState.DROPPED,
    (RunState.COMMITTING, "finish"): RunState.DONE,
    (RunState.DONE, "undo"): RunState.UNDOING,
    (RunState.UNDOING, "finish"): RunState.UNDONE,
}
"""(state, move) to state. What is not here is refused."""

AT_WORK = frozenset({RunState.UPLOADED, RunState.READING, RunState.COMMITTING, RunState.UNDOING})
"""States in which the worker has something to do."""
