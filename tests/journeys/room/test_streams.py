"""Listeners at the server: let in like to any page, cheap while they listen, gone when they leave."""

import re
import socket
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from chibo.kernel import clock
from chibo.meetings import services
from chibo.meetings.models import Meeting
from chibo.meetings.tests.factories import a_called, on
from tests.cast import Cast, Player
from tests.site import Site

EVENING = datetime(2026, 12, 3, 12, 30, tzinfo=UTC)


@pytest.fixture
def meeting(site: Site, cast: Cast) -> Meeting:
    site.clock(EVENING)
    with on(19):
        called = a_called(cast.secretary.actor, cast.cell, chair_id=cast.secretary.id, clerk_id=cast.member.id)
    with clock.at(EVENING):
        return services.open_meeting(actor=cast.secretary.actor, meeting_id=called.pk, version=called.version)


def cookie_of(player: Player) -> str:
    client = Client()
    client.force_login(player.user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def listening(site: Site, meeting: Meeting, cookie: str) -> tuple[socket.socket, str]:
    """Ask for the member's stream and return the connection with what came until the first blank line after it."""
    connection = socket.create_connection(("127.0.0.1", site.port), timeout=20)
    head = f"GET /sinh-hoat/{meeting.pk}/truc-tiep/member/ HTTP/1.1\r\nHost: 127.0.0.1:{site.port}\r\n"
    connection.sendall(f"{head}Cookie: {settings.SESSION_COOKIE_NAME}={cookie}\r\n\r\n".encode())
    said = b""
    while b"\n\n" not in said and not (said.startswith(b"HTTP/1.1 3") or said.startswith(b"HTTP/1.1 4")):
        said += connection.recv(65536)
    return connection, said.decode(errors="replace")


def threads(site: Site) -> int:
    assert site._process is not None
    status = Path(f"/proc/{site._process.pid}/status")
    if not status.exists():
        pytest.skip("this system does not tell the threads of a process")
    return int(re.findall(r"Threads:\s+(\d+)", status.read_text(encoding="ascii"))[0])


def test_a_listener_holds_no_thread_and_leaves_nothing(site: Site, cast: Cast, meeting: Meeting) -> None:
    cookie = cookie_of(cast.other_member)
    first, said = listening(site, meeting, cookie)
    assert said.startswith("HTTP/1.1 200")
    assert "text/event-stream" in said
    assert 'id="live-now"' in said
    before = threads(site)
    others = [listening(site, meeting, cookie)[0] for _ in range(30)]
    assert threads(site) - before < 10
    for connection in (first, *others):
        connection.close()
    until = time.monotonic() + 20
    while threads(site) > before + 2 and time.monotonic() < until:
        time.sleep(0.1)
    assert threads(site) <= before + 2


def test_strangers_are_let_in_nowhere(site: Site, cast: Cast, meeting: Meeting) -> None:
    for player, status in ((cast.sibling_member, "404"), (cast.foreign_secretary, "404")):
        connection, said = listening(site, meeting, cookie_of(player))
        assert said.startswith(f"HTTP/1.1 {status}"), said[:300]
        connection.close()
    connection, said = listening(site, meeting, "nobody")
    assert said.startswith("HTTP/1.1 302"), said[:300]
    connection.close()
