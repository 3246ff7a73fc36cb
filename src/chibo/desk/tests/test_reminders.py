"""What the daily round looks at."""

from datetime import date

import pytest
from tests.cast import Cast

from chibo.desk import services
from chibo.desk.models import Reminded
from chibo.meetings.tests.factories import on
from chibo.tasks.tests.factories import a_task

pytestmark = pytest.mark.django_db


def test_a_task_long_overdue_is_not_asked_about_every_day_again(cast: Cast) -> None:
    for last_on in (date(2026, 11, 25), date(2026, 12, 1)):
        a_task(cast.secretary.actor, cast.cell, person_id=cast.member.id, due_on=last_on)
    with on(28, 12):
        services.daily_round()
    assert [row.key[-10:] for row in Reminded.objects.filter(key__startswith="task:")] == ["2026-12-01"]
