"""`chibo serve`: database and static files up to date, then one process that answers and does the jobs."""

import asyncio
import hashlib
import ipaddress
import logging
import os
import signal
import socket
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from granian.constants import Interfaces, SSLProtocols
from granian.server.embed import Server

from chibo.web import bound

logger = logging.getLogger(__name__)

LISTENERS = 4096
"""How many requests may be open at once; every listener of a live page keeps one open."""


@dataclass(frozen=True, slots=True)
class Tls:
    """Files in PEM: the certificate with its chain, and the key."""

    certificate: Path
    key: Path


def serve(host: str, port: int, *, worker: bool, tls: Tls | None = None) -> int:
    """Serve until stopped, over TLS where a certificate is given. Returns 1 with a sentence where it cannot start."""
    problem = problem_with(host, port)
    if problem:
        sys.stderr.write(f"chibo: {problem}\n")
        return 1
    django.setup()
    if not is_loopback(host) and not settings.SECURE and settings.ROOM != "plain":
        sys.stderr.write(
            f"chibo: {host} can be reached from the network, and passwords would travel in the clear. Listen on "
            "127.0.0.1, or put a proxy with a certificate before it and set CHIBO_HTTPS=yes.\n"
        )
        return 1
    migrate()
    collect_static()
    bound.say(loopback=is_loopback(host))
    code = _first_run_code()
    connections.close_all()
    sys.stdout.write(
        f"Chibo: {address(host, port, safe=tls is not None)}   "
        f"(dữ liệu ở / data in {settings.DATA}; dừng / stop: Ctrl+C)\n"
    )
    if code:
        sys.stdout.write(
            f"Mã lần đầu / First run code: {code}   "
            "(chưa ai có tài khoản; trang đầu hỏi mã này / nobody has an account yet; the first page asks for it)\n"
        )
    sys.stdout.flush()
    asyncio.run(_run(host, port, worker=worker, tls=tls))
    return 0


def _first_run_code() -> str:
    from chibo.web import first_run

    return first_run.ensure_code()


def migrate() -> None:
    """Bring the database up to date, with the table of the cache."""
    Path(settings.DATA).mkdir(parents=True, exist_ok=True)
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)


def collect_static() -> None:
    """Copy the static files together and compress them, unless nothing has changed since the last time."""
    from django.contrib.staticfiles.finders import get_finders

    files = sorted(
        (name, storage.size(name), storage.get_modified_time(name).isoformat())
        for finder in get_finders()
        for name, storage in finder.list([])
    )
    print_of_files = hashlib.sha256(repr(files).encode()).hexdigest()
    mark = Path(settings.STATIC_ROOT) / ".collected"
    if mark.exists() and mark.read_text(encoding="ascii") == print_of_files:
        return
    call_command("collectstatic", interactive=False, verbosity=0)
    mark.parent.mkdir(parents=True, exist_ok=True)
    mark.write_text(print_of_files, encoding="ascii")


async def _run(host: str, port: int, *, worker: bool, tls: Tls | None) -> None:
    from chibo.ui.live import watch
    from chibo.web import jobs
    from chibo.web.asgi import application

    logging.getLogger("_granian").setLevel(logging.ERROR)
    server = Server(
        application,
        address=host,
        port=port,
        interface=Interfaces.ASGINL,
        websockets=False,
        backpressure=LISTENERS,
        log_enabled=False,
        ssl_cert=tls.certificate if tls else None,
        ssl_key=tls.key if tls else None,
        ssl_protocol_min=SSLProtocols.tls12,
    )
    _stop_on_signals(server)
    background = jobs.Background(f"serve:{port}") if worker else None
    if background:
        background.start()
    stopping = threading.Event()
    threading.Thread(target=watch, args=(stopping,), name="wakes", daemon=True).start()
    try:
        await server.serve()
    finally:
        stopping.set()
        if background:
            background.stop()


def _stop_on_signals(server: Server) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        if os.name == "nt":
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(server.stop))
        else:
            loop.add_signal_handler(number, server.stop)


def is_loopback(host: str) -> bool:
    """Tell whether only programs on this machine can reach the address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def problem_with(host: str, port: int) -> str:
    """Return why nothing can listen there, or nothing. The port is asked first, since a taken one may be shared."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family) as probe:
            probe.settimeout(0.5)
            if probe.connect_ex((host if host not in {"0.0.0.0", "::"} else "localhost", port)) == 0:  # noqa: S104
                return f"port {port} is taken by another program: stop it, or choose another with --port."
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except (OSError, OverflowError) as error:
        return f"nothing can listen on {host}, port {port}: {error}."
    return ""


def address(host: str, port: int, *, safe: bool) -> str:
    """Return what to type into a browser."""
    shown = f"[{host}]" if ":" in host else host
    return f"{'https' if safe else 'http'}://{shown}:{port}/"
