"""Who listens to what in this process, and what each kind of listener is shown now.

The database is the truth. A wake says only that something was written in a unit; the parts of the pages that follow it
are then worked out anew, once for each kind of listener (a view and a language), never once for each person, and go
to those whose part differs from what they have. Whoever comes back after a gap gets the whole present state.
"""

import asyncio
import hashlib
import logging
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from django.db import close_old_connections

logger = logging.getLogger(__name__)

type Parts = Mapping[str, str]
"""The regions of a page by the id of their element, each with its HTML."""
type Render = Callable[[frozenset[str]], Mapping[str, Parts]]
"""Works out the parts of a page for some kinds of listener: one reading of the database for all of them."""

PAUSE_SECONDS = 0.1
"""Between two workings-out of one topic, so that many acts at once are one event."""
REST, LONGEST_REST = 2.0, 0.5
"""The pause is so many times as long as the working-out before it, up to so many seconds: those who act go first."""
BEAT_SECONDS = 15.0
"""A line that says nothing, so that proxies keep the connection and a gone listener is noticed."""


@dataclass(frozen=True, slots=True)
class Topic:
    """What a page follows: `key` is its own name, `group` the unit in which something must be written to change it."""

    key: str
    group: str
    render: Render = field(compare=False, hash=False)


@dataclass(frozen=True, slots=True)
class Shown:
    """What one kind of listener is shown, ready to be sent. `since` is the version from which `change` leads here."""

    version: str
    parts: Parts
    whole: bytes
    since: str
    change: bytes


@dataclass(eq=False)
class _Followed:
    """A topic with its listeners. Touched in the loop's thread only."""

    topic: Topic
    kinds: dict[str, int] = field(default_factory=dict)
    shown: dict[str, Shown] = field(default_factory=dict)
    woken: asyncio.Event = field(default_factory=asyncio.Event)
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    work: asyncio.Task[None] | None = None


class Hub:
    """The listeners of one process, in one event loop."""

    def __init__(self, pause: float = PAUSE_SECONDS) -> None:
        self._pause = pause
        self._followed: dict[str, _Followed] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._readers = ThreadPoolExecutor(max_workers=1, thread_name_prefix="live")

    @property
    def listeners(self) -> int:
        """How many listen now."""
        return sum(sum(followed.kinds.values()) for followed in self._followed.values())

    @property
    def groups(self) -> frozenset[str]:
        """The units in which something is followed."""
        return frozenset(followed.topic.group for followed in list(self._followed.values()))

    def wake(self, group: str | None) -> None:
        """Say that something was written in a unit; None for anywhere. From any thread."""
        if self._loop is not None and self._followed:
            self._loop.call_soon_threadsafe(self._wake, group)

    async def listen(self, topic: Topic, kind: str, seen: str, seconds: float) -> AsyncIterator[bytes]:
        """Yield what to send to a listener who has the version `seen`. Ends after so long, or when closed."""
        followed = self._join(topic, kind)
        end = asyncio.get_running_loop().time() + seconds
        try:
            while (now := asyncio.get_running_loop().time()) < end:
                shown, changed = followed.shown.get(kind), followed.changed
                if shown is not None and shown.version != seen:
                    yield shown.change if shown.since == seen and seen else shown.whole
                    seen = shown.version
                    continue
                try:
                    async with asyncio.timeout(min(BEAT_SECONDS, end - now)):
                        await changed.wait()
                except TimeoutError:
                    yield b":\n\n"
        finally:
            self._leave(followed, kind)

    def _join(self, topic: Topic, kind: str) -> _Followed:
        self._loop = asyncio.get_running_loop()
        followed = self._followed.get(topic.key)
        if followed is None:
            followed = self._followed[topic.key] = _Followed(topic)
            followed.work = self._loop.create_task(self._follow(followed))
        followed.kinds[kind] = followed.kinds.get(kind, 0) + 1
        if kind not in followed.shown:
            followed.woken.set()
        return followed

    def _leave(self, followed: _Followed, kind: str) -> None:
        followed.kinds[kind] -= 1
        if followed.kinds[kind] == 0:
            del followed.kinds[kind]
            followed.shown.pop(kind, None)
        if not followed.kinds:
            self._followed.pop(followed.topic.key, None)
            if followed.work is not None:
                followed.work.cancel()

    def _wake(self, group: str | None) -> None:
        for followed in self._followed.values():
            if group is None or followed.topic.group == group:
                followed.woken.set()

    async def _follow(self, followed: _Followed) -> None:
        loop = asyncio.get_running_loop()
        while True:
            await followed.woken.wait()
            followed.woken.clear()
            kinds, begun = frozenset(followed.kinds), loop.time()
            try:
                rendered = await loop.run_in_executor(self._readers, _rendered, followed.topic.render, kinds)
            except Exception:
                logger.exception("the parts of %s could not be worked out", followed.topic.key)
                rendered = {}
            self._publish(followed, rendered)
            await asyncio.sleep(rest_after(loop.time() - begun, self._pause))

    def _publish(self, followed: _Followed, rendered: Mapping[str, Parts]) -> None:
        differ = False
        for kind, parts in rendered.items():
            before = followed.shown.get(kind)
            version = version_of(parts)
            if kind in followed.kinds and (before is None or before.version != version):
                followed.shown[kind] = _shown(version, parts, before)
                differ = True
        if differ:
            done, followed.changed = followed.changed, asyncio.Event()
            done.set()


HUB = Hub()
"""The one of this process."""


def rest_after(took: float, pause: float) -> float:
    """Return the seconds to wait after a working-out that took so many: longer where it was slowed by those who act."""
    return max(pause, min(REST * took, LONGEST_REST))


def version_of(parts: Parts) -> str:
    """Return the name of a state: the same parts bear the same name in every process."""
    said = "\0".join(f"{name}\0{html}" for name, html in sorted(parts.items()))
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def _rendered(render: Render, kinds: frozenset[str]) -> Mapping[str, Parts]:
    close_old_connections()
    try:
        return render(kinds)
    finally:
        close_old_connections()


def _shown(version: str, parts: Parts, before: Shown | None) -> Shown:
    whole = _event(version, parts.values())
    if before is None:
        return Shown(version, parts, whole, "", whole)
    changed = [html for name, html in parts.items() if before.parts.get(name) != html]
    return Shown(version, parts, whole, before.version, _event(version, changed))


def _event(version: str, pieces: Iterable[str]) -> bytes:
    lines = "".join(f"data: {line}\n" for piece in pieces for line in piece.splitlines() if line.strip())
    return f"id: {version}\nevent: parts\n{lines}\n".encode()
