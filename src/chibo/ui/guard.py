"""Every page names the action it is for; a page that names none is not served."""

import functools
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from chibo.access import Actor, Denied, holds_anywhere

View = Callable[..., HttpResponseBase]


def needs(action: str) -> Callable[[View], View]:
    """Let only those in who hold `action` at any place; the object's own place is asked by selector and service.

    Nobody signed in is sent to the sign-in page, or refused where the page was asked for in part.
    """

    def wrap(view: View) -> View:
        @functools.wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            actor = actor_of(request)
            if not actor.is_known:
                return _to_sign_in(request)
            if not holds_anywhere(actor, action):
                raise Denied(action)
            return view(request, *args, **kwargs)

        guarded.action = action  # type: ignore[attr-defined]
        return guarded

    return wrap


def signed_in(reason: str) -> Callable[[View], View]:
    """Let everybody in who is signed in, whatever they hold: for what is one's own and lies in no unit."""

    def wrap(view: View) -> View:
        @functools.wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            return view(request, *args, **kwargs) if actor_of(request).is_known else _to_sign_in(request)

        guarded.signed_in = reason  # type: ignore[attr-defined]
        return guarded

    return wrap


def public(reason: str) -> Callable[[View], View]:
    """Mark a page that nobody needs to sign in for. `reason` is shown in the reviewed list of routes."""

    def wrap(view: View) -> View:
        view.public = reason  # type: ignore[attr-defined]
        return view

    return wrap


def actor_of(request: HttpRequest) -> Actor:
    """Return the actor that the middleware has put on the request."""
    actor = getattr(request, "actor", None)
    if not isinstance(actor, Actor):
        raise RuntimeError("the request carries no actor: is ActorMiddleware in the settings?")
    return actor


def _to_sign_in(request: HttpRequest) -> HttpResponseBase:
    return redirect(f"{reverse('account_login')}?{urlencode({'next': request.get_full_path()})}")
