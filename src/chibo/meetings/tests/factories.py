"""Meetings for tests, made through the services, in December 2026 unless the test says otherwise."""

from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, time
from typing import Any

from chibo.access import Actor
from chibo.kernel import clock
from chibo.kernel.months import Month
from chibo.meetings import services
from chibo.meetings.figures import Plan
from chibo.meetings.models import Meeting
from chibo.meetings.states import Kind
from chibo.organisations.models import Unit

DECEMBER = Month(2026, 12)
DAY = date(2026, 12, 3)


def on(day: int, month: int = 11, hour: int = 9) -> AbstractContextManager[None]:
    """Set the clock to an hour of 2026 in Vietnam."""
    return clock.at(datetime(2026, month, day, hour, tzinfo=clock.HOME).astimezone(UTC))


def a_plan(**changes: Any) -> Plan:
    """Return Thursday 3 December, 19:30 to 21:10, in the village hall."""
    usual: dict[str, Any] = {
        "held_on": DAY,
        "starts_at": time(19, 30),
        "ends_at": time(21, 10),
        "place": "Nhà văn hóa thôn",
    }
    return Plan(**(usual | changes))


def a_draft(actor: Actor, unit: Unit, month: Month = DECEMBER, kind: Kind = Kind.REGULAR, **facts: Any) -> Meeting:
    """Draft a meeting."""
    return services.draft_meeting(actor=actor, unit_id=unit.pk, month=month, kind=kind, **facts)


def a_registered(actor: Actor, unit: Unit, month: Month = DECEMBER, **changes: Any) -> Meeting:
    """Draft and register a regular meeting on day 3 of the month."""
    draft = a_draft(actor, unit, month)
    plan = a_plan(**({"held_on": month.day(3)} | changes))
    return services.register_meeting(actor=actor, meeting_id=draft.pk, version=draft.version, plan=plan)


def a_called(actor: Actor, unit: Unit, month: Month = DECEMBER, **changes: Any) -> Meeting:
    """Register a regular meeting and send its notice."""
    meeting = a_registered(actor, unit, month, **changes)
    return services.call_meeting(actor=actor, meeting_id=meeting.pk, version=meeting.version).meeting
