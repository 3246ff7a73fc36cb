"""The program's handler with a short way in: who asks is put on the request, not read from cookie and database.

The whole way in (session, sign-in, account, mandates) costs more than most pages; one test compares the two.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy, deepcopy
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage import default_storage
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.test import override_settings

from tests import settings as whole

Answer = Callable[[HttpRequest], HttpResponseBase]
SHORT = [
    "tests.reading.NoWritesMiddleware",
    "tests.access.answering.KnownMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "chibo.web.middleware.GuardMiddleware",
    "chibo.web.middleware.ErrorsMiddleware",
]


class KnownMiddleware:
    """Put on the request what session, sign-in and actor would: `request.known` holds user and actor."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def __call__(self, request: Any) -> HttpResponseBase:
        user, actor, session = request.known
        request.user, request.actor = (copy(user) if user else AnonymousUser()), actor
        request.session = SessionStore()
        request.session._session_cache = dict(session)
        request._messages = default_storage(request)
        request.LANGUAGE_CODE = settings.LANGUAGE_CODE
        return self._answer(request)


@contextmanager
def short_way() -> Iterator[None]:
    """Answer by the short way, and with the inside of pages alone: their frame is the same on all."""
    templates = deepcopy(whole.TEMPLATES)
    templates[0]["DIRS"] = [Path(__file__).parent / "templates"]
    with override_settings(MIDDLEWARE=SHORT, TEMPLATES=templates):
        yield


@contextmanager
def whole_way() -> Iterator[None]:
    """Answer as the program does, from inside a `short_way`."""
    with override_settings(MIDDLEWARE=whole.MIDDLEWARE, TEMPLATES=whole.TEMPLATES):
        yield
