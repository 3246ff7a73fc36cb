"""The handler: files bear the headers of pages, requests share a thread's connection, acts outlive their browser."""

import asyncio
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from django.core.handlers.asgi import ASGIRequest
from django.db import connection, connections
from django.http import HttpRequest, HttpResponse
from pytest_django.fixtures import Settings
from tests.loops import in_a_loop

from chibo.web.handler import Handler


def scope(path: str, method: str = "GET") -> dict[str, Any]:
    called = {"type": "http", "method": method, "path": path, "query_string": b"", "headers": []}
    return {**called, "server": ("localhost", 80)}


def asked(path: str) -> ASGIRequest:
    return ASGIRequest(scope(path), None)


@pytest.fixture
def handler(settings: Settings, tmp_path: Path) -> Handler:
    settings.STATIC_ROOT = tmp_path
    (tmp_path / "one.css").write_text("body { color: black }", encoding="utf-8")
    return Handler(threads=1)


def test_a_file_bears_the_headers_of_pages(handler: Handler) -> None:
    found = in_a_loop(handler.get_response_async(asked("/static/one.css")))
    assert found.status_code == 200
    assert found["X-Content-Type-Options"] == "nosniff"
    assert found["Referrer-Policy"] == "same-origin"


def test_what_a_browser_sent_is_read_though_it_went_away(handler: Handler, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, gone, read = threading.Event(), threading.Event(), list[bytes]()

    def answer(request: HttpRequest) -> HttpResponse:
        begun.set()
        assert gone.wait(20)
        read.append(request.read())
        return HttpResponse()

    monkeypatch.setattr(handler, "_middleware_chain", answer)

    async def leave() -> None:
        sent = iter([{"type": "http.request", "body": b"choice=for"}])

        async def receive() -> Mapping[str, Any]:
            if (message := next(sent, None)) is not None:
                return message
            await asyncio.to_thread(begun.wait, 20)
            asyncio.get_running_loop().call_later(0.1, gone.set)
            return {"type": "http.disconnect"}

        async def send(message: Mapping[str, Any]) -> None:
            raise AssertionError(f"nobody is there to be told {message}")

        await handler(scope("/", "POST"), receive, send)
        handler._threads.shutdown()

    in_a_loop(leave())
    assert read == [b"choice=for"]


@pytest.mark.usefixtures("transactional_db")
def test_requests_share_the_connection_of_a_thread(handler: Handler, monkeypatch: pytest.MonkeyPatch) -> None:
    met = []

    def answer(request: HttpRequest) -> HttpResponse:
        connection.ensure_connection()
        met.append(connection.connection)
        return HttpResponse()

    monkeypatch.setattr(handler, "_middleware_chain", answer)

    async def three() -> None:
        for _ in range(3):
            await handler.get_response_async(asked("/"))
        await asyncio.get_running_loop().run_in_executor(handler._threads, connections.close_all)

    in_a_loop(three())
    assert met[0] is met[1] is met[2]
