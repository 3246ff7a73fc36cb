"""Reading directives: what one's units issued, what they received, and how far it has come."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet

from chibo.access import Actor, Place, Role, scope
from chibo.directives.figures import Progress
from chibo.directives.models import Attachment, Delivery, Directive
from chibo.directives.rules import progress_of
from chibo.directives.states import OPEN_ARRIVALS, Arrival, State
from chibo.kernel.errors import Missing
from chibo.kernel.months import Month
from chibo.organisations import selectors as organisations
from chibo.organisations.selectors import place_of, within

if TYPE_CHECKING:
    from chibo.organisations.models import Unit

READ, ISSUE, PROGRESS = "directives.directive.read", "directives.directive.issue", "directives.progress.read"


def place(directive: Directive) -> Place:
    """Return where a directive stands: at the unit that issues it. One query where the unit is not loaded."""
    return place_of(directive.unit)


def place_at(delivery: Delivery, roles_here: frozenset[Role] = frozenset()) -> Place:
    """Return where an arrival stands: at the unit that received it."""
    return place_of(delivery.unit, roles_here=roles_here)


def directives_for(actor: Actor) -> QuerySet[Directive]:
    """Return what was issued by, or arrived at, a unit within reach, and the drafts of one's own office. One query."""
    reads = within(scope(actor, READ), unit="unit")
    drafts = Q(state=State.DRAFT) & within(scope(actor, ISSUE), unit="unit")
    arrived = Exists(Delivery.objects.filter(reads, directive=OuterRef("pk")))
    issued = Q(issued_at__isnull=False) & (reads | Q(arrived))
    return Directive.objects.filter(drafts | issued).select_related("unit").order_by("-month_on", "-pk")


def directive_for(actor: Actor, directive_id: UUID) -> Directive:
    """Return one directive. Raises Missing outside the actor's reach. One query."""
    found = directives_for(actor).filter(pk=directive_id).first()
    if found is None:
        raise Missing("directive")
    return found


def issued_by(actor: Actor, unit_id: UUID) -> QuerySet[Directive]:
    """Return what this unit issued and drafts, with the counts of its arrivals. One query."""
    dealt = Q(deliveries__state=Arrival.DEALT_WITH)
    taken = Q(deliveries__state=Arrival.ON_AGENDA)
    rows = directives_for(actor).filter(unit_id=unit_id)
    return rows.annotate(
        sent=Count("deliveries"), taken=Count("deliveries", filter=taken), dealt=Count("deliveries", filter=dealt)
    )


def received_by(actor: Actor, unit_id: UUID) -> QuerySet[Delivery]:
    """Return what arrived at this unit, with directive and issuer, latest first. One query."""
    rows = _deliveries(actor, READ).filter(unit_id=unit_id)
    return rows.select_related("directive__unit").order_by("-received_at", "-pk")


def _deliveries(actor: Actor, action: str) -> QuerySet[Delivery]:
    """Return the arrivals at units where the actor may do the action."""
    return Delivery.objects.filter(within(scope(actor, action), unit="unit"))


def delivery_to(directive: Directive, unit_id: UUID | None) -> Delivery | None:
    """Return the arrival at this unit; None where it was not sent there. One query."""
    if unit_id is None:
        return None
    return Delivery.objects.filter(directive=directive, unit_id=unit_id).select_related("unit").first()


def attachments_of(directive: Directive) -> list[Attachment]:
    """Return the files in the order they came. One query."""
    rows = Attachment.objects.filter(directive=directive, is_removed=False)
    return list(rows.select_related("file__unit").order_by("pk"))


def attachment_for(directive: Directive, attachment_id: UUID) -> Attachment:
    """Return a file of that directive. Raises Missing. One query."""
    rows = Attachment.objects.filter(directive=directive, pk=attachment_id, is_removed=False)
    found = rows.select_related("file__unit", "directive__unit").first()
    if found is None:
        raise Missing("attachment")
    return found


def arrivals_for(actor: Actor, directive: Directive) -> QuerySet[Delivery]:
    """Return where it arrived and how far it is there, as far as the actor may see it, in tree order. One query."""
    rows = _deliveries(actor, PROGRESS).filter(directive=directive)
    return rows.select_related("unit").order_by("unit__path")


def progress_for(actor: Actor, directive: Directive) -> Progress:
    """Return the sums of `arrivals_for`. One query for any number of units."""
    rows = arrivals_for(actor, directive).order_by().values_list("state", "noted_at")
    return progress_of((state, noted_at is not None) for state, noted_at in rows)


def receivers_of(unit: Unit) -> list[Unit]:
    """Return the units directly below, to choose from, for a service that asked. One query."""
    return list(organisations.children_of([unit.pk]))


def waiting_at(unit_id: UUID, month: Month) -> list[Delivery]:
    """Return what arrived for this month or an earlier one and was not dealt with, oldest first. One query.

    For rooms above, which have asked for permission.
    """
    rows = Delivery.objects.filter(
        unit_id=unit_id,
        state__in=OPEN_ARRIVALS,
        directive__state=State.ISSUED,
        directive__month_on__lte=month.first_on,
    )
    return list(rows.select_related("directive__unit").order_by("received_at", "pk"))


def arrived_for(unit_ids: Iterable[UUID], month: Month) -> dict[UUID, datetime]:
    """Return for each unit when the first directive for that month arrived; units without one are left out. One query.

    For rooms above, which have asked for permission.
    """
    rows = Delivery.objects.filter(
        unit_id__in=list(unit_ids), directive__month_on=month.first_on, directive__state=State.ISSUED
    )
    return dict(rows.order_by().values("unit_id").annotate(first=Min("received_at")).values_list("unit_id", "first"))
