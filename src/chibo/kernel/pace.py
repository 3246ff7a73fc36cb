"""Long work in many transactions, one right after another, makes room for others now and then."""

import time

WORK_SECONDS = 0.5
PAUSE_SECONDS = 0.15
"""Longer than the 0.1 seconds after which SQLite lets a waiting writer ask again."""


class Pace:
    """How long a piece of work has gone on without a pause.

    SQLite has one place for writers and no queue: it goes to whoever asks at the right moment. Work that begins its
    next transaction at once keeps everybody else out until it ends, or until they give up: "database is locked".
    """

    def __init__(self) -> None:
        self._since = time.monotonic()

    def let_others_write(self) -> None:
        """Call between two transactions: pauses 0.15 seconds after each half second of work."""
        if time.monotonic() - self._since >= WORK_SECONDS:
            time.sleep(PAUSE_SECONDS)
            self._since = time.monotonic()
