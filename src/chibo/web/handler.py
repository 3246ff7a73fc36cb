"""How a request is answered: files by the loop, everything else in one go on one thread that keeps its connection.

All middleware and views of the program are synchronous. Django's own handler would go from the loop to a thread and
back at each border between the two kinds, in a new thread with a new connection to the database for each request.
"""

import asyncio
import contextvars
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.core.handlers.asgi import ASGIHandler
from django.db import close_old_connections
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.security import SecurityMiddleware
from servestatic.middleware import ServeStaticMiddleware

THREADS = 32
"""So many requests are answered at the same time; the others wait. Writers that wait for each other are among them."""


class Handler(ASGIHandler):
    """Django's handler for ASGI, with the whole chain of middleware in one thread."""

    def __init__(self, threads: int = THREADS) -> None:
        super().__init__()
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="answers")
        self._files = ServeStaticMiddleware(self.answer)
        self._headers = SecurityMiddleware(self.get_response)

    async def __call__(
        self, scope: dict[str, Any], receive: Callable[[], Awaitable[Any]], send: Callable[[Any], Awaitable[None]]
    ) -> None:
        """Take a request without Django's own thread for each: no more than signals and the end of files runs there."""
        if scope["type"] == "http":
            await self.handle(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)  # refuses it

    def load_middleware(self, is_async: bool = False) -> None:
        """Load all of it as synchronous, whatever is asked for."""
        super().load_middleware(is_async=False)

    async def get_response_async(self, request: HttpRequest) -> HttpResponseBase:
        """Answer with a file where the address is one, otherwise with a page."""
        found = await self._files(request)
        return self._headers.process_response(request, found)  # those of pages are on it already, and stay

    async def answer(self, request: HttpRequest) -> HttpResponseBase:
        """Answer with a page; a thread is taken until the view has answered, not longer.

        When the browser goes away, what has not begun is not done; what has begun goes on, with all that was sent.
        """
        work = self._threads.submit(contextvars.copy_context().run, self._answer, request)
        answered = asyncio.wrap_future(work)
        try:
            return await asyncio.shield(answered)
        except asyncio.CancelledError:
            if not work.cancel():
                await asyncio.wait([answered])  # Django closes what was sent as soon as this ends
            raise

    def _answer(self, request: HttpRequest) -> HttpResponseBase:
        close_old_connections()
        try:
            return self.get_response(request)
        finally:
            close_old_connections()
