"""The world of the table of access, and the walk through it: made once, for all tests here."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.access.answering import short_way
from tests.access.mutants import watched
from tests.access.walk import Walk
from tests.access.world import World, make_world
from tests.cast import undone


@pytest.fixture(scope="package")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with django_db_blocker.unblock(), undone():
        yield make_world()


@pytest.fixture(scope="package")
def walked(world: World) -> Iterator[Walk]:
    """Everything asked once, by the short way in."""
    with short_way():
        walk = Walk(world)  # which builds its handler by the settings of the moment
        with watched(walk.watch):
            walk.go()
            yield walk
