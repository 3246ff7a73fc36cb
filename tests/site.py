"""`site`: the program itself, served by `chibo serve` in a process of its own on the database of the tests.

It sees what a test committed and commits what a browser does; after the test the database is emptied. `site.clock`
sets what time it is for the pages.

Background jobs wait until the test says `site.do_jobs()`, so that none is still running when the database is emptied.
A test that wants the worker inside the server says `site.start(worker=True)` first; that server ends with the test.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import urlopen

import pytest
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django_tasks_db.models import DBTaskResult

from chibo.kernel import clock
from chibo.ui.live import hub
from chibo.web import jobs

ROOT = Path(__file__).resolve().parents[1]
START_SECONDS = 120


class Site:
    """One server. It starts when first asked for and serves until the tests end, or until a test kills it."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._log = Path(settings.DATA) / "site.log"
        self._now = Path(settings.DATA) / "site-now"
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.has_worker = False

    def start(self, *, worker: bool = False) -> None:
        """Start and wait until it answers. One that runs already goes on, unless it lacks the worker asked for."""
        if self._process and self._process.poll() is None and worker in {False, self.has_worker}:
            return
        self.stop()
        self.has_worker = worker
        serve = [sys.executable, "-m", "chibo", "serve", "--port", str(self.port)]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                serve if worker else [*serve, "--no-worker"],
                cwd=ROOT,
                env=self._environment(),
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        until = time.monotonic() + START_SECONDS
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"the server did not start:\n{self.log()}")
            time.sleep(0.05)

    def stop(self) -> None:
        """Ask it to end, as Ctrl+C does, and wait."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End it at once, as a power cut does."""
        self._end(signal.SIGKILL if os.name != "nt" else signal.SIGTERM)

    def clock(self, moment: datetime | None) -> None:
        """Let the pages believe it is `moment` (with a time zone); None for the real time."""
        if moment is None:
            self._now.unlink(missing_ok=True)
        else:
            self._now.write_text(moment.isoformat(), encoding="ascii")

    def do_jobs(self) -> None:
        """Do all background jobs that wait, now. Raises AssertionError with the trace of one that failed."""
        jobs.work_off()
        failed = DBTaskResult.objects.failed().first()
        assert failed is None, f"the job {failed and failed.task_path} failed:\n{failed and failed.traceback}"

    def log(self) -> str:
        """Return what the server has written so far."""
        return self._log.read_text(encoding="utf-8", errors="replace") if self._log.exists() else ""

    def _end(self, number: int) -> None:
        if self._process:
            self._process.send_signal(number)
            self._process.wait(timeout=20)
            self._process = None

    def _answers(self) -> bool:
        try:
            with urlopen(f"{self.url}/static/", timeout=5):
                return True
        except HTTPError:
            return True
        except OSError:
            return False

    def _environment(self) -> dict[str, str]:
        paths = [str(ROOT / "src"), str(ROOT)]
        return os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.site_settings",
            "CHIBO_DATABASE": address_of_the_test_database(),
            "CHIBO_DATA": str(settings.DATA),
            "CHIBO_NOW_FILE": str(self._now),
            "PYTHONPATH": os.pathsep.join(paths),
            "PYTHONWARNINGS": "default",
        }


def by_the_set_clock[**P, R](work: Callable[P, R]) -> Callable[P, R]:
    """Let the work believe it is what the test wrote into the file; that is, in the server's process."""
    file = Path(os.environ["CHIBO_NOW_FILE"])

    def timed(*args: P.args, **kwargs: P.kwargs) -> R:
        if not file.exists():
            return work(*args, **kwargs)
        with clock.at(datetime.fromisoformat(file.read_text(encoding="ascii"))):
            return work(*args, **kwargs)

    return timed


def ClockMiddleware(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Set the clock of requests, and of what is worked out for listeners."""
    hub._rendered = by_the_set_clock(hub._rendered)
    return by_the_set_clock(answer)


def address_of_the_test_database() -> str:
    chosen = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{chosen['NAME']}"
    who = quote(chosen["USER"], safe="")
    word = f":{quote(chosen['PASSWORD'], safe='')}" if chosen["PASSWORD"] else ""
    port = f":{chosen['PORT']}" if chosen["PORT"] else ""
    if chosen["HOST"].startswith("/"):
        return f"postgres://{who}{word}@/{chosen['NAME']}?host={quote(chosen['HOST'])}"
    return f"postgres://{who}{word}@{chosen['HOST']}{port}/{chosen['NAME']}"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def _site(django_db_setup: None) -> Iterator[Site]:
    server = Site()
    yield server
    server.stop()


@pytest.fixture
def site(_site: Site, transactional_db: None) -> Iterator[Site]:
    """The running server, on a database that is empty before the test and emptied after it."""
    _site.start()
    yield _site
    _site.clock(None)
    if _site.has_worker:
        _site.stop()
