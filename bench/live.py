"""How soon what happens in a room is in the hands of everybody who listens, beside the smallest possible program.

    python bench/live.py [--listeners 2000] [--events 20] [--engines sqlite,postgres] [--processes 1,2] [--small 200]
                         [--write]

Server processes as `chibo serve` starts them, with the durability of a real installation; with several, listeners and
acts go to them in turn, as a proxy would send them. Listeners are members of one cell, each with an account, a session
and mandates of its own, most of them ordinary members, some deputies, committee members and secretaries; each holds a
connection of its own. Servers and listeners share this machine's cores; `computing` is the servers' own work alone,
which a busy machine stretches less. An event is the chair going on to another item, from the moment before the request
is sent until its parts were read by a listener. Then all connections are cut and all come back at once. The small room:
`--small` listen while as many requests to speak, and as many votes by tap, come over 8 connections.

The reference is the smallest program that could do it: one asyncio process that writes the same bytes to as many
connections, without asking who they are, what they may see, or what happened. Nothing is asserted. `--write` puts the
tables into docs/bench/live.md.
"""

import argparse
import asyncio
import http.client
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

ROOT = Path(__file__).resolve().parent.parent
TOKEN = "b" * 32
CONNECTIONS = 8
PORT = 8390
REFERENCE_PORT = PORT + 20
Act = Callable[[int, http.client.HTTPConnection], object]
REFERENCE = """
import asyncio, sys
END = b"\\r\\n\\r\\n"
size, everybody = int(sys.argv[2]), []
async def serve(reader, writer):
    line = await reader.readuntil(END)
    if b"POST" in line:
        frame = b"id: 1\\nevent: parts\\ndata: " + b"x" * size + b"\\n\\n"
        for other in everybody: other.write(frame)
        writer.write(b"HTTP/1.1 204 No Content\\r\\nContent-Length: 0" + END)
        await writer.drain()
        writer.close()
    else:
        writer.write(b"HTTP/1.1 200 OK\\r\\nContent-Type: text/event-stream" + END + b"id: 0\\nevent: parts\\n\\n")
        everybody.append(writer)
async def main():
    async with await asyncio.start_server(serve, "127.0.0.1", int(sys.argv[1]), backlog=4096) as server:
        await server.serve_forever()
asyncio.run(main())
"""


class Listener:
    """One connection; `arrivals` are the moments at which parts came, `bytes` how many were read."""

    def __init__(self, port: int, path: str, cookie: str) -> None:
        self._port, self._path, self._cookie = port, path, cookie
        self.arrivals: list[float] = []
        self.bytes = 0
        self.writer: asyncio.StreamWriter | None = None
        self.came = asyncio.Event()

    async def run(self) -> None:
        reader, self.writer = await asyncio.open_connection("127.0.0.1", self._port)
        head = f"GET {self._path} HTTP/1.1\r\nHost: 127.0.0.1:{self._port}\r\nCookie: {self._cookie}\r\n\r\n"
        self.writer.write(head.encode())
        while piece := await reader.read(65536):
            self.bytes += len(piece)
            if b"event: parts" in piece:
                self.arrivals.append(time.perf_counter())
                self.came.set()


async def joined(listeners: Sequence[Listener]) -> tuple[list[asyncio.Task[None]], float]:
    """Connect all at once; return when each has its first parts, with the seconds that it took."""
    start = time.perf_counter()
    tasks = [asyncio.create_task(listener.run()) for listener in listeners]
    await asyncio.gather(*(asyncio.wait_for(listener.came.wait(), 300) for listener in listeners))
    return tasks, time.perf_counter() - start


async def gone(listeners: Sequence[Listener], tasks: Sequence[asyncio.Task[None]]) -> None:
    for listener, task in zip(listeners, tasks, strict=True):
        if listener.writer:
            listener.writer.close()
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def delays(listeners: Sequence[Listener], act: Callable[[int], None], events: int) -> list[float]:
    """Do something `events` times; return how long each listener waited each time, in milliseconds."""
    found = []
    for number in range(events):
        for listener in listeners:
            listener.came.clear()
        start = time.perf_counter()
        await asyncio.to_thread(act, number)
        await asyncio.gather(*(asyncio.wait_for(listener.came.wait(), 60) for listener in listeners))
        found += [(listener.arrivals[-1] - start) * 1000 for listener in listeners]
        await asyncio.sleep(0.3)
    return found


