"""The handler: files bear the headers of pages, and requests share a thread's connection."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from django.core.handlers.asgi import ASGIRequest
from django.db import connection, connections
from django.http import HttpRequest, HttpResponse
from pytest_django.fixtures import Settings
from tests.loops import in_a_loop

from chibo.web.handler import Handler


def asked(path: str) -> ASGIRequest:
    scope: dict[str, Any] = {"type": "http", "method": "GET", "path": path, "query_string": b"", "headers": []}
    return ASGIRequest({**scope, "server": ("localhost", 80)}, None)


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
