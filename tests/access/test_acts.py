"""Who may do what where, act by act: `acts.txt` is the reviewed table of what the services ask.

The table of addresses shows what a page answers; this one shows what stands behind it, acts of commands and jobs and of
filled forms among them. Each player holds one role, so removing any one grant changes a letter here.
"""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from chibo.access import NOBODY, Actor, Mandate, Place, Role, actions, may
from chibo.kernel import clock
from chibo.members.selectors import actor_for
from chibo.organisations.selectors import place_of
from tests import postgres
from tests.access.mutants import grants, without
from tests.access.world import NOW, PLAYERS, World

TABLE = Path(__file__).with_name("acts.txt")
BREAKS_AFTER = ("neighbour", "secretary")
HERE = {"chair": frozenset({Role.CHAIR}), "clerk": frozenset({Role.CLERK})}
HEAD = """\
# Who may do what where. Reviewed by people; see test_acts.py before you change a line.
# An act; then a word for each place with one letter for each player, in the order of table.txt. + may, . may not.
# Places: the cell (chair and clerk in their meeting there), the player's own person in it, the sibling cell, the
# committee above both, a cell of a foreign committee, and no place at all (the installation). `part=`: the leader of a
# group in a meeting of that group, and a member of a cell in a meeting held together with others.
"""
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(postgres.is_chosen(), reason="asks no database"),
]


@pytest.fixture
def players(world: World) -> dict[str, Actor]:
    with clock.at(NOW):
        known = {name: actor_for(user.pk, name) for name, user in world.users.items()}
    return {name: known.get(name, NOBODY) for name in PLAYERS}


def test_everybody_may_what_was_reviewed(world: World, players: Mapping[str, Actor]) -> None:
    answered = {action: line(action, world, players) for action in actions()}
    if os.environ.get("CHIBO_TEST_WRITE_TABLE"):
        TABLE.write_text(HEAD + "".join(f"{name:38} {word}\n" for name, word in answered.items()), encoding="utf-8")
    assert answered == read()


def test_removing_any_one_grant_turns_the_table_red(world: World, players: Mapping[str, Actor]) -> None:
    reviewed, alive = read(), []
    for action, grant in grants():
        with without(action, grant):
            if line(action, world, players) == reviewed[action]:
                alive.append(f"{action} {grant.role} {grant.reach}")
    assert alive == []


def read() -> dict[str, str]:
    """Return the reviewed lines by act."""
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    words = [line.split(maxsplit=1) for line in lines]
    return {name: word for name, word in words}  # noqa: C416 - two things, each with a name


def line(action: str, world: World, players: Mapping[str, Actor]) -> str:
    """Return the letters of an act, a word a place."""
    places = {name: place_of(ground.unit) for name, ground in world.grounds.items()}
    words = [
        _word(action, {who: _at(places["cell"], who) for who in players}, players),
        _word(action, {who: _own(places["cell"], actor) for who, actor in players.items()}, players),
        *(_word(action, dict.fromkeys(players, places[name]), players) for name in ("sibling", "committee", "foreign")),
        _word(action, dict.fromkeys(players, Place()), players),
    ]
    part = _part(action)
    return "  ".join([*words, f"part={part}"] if "+" in part else words)


def _part(action: str) -> str:
    """Return a letter for the leader of a group in its meeting, and one for a member of a cell in a joint meeting."""
    leads = Actor(1, None, "", (Mandate(Role.GROUP_LEADER, None, ""),), clock.today())
    plain = Actor(1, None, "", (Mandate(Role.MEMBER, None, ""),), clock.today())
    asked = ((leads, Role.GROUP_LEADER), (plain, Role.MEMBER))
    return "".join("+" if may(actor, action, Place(roles_here=frozenset({role}))) else "." for actor, role in asked)


def _at(place: Place, who: str) -> Place:
    return Place(place.unit_id, place.path, roles_here=HERE.get(who, frozenset()))


def _own(place: Place, actor: Actor) -> Place:
    return Place(place.unit_id, place.path, actor.person_id)


def _word(action: str, places: Mapping[str, Place], players: Mapping[str, Actor]) -> str:
    return "".join(
        ("+" if may(actor, action, places[who]) else ".") + ("|" if who in BREAKS_AFTER else "")
        for who, actor in players.items()
    )