def tell(table: str, *cells: object) -> None:
    """Hand a row of one of the tables to the process that writes them."""
    print(json.dumps([table, *map(str, cells)]), flush=True)


def figures(times: list[float]) -> list[str]:
    ordered = sorted(times)
    share = lambda part: f"{ordered[min(len(ordered) - 1, int(part * len(ordered)))]:.0f}"  # noqa: E731
    return [f"{statistics.median(ordered):.0f}", share(0.95), share(0.99), f"{ordered[-1]:.0f}"]


def memory(processes: Sequence[subprocess.Popen[Any]]) -> float:
    """Return the resident memory in MiB."""
    pages = [Path(f"/proc/{process.pid}/status").read_text(encoding="ascii") for process in processes]
    return sum(int(re.findall(r"VmRSS:\s+(\d+)", page)[0]) for page in pages) / 1024


def computed(processes: Sequence[subprocess.Popen[Any]]) -> float:
    """Return the seconds that the processes have computed so far."""
    ticks = [Path(f"/proc/{process.pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1] for process in processes]
    return sum(sum(map(int, line.split()[11:13])) for line in ticks) / os.sysconf("SC_CLK_TCK")


class Room:
    """Running servers with an open meeting, and what it takes to act in it."""

    def __init__(self, engine: str, crowd: int, processes: int) -> None:
        from ballots import people, set_up

        set_up(engine, Path(tempfile.mkdtemp(prefix="chibo-bench-")))
        from django.core.management import call_command

        call_command("createcachetable", verbosity=0)
        self.cell, self.office, self.crowd = people(crowd + 2)
        self.users = [actor.user_id for actor in self.crowd]  # type: ignore[attr-defined]
        self._mandates()
        self.cookies = self._sessions()
        self.meeting, self.items = self._opened()
        self.ports = [PORT + number for number in range(processes)]
        self.processes: list[subprocess.Popen[Any]] = []
        for port in self.ports:  # one after another: the first makes the static files
            serve = [sys.executable, "-m", "chibo", "serve", "--port", str(port), "--no-worker"]
            self.processes.append(subprocess.Popen(serve, stdout=subprocess.DEVNULL, cwd=ROOT))
            self._wait(port)

    def listeners(self, count: int) -> list[Listener]:
        """Return so many of the crowd as listeners, by turns at each server."""
        path = self.path("truc-tiep/member")
        return [
            Listener(self.ports[who % len(self.ports)], path, cookie) for who, cookie in enumerate(self.cookies[:count])
        ]

    def path(self, what: str) -> str:
        return f"/sinh-hoat/{self.meeting}/{what}/"

    def post(self, who: int, path: str, body: str = "", connection: http.client.HTTPConnection | None = None) -> int:
        """Post as somebody of the crowd; the chair is the last but one."""
        link = connection or http.client.HTTPConnection("127.0.0.1", self.ports[0], timeout=60)
        head = {
            "Cookie": f"{self.cookies[who]}; csrftoken={TOKEN}",
            "X-CSRFToken": TOKEN,
            "HX-Request": "true",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        link.request("POST", path, body, head)
        answer = link.getresponse()
        answer.read()
        assert answer.status in {200, 204, 302}, (path, answer.status)
        return answer.status

    def at_once(self, count: int, act: Act) -> tuple[float, list[float]]:
        """Do something for so many of the crowd over 8 connections; return the seconds, and the ms of each."""
        times: list[float] = []

        def part(first: int) -> None:
            connection = http.client.HTTPConnection("127.0.0.1", self.ports[first % len(self.ports)], timeout=60)
            for who in range(first, count, CONNECTIONS):
                begun = time.perf_counter()
                act(who, connection)
                times.append((time.perf_counter() - begun) * 1000)

        start = time.perf_counter()
        with ThreadPoolExecutor(CONNECTIONS) as pool:
            list(pool.map(part, range(CONNECTIONS)))
        return time.perf_counter() - start, times

    def put_to_vote(self) -> tuple[str, int]:
        """Put a question to be answered by tap in the item in hand; return the address of its answers, its version."""
        from django.db import connection

        from chibo.meetings import services
        from chibo.meetings.models import AgendaItem

        item = AgendaItem.objects.get(meeting_id=self.meeting, started_at__isnull=False, ended_at=None)
        put = services.Put(subject="Thông qua", decision="other", is_tapped=True)
        vote = services.put_to_vote(actor=self.office, item_id=item.pk, put=put)  # type: ignore[arg-type]
        connection.close()
        return self.path(f"bieu-quyet/{vote.pk}"), vote.version

    def close(self) -> None:
        for process in self.processes:
            process.terminate()
            process.wait(timeout=30)

    def _mandates(self) -> None:
        from chibo.access import Role
        from chibo.organisations.models import Mandate

        more = (Role.DEPUTY, Role.CELL_COMMITTEE, Role.SECRETARY)
        rows = [
            Mandate(user_id=user, role=role, unit=self.cell, starts_on=date(2026, 1, 1))
            for number, user in enumerate(self.users)
            for role in (Role.MEMBER, *([more[number % 3]] if number % 50 == 0 else []))
        ]
        Mandate.objects.bulk_create(rows)

    def _sessions(self) -> list[str]:
        from django.conf import settings
        from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
        from django.contrib.sessions.backends.db import SessionStore
        from django.contrib.sessions.models import Session

        from chibo.accounts.models import User

        store, ends = SessionStore(), datetime(2099, 1, 1, tzinfo=UTC)
        rows, cookies = [], []
        for user in User.objects.filter(pk__in=self.users).order_by("pk"):
            said = {
                SESSION_KEY: str(user.pk),
                BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
                HASH_SESSION_KEY: user.get_session_auth_hash(),
            }
            key = f"bench{user.pk:027d}"
            rows.append(Session(session_key=key, session_data=store.encode(said), expire_date=ends))
            cookies.append(f"{settings.SESSION_COOKIE_NAME}={key}")
        Session.objects.bulk_create(rows)
        return cookies

    def _opened(self) -> tuple[UUID, list[UUID]]:
        from chibo.kernel import clock
        from chibo.meetings import services
        from chibo.meetings.models import AgendaItem, Attendance, Meeting, PresenceSpan
        from chibo.meetings.tests.factories import a_registered

        chair, clerk = (actor.person_id for actor in self.crowd[-2:])  # type: ignore[attr-defined]
        month = clock.today()
        from chibo.kernel.months import Month

        meeting = a_registered(self.office, self.cell, Month.of(month), held_on=month)  # type: ignore[arg-type]
        Meeting.objects.filter(pk=meeting.pk).update(chair=chair, clerk=clerk)
        services.open_meeting(actor=self.office, meeting_id=meeting.pk, version=meeting.version)  # type: ignore[arg-type]
        rows = Attendance.objects.bulk_create(
            Attendance(
                meeting=meeting, person_id=actor.person_id, name=actor.name, sort_name=actor.name,  # type: ignore[attr-defined]
                status="official", standing="official", presence="present",
            )
            for actor in self.crowd
        )  # fmt: skip
        now = clock.now()
        PresenceSpan.objects.bulk_create(PresenceSpan(attendance=row, from_at=now, recorded_by="bench") for row in rows)
        items = AgendaItem.objects.filter(meeting=meeting).order_by("position").values_list("pk", flat=True)
        return meeting.pk, list(items)

    def _wait(self, port: int) -> None:
        for _ in range(600):
            try:
                http.client.HTTPConnection("127.0.0.1", port, timeout=2).request("GET", "/static/")
                return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError("the server did not start")


async def measure(engine: str, room: Room, count: int, events: int, small: int) -> None:
    before, listen = memory(room.processes), room.listeners(count)
    tasks, joining = await joined(listen)
    after = memory(room.processes)

    def go_on(number: int) -> None:
        room.post(count, room.path(f"dieu-hanh/{room.items[number % 2 + 1]}/mo"))

    times = await delays(listen, go_on, events)
    size = max(1, (listen[0].bytes) // (events + 1))
    await gone(listen, tasks)
    again, start = room.listeners(count), computed(room.processes)
    tasks, back = await joined(again)
    own = computed(room.processes) - start
    await gone(again, tasks)
    tell("listeners", engine, len(room.ports), f"{count:,}", *figures(times), f"{joining:.1f}", f"{back:.1f}",
         f"{own:.1f}", f"{before:.0f}", f"{after:.0f}", f"{(after - before) * 1024 / count:.0f}", size)  # fmt: skip
    if small:
        await measure_small(engine, room, small)
    room.close()
    await measure_reference(count, events, size)


async def measure_small(engine: str, room: Room, small: int) -> None:
    listen = room.listeners(small)
    tasks, _ = await joined(listen)
    speak = room.path("hop/phat-bieu")
    await measure_acts(engine, room, small, "requests to speak", lambda who, link: room.post(who, speak, "", link))
    answers, version = await asyncio.to_thread(room.put_to_vote)
    choice = f"choice=for&version={version}"
    await measure_acts(engine, room, small, "votes by tap", lambda who, link: room.post(who, answers, choice, link))
    await gone(listen, tasks)


async def measure_acts(engine: str, room: Room, small: int, name: str, act: Act) -> None:
    start = computed(room.processes)
    seconds, times = await asyncio.to_thread(room.at_once, small, act)
    own = computed(room.processes) - start
    tell("acts", engine, len(room.ports), name, small, f"{seconds:.1f}", f"{own:.1f}", *figures(times))


async def measure_reference(count: int, events: int, size: int) -> None:
    process = subprocess.Popen([sys.executable, "-c", REFERENCE, str(REFERENCE_PORT), str(size)])
    await asyncio.sleep(1)
    before = memory([process])
    listen = [Listener(REFERENCE_PORT, "/", "") for _ in range(count)]
    tasks, joining = await joined(listen)
    after = memory([process])

    def act(_: int) -> None:
        link = http.client.HTTPConnection("127.0.0.1", REFERENCE_PORT, timeout=60)
        link.request("POST", "/")
        link.getresponse()

    times = await delays(listen, act, events)
    await gone(listen, tasks)
    process.terminate()
    tell("listeners", "smallest program", 1, f"{count:,}", *figures(times), f"{joining:.1f}", "–", "–",
         f"{before:.0f}", f"{after:.0f}", f"{(after - before) * 1024 / count:.0f}", size)  # fmt: skip


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("--listeners", type=int, default=2_000)
    reader.add_argument("--events", type=int, default=20)
    reader.add_argument("--engines", default="sqlite,postgres")
    reader.add_argument("--small", type=int, default=200)
    reader.add_argument("--processes", default="1,2")
    reader.add_argument("--write", action="store_true")
    reader.add_argument("--here", default="", help=argparse.SUPPRESS)
    asked = reader.parse_args()
    sys.path[:0] = [str(ROOT / "src"), str(ROOT), str(ROOT / "bench")]
    if asked.here:
        engine, processes = asked.here.split(":")
        room = Room(engine, asked.listeners, int(processes))
        asyncio.run(measure(engine, room, asked.listeners, asked.events, asked.small))
        os._exit(0)  # the PostgreSQL of the run goes with it
    from written import Table, write

    listeners = Table(
        "listeners",
        "engine", "processes", "listeners", "ms to all: median", "p95", "p99", "last", "s to join", "s to come back",
        "s computing", "MiB before", "MiB with all", "KiB a listener", "bytes an event",
    )  # fmt: skip
    acts = Table(
        "acts",
        "engine", "processes", "work over 8 connections, 200 listening", "times", "s in all", "s computing",
        "ms: median", "p95", "p99", "longest",
    )  # fmt: skip
    more = ["--listeners", str(asked.listeners), "--events", str(asked.events), "--small", str(asked.small)]
    for engine in asked.engines.split(","):
        for processes in asked.processes.split(","):
            command = [sys.executable, __file__, "--here", f"{engine}:{processes}", *more]
            done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
            for said in done.stdout.splitlines():
                table, *cells = json.loads(said)
                (listeners if table == "listeners" else acts).add(cells)
    if asked.write:
        write("live.md", listeners, acts)


if __name__ == "__main__":
    main()
