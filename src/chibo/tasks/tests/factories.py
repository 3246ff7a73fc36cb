"""Tasks for tests, made through the services."""

from datetime import date
from typing import Any

from chibo.access import Actor
from chibo.kernel.months import Month
from chibo.organisations.models import Unit
from chibo.tasks.models import Task
from chibo.tasks.services import give_task


def a_task(actor: Actor, unit: Unit, **changes: Any) -> Task:
    """Hand out a task for December 2026."""
    values = {
        "title": "Vận động hiến đất mở rộng đường trục thôn",
        "month": Month(2026, 12),
        "due_on": date(2026, 12, 15),
        **changes,
    }
    return give_task(actor=actor, unit=unit, **values)
