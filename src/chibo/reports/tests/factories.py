"""A month of the cast's first cell for tests, made through the services: held, scored, decided, counted."""

from datetime import date

from tests.cast import Cast

from chibo.kernel import clock
from chibo.kernel.months import Month
from chibo.reports import services as reports
from chibo.scoring import services
from chibo.scoring.models import Score
from chibo.scoring.tests.factories import AFTERWARDS, adopted, an_open_meeting, closed
from chibo.tasks.tests.factories import a_task

DECEMBER = Month(2026, 12)


def a_scored_month(cast: Cast) -> Score:
    """Hold, score and close the December meeting of the first cell; one task is due in the month."""
    meeting = an_open_meeting(cast.secretary, cast.cell, cast.member, ill=cast.other_member)
    adopted(cast.secretary.actor, meeting, {"results": 2700, "discussion": 1800})
    closed(cast.secretary.actor, meeting)
    with clock.at(AFTERWARDS):
        a_task(cast.secretary.actor, cast.cell)
    return Score.objects.get()


def decided(cast: Cast, score: Score) -> Score:
    """Decide the score as the cell has voted it: 90 points."""
    return services.decide(
        actor=cast.office.actor,
        score_id=score.pk,
        version=score.version,
        decided_on=date(2026, 12, 8),
        notice_number="15-TB/ĐU",
    )


def counted() -> int:
    """Let the worker count whatever is stale."""
    return reports.refresh_stale()
