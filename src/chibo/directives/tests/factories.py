"""Directives for tests, made through the services, for December 2026 unless the test says otherwise."""

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from chibo.access import Actor
from chibo.directives import services
from chibo.directives.figures import Draft
from chibo.directives.models import Directive
from chibo.directives.states import Kind
from chibo.kernel.months import Month
from chibo.organisations.models import Unit

DECEMBER = Month(2026, 12)


def a_draft(**changes: Any) -> Draft:
    usual: dict[str, Any] = {
        "kind": Kind.GUIDANCE,
        "month": DECEMBER,
        "subject": "Định hướng sinh hoạt tháng 12",
        "body": "Tập trung bàn việc chống lãng phí trong việc cưới, việc tang.",
        "discuss_by_on": date(2026, 12, 10),
    }
    return Draft(**(usual | changes))


def a_drafted(actor: Actor, unit: Unit, **changes: Any) -> Directive:
    """Draft guidance."""
    return services.draft_directive(actor=actor, unit=unit, draft=a_draft(**changes))


def an_issued(actor: Actor, unit: Unit, to: Collection[UUID] | None = None, **changes: Any) -> Directive:
    """Draft guidance and issue it to all cells, or to those named."""
    draft = a_drafted(actor, unit, **changes)
    return services.issue_directive(actor=actor, directive_id=draft.pk, version=draft.version, unit_ids=to)
