"""Every address names the action it is for, or stands in the reviewed list of open ones with its reason."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver

from chibo import access
from tests.guards.source import none

REVIEWED = Path(__file__).with_name("open_routes.txt")
ALLAUTH = {
    "/vao/": "The way in; guessing is held back after five failures.",
    "/vao/ra/": "The way out; by POST it ends one's own session and no other.",
    "/vao/ngung/": "Says that an account is closed, to whoever tried to sign in, and not whose.",
    "/vao/buoc-hai/": "The second step of a sign-in that has begun with a password; leads away without one.",
    "/vao/buoc-hai/khoa/vao/": "Signing in with a key: hands out a challenge, and takes the answer.",
}
"""allauth's own pages that are open, by address: a new one is unguarded until its reason stands here."""


@dataclass(frozen=True)
class Route:
    """One address with the view that answers there."""

    address: str
    view: Callable[..., object]

    @property
    def action(self) -> str:
        return str(getattr(self.view, "action", ""))

    @property
    def reason(self) -> str:
        """Why no action is asked for, and of whom; empty for a page with an action, or with nothing at all."""
        if reason := getattr(self.view, "public", ""):
            return f"anybody: {reason}"
        if reason := getattr(self.view, "signed_in", ""):
            return f"signed in: {reason}"
        if self.view.__module__.startswith("allauth.") and self.address in ALLAUTH:
            return f"anybody: {ALLAUTH[self.address]}"
        return ""


def routes(resolver: URLResolver | None = None, prefix: str = "/") -> Iterator[Route]:
    for pattern in (resolver or get_resolver()).url_patterns:
        address = prefix + str(pattern.pattern).lstrip("^")
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, address)
        elif isinstance(pattern, URLPattern):
            yield Route(address, pattern.callback)


def unguarded(found: list[Route]) -> list[str]:
    return [
        f"{route.address}: decorate {route.view.__module__}.{route.view.__name__} with @needs, @signed_in or @public"
        for route in found
        if not route.action and not route.reason
    ]


def undeclared(found: list[Route]) -> list[str]:
    known = access.actions()
    return [
        f"{route.address}: the action {route.action!r} is in no room's permissions.py"
        for route in found
        if route.action and route.action not in known
    ]


def opened(found: list[Route]) -> list[str]:
    return sorted(f"{route.address}  {route.reason}" for route in found if route.reason and not route.action)


def test_every_address_names_its_action_or_is_open() -> None:
    none(unguarded(list(routes())))


def test_every_named_action_is_declared() -> None:
    none(undeclared(list(routes())))


def test_open_addresses_were_reviewed() -> None:
    """A new open page is added to open_routes.txt by hand, after asking whether it must be open."""
    reviewed = [line for line in REVIEWED.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    present = opened(list(routes()))
    none([line for line in present if line not in reviewed], f"review these, then add them to {REVIEWED.name}")
    none([line for line in reviewed if line not in present], f"gone or changed: remove from {REVIEWED.name}")


def test_the_guard_sees_each_fault() -> None:
    def bare() -> None: ...

    def invented() -> None: ...

    def open_to_all() -> None: ...

    def own() -> None: ...

    own.signed_in = "One's own."  # type: ignore[attr-defined]
    invented.action = "meetings.meeting.juggle"  # type: ignore[attr-defined]
    open_to_all.public = "The way in."  # type: ignore[attr-defined]
    assert (
        len(unguarded([Route("/a/", bare), Route("/b/", invented), Route("/c/", open_to_all), Route("/d/", own)])) == 1
    )
    assert len(undeclared([Route("/b/", invented), Route("/c/", open_to_all)])) == 1
    assert opened([Route("/c/", open_to_all), Route("/d/", own)]) == [
        "/c/  anybody: The way in.",
        "/d/  signed in: One's own.",
    ]
