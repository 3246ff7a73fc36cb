import sqlite3
import threading
import time
from contextlib import closing
from pathlib import Path

from chibo.kernel.pace import PAUSE_SECONDS, WORK_SECONDS, Pace


def write(place: Path, patience: float, seconds: float) -> None:
    """Hold the one place for writers that long; raises OperationalError where it was not to be had."""
    with closing(sqlite3.connect(place, timeout=patience, isolation_level=None)) as database:
        database.execute("BEGIN IMMEDIATE")
        time.sleep(seconds)
        database.execute("COMMIT")


def got_in(place: Path, patience: float) -> bool:
    """Tell whether a writer who waits no longer than that had its turn."""
    try:
        write(place, patience, 0)
    except sqlite3.OperationalError:
        return False
    return True


def test_a_writer_gets_in_between_the_transactions_of_long_work(tmp_path: Path) -> None:
    place, stopping = tmp_path / "one.sqlite3", threading.Event()

    def work() -> None:
        pace = Pace()
        while not stopping.is_set():
            write(place, 20, 0.05)
            pace.let_others_write()

    worker = threading.Thread(target=work)
    worker.start()
    try:
        time.sleep(0.1)
        turns = [got_in(place, 3 * (WORK_SECONDS + PAUSE_SECONDS)) for _turn in range(5)]
        is_still_at_it = worker.is_alive()
    finally:
        stopping.set()
        worker.join()
    assert turns == [True] * 5
    assert is_still_at_it


def test_short_work_does_not_pause() -> None:
    pace, begun = Pace(), time.monotonic()
    for _ in range(1000):
        pace.let_others_write()
    assert time.monotonic() - begun < PAUSE_SECONDS
