"""The daily round: months start by themselves, and who owes something is reminded, once for each thing."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from chibo.access import Actor, Mandate, Role, require
from chibo.audit.services import command, no_entry, record
from chibo.desk import phrases
from chibo.desk.figures import Reminder
from chibo.desk.models import Reminded
from chibo.desk.selectors import open_reminders, units_to_start
from chibo.desk.services.preparing import prepare_month
from chibo.kernel import clock
from chibo.kernel.months import Month
from chibo.kernel.pace import Pace
from chibo.notices import services as notices
from chibo.organisations import selectors as organisations
from chibo.organisations.selectors import place_of

if TYPE_CHECKING:
    from chibo.organisations.models import Unit

logger = logging.getLogger(__name__)

NAME = "Chibo"
"""What the record says of acts that nobody started by hand."""


@no_entry("The worker goes round; each month started and each reminder leaves its own entry.")
def daily_round() -> tuple[int, int]:
    """Start the months that are to be prepared and give the reminders of today. May be run as often as one likes.

    Returns how many items came onto agendas, and how many reminders were given. A unit that fails is logged and
    does not keep the others waiting.
    """
    cells = [unit for unit in organisations.units_within("") if organisations.is_cell(unit, clock.today())]
    pace, brought = Pace(), 0
    for month in (Month.of(clock.today()), Month.of(clock.today()).plus(1)):
        for unit in units_to_start(cells, month):
            brought += _start(unit, month)
            pace.let_others_write()
    return brought, _remind_all(cells, pace)


@command("desk.round.remind")
def remind(*, actor: Actor, unit: Unit, reminders: Sequence[Reminder]) -> int:
    """Give these reminders and note that they were given. Two queries and four for each."""
    require(actor, "desk.round.remind", place_of(unit))
    now = clock.now()
    Reminded.objects.bulk_create(Reminded(key=reminder.key, reminded_at=now) for reminder in reminders)
    for reminder in reminders:
        sentence = phrases.REMINDERS[reminder.code]
        notices.tell(
            reminder.user_ids,
            sentence,
            kind=reminder.code,
            link=reminder.link,
            due_on=reminder.due_on,
            facts=reminder.facts,
        )
    record(actor, unit, place_of(unit), details={"reminders": len(reminders)})
    return len(reminders)


def _remind_all(cells: Sequence[Unit], pace: Pace) -> int:
    by_unit: dict[Unit, list[Reminder]] = defaultdict(list)
    for unit, reminder in open_reminders(cells):
        by_unit[unit].append(reminder)
    given = 0
    for unit, found in by_unit.items():
        given += _remind(unit, found)
        pace.let_others_write()
    return given


def _start(unit: Unit, month: Month) -> int:
    try:
        return prepare_month(actor=machine_at(unit), unit=unit, month=month).brought
    except Exception:  # whatever it is: the others wait behind it
        logger.exception("the month %s of %s could not be started", month, unit.pk)
        return 0


def _remind(unit: Unit, reminders: Sequence[Reminder]) -> int:
    try:
        return remind(actor=machine_at(unit), unit=unit, reminders=reminders)
    except Exception:  # as above; what was not given is due again in the next round
        logger.exception("%s reminders of %s could not be given", len(reminders), unit.pk)
        return 0


def machine_at(unit: Unit) -> Actor:
    """Return who acts where nobody pressed anything: it may at this unit what its office may."""
    return Actor(None, None, NAME, (Mandate(Role.OFFICE, unit.pk, unit.path, unit.name),), clock.today())
