"""`@kept`: what many tests begin with is made through the services once a run, and then done again by its statements.

For functions and fixtures that make something of the cast. The first call works as ever, and keeps the statements that
it wrote with, the files that it left and what it returned, the cast included. A later call does the same statements
again, so its test finds the same rows in its own transaction, for a tenth of the time.

A call is made anew, and not kept, wherever anything could differ: after any other write of the test, with anything
patched or set otherwise, in a test that commits. Another time on the clock, or other arguments, are kept apart.
"""

from __future__ import annotations

import functools
import pickle
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate
from uuid import UUID

import pytest
from django.apps import apps
from django.conf import UserSettingsHolder, settings
from django.core.management.color import no_style
from django.db import connection, models, transaction

from chibo.kernel import clock

if TYPE_CHECKING:
    from tests.cast import Cast

READS = re.compile(r"\s*\(?(SELECT|WITH|SAVEPOINT|RELEASE|EXPLAIN)\b", re.IGNORECASE)
OF_THE_SITE = re.compile(r"^(tests\.sqlite3|site[.-]|static)")
"""Files of the tests' own in the folder of the data."""

Key = tuple[Any, ...]


@dataclass
class Making:
    """What a call did: its statements with their values, the files it left, and the cast and the answer after it."""

    statements: list[tuple[str, Any, bool]] = field(default_factory=list)
    files: dict[Path, bytes] = field(default_factory=dict)
    after: list[Any] = field(default_factory=list)
    """Functions that wait for the commit."""
    pickled: bytes = b""
    can_be_kept: bool = True


class Ledger:
    """What was done in the running test since it was given its cast."""

    def __init__(self) -> None:
        self.makings: dict[Key, Making] = {}
        """All that is kept of the run."""
        self.steps: Key | None = None
        """The kept makings one after another; None once anything else was written, and where there is no cast."""
        self.patched: Callable[[], bool] = bool
        self._open: Making | None = None
        """The making that is being noted; what it makes inside belongs to it."""

    @contextmanager
    def begun(self, patched: Callable[[], bool]) -> Iterator[None]:
        """Watch the database during a test, from the moment it has its cast."""
        self.steps, self.patched = (), patched
        try:
            with connection.execute_wrapper(self._note):
                yield
        finally:
            self.steps = None

    def key_of(self, make: Callable[..., Any], values: tuple[Any, ...]) -> Key | None:
        """Return the key of a call; None where it must be made anew."""
        is_plain = not self.patched() and not isinstance(settings._wrapped, UserSettingsHolder)
        if self.steps is None or self._open or not is_plain or not connection.in_atomic_block:
            return None
        named = tuple(_name(value) for value in values)
        return None if None in named else (self.steps, make.__module__, make.__qualname__, named, clock._set_to.get())

    def make(self, key: Key, cast: Cast, make: Callable[[], Any]) -> Any:
        """Make it, and keep how unless that cannot be done again."""
        making, before = Making(), dict(_files())
        waiting = len(connection.run_on_commit)
        _reset_sequences()
        self._open = making
        try:
            result = make()
        finally:
            self._open, self.steps = None, None
        if making.can_be_kept:
            making.files = {place: place.read_bytes() for place, at in _files() if before.get(place) != at}
            making.after = [entry[1] for entry in connection.run_on_commit[waiting:]]
            making.pickled = pickle.dumps((cast, result))
            self.makings[key], self.steps = making, key
        return result

    def again(self, key: Key, cast: Cast) -> Any:
        """Do the statements again, put the files back and return a copy of the answer."""
        making = self.makings[key]
        self.steps = None
        _reset_sequences()
        with connection.cursor() as cursor:
            for statement, values, many in making.statements:
                (cursor.executemany if many else cursor.execute)(statement, values)
        for place, content in making.files.items():
            if not place.exists():
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(content)
        for function in making.after:
            transaction.on_commit(function)
        other, result = pickle.loads(making.pickled)
        cast.__dict__.update(other.__dict__)
        self.steps = key
        return result

    def _note(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        result = execute(sql, params, many, context)
        if READS.match(sql):
            return result
        if self._open is None:
            self.steps = None
        elif sql.startswith("ROLLBACK"):
            self._open.can_be_kept = False
        else:
            self._open.statements.append((sql, params, many))
        return result


ledger = Ledger()


def kept[**P, R](make: Callable[Concatenate[Cast, P], R]) -> Callable[Concatenate[Cast, P], R]:
    """Make it once for all tests that begin with it; see above. Its first argument is the cast."""

    @functools.wraps(make)
    def made(cast: Cast, *args: P.args, **kwargs: P.kwargs) -> R:
        key = ledger.key_of(make, (*args, *sorted(kwargs.items())))
        if key is None:
            return make(cast, *args, **kwargs)
        if key in ledger.makings:
            return ledger.again(key, cast)  # type: ignore[no-any-return]
        return ledger.make(key, cast, lambda: make(cast, *args, **kwargs))  # type: ignore[no-any-return]

    return made


@contextmanager
def watching(request: pytest.FixtureRequest) -> Iterator[None]:
    """Watch what the test does from here on."""
    patches = request.getfixturevalue("monkeypatch")
    with ledger.begun(lambda: bool(patches._setattr or patches._setitem)):
        yield


def _name(value: Any) -> Any:
    """Return what tells one argument from another; None for one of which that is not known."""
    if isinstance(value, models.Model):
        return (type(value), value.pk)
    if isinstance(value, tuple):
        names = tuple(_name(one) for one in value)
        return None if None in names else names
    return (type(value), value) if isinstance(value, str | int | date | UUID) else None


def _reset_sequences() -> None:
    """Let numbers go on from what is there: PostgreSQL does not take them back with the transaction before."""
    counted = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), counted):
            cursor.execute(statement)


def _files() -> Iterator[tuple[Path, int]]:
    """Yield the files of the installation and when each was written."""
    for place in Path(settings.DATA).rglob("*"):
        if place.is_file() and not OF_THE_SITE.match(place.relative_to(settings.DATA).parts[0]):
            yield place, place.stat().st_mtime_ns
