"""In every test, a page that is only asked for must write nothing but looks, sessions and the cache."""

import re
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest
from django.http.response import HttpResponseBase

WRITES = re.compile(
    r"\s*(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|UPDATE|DELETE\s+FROM|REPLACE\s+INTO)\s+\"?(\w+)\"?", re.IGNORECASE
)
ALLOWED = {"audit_look", "django_session", "cache"}


class GetWrote(AssertionError):
    """A GET wrote; the message names the address and the statement."""


class NoWritesMiddleware:
    """Raise GetWrote where a GET or HEAD changes any other table."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in {"GET", "HEAD"}:
            return self._answer(request)

        def refuse(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
            written = WRITES.match(sql)
            if written and written[1] not in ALLOWED:
                raise GetWrote(
                    f"GET {request.path} wrote: {sql[:200]}\nWrite in a POST, or leave a look (audit.services.look)."
                )
            return execute(sql, params, many, context)

        with connection.execute_wrapper(refuse):
            return self._answer(request)
