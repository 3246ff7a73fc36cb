"""What one's own calendar holds, and whose an address is."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from chibo.access import Actor, Role
from chibo.desk.models import CalendarAddress
from chibo.kernel import clock
from chibo.meetings import selectors as meetings
from chibo.members import selectors as members
from chibo.tasks import selectors as tasks
from chibo.tasks.states import State

if TYPE_CHECKING:
    from uuid import UUID

    from chibo.meetings.models import Meeting
    from chibo.tasks.models import Task

BACK, AHEAD = timedelta(days=92), timedelta(days=400)
"""How far a calendar reaches: what is longer ago stands in the book of minutes."""


@dataclass(frozen=True, slots=True)
class Dated:
    """What has a day for one person."""

    meetings: tuple[Meeting, ...]
    tasks: tuple[Task, ...]
    own_unit_ids: frozenset[UUID]
    """Where the person is a member: a meeting elsewhere is named with its unit."""

    @property
    def mark(self) -> str:
        """A hash over what is in it: the same while nothing has changed."""
        rows = [
            *((row.pk.hex, row.version) for row in self.meetings),
            *((row.pk.hex, row.version) for row in self.tasks),
        ]
        return hashlib.sha256(repr((rows, sorted(pk.hex for pk in self.own_unit_ids))).encode()).hexdigest()


def hash_of(secret: str) -> str:
    """Return what is kept of the secret part of an address."""
    return hashlib.sha256(secret.encode()).hexdigest()


def address_of(actor: Actor) -> CalendarAddress | None:
    """Return the actor's own address; None while there is none. One query."""
    return CalendarAddress.objects.filter(user_id=actor.user_id or 0).first()


def address_behind(secret: str) -> CalendarAddress | None:
    """Return whose calendar this is, of an account that is open; None for nobody's. One query."""
    rows = CalendarAddress.objects.filter(secret_hash=hash_of(secret), user__is_active=True)
    return rows.select_related("user").first()


def dated_for(address: CalendarAddress) -> Dated:
    """Return what its owner may see today: meetings of the own units and of those assigned, own tasks. Four queries."""
    actor = members.actor_for(address.user_id, address.user.display_name)
    today = clock.today()
    units = {mandate.unit_id for mandate in actor.mandates if mandate.unit_id}
    own = frozenset(m.unit_id for m in actor.mandates if m.unit_id and m.role is Role.MEMBER)
    first_on, last_on = today - BACK, today + AHEAD
    owed = tasks.tasks_of_person(actor, actor.person_id).filter(state__in=(State.OPEN, State.REPORTED))
    return Dated(
        meetings=tuple(meetings.dated_at(actor, units, first_on, last_on)),
        tasks=tuple(owed.filter(due_on__range=(first_on, last_on)).order_by("due_on", "pk")),
        own_unit_ids=own,
    )
