"""The side that receives: a unit takes note, takes it up in a meeting, has dealt with it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from chibo.access import Actor, Role, require
from chibo.audit.rows import locked, save
from chibo.audit.services import command, record
from chibo.directives.figures import Where
from chibo.directives.models import Delivery
from chibo.directives.selectors import place_at
from chibo.directives.states import OPEN_ARRIVALS, Arrival, State
from chibo.kernel import clock
from chibo.kernel.months import Month
from chibo.organisations.selectors import place_of

if TYPE_CHECKING:
    from chibo.organisations.models import Unit

TAKE, TOPIC = "directives.delivery.take", "directives"
NO_ROLES: frozenset[Role] = frozenset()


@command("directives.delivery.take")
def note_received(*, actor: Actor, delivery_id: UUID) -> Delivery:
    """Note that the unit has it; the first to say so stays. Three queries."""
    delivery = locked(Delivery, delivery_id)
    require(actor, TAKE, place_at(delivery))
    if delivery.noted_at is None:
        _note(delivery, actor)
        save(delivery, "noted_at", "noted_by")
    record(actor, delivery, place_at(delivery))
    return delivery


@command("directives.delivery.take")
def put_on_agenda(*, actor: Actor, unit: Unit, directive_ids: Collection[UUID], meeting: Where) -> list[Delivery]:
    """Note that these directives stand on the agenda of a meeting of this unit; called by the room that put them there.

    Those dealt with already, and those put on the same agenda before, are passed over. Two queries and one each.
    """
    require(actor, TAKE, place_of(unit))
    rows = Delivery.objects.select_for_update().filter(
        unit=unit, directive_id__in=directive_ids, state__in=OPEN_ARRIVALS, directive__state=State.ISSUED
    )
    taken = [row for row in rows if (row.state, row.door_url) != (Arrival.ON_AGENDA, meeting.url)]
    for row in taken:
        row.state, row.door_label, row.door_url = Arrival.ON_AGENDA, meeting.label, meeting.url
        if row.noted_at is None:
            _note(row, actor)
        save(row, "state", "door_label", "door_url", "noted_at", "noted_by")
    record(actor, unit, place_of(unit), details={"on_agenda": [row.directive_id for row in taken]})
    return taken


@command("directives.delivery.take")
def mark_dealt(
    *,
    actor: Actor,
    unit: Unit,
    directive_ids: Collection[UUID],
    meeting: Where,
    dealt_on: date,
    roles_here: frozenset[Role] = NO_ROLES,
) -> list[Delivery]:
    """Note that a meeting of this unit dealt with these directives; called at its close.

    `roles_here` is what the actor is in that meeting. Those dealt with before keep their first day. Two queries and
    one each.
    """
    place = place_of(unit, roles_here=roles_here)
    require(actor, TAKE, place)
    rows = Delivery.objects.select_for_update().filter(
        unit=unit, directive_id__in=directive_ids, state__in=OPEN_ARRIVALS, directive__state=State.ISSUED
    )
    dealt = list(rows)
    for row in dealt:
        row.state, row.dealt_on = Arrival.DEALT_WITH, dealt_on
        row.door_label, row.door_url = meeting.label, meeting.url
        if row.noted_at is None:
            _note(row, actor)
        save(row, "state", "dealt_on", "door_label", "door_url", "noted_at", "noted_by")
    record(
        actor,
        unit,
        place,
        details={"dealt_with": [row.directive_id for row in dealt]},
        touches=[(unit.pk, Month.of(dealt_on), TOPIC)],
    )
    return dealt


def _note(delivery: Delivery, actor: Actor) -> None:
    delivery.noted_at, delivery.noted_by = clock.now(), actor.name[:200]
