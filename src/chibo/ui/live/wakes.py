"""How a process learns that something was written: by itself, and from the other processes on the same database.

On PostgreSQL every commit notifies all processes. On SQLite a process wakes itself, and looks every 0.2 seconds
whether another one (a command, a second server) has written. A wake that got lost, since a process was killed between
its commit and its word, is made up for within half a minute: then every room is read anew, and sent where it changed.
"""

import logging
import threading
import time
from collections.abc import Iterable
from functools import partial

from django.db import connection, connections, transaction

from chibo.ui.live.hub import HUB

logger = logging.getLogger(__name__)

CHANNEL = "chibo_live"
LOOK_SECONDS = 0.2
WAIT_SECONDS = 5.0
ANEW_SECONDS = 30.0


def wake(groups: Iterable[str]) -> None:
    """Once the running transaction has committed, wake whoever follows these units, in every process."""
    transaction.on_commit(partial(_wake, frozenset(groups)), robust=True)


def watch(stopping: threading.Event) -> None:
    """Wake the listeners of this process for what others write, until told to stop. For a thread of its own."""
    while not stopping.is_set():
        try:
            if connection.vendor == "postgresql":
                _hear(stopping)
            else:
                _look(stopping)
        except Exception:
            logger.exception("the wake of other processes was lost; trying again")
            HUB.wake(None)
            stopping.wait(WAIT_SECONDS)
        finally:
            connections.close_all()


def _wake(groups: frozenset[str]) -> None:
    for group in groups:
        HUB.wake(group)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for group in groups:
                cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, group])


def _hear(stopping: threading.Event) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"LISTEN {CHANNEL}")
    raw = connection.connection
    anew = 0.0
    while not stopping.is_set():
        if time.monotonic() >= anew:
            HUB.wake(None)  # what was said while nobody heard, or never
            anew = time.monotonic() + ANEW_SECONDS
        for notice in raw.notifies(timeout=WAIT_SECONDS):
            HUB.wake(notice.payload)
            if stopping.is_set():
                return
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")  # a broken connection shows here


def _look(stopping: threading.Event) -> None:
    before = None
    with connection.cursor() as cursor:
        while not stopping.wait(LOOK_SECONDS if HUB.groups else 1.0):
            cursor.execute("PRAGMA data_version")
            now = cursor.fetchone()
            if before is not None and now != before:
                HUB.wake(None)
            before = now
