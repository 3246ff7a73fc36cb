"""The first minutes of an installation: nobody has an account, and only the code in the terminal opens it.

The code is printed by `chibo serve`; its hash lies in a file of the data folder, readable by its owner alone. It is
gone as soon as there is an account.
"""

import secrets
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from chibo.accounts.rules import new_slip_code, shown_slip_code, typed_slip_code
from chibo.accounts.selectors import has_users


def ensure_code() -> str:
    """Make the code of the first run and return it as it is to be printed; empty where there is an account.

    Every start makes a new one, since the old one is nowhere to be read.
    """
    place = _place()
    if has_users():
        place.unlink(missing_ok=True)
        return ""
    code = new_slip_code(secrets.randbelow)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.touch(mode=0o600)
    place.write_text(make_password(code), encoding="ascii")
    return shown_slip_code(code)


def is_code(typed: str) -> bool:
    """Tell whether this is the code that was printed last. A slow hash."""
    place = _place()
    return place.exists() and check_password(typed_slip_code(typed), place.read_text(encoding="ascii"))


def forget_code() -> None:
    """Throw the code away."""
    _place().unlink(missing_ok=True)


def _place() -> Path:
    return Path(settings.DATA) / "first-run.hash"


class FirstRunMiddleware:
    """While nobody has an account, lead every page to the first run. One query for nobody until then, none after."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer
        self.is_over = False

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.answer(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: object, kwargs: object
    ) -> HttpResponse | None:
        """Let public pages through: language, theme, and the first run itself."""
        return None if hasattr(view, "public") or self._is_over(request) else redirect("first_run")

    def _is_over(self, request: HttpRequest) -> bool:
        self.is_over = self.is_over or request.user.is_authenticated or has_users()
        return self.is_over
