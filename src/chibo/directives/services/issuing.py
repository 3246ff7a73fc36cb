"""The side that issues: a directive is drafted, gets its files, goes out, and may be withdrawn."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import IO, TYPE_CHECKING, Any
from uuid import UUID

from django.urls import reverse

from chibo.access import Actor, Role, require
from chibo.audit.rows import locked, save
from chibo.audit.services import command, record
from chibo.directives import phrases
from chibo.directives.figures import Draft
from chibo.directives.models import Attachment, Delivery, Directive
from chibo.directives.rules import after, check_draft, check_issue
from chibo.directives.selectors import ISSUE, attachments_of, place
from chibo.directives.states import Move, State
from chibo.documents import services as documents
from chibo.kernel import clock
from chibo.kernel.errors import Refusal
from chibo.kernel.months import Month
from chibo.kernel.text import tidy
from chibo.notices import services as notices
from chibo.organisations import selectors as organisations
from chibo.organisations.selectors import place_of
from chibo.ui import write

if TYPE_CHECKING:
    from chibo.organisations.models import Unit


@command("directives.directive.issue")
def draft_directive(*, actor: Actor, unit: Unit, draft: Draft) -> Directive:
    """Draft a directive of this unit. Refuses what says nothing of itself. Four queries."""
    require(actor, ISSUE, place_of(unit))
    check_draft(draft)
    directive = Directive.objects.create(unit=unit, **_values(draft))
    record(actor, directive, place_of(unit), changed={"subject": (None, directive.subject)})
    return directive


@command("directives.directive.issue")
def change_directive(*, actor: Actor, directive_id: UUID, version: int, draft: Draft) -> Directive:
    """Change a draft. Refuses one that has gone out: units may have read it."""
    directive = _locked_draft(actor, directive_id, version)
    check_draft(draft)
    before = {name: getattr(directive, name) for name in _values(draft)}
    for name, value in _values(draft).items():
        setattr(directive, name, value)
    save(directive, *before)
    changed = {name: (old, getattr(directive, name)) for name, old in before.items() if old != getattr(directive, name)}
    record(actor, directive, place(directive), changed=changed)
    return directive


@command("directives.directive.issue")
def add_file(
    *, actor: Actor, directive_id: UUID, name: str, content: IO[bytes], title: str = "", secret_ticked: bool = False
) -> Attachment:
    """Put a file beside a draft. Refuses what `documents.store_file` refuses, secret markings among it."""
    directive = _locked_draft(actor, directive_id)
    file = documents.store_file(
        actor=actor, unit=directive.unit, name=name, content=content, secret_ticked=secret_ticked
    )
    attachment = Attachment.objects.create(directive=directive, file=file, title=tidy(title)[:200] or file.name)
    record(actor, attachment, place(directive), changed={"title": (None, attachment.title)})
    return attachment


@command("directives.directive.issue")
def remove_file(*, actor: Actor, attachment_id: UUID, version: int) -> Attachment:
    """Take a file off a draft."""
    attachment = locked(Attachment, attachment_id, version)
    directive = _locked_draft(actor, attachment.directive_id)
    attachment.is_removed = True
    save(attachment, "is_removed")
    record(actor, attachment, place(directive), changed={"title": (attachment.title, None)})
    return attachment


@command("directives.directive.issue")
def issue_directive(
    *, actor: Actor, directive_id: UUID, version: int, unit_ids: Collection[UUID] | None = None
) -> Directive:
    """Send a directive out: it arrives at each unit, and their secretaries and deputies are told.

    `unit_ids` None means all cells below. Refuses to send nothing, to nobody, or to a unit that is not below.
    About fifteen queries for any number of units.
    """
    directive = locked(Directive, directive_id, version)
    require(actor, ISSUE, place(directive))
    directive.state = after(State(directive.state), Move.ISSUE)
    receivers, now, today = _receivers(directive.unit, unit_ids), clock.now(), clock.today()
    check_issue(
        has_text=bool(directive.body or attachments_of(directive)),
        receivers=len(receivers),
        discuss_by_on=directive.discuss_by_on,
        today=today,
    )
    directive.issued_at, directive.issued_on = now, today
    save(directive, "state", "issued_at", "issued_on")
    Delivery.objects.bulk_create(Delivery(directive=directive, unit=unit, received_at=now) for unit in receivers)
    record(
        actor,
        directive,
        place(directive),
        changed={"state": (State.DRAFT, directive.state)},
        details={"units": len(receivers)},
    )
    _tell(directive, [unit.pk for unit in receivers], "directives.notice.issued")
    return directive


@command("directives.directive.issue")
def withdraw_directive(*, actor: Actor, directive_id: UUID, version: int, reason: str = "") -> Directive:
    """Withdraw a directive, with the reason, or throw a draft away. Who received it is told; what was done stays."""
    directive = locked(Directive, directive_id, version)
    require(actor, ISSUE, place(directive))
    before = directive.state
    directive.state = after(State(before), Move.WITHDRAW)
    directive.withdrawn_reason = tidy(reason)[:300]
    if directive.issued_at and not directive.withdrawn_reason:
        raise Refusal("directives.needs_reason")
    save(directive, "state", "withdrawn_reason")
    record(actor, directive, place(directive), changed={"state": (before, directive.state)})
    received = Delivery.objects.filter(directive=directive).values_list("unit_id", flat=True)
    _tell(directive, received, "directives.notice.withdrawn")
    return directive


def _locked_draft(actor: Actor, directive_id: UUID, version: int | None = None) -> Directive:
    directive = locked(Directive, directive_id, version)
    require(actor, ISSUE, place(directive))
    if directive.state != State.DRAFT:
        raise Refusal("directives.no_longer_draft")
    return directive


def _values(draft: Draft) -> dict[str, Any]:
    return {
        "kind": draft.kind,
        "month_on": draft.month.first_on,
        "number": tidy(draft.number)[:60],
        "subject": tidy(draft.subject)[:300],
        "body": draft.body.strip(),
        "discuss_by_on": draft.discuss_by_on,
    }


def _receivers(unit: Unit, unit_ids: Collection[UUID] | None) -> list[Unit]:
    """Return the units that it goes to: all cells below, or those chosen. One query."""
    below = [one for one in organisations.units_within(unit.path) if one.pk != unit.pk]
    if unit_ids is None:
        return [one for one in below if organisations.is_cell(one, clock.today())]
    wanted = set(unit_ids)
    chosen = [one for one in below if one.pk in wanted]
    if len(chosen) != len(wanted):
        raise Refusal("directives.not_below", unit=unit.name)
    return chosen


def _tell(directive: Directive, unit_ids: Iterable[UUID], code: str) -> None:
    leaders = (Role.SECRETARY, Role.DEPUTY)
    facts = {
        "unit": directive.unit.name,
        "month": write.month(Month.of(directive.month_on)),
        "subject": directive.subject,
        "reason": directive.withdrawn_reason,
    }
    notices.tell(
        organisations.user_ids_among(unit_ids, leaders, clock.today()),
        phrases.NOTICES[code],
        kind=code,
        link=reverse("directives:detail", args=[directive.pk]),
        due_on=directive.discuss_by_on if directive.state == State.ISSUED else None,
        facts=facts,
    )
