"""Ask the program, past the test client: one handler, a session for each player, every request taken back."""

from __future__ import annotations

import io
import logging
import re
import sys
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from django.core.handlers.base import BaseHandler
from django.core.signals import got_request_exception
from django.http.response import HttpResponseBase
from django.test import Client, RequestFactory
from django.urls import resolve, reverse

from chibo.access import NOBODY, Actor, holds_anywhere, may
from chibo.kernel import clock
from chibo.members.selectors import actor_for
from chibo.organisations.selectors import place_of
from tests.access.asks import GET, POST, Ask, asks
from tests.access.mutants import Site, Watch
from tests.access.world import INSIDE, MARKS, NOW, PLAYERS, QUIET, RESERVED, World
from tests.cast import undone

PLACES = ("cell", "sibling", "committee", "foreign", "mine")
LETTERS = {200: "+", 302: ">", 403: "-", 404: ".", 405: "x", 422: "r", 400: "b"}
INNER = "i"
SHOWN, DENIED, SIGN_IN, BROKEN, LEAK = "+", "-", "s", "5", "!"
TAKEN = "+i>rb5!"
"""Letters of an answer that came from the page itself."""
NOT_ASKED = "_"
ANYTHING = (("anything", "1"),)
"""The form of a POST that says nothing: the page's own form is there, and lacks everything."""
BREAKS_AFTER = ("neighbour", "secretary")
"""A line between the players outside, those of the cell, and those above it."""


def is_asked(place: str, player: str) -> bool:
    """Tell whether the player is asked for the things of that place.

    The sibling cell and the player's own things are asked for by people of the cell, for whom they differ from the
    cell's; what is foreign by everybody above and by two of the cell.
    """
    home = PLAYERS[player][1]
    return {
        "cell": True,
        "sibling": home == "cell",
        "committee": home in ("cell", "committee"),
        "foreign": home == "committee" or player in ("member", "secretary", "assigned"),
        "mine": player in ("stranger", "member"),
    }[place]


class Asked(NamedTuple):
    """One request: what, for the thing at which place, by whom."""

    ask: Ask
    place: str
    player: str


class Answer(NamedTuple):
    """What came back, and which actions and filters of reach it went through."""

    letter: str
    actions: frozenset[str]
    sites: frozenset[Site]


