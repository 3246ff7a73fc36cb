"""The timetable: each chore in its time, once, whatever happens to the others."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from chibo.kernel import clock, timetable
from chibo.web import chores, jobs
from chibo.web.models import Turn

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 12, 3, 5, 0, tzinfo=UTC)
done: list[str] = []


@pytest.fixture(autouse=True)
def _only_these() -> Iterator[None]:
    kept = dict(timetable._chores)
    timetable._chores.clear()
    done.clear()
    timetable.register("test.often", lambda: done.append("often"), every_seconds=60)
    timetable.register("test.seldom", lambda: done.append("seldom"), every_seconds=3600)
    yield
    timetable._chores.clear()
    timetable._chores.update(kept)


def at(moment: datetime) -> list[str]:
    with clock.at(moment):
        return chores.do_due()


def test_each_chore_is_done_when_its_time_has_come() -> None:
    assert at(NOON) == ["test.often", "test.seldom"]
    assert at(NOON + timedelta(seconds=59)) == []
    assert at(NOON + timedelta(seconds=60)) == ["test.often"]
    assert at(NOON + timedelta(hours=5)) == ["test.often", "test.seldom"]  # what was missed is done once
    assert done == ["often", "seldom", "often", "often", "seldom"]


def test_only_the_worker_that_moves_the_turn_does_it() -> None:
    at(NOON)
    (chore, _) = timetable.chores()
    with clock.at(NOON + timedelta(seconds=60)):
        assert chores._take(chore, is_new=False)
        assert not chores._take(chore, is_new=False)


def test_a_chore_that_fails_is_logged_and_keeps_nobody_waiting(caplog: pytest.LogCaptureFixture) -> None:
    def fail() -> None:
        raise OSError("no disk")

    timetable.register("test.broken", fail, every_seconds=60)
    assert at(NOON) == ["test.broken", "test.often", "test.seldom"]
    assert done == ["often", "seldom"]
    assert "the chore test.broken failed" in caplog.text
    assert Turn.objects.get(name="test.broken").due_at == NOON + timedelta(seconds=60)


def test_two_chores_cannot_share_a_name() -> None:
    with pytest.raises(ValueError, match=r"two chores are called 'test.often'"):
        timetable.register("test.often", done.clear, every_seconds=60)


@task
def stumble() -> None:
    raise OSError("no disk")


@pytest.mark.django_db(transaction=True)
def test_a_failed_job_is_tried_again_later_and_in_the_end_given_up() -> None:
    job = DBTaskResult.objects.get(pk=stumble.enqueue().id)
    for tries in range(1, jobs.ATTEMPTS + 1):
        DBTaskResult.objects.filter(pk=job.pk).update(run_after=clock.now())
        jobs.work_off()
        job.refresh_from_db()
        assert (job.status, len(job.worker_ids)) == (TaskResultStatus.FAILED, tries)
        assert jobs.try_again() == (1 if tries < jobs.ATTEMPTS else 0)
    jobs.work_off()
    job.refresh_from_db()
    assert job.status == TaskResultStatus.FAILED
    assert "no disk" in job.traceback
