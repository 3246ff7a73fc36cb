"""Counting: what a command has made stale is counted anew, and every unit above gets the difference."""

import logging
from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F, QuerySet

from chibo.audit import services as audit
from chibo.audit.services import no_entry
from chibo.kernel import clock
from chibo.kernel.months import Month
from chibo.kernel.pace import Pace
from chibo.kernel.share import Share
from chibo.meetings import selectors as meetings
from chibo.organisations import selectors as organisations
from chibo.proposals import selectors as proposals
from chibo.reports.models import Fact
from chibo.reports.rules import counts_from, difference
from chibo.reports.selectors.measuring import LIVE, measure
from chibo.reports.states import Indicator
from chibo.tasks import selectors as tasks

logger = logging.getLogger(__name__)
BATCH = 200


@no_entry("The worker counts; nobody acts.")
def refresh_stale() -> int:
    """Count at most `BATCH` stale months anew, each in a transaction of its own. Returns how many were counted.

    A month that cannot be counted is set aside with what went wrong and tried again later; the others go on.
    """
    pace, done, failed = Pace(), 0, 0
    while done + failed < BATCH:
        found = _refresh_next()
        if found is None:
            break
        done, failed = done + found, failed + (not found)
        pace.let_others_write()
    return done


@no_entry("Figures are made anew from what they count; nobody acts.")
def rebuild_facts() -> int:
    """Throw away what holds now and count every unit and month anew. Returns how many there were.

    Month by month: its figures go and its units are marked stale in one transaction, then each is counted in one of
    its own. Killed in between it leaves marks behind, which the worker counts. The outcome is the table that
    `refresh_stale` keeps up to date (see the tests).
    """
    found = meetings.unit_months() | tasks.unit_months() | proposals.unit_months()
    held = Fact.objects.filter(version=LIVE).order_by("month_on").values_list("month_on", flat=True).distinct()
    for month in sorted({month for _unit_id, month in found} | {Month.of(day) for day in held}):
        with transaction.atomic():
            Fact.objects.filter(version=LIVE, month_on=month.first_on).delete()
            audit.mark_stale(sorted(pair for pair in found if pair[1] == month))
        while refresh_stale():
            pass
    return len(found)


def _refresh_next() -> bool | None:
    """Count one stale month; None where there is none, False where it had to be set aside."""
    taken = None
    try:
        with transaction.atomic():
            taken = audit.take_stale()
            if taken is None:
                return None
            refresh(taken.unit_id, taken.month)
            audit.drop_stale(taken)
    except Exception as error:
        if taken is None:
            raise
        logger.exception("%s of the unit %s could not be counted and is set aside", taken.month, taken.unit_id)
        audit.set_aside(taken, error)
        return False
    return True


@no_entry("Part of counting; the command that made the month stale has its entry.")
def refresh(unit_id: UUID, month: Month) -> None:
    """Count one cell's month inside the caller's transaction; units that are no cells are passed over.

    A cell that has moved takes its counts from the units that were above it to those that are.
    """
    today = clock.today()
    if not organisations.is_cell(organisations.unit(unit_id), today):
        return
    _hold(unit_id, month)
    rows = list(_rows(unit_id, month).select_for_update().order_by("id"))
    before = counts_from((row.indicator, row.numerator, row.denominator) for row in rows)
    old_line = [UUID(key) for key in rows[0].ancestor_ids[1:]] if rows else []
    now = measure(unit_id, month)
    if not rows and not now:
        return
    line = organisations.ancestor_ids(unit_id, min(month.last_on, today))
    _write_cell(unit_id, month, now, line)
    if not rows or old_line == line[1:]:
        _add_above(line[1:], month, difference(now, before))
    else:
        _add_above(old_line, month, difference({}, before))
        _add_above(line[1:], month, now)


def _hold(unit_id: UUID, month: Month) -> None:
    """Let nobody else count this month until the transaction ends: before it was counted first it has no row to lock.

    On SQLite writers stand in one queue anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"reports {unit_id} {month}"])


def _write_cell(unit_id: UUID, month: Month, now: Mapping[Indicator, Share], line: Sequence[UUID]) -> None:
    _rows(unit_id, month).exclude(indicator__in=list(now)).delete()
    ids = [str(one) for one in line]
    for key, share in now.items():
        values = {"numerator": share.part, "denominator": share.whole, "ancestor_ids": ids}
        Fact.objects.update_or_create(
            unit_id=unit_id, month_on=month.first_on, indicator=key, version=LIVE, defaults=values
        )


def _add_above(line: Sequence[UUID], month: Month, changes: Mapping[Indicator, Share]) -> None:
    """Add to every unit of the line, the highest first, so that two workers wait for each other in one order.

    A row is locked before it is added to: another worker may just find that it holds nothing any more, and delete it.
    """
    for unit_id in reversed(line):
        for key, share in sorted(changes.items()):
            row, _made = Fact.objects.select_for_update().get_or_create(
                unit_id=unit_id,
                month_on=month.first_on,
                indicator=key,
                version=LIVE,
                defaults={"numerator": 0, "denominator": 0},
            )
            Fact.objects.filter(pk=row.pk).update(
                numerator=F("numerator") + share.part, denominator=F("denominator") + share.whole
            )
        _rows(unit_id, month).filter(numerator=0, denominator=0).delete()


def _rows(unit_id: UUID, month: Month) -> QuerySet[Fact]:
    return Fact.objects.filter(unit_id=unit_id, month_on=month.first_on, version=LIVE)
