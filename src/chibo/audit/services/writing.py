"""`@command`: the frame of every write, and the two ways to leave a trace.

One service call is one transaction and leaves one audit entry of its own. A service called by a service joins the
transaction and leaves its own entry under the same command id.
"""

import functools
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, models, transaction

from chibo.access import Actor, Place
from chibo.audit.bodies import digest, entry_body, plain
from chibo.audit.models import Entry, EntryValue, Look, Stale
from chibo.kernel import clock
from chibo.kernel.ids import uuid7
from chibo.kernel.months import Month
from chibo.ui.live import wake

LONGEST_WAIT = timedelta(hours=6)
"""After so long at most a month that could not be counted is tried again."""


@dataclass(slots=True)
class _Frame:
    action: str
    command_id: UUID
    entries: int = 0
    units: set[str] = field(default_factory=set)
    """Where something was written, by this command and those it called."""


_line = threading.Lock()
LONGEST_LINE = 10.0
"""Seconds: half of what SQLite itself waits."""

_frames: ContextVar[tuple[_Frame, ...]] = ContextVar("chibo_frames", default=())
_shared: ContextVar[UUID | None] = ContextVar("chibo_shared_command", default=None)


@contextmanager
def one_command(command_id: UUID) -> Iterator[None]:
    """Let the commands inside bear this id: a long act that is written in several transactions, one after another."""
    token = _shared.set(command_id)
    try:
        yield
    finally:
        _shared.reset(token)


