"""Take away any one grant, or open any one filter of reach: the table must turn red, or a name out of reach be shown.

Slow: run by `CHIBO_TEST_MUTANTS=1 ./chibo test tests/access`. Who survives
stands in `survivors.txt` with the reason.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from chibo.access import Grant, Reach
from tests.access.mutants import Site, grants, opened, sites, without
from tests.access.walk import Asked, Walk
from tests.access.world import PLAYERS

SURVIVORS = Path(__file__).with_name("survivors.txt")
MOST = 100
"""Requests after which a mutant counts as survivor."""
OUTSIDE = ("anonymous", "stranger", "operator", "neighbour")
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not os.environ.get("CHIBO_TEST_MUTANTS"), reason="slow: set CHIBO_TEST_MUTANTS=1"),
]


def test_the_table_turns_red_without_any_one_grant(walked: Walk) -> None:
    alive = [
        f"{action} {grant.role} {grant.reach}"
        for action, grant in grants()
        if not dies(walked, without(action, grant), touched_by(walked, action, grant))
    ]
    check(alive, "grant")


def test_the_table_turns_red_with_any_one_filter_open(walked: Walk) -> None:
    alive = [str(site) for site in sites() if not dies(walked, opened(walked.watch, site), passing(walked, site))]
    check(alive, "filter")


def check(alive: list[str], kind: str) -> None:
    """Compare with the reviewed survivors of that kind."""
    lines = [line.split("  ", 1) for line in SURVIVORS.read_text(encoding="utf-8").splitlines() if line[:1] not in "#"]
    known = {name for name, _reason in lines if name.startswith(f"{kind}: ")}
    found = {f"{kind}: {name}" for name in alive}
    assert found == known, "\n".join(["survived:", *sorted(found - known), "", "died:", *sorted(known - found)])


def touched_by(walk: Walk, action: str, grant: Grant) -> list[Asked]:
    """Return the requests that asked for the action by somebody whom the grant serves; those let in come first."""
    players = {player for player, (role, _place) in PLAYERS.items() if role is grant.role}
    if grant.reach is Reach.HERE:
        players = {grant.role.value}
    found = [asked for asked, answer in walk.answers.items() if asked.player in players and action in answer.actions]
    return spread(found, lambda asked: (walk.action_of(asked.ask) != action, walk.answers[asked].letter in "-."))


def passing(walk: Walk, site: Site) -> list[Asked]:
    """Return the requests that passed the filter; those kept out come first."""
    found = [asked for asked, answer in walk.answers.items() if site in answer.sites]
    return spread(found, lambda asked: (walk.answers[asked].letter not in "-.", asked.player in OUTSIDE))


def spread(found: list[Asked], key: Callable[[Asked], tuple[bool, bool]]) -> list[Asked]:
    """Order by the key, and among equals take one request of each address in turn."""
    turns: Counter[object] = Counter()
    ordered = []
    for asked in found:
        weight = key(asked)
        ordered.append((weight, turns[weight, asked.ask], asked))
        turns[weight, asked.ask] += 1
    return [asked for _weight, _turn, asked in sorted(ordered, key=lambda one: one[:2])]


def dies(walk: Walk, mutant: AbstractContextManager[None], requests: Iterable[Asked]) -> bool:
    """Tell whether any of the requests is answered otherwise now."""
    leaks = list(walk.leaks)
    try:
        return _is_seen(walk, mutant, requests)
    finally:
        walk.leaks[:] = leaks  # what a broken program shows is no fault of the program


def _is_seen(walk: Walk, mutant: AbstractContextManager[None], requests: Iterable[Asked]) -> bool:
    with mutant:
        for count, asked in enumerate(requests):
            if walk.letter(asked.ask, asked.place, asked.player) != walk.answers[asked].letter:
                return True
            if count == MOST:
                return False
    return False
