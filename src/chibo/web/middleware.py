"""Who asks, whether the page may be served at all, and what to answer when a room says no."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from chibo.access import NOBODY, Actor, Denied
from chibo.kernel.errors import Missing
from chibo.members import selectors as members
from chibo.ui.guard import actor_of

Answer = Callable[[HttpRequest], HttpResponse]


class ActorMiddleware:
    """Put the `Actor` on the request: the user, the person, and today's mandates. Two queries when signed in."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = self._actor(request)  # type: ignore[attr-defined]
        return self.answer(request)

    def _actor(self, request: HttpRequest) -> Actor:
        user = request.user
        if not user.is_authenticated:
            return NOBODY
        return members.actor_for(user.pk, user.display_name)


class KeepingMiddleware:
    """Let no browser and no proxy keep what was answered to somebody: after signing out, Back shows nothing."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.answer(request)
        if actor_of(request).is_known:
            answer.headers.setdefault("Cache-Control", "private, no-store")
        return answer


class DevicesMiddleware:
    """Let no page use camera or microphone, but one that says so itself: the frame of a video room."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.answer(request)
        answer.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        return answer


class LettersMiddleware:
    """Refuse what is sent in other letters than UTF-8: no browser does, and some readings of it fail half way."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        letters = (request.content_params or {}).get("charset", "utf-8")
        if letters.lower() not in {"utf-8", "utf8"}:
            raise BadRequest("only UTF-8 is read")
        return self.answer(request)


class GuardMiddleware:
    """Serve no page that names neither its action nor the reason why it is public."""

    ALLOWED_MODULES = ("allauth.", "django.contrib.staticfiles.", "django.views.i18n")

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.answer(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: object, kwargs: object
    ) -> None:
        if hasattr(view, "action") or hasattr(view, "signed_in") or hasattr(view, "public"):
            return
        if view.__module__.startswith(self.ALLOWED_MODULES):
            return
        raise RuntimeError(f"{view.__module__}.{view.__name__} names no action: decorate it with @needs or @public")


class ErrorsMiddleware:
    """Answer 404 for what is missing and 403 for what is denied, each as a page that says where to go.

    No browser asks for a NUL, and PostgreSQL takes none: nothing is there either.
    """

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if any("\0" in text for texts in request.GET.lists() for text in texts[1]):
            return render(request, "404.html", status=404)
        return self.answer(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, Missing):
            return render(request, "404.html", status=404)
        if isinstance(error, Denied):
            return render(request, "403.html", status=403)
        return None


__all__ = [
    "ActorMiddleware",
    "DevicesMiddleware",
    "ErrorsMiddleware",
    "GuardMiddleware",
    "KeepingMiddleware",
    "LettersMiddleware",
]