def command[**P, R](action: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a service: open the transaction, and check at the end that exactly one entry was left.

    The outermost command is durable (nothing of it can be undone by a caller); inner ones join it. Once it has
    committed, pages that follow its units are woken. The name of the action is kept on the function as `action`, for
    the guards.
    """

    def wrap(service: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(service)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            outer = _frames.get()
            frame = _Frame(action, outer[0].command_id if outer else _shared.get() or uuid7())
            frame.units = outer[0].units if outer else frame.units
            token = _frames.set((*outer, frame))
            try:
                with _transaction(joins=bool(outer)):
                    result = service(*args, **kwargs)
                    _check(frame)
                    if not outer:
                        wake(frame.units)
                    return result
            finally:
                _frames.reset(token)

        run.action = action  # type: ignore[attr-defined]
        return run

    return wrap


def no_entry[S](reason: str) -> Callable[[S], S]:
    """Mark a public function of a room's services that is no command and leaves no entry; `reason` says why."""

    def mark(function: S) -> S:
        function.no_entry = reason  # type: ignore[attr-defined]
        return function

    return mark


def record(
    actor: Actor,
    thing: models.Model,
    place: Place,
    *,
    changed: Mapping[str, tuple[object, object]] | None = None,
    details: Mapping[str, object] | None = None,
    touches: Iterable[tuple[UUID, Month, str]] = (),
    acted_for: UUID | None = None,
    happened_at: datetime | None = None,
) -> Entry:
    """Leave the entry of the running command.

    `changed` maps a field to (before, after); both go into a table of their own with a salt, the entry holds only
    hashes. `details` are small plain facts that may stay for ever: never text of minutes, opinions or votes.
    `touches` names the figures (unit, month, topic) that this act makes stale. Costs one query, one more if
    something changed, one more if figures became stale.
    """
    frame = _running()
    now = clock.now()
    entry = Entry(
        id=uuid7(),
        command_id=frame.command_id,
        action=frame.action,
        actor_user_id=actor.user_id,
        actor_person_id=actor.person_id,
        actor_name=actor.name,
        acted_for_id=acted_for,
        object_type=thing._meta.label_lower,
        object_id=str(thing.pk),
        unit_id=place.unit_id,
        unit_path=place.path,
        happened_at=happened_at or now,
        recorded_at=now,
    )
    values = [_value(entry.id, name, before, after) for name, (before, after) in (changed or {}).items()]
    facts = {key: plain(value) for key, value in (details or {}).items()}
    entry.body = entry_body(entry, facts, {value.field: digest(value) for value in values})
    entry.save(force_insert=True)
    frame.entries += 1
    if place.unit_id is not None:
        frame.units.add(str(place.unit_id))
    if values:
        EntryValue.objects.bulk_create(values)
    stale = [
        Stale(unit_id=unit_id, month_on=month.first_on, topic=topic, command_id=frame.command_id)
        for unit_id, month, topic in touches
    ]
    if stale:
        Stale.objects.bulk_create(stale)
    return entry


def look(
    actor: Actor,
    part: str,
    *,
    person_id: UUID | None = None,
    object_id: object = "",
    unit_id: UUID | None = None,
    purpose: str = "",
    details: Mapping[str, object] | None = None,
) -> None:
    """Write that the actor looked, before the answer is given. One query. The only write that a GET may do."""
    look_at_all(actor, part, [person_id], object_id=object_id, unit_id=unit_id, purpose=purpose, details=details)


@no_entry("A look is written beside the record of acts; nothing is changed.")
def look_at_all(
    actor: Actor,
    part: str,
    person_ids: Iterable[UUID | None],
    *,
    object_id: object = "",
    unit_id: UUID | None = None,
    purpose: str = "",
    details: Mapping[str, object] | None = None,
) -> None:
    """Write that the actor looked at the same part of several persons. One query, none for nobody."""
    if actor.user_id is None:
        raise RuntimeError("nobody signed in can look at nothing that is logged")
    seen: dict[str, Any] = {
        "actor_user_id": actor.user_id,
        "actor_person_id": actor.person_id,
        "actor_name": actor.name,
        "part": part,
        "object_id": str(object_id),
        "purpose": purpose,
        "details": {key: plain(value) for key, value in (details or {}).items()},
        "unit_id": unit_id,
        "looked_at": clock.now(),
    }
    Look.objects.bulk_create(Look(person_id=person_id, **seen) for person_id in person_ids)


@dataclass(frozen=True, slots=True)
class StaleMonth:
    """A unit's month whose figures are to be counted anew, with the rows that say so."""

    unit_id: UUID
    month: Month
    row_ids: tuple[int, ...]
    failures: int = 0
    """How often counting it went wrong before."""


@no_entry("Figures are counted anew by the worker; nobody acts.")
def mark_stale(months: Iterable[tuple[UUID, Month]]) -> None:
    """Put months on the list of stale figures though no act has touched them. One query a thousand."""
    command_id = uuid7()
    Stale.objects.bulk_create(
        [Stale(unit_id=pk, month_on=month.first_on, topic="", command_id=command_id) for pk, month in months],
        batch_size=1000,
    )


@no_entry("Figures are counted anew by the worker; nobody acts.")
def take_stale() -> StaleMonth | None:
    """Take the oldest stale month in hand, inside the caller's transaction; None where there is none. Two queries.

    What was set aside waits until it is due again, or until an act touches the same month. On PostgreSQL what another
    worker holds is passed over. Call `drop_stale` in the same transaction, or `set_aside` in one of its own.
    """
    skips = connection.features.has_select_for_update_skip_locked
    rows = Stale.objects.select_for_update(skip_locked=skips).order_by("id")
    first = rows.filter(models.Q(retry_at=None) | models.Q(retry_at__lte=clock.now())).first()
    if first is None:
        return None
    same = rows.filter(unit_id=first.unit_id, month_on=first.month_on).values_list("pk", "failures")
    ids, failures = zip(*same, strict=True)
    return StaleMonth(first.unit_id, Month.of(first.month_on), tuple(ids), max(failures))


@no_entry("Figures are counted anew by the worker; nobody acts.")
def set_aside(taken: StaleMonth, error: Exception) -> None:
    """Keep a month that could not be counted for later, with what went wrong, so that the others go on. One query.

    It is tried again after 1, 2, 4, … minutes, at last every six hours.
    """
    wait = min(timedelta(minutes=2 ** min(taken.failures, 10)), LONGEST_WAIT)
    said = f"{type(error).__name__}: {error}"[:500]
    Stale.objects.filter(pk__in=taken.row_ids).update(
        failures=taken.failures + 1, error=said, retry_at=clock.now() + wait
    )


@no_entry("Figures are counted anew by the worker; nobody acts.")
def drop_stale(taken: StaleMonth) -> None:
    """Forget the rows that were taken in hand: their month is counted. One query."""
    Stale.objects.filter(pk__in=taken.row_ids).delete()


def _running() -> _Frame:
    frames = _frames.get()
    if not frames:
        raise RuntimeError("record() is called inside a @command only")
    return frames[-1]


def _transaction(*, joins: bool) -> AbstractContextManager[Any]:
    return nullcontext() if joins else _in_turn()


@contextmanager
def _in_turn() -> Iterator[None]:
    """Hold a transaction; on SQLite the writers of this process stand in line for it.

    SQLite has one writer at a time and lets the others look again after sleeping, ever longer and in no order. Whoever
    has waited too long goes on all the same: the database decides.
    """
    is_next = connection.vendor == "sqlite" and _line.acquire(timeout=LONGEST_LINE)
    try:
        with transaction.atomic(durable=True):
            yield
    finally:
        if is_next:
            _line.release()


def _check(frame: _Frame) -> None:
    if frame.entries != 1:
        raise RuntimeError(
            f"{frame.action} left {frame.entries} audit entries; a command calls record() exactly once itself"
        )


def _value(entry_id: UUID, name: str, before: object, after: object) -> EntryValue:
    return EntryValue(entry_id=entry_id, field=name, salt=os.urandom(16), before=plain(before), after=plain(after))
