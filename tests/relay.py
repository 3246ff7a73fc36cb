"""A network that can be cut: `relay` passes on to the site until `relay.cut()`, and again after `relay.mend()`.

The browser's own "offline" leaves open connections alone; here they break, as when somebody leaves the room's network.
"""

import contextlib
import socket
import threading
from collections.abc import Iterator

import pytest

from tests.site import Site


class Relay:
    """Passes bytes between whoever connects and the server on `port`."""

    def __init__(self, port: int) -> None:
        self._to = port
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._is_cut = False
        self._loses = False
        self._without_answer: set[socket.socket] = set()
        self.lost = threading.Event()
        """Set once an answer was lost as `lose_answer` asked."""
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """Break every connection, and take none until mended."""
        with self._lock:
            self._is_cut = True
            broken, self._open = self._open, set()
        for connection in broken:
            _break(connection)

    def mend(self) -> None:
        """Pass on again."""
        self._is_cut = False

    def lose_answer(self) -> None:
        """Let the next POST reach the server and cut the network while it answers: the server did what was asked."""
        self.lost.clear()
        self._loses = True

    def close(self) -> None:
        """Cut for good."""
        self.cut()
        self._listening.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):  # closed
            while True:
                near, _ = self._listening.accept()
                threading.Thread(target=self._join, args=(near,), daemon=True).start()

    def _join(self, near: socket.socket) -> None:
        with self._lock:
            if self._is_cut:
                _break(near)
                return
            far = socket.create_connection(("127.0.0.1", self._to))
            self._open |= {near, far}
        for source, target in ((near, far), (far, near)):
            threading.Thread(target=self._pass, args=(source, target), daemon=True).start()

    def _pass(self, source: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while piece := source.recv(65536):
                if self._loses and piece.startswith(b"POST "):
                    self._loses = False
                    self._without_answer.add(source)
                if target in self._without_answer:
                    self.cut()
                    self.lost.set()
                target.sendall(piece)
        for connection in (source, target):
            _break(connection)
        with self._lock:
            self._open -= {source, target}


def _break(connection: socket.socket) -> None:
    with contextlib.suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
    connection.close()


@pytest.fixture
def relay(site: Site) -> Iterator[Relay]:
    """A way to the site that the test may cut."""
    opened = Relay(site.port)
    yield opened
    opened.close()
