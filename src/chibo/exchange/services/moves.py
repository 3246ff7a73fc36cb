"""The one place that changes the state of a run."""

from datetime import timedelta

from chibo.exchange.models import ImportRun
from chibo.exchange.states import MOVES, RunState
from chibo.kernel import clock
from chibo.kernel.errors import Refusal

KEPT_DAYS = 30
"""How long the staged rows of a run stay, for undoing it and for its refused rows."""


def move(run: ImportRun, name: str) -> None:
    """Apply a move to a locked run; the caller saves `state`. Refuses what the table of moves does not hold.

    When the work is over, sets from which day the staged rows are erased.
    """
    after = MOVES.get((RunState(run.state), name))
    if after is None:
        raise Refusal("exchange.not_now")
    run.state = after.value
    if after in {RunState.DONE, RunState.UNDONE, RunState.FAILED, RunState.PREVIEWED}:
        run.erase_on = clock.today() + timedelta(days=KEPT_DAYS)
