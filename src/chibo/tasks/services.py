"""Handing out tasks, and following them to their end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from chibo.access import Actor, Role, require
from chibo.audit.rows import locked, save
from chibo.audit.services import command, record
from chibo.kernel import clock
from chibo.kernel.errors import Refusal
from chibo.kernel.ids import id_of_draft
from chibo.kernel.months import Month
from chibo.kernel.text import tidy
from chibo.members import selectors as members
from chibo.organisations.selectors import place_of
from chibo.tasks.models import Report, Task
from chibo.tasks.rules import after, check_due
from chibo.tasks.selectors import place
from chibo.tasks.states import CLOSED, Kind, Move, State

if TYPE_CHECKING:
    from chibo.organisations.models import Unit

TOPIC = "tasks"
NO_ROLES: frozenset[Role] = frozenset()


@dataclass(frozen=True, slots=True)
class Origin:
    """What made a task: its name and link for people, its id for finding again."""

    label: str
    url: str
    id: UUID


@command("tasks.task.give")
def give_task(
    *,
    actor: Actor,
    unit: Unit,
    month: Month,
    title: str,
    due_on: date | None,
    person_id: UUID | None = None,
    helpers: str = "",
    kind: Kind = Kind.MONTHLY,
    origin: Origin | None = None,
    proposed: bool = False,
    given_on: date | None = None,
    roles_here: frozenset[Role] = NO_ROLES,
    draft_key: str = "",
) -> Task:
    """Hand out a task, or put it into the clerk's box (`proposed`), where it may lack its day.

    `given_on` is stated for a task that was given on paper and is entered afterwards; None means today.
    `person_id` None means the unit as a whole. `roles_here` is what the actor is in the meeting that hands it out, told
    by the room of the meeting. The same task given again with the same `draft_key`, after a dropped network, is the one
    given before. Refuses a last day before it was given, an empty title, and a person who does not belong to the unit.
    """
    require(actor, "tasks.task.give", place_of(unit, roles_here=roles_here))
    today = clock.today()
    title = _title(title)
    if not proposed:
        check_due(due_on, given_on or today)
    _check_member(unit.pk, person_id, today)
    values = {
        "unit": unit,
        "kind": kind,
        "month_on": month.first_on,
        "title": title,
        "person_id": person_id,
        "helpers": tidy(helpers),
        "due_on": due_on,
        "state": State.PROPOSED if proposed else State.OPEN,
        "origin_label": origin.label if origin else "",
        "origin_url": origin.url if origin else "",
        "origin_id": origin.id if origin else None,
    }
    pk = id_of_draft(actor.user_id, draft_key, unit.pk, kind, title, person_id, tidy(helpers), due_on)
    task, is_new = _made_once(pk, values)
    if not is_new:
        record(actor, task, place(task), details={"sent_again": True})
        return task
    record(actor, task, place_of(unit), changed={"title": (None, title)}, touches=[_touch(task)])
    return task


@command("tasks.task.give")
def accept_tasks(
    *, actor: Actor, unit: Unit, tasks: Sequence[tuple[UUID, int]], roles_here: frozenset[Role] = NO_ROLES
) -> list[Task]:
    """Hand out at once what waits in the clerk's box, as (task, version seen). All of it or nothing.

    Refuses one that lacks its day. Three queries a task.
    """
    require(actor, "tasks.task.give", place_of(unit, roles_here=roles_here))
    accepted = []
    for task_id, version in tasks:
        task = locked(Task, task_id, version)
        require(actor, "tasks.task.give", place(task, roles_here))
        check_due(task.due_on, task.month_on)
        task.state = after(State(task.state), Move.ACCEPT)
        save(task, "state")
        accepted.append(task)
    record(
        actor, unit, place_of(unit), details={"tasks": [task.pk for task in accepted]}, touches=map(_touch, accepted)
    )
    return accepted


@command("tasks.task.give")
def change_task(
    *,
    actor: Actor,
    task_id: UUID,
    version: int,
    title: str,
    person_id: UUID | None,
    due_on: date | None,
    helpers: str = "",
    carries_over: bool = False,
    roles_here: frozenset[Role] = NO_ROLES,
) -> Task:
    """Change what, who or until when of a task that is not closed. `carries_over`: a meeting gave it a new day."""
    task = locked(Task, task_id, version)
    require(actor, "tasks.task.give", place(task, roles_here))
    if task.state in CLOSED:
        raise Refusal("tasks.cannot_change")
    if task.state != State.PROPOSED or due_on is not None:
        check_due(due_on, task.month_on)
    _check_member(task.unit_id, person_id, clock.today())
    before = (task.title, task.person_id, task.due_on)
    task.title, task.person_id, task.due_on, task.helpers = _title(title), person_id, due_on, tidy(helpers)
    task.carried += carries_over
    save(task, "title", "person", "due_on", "helpers", "carried")
    now = (task.title, task.person_id, task.due_on)
    names = ("title", "person", "due_on")
    changed = {name: (old, new) for name, old, new in zip(names, before, now, strict=True) if old != new}
    record(actor, task, place(task), changed=changed, touches=[_touch(task)])
    return task


@command("tasks.task.report")
def report_task(*, actor: Actor, task_id: UUID, version: int, text: str, acted_for: UUID | None = None) -> Task:
    """Say that a task is done and what came out. `acted_for` names a member without a phone."""
    task = locked(Task, task_id, version)
    require(actor, "tasks.task.report", place(task))
    changed = _apply(actor, task, Move.REPORT, text)
    record(actor, task, place(task), changed=changed, touches=[_touch(task)], acted_for=acted_for)
    return task


@command("tasks.task.verify")
def settle_task(
    *,
    actor: Actor,
    task_id: UUID,
    version: int,
    move: Move,
    text: str = "",
    roles_here: frozenset[Role] = NO_ROLES,
) -> Task:
    """Verify, return, fail, cancel or reopen a task. All but verifying need a reason."""
    task = locked(Task, task_id, version)
    require(actor, "tasks.task.verify", place(task, roles_here))
    if move is not Move.VERIFY and not tidy(text):
        raise Refusal("tasks.needs_reason")
    changed = _apply(actor, task, move, text)
    record(actor, task, place(task), changed=changed, touches=[_touch(task)])
    return task


def _apply(actor: Actor, task: Task, move: Move, text: str) -> dict[str, tuple[object, object]]:
    """The one place that moves a task and sets the stamps of its state. Returns what changed, for the record."""
    before, task.state = task.state, after(State(task.state), move)
    now, text = clock.now(), text.strip()
    if move is Move.REPORT:
        task.reported_at = now
    if text:
        task.result = text
    task.closed_on = clock.today() if task.state in CLOSED else None
    save(task, "state", "reported_at", "result", "closed_on")
    Report.objects.create(
        task=task, by_name=actor.name, by_person_id=actor.person_id, reported_at=now, move=move, text=text
    )
    return {"state": (before, task.state)}


def _made_once(pk: UUID | None, values: dict[str, Any]) -> tuple[Task, bool]:
    """Return the task of that key, made now or when the form was sent before; without a key a new one."""
    if pk is None:
        return Task.objects.create(**values), True
    return Task.objects.get_or_create(pk=pk, defaults=values)


def _title(text: str) -> str:
    if not tidy(text):
        raise Refusal("tasks.needs_title")
    return tidy(text)


def _check_member(unit_id: UUID, person_id: UUID | None, today: date) -> None:
    if person_id is None:
        return
    here = {comrade.person_id for comrade in members.roster(unit_id, today)}
    if person_id not in here and person_id not in {one.person_id for one in members.committee_of(unit_id, today)}:
        raise Refusal("tasks.not_a_member_here")


def _touch(task: Task) -> tuple[UUID, Month, str]:
    return task.unit_id, Month.of(task.due_on or task.month_on), TOPIC
