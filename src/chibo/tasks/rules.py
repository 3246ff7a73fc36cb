"""Moves of a task, when it is late, and the share that is done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from chibo.kernel.errors import Refusal
from chibo.kernel.share import Share
from chibo.tasks.states import MOVES, UNDECIDED, Move, State


def after(state: State, move: Move) -> State:
    """Return the state that the move leads to. Refuses a move that this state does not know."""
    try:
        return MOVES[state, move]
    except KeyError:
        raise Refusal(f"tasks.cannot_{move}", state=state) from None


def check_due(due_on: date | None, given_on: date) -> None:
    """Refuse a task without a last day, or with one before the day on which it is given."""
    if due_on is None:
        raise Refusal("tasks.needs_day")
    if due_on < given_on:
        raise Refusal("tasks.day_past", day=due_on, given=given_on)


def days_late(state: State, due_on: date | None, today: date) -> int:
    """Return by how many days an open task is past its last day; 0 if it is not."""
    if due_on is None or state not in UNDECIDED:
        return 0
    return max(0, (today - due_on).days)


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a task: its state and days, for a figure."""

    state: State
    due_on: date | None
    closed_on: date | None


def share_done(fates: Iterable[Fate], on: date) -> Share:
    """Return the share done of those due by that day. Cancelled ones and mere proposals count in neither part."""
    counted = [
        fate
        for fate in fates
        if fate.state not in (State.PROPOSED, State.CANCELLED) and fate.due_on is not None and fate.due_on <= on
    ]
    done = sum(fate.state is State.DONE for fate in counted)
    return Share(done, len(counted))
