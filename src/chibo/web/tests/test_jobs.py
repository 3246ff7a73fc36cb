"""Jobs are done by a worker of the same process, and what a killed worker had begun is begun again."""

from datetime import timedelta

import pytest
from django.tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from chibo.kernel import clock
from chibo.web import jobs

done: list[int] = []


@task
def note(number: int) -> None:
    done.append(number)


@pytest.fixture
def begun(db: None) -> DBTaskResult:
    """A job that the worker "here:serve" had in hand when it was killed."""
    job = DBTaskResult.objects.get(pk=note.enqueue(7).id)
    job.claim("here:serve")
    return job


def test_a_killed_workers_job_is_begun_again(begun: DBTaskResult) -> None:
    assert jobs.begin_again("here:serve") == 1
    begun.refresh_from_db()
    assert begun.status == TaskResultStatus.READY


def test_another_workers_job_is_left_to_it(begun: DBTaskResult) -> None:
    assert jobs.begin_again("here:other") == 0
    begun.refresh_from_db()
    assert begun.status == TaskResultStatus.RUNNING


def test_a_job_whose_worker_never_came_back_is_begun_again(begun: DBTaskResult) -> None:
    assert jobs.begin_lost_again() == 0
    with clock.at(clock.now() + jobs.LONGEST + timedelta(minutes=1)):
        assert jobs.begin_lost_again() == 1
    begun.refresh_from_db()
    assert begun.status == TaskResultStatus.READY


def test_jobs_that_ended_long_ago_are_forgotten(begun: DBTaskResult) -> None:
    begun.set_successful(None)
    assert jobs.forget_done() == 0
    with clock.at(clock.now() + jobs.KEPT + timedelta(minutes=1)):
        assert jobs.forget_done() == 1


def test_a_job_that_never_ends_is_given_up(begun: DBTaskResult) -> None:
    for _ in range(jobs.ATTEMPTS - 1):
        begun.claim("here:serve")
    jobs.begin_again("here:serve")
    begun.refresh_from_db()
    assert begun.status == TaskResultStatus.FAILED
    assert begun.exception_class_path == "chibo.web.jobs.Abandoned"


@pytest.mark.django_db(transaction=True)
def test_the_thread_does_what_was_asked() -> None:
    done.clear()
    asked = note.enqueue(42)
    thread = jobs.Background("test")
    thread.start()
    for _ in range(100):
        if done:
            break
        thread._thread.join(0.1)
    thread.stop()
    assert done == [42]
    assert DBTaskResult.objects.get(pk=asked.id).status == TaskResultStatus.SUCCESSFUL
