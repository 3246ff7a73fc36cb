"""Every page names the action it is for; a page that names none is not served."""

import functools
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

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
    """Lead to the sign-in page, and from there back to the page that was open; the browser still has what was typed.

    No part of a page gives its place to the sign-in page: one that was merely asked for is refused, after an act or a
    click the whole page goes there.
    """
    headers = request.headers
    in_part = "HX-Request" in headers and "HX-History-Restore-Request" not in headers
    is_asked = request.method in {"GET", "HEAD"}
    back = request.get_full_path() if is_asked and not in_part else _page_open(request)
    address = f"{reverse('account_login')}?{urlencode({'next': back})}"
    if not in_part:
        return redirect(address)
    goes_there = not is_asked or "HX-Boosted" in headers
    return HttpResponse(status=401, headers={"HX-Redirect": address} if goes_there else None)


def _page_open(request: HttpRequest) -> str:
    """Return the address of the page from which something was sent; the first page where the browser does not say."""
    said = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(said, {request.get_host()}, require_https=request.is_secure()):
        return "/"
    parts = urlsplit(said)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