@dataclass
class Walk:
    """The way to ask as any player, and what came of asking everything.

    `leaks` and `broken` collect what should never be.
    """

    world: World
    table: dict[str, str] = field(default_factory=dict)
    answers: dict[Asked, Answer] = field(default_factory=dict)
    watch: Watch = field(default_factory=Watch)
    leaks: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    sessions: dict[str, dict[str, Any]] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=lambda: {"anonymous": NOBODY})

    def __post_init__(self) -> None:
        self.handler = BaseHandler()
        self.handler.load_middleware()
        with clock.at(NOW):
            for player, user in self.world.users.items():
                client = Client()
                client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
                self.actors[player] = actor_for(user.pk, user.display_name)
                self.sessions[player] = dict(client.session)
                self.keys[player] = client.cookies["sessionid"].value
        self.forbidden = {player: _forbidden(player, self.actors[player], self.world) for player in PLAYERS}

    def go(self) -> None:
        """Ask everything: for each line of the table a word a place, one letter a player."""
        shown: dict[Ask, str] = {}
        for ask in asks():
            places = self.places(ask)
            first = self.word(ask, places[0])
            if ask.method == GET and not ask.query and not ask.htmx:
                shown[ask] = first
            if (
                ask.method == POST
                and set(first) & {SHOWN, INNER}
                and first == shown.get(replace(ask, method=GET, body=()))
            ):
                self.table[ask.name] = "as GET"
            elif "x" in first and not set(first) & set(TAKEN):
                self.table[ask.name] = "not taken"
            else:
                self.table[ask.name] = "  ".join([first, *(self.word(ask, place, first) for place in places[1:])])

    def places(self, ask: Ask) -> list[str]:
        """Return where there is what is asked for, the cell first; once for all where no place is asked for."""
        found = [place for place in PLACES if self._thing(ask, place) is not None] if ask.takes else [PLACES[0]]
        assert found, f"{ask.name}: make {ask.takes} in things.py or months.py, or name it in asks.GIVEN"
        return found

    def word(self, ask: Ask, place: str, first: str = "") -> str:
        """Return a letter for each player, after the name of the place where that is not the first.

        `first` are the answers at the first place: whoever is kept out by the address itself is not asked again.
        """
        known = dict(zip(PLAYERS, first.rpartition("=")[2].replace("|", ""), strict=False))
        word = "" if place == PLACES[0] else f"{place}="
        for player in PLAYERS:
            letter = known.get(player, "")
            if letter != SIGN_IN and not (letter == DENIED and self._is_kept_out(ask, player)):
                letter = self._noted(Asked(ask, place, player)) if is_asked(place, player) else NOT_ASKED
            word += letter + ("|" if player in BREAKS_AFTER else "")
        return word

    def letter_of(self, ask: Ask, place: str, player: str) -> str:
        """Return the letter of a request that was asked before, else ask it."""
        known = self.answers.get(Asked(ask, place, player))
        return known.letter if known else self.letter(ask, place, player)

    def _noted(self, asked: Asked) -> str:
        self.watch.clear()
        letter = self.letter(*asked)
        self.answers[asked] = Answer(letter, frozenset(self.watch.actions), frozenset(self.watch.sites))
        return letter

    def _is_kept_out(self, ask: Ask, player: str) -> bool:
        """Tell whether the player holds the action of the address nowhere: the guard says so before a thing is read."""
        action = self.action_of(ask)
        return bool(action) and not holds_anywhere(self.actors[player], action)

    def action_of(self, ask: Ask) -> str:
        """Return the action that the address is for; empty for one that is open."""
        address = reverse(ask.route.name, kwargs=self._kwargs(ask, self._thing(ask, self.places(ask)[0]) or {}))
        return str(getattr(resolve(address).func, "action", ""))

    def letter(self, ask: Ask, place: str, player: str) -> str:
        """Ask as one player and return the answer's letter; a page with words out of reach gets an exclamation mark."""
        with clock.at(NOW), undone(), _quiet(), _caught() as errors:
            request = self.request(ask, place, player)
            answer = self.handler.get_response(request)
            content = _content(answer)
        status = answer.status_code
        if status == 401 or (status == 302 and answer["Location"].split("?")[0] == reverse("account_login")):
            return SIGN_IN
        if status in (200, 422):
            if ask.route.takes:  # what was asked for may be named
                content = content.replace(request.path, "")
            shown = self.forbidden[player].search(content)
            if shown and not ask.route.name.startswith("accounts:"):
                self.leaks.append(f"{ask.name} at {place} shows {shown[0]!r} to {player}")
                return LEAK
            home = "cell" if place == "mine" else place
            if ask.takes and (INSIDE[home] in content or RESERVED[home] in content):
                return INNER
        if status not in LETTERS:
            self.broken.append(f"{ask.name} at {place} as {player}: {status} {errors[:1]!r}")
        return LETTERS.get(status, BROKEN)

    def request(self, ask: Ask, place: str, player: str) -> Any:
        thing = self._thing(ask, place) or {}
        factory = RequestFactory()
        if player in self.keys:
            factory.cookies["sessionid"] = self.keys[player]
        address = reverse(ask.route.name, kwargs=self._kwargs(ask, thing))
        if ask.query:
            address += "?" + ask.query.format_map(thing)
        body = {key: value.format_map(thing) for key, value in ask.body or ANYTHING}
        headers = {"HX-Request": "true"} if ask.htmx else {}
        request = factory.get(address, headers=headers) if ask.method == "GET" else factory.post(address, body)
        request._dont_enforce_csrf_checks = True  # type: ignore[attr-defined]
        known = self.world.users.get(player), self.actors[player], self.sessions.get(player, {})
        request.known = known  # type: ignore[attr-defined]
        return request

    def _kwargs(self, ask: Ask, thing: Mapping[str, Any]) -> dict[str, Any]:
        return {name: ask.given.get(name, thing.get(name)) for name in ask.route.takes}

    def _thing(self, ask: Ask, place: str) -> Mapping[str, Any] | None:
        """Return what the ask takes at the place; None where there is no such thing."""
        here = self.world.things[place]
        usual = self.world.things["cell"] if place == "mine" else {}
        found, own = {}, False
        for name in ask.takes:
            key = f"{ask.stage}.{name}" if ask.stage else name
            value = here.get(key, here.get(name) if place != "mine" else None)
            own = own or (value is not None and value != usual.get(key, usual.get(name)))
            found[name] = value if value is not None else usual.get(key, usual.get(name))
            if found[name] is None:
                return None
        return found if own or place != "mine" else None


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the log quiet about what is refused."""
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)


@contextmanager
def _caught() -> Iterator[list[object]]:
    """Collect what went wrong inside."""
    found: list[object] = []

    def note(*args: object, **kwargs: object) -> None:
        found.append(sys.exc_info()[1])

    got_request_exception.connect(note)
    try:
        yield found
    finally:
        got_request_exception.disconnect(note)


def _content(answer: HttpResponseBase) -> str:
    """Return the words of an answer: of a page as they are, of Word and Excel files from inside."""
    if answer["Content-Type"] == "text/event-stream":  # does not end; its parts are those of the pages
        return ""
    streaming = answer.streaming
    content = b"".join(answer.streaming_content) if streaming else answer.content  # type: ignore[attr-defined]
    for close in answer._resource_closers:  # type: ignore[attr-defined]
        close()
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            content = b"".join(parts.read(name) for name in parts.namelist() if name.endswith((".xml", ".txt")))
        content = re.sub(rb"<[^>]*>", b"", content)
    return content.decode(errors="replace")


def _forbidden(player: str, actor: Actor, world: World) -> re.Pattern[str]:
    """Return the words that this player must read nowhere: names, titles, inner words and ids out of reach.

    Also the address of a record that the player may not open.
    """
    words = [*_words("foreign", world), *_closed_records(actor, world)]
    _role, place = PLAYERS[player]
    outside = player in ("anonymous", "stranger", "operator")
    if place != "committee":
        words += _words("sibling", world) if place != "sibling" else _words("cell", world)
        words += [INSIDE["committee"], QUIET["committee"]]
    if outside:
        words += [*_words("cell", world), MARKS["committee"]]
    if player in ("committee_member", "committee_deputy", "committee_secretary"):
        words += [QUIET["cell"], QUIET["sibling"]]
    if place == "committee" and player != "inspection":
        words += [INSIDE["cell"], INSIDE["sibling"]]
    return re.compile("|".join(sorted({re.escape(word) for word in words})))


def _closed_records(actor: Actor, world: World) -> Iterator[str]:
    for ground in world.grounds.values():
        if not may(actor, "members.record.read", place_of(ground.unit, ground.owner.pk)):
            yield reverse("members:record", args=[ground.owner.pk])


def _words(place: str, world: World) -> Iterator[str]:
    yield from (MARKS[place], QUIET[place], INSIDE[place], world.grounds[place].unit.name)
    ids = world.things[place].items()
    yield from (str(value) for key, value in ids if key != "unit_id" and len(str(value)) == 36)
