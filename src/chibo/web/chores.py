"""The timetable: what rooms have named in `kernel.timetable` is done when due, by one of the workers.

A chore that a killed worker left is done at its next time. A chore that fails is logged and comes up again at its next
time; it never keeps the others waiting.
"""

import logging
from datetime import timedelta

from chibo.kernel import clock, timetable
from chibo.web.models import Turn

logger = logging.getLogger(__name__)


def do_due() -> list[str]:
    """Do the chores that are due and return their names. One query where none is."""
    done = []
    turns = dict(Turn.objects.values_list("name", "due_at"))
    for chore in timetable.chores():
        if turns.get(chore.name, clock.now()) <= clock.now() and _take(chore, is_new=chore.name not in turns):
            _do(chore)
            done.append(chore.name)
    return done


def _take(chore: timetable.Chore, *, is_new: bool) -> bool:
    """Move the chore's turn on; True for the one worker that did."""
    now = clock.now()
    if is_new:
        Turn.objects.get_or_create(name=chore.name, defaults={"due_at": now})
    due = Turn.objects.filter(name=chore.name, due_at__lte=now)
    return bool(due.update(due_at=now + timedelta(seconds=chore.every_seconds)))


def _do(chore: timetable.Chore) -> None:
    try:
        chore.run()
    except Exception:
        logger.exception("the chore %s failed and comes up again in %s seconds", chore.name, chore.every_seconds)
