"""Answers that do not end, without a thread for each.

Django's own handler keeps what a request needs until its answer is through: for a listener those are minutes. Streams
take the same way through middleware, guards and views, but are done with it as soon as the view has answered; the
events are then sent by the loop alone.
"""

import asyncio
import io
import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from django.core.handlers.asgi import ASGIRequest
from django.http.response import HttpResponseBase, StreamingHttpResponse

from chibo.web.handler import Handler

type Scope = dict[str, Any]
type Receive = Callable[[], Awaitable[Mapping[str, Any]]]
type Send = Callable[[Mapping[str, Any]], Awaitable[None]]

STREAM = re.compile(r"^/sinh-hoat/[0-9a-f-]{36}/truc-tiep/[a-z]+/$")
AT_ONCE = 4
"""So many are let in at the same time; the others wait their turn, and leave the other threads to those who act."""


class Streams:
    """Passes everything on to Django's handler but GET of streams."""

    def __init__(self, pages: Handler) -> None:
        self._pages = pages
        self._turns = asyncio.Semaphore(AT_ONCE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET" or not STREAM.match(scope["path"]):
            await self._pages(scope, receive, send)
            return
        async with self._turns:
            answer = await self._pages.answer(ASGIRequest(scope, io.BytesIO()))
        sending = asyncio.ensure_future(_send(answer, send))
        leaving = asyncio.ensure_future(_until_gone(receive))
        await asyncio.wait({sending, leaving}, return_when=asyncio.FIRST_COMPLETED)
        for task in (sending, leaving):
            task.cancel()
        await asyncio.gather(sending, leaving, return_exceptions=True)


async def _send(answer: HttpResponseBase, send: Send) -> None:
    cookies = [(b"Set-Cookie", cookie.OutputString().encode("ascii")) for cookie in answer.cookies.values()]
    headers = [(name.encode("ascii"), value.encode("latin1")) for name, value in answer.items()]
    await send({"type": "http.response.start", "status": answer.status_code, "headers": [*headers, *cookies]})
    if isinstance(answer, StreamingHttpResponse):
        async for piece in answer:
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b""})
    else:
        await send({"type": "http.response.body", "body": answer.content})  # type: ignore[attr-defined]


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
