"""Who does the background jobs: a thread inside `chibo serve`, or `chibo worker`.

A job is done at least once: what a killed worker had begun is begun again when a worker of the same name starts, three
times at most; one that failed is tried again after a while, as often. So a job must bear being done twice. Beside the
jobs runs the timetable (`chores`).
"""

import logging
import socket
import threading
from datetime import timedelta
from typing import Any

from django.db import close_old_connections, connections, transaction
from django.tasks import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from chibo.kernel import clock
from chibo.web import chores

logger = logging.getLogger(__name__)

POLL_SECONDS = 0.5
PAUSE_AFTER_ERROR_SECONDS = 5.0
KEPT = timedelta(days=14)
"""How long a job that ended can be looked up."""
LONGEST = timedelta(hours=6)
"""No job takes so long; one that seems to was dropped."""
TICK_SECONDS = 2.0
"""How often the timetable is looked at."""
ATTEMPTS = 3


class Abandoned(Exception):
    """The worker was stopped in the middle of this job as often as it may be begun."""


def work(name: str) -> None:
    """Do jobs until the process is told to stop; a job in hand is finished first."""
    worker = _worker(name)
    begin_again(worker.worker_id)
    worker.configure_signals()
    threading.Thread(target=_keep_timetable, args=(threading.Event(),), name="timetable", daemon=True).start()
    worker.run()


def work_off() -> None:
    """Do the jobs that wait, then return."""
    worker = _worker("once")
    worker.batch = True
    worker.run()


class Background:
    """The worker as a thread. It outlives errors of the database: it waits and goes on."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._worker: Worker | None = None
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="jobs", daemon=True)
        self._timetable = threading.Thread(
            target=_keep_timetable, args=(self._stopping,), name="timetable", daemon=True
        )

    def start(self) -> None:
        self._thread.start()
        self._timetable.start()

    def stop(self) -> None:
        """Take no further job; wait at most 10 seconds for the one in hand."""
        self._stopping.set()
        if self._worker:
            self._worker.running = False
        self._thread.join(timeout=10)
        self._timetable.join(timeout=10)

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._worker = _worker(self._name)
            try:
                begin_again(self._worker.worker_id)
                self._worker.run()
            except Exception:
                logger.exception("the worker stumbled and goes on in %s seconds", PAUSE_AFTER_ERROR_SECONDS)
                self._stopping.wait(PAUSE_AFTER_ERROR_SECONDS)
            finally:
                close_old_connections()
        connections.close_all()


def _keep_timetable(stopping: threading.Event) -> None:
    while not stopping.is_set():
        try:
            close_old_connections()
            try_again()
            chores.do_due()
        except Exception:
            logger.exception("the timetable stumbled and goes on in %s seconds", PAUSE_AFTER_ERROR_SECONDS)
            stopping.wait(PAUSE_AFTER_ERROR_SECONDS)
        stopping.wait(TICK_SECONDS)
    connections.close_all()


def try_again() -> int:
    """Put back the jobs that failed, to be tried a while later: a minute, then four. Return how many that were.

    Looks at what failed within the last hour only; a job given up stays failed, with what it met.
    """
    now = clock.now()
    failed = DBTaskResult.objects.failed().filter(finished_at__gt=now - timedelta(hours=1))
    put_back = 0
    for job in failed.exclude(exception_class_path=f"{__name__}.Abandoned"):
        tries = len(job.worker_ids)
        if tries < ATTEMPTS:
            later = now + timedelta(minutes=tries**2)
            still = DBTaskResult.objects.filter(pk=job.pk, status=TaskResultStatus.FAILED)
            put_back += still.update(status=TaskResultStatus.READY, run_after=later, finished_at=None)
    return put_back


def forget_done() -> int:
    """Throw away jobs that ended more than `KEPT` ago. Returns how many."""
    return DBTaskResult.objects.finished().filter(finished_at__lt=clock.now() - KEPT).delete()[0]


def begin_again(worker_id: str) -> int:
    """Put back what a worker of this name had in hand when it was killed. Return how many jobs that were."""
    with transaction.atomic():
        left = [job for job in DBTaskResult.objects.running() if job.worker_ids[-1:] == [worker_id]]
        for job in left:
            _put_back(job)
    return len(left)


def begin_lost_again() -> int:
    """Put back what workers had in hand that were killed and never came back. Return how many jobs that were."""
    with transaction.atomic():
        lost = list(DBTaskResult.objects.running().filter(started_at__lt=clock.now() - LONGEST))
        for job in lost:
            _put_back(job)
    return len(lost)


def _put_back(job: DBTaskResult[..., Any]) -> None:
    if len(job.worker_ids) >= ATTEMPTS:
        job.set_failed(Abandoned(f"begun {ATTEMPTS} times and never finished"))
    else:
        job.status = TaskResultStatus.READY
        job.save(update_fields=["status"])


def _worker(name: str) -> Worker:
    return Worker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=POLL_SECONDS,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=f"{socket.gethostname()}:{name}"[-64:],
    )
