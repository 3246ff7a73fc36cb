"""Tasks are given, reported and settled by those who may, and every refusal changes nothing."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from tests.cast import Cast

from chibo.access import Denied
from chibo.audit.models import Entry, EntryValue, Stale
from chibo.kernel import clock
from chibo.kernel.errors import Conflict, Refusal
from chibo.tasks import services
from chibo.tasks.models import Report, Task
from chibo.tasks.states import Move, State
from chibo.tasks.tests.factories import a_task

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def third_of_december() -> Iterator[None]:
    with clock.at(datetime(2026, 12, 3, 13, tzinfo=UTC)):
        yield


def test_a_given_task_is_open_recorded_and_makes_its_month_stale(cast: Cast) -> None:
    task = a_task(cast.secretary.actor, cast.cell, person_id=cast.member.id)
    assert (task.state, task.person_id) == (State.OPEN, cast.member.id)
    assert Entry.objects.filter(action="tasks.task.give", object_id=str(task.pk)).count() == 1
    assert Stale.objects.filter(unit_id=cast.cell.pk, month_on=date(2026, 12, 1), topic="tasks").exists()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"title": "  "}, "tasks.needs_title"),
        ({"due_on": None}, "tasks.needs_day"),
        ({"due_on": date(2026, 12, 2)}, "tasks.day_past"),
    ],
)
def test_a_task_without_what_or_when_is_refused(cast: Cast, change: dict[str, object], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        a_task(cast.secretary.actor, cast.cell, **change)
    assert refused.value.code == code
    assert not Task.objects.exists()


def test_somebody_of_another_cell_cannot_owe_a_task_here(cast: Cast) -> None:
    with pytest.raises(Refusal, match=r"tasks\.not_a_member_here"):
        a_task(cast.secretary.actor, cast.cell, person_id=cast.sibling_secretary.id)


@pytest.mark.parametrize("who", ["member", "sibling_secretary", "foreign_secretary", "assigned", "operator"])
def test_who_does_not_lead_the_cell_hands_out_nothing(cast: Cast, who: str) -> None:
    with pytest.raises(Denied):
        a_task(getattr(cast, who).actor, cast.cell)
    assert not Task.objects.exists()


def test_the_clerks_box_is_accepted_at_once_or_not_at_all(cast: Cast) -> None:
    ready = a_task(cast.secretary.actor, cast.cell, proposed=True)
    lacking = a_task(cast.secretary.actor, cast.cell, proposed=True, due_on=None)
    both = [(ready.pk, 1), (lacking.pk, 1)]
    with pytest.raises(Refusal, match=r"tasks\.needs_day"):
        services.accept_tasks(actor=cast.secretary.actor, unit=cast.cell, tasks=both)
    ready.refresh_from_db()
    assert ready.state == State.PROPOSED
    services.accept_tasks(actor=cast.secretary.actor, unit=cast.cell, tasks=both[:1])
    ready.refresh_from_db()
    assert ready.state == State.OPEN


def test_who_owes_it_reports_and_the_secretary_verifies(cast: Cast) -> None:
    task = a_task(cast.secretary.actor, cast.cell, person_id=cast.member.id)
    services.report_task(actor=cast.member.actor, task_id=task.pk, version=1, text="Đã vận động 2 hộ.")
    done = services.settle_task(actor=cast.secretary.actor, task_id=task.pk, version=2, move=Move.VERIFY)
    assert (done.state, done.closed_on, done.result) == (State.DONE, date(2026, 12, 3), "Đã vận động 2 hộ.")
    assert [report.move for report in Report.objects.order_by("id")] == ["report", "verify"]


def test_the_record_says_from_which_state_a_task_moved(cast: Cast) -> None:
    task = a_task(cast.secretary.actor, cast.cell, person_id=cast.member.id)
    services.report_task(actor=cast.member.actor, task_id=task.pk, version=1, text="Xong.")
    services.settle_task(actor=cast.secretary.actor, task_id=task.pk, version=2, move=Move.VERIFY)
    moved = EntryValue.objects.filter(field="state").order_by("id")
    assert list(moved.values_list("before", "after")) == [("open", "reported"), ("reported", "done")]


def test_another_member_cannot_report_a_comrades_task(cast: Cast) -> None:
    task = a_task(cast.secretary.actor, cast.cell, person_id=cast.member.id)
    with pytest.raises(Denied):
        services.report_task(actor=cast.other_member.actor, task_id=task.pk, version=1, text="Xong.")


@pytest.mark.parametrize("move", [Move.FAIL, Move.CANCEL])
def test_ending_a_task_undone_needs_a_reason(cast: Cast, move: Move) -> None:
    task = a_task(cast.secretary.actor, cast.cell)
    with pytest.raises(Refusal, match=r"tasks\.needs_reason"):
        services.settle_task(actor=cast.secretary.actor, task_id=task.pk, version=1, move=move, text=" ")
    task.refresh_from_db()
    assert task.state == State.OPEN


def test_the_slower_of_two_is_told_and_loses_nothing(cast: Cast) -> None:
    task = a_task(cast.secretary.actor, cast.cell)
    services.settle_task(actor=cast.secretary.actor, task_id=task.pk, version=1, move=Move.VERIFY)
    with pytest.raises(Conflict):
        services.settle_task(actor=cast.deputy.actor, task_id=task.pk, version=1, move=Move.FAIL, text="Mưa lũ.")
    task.refresh_from_db()
    assert task.state == State.DONE


def test_a_meeting_carries_a_task_over_to_a_new_day(cast: Cast) -> None:
    task = a_task(cast.secretary.actor, cast.cell, person_id=cast.member.id)
    changed = services.change_task(
        actor=cast.secretary.actor,
        task_id=task.pk,
        version=1,
        title=task.title,
        person_id=task.person_id,
        due_on=date(2027, 1, 10),
        carries_over=True,
    )
    assert (changed.due_on, changed.carried) == (date(2027, 1, 10), 1)


def test_a_closed_task_is_changed_no_more(cast: Cast) -> None:
    task = a_task(cast.secretary.actor, cast.cell)
    services.settle_task(actor=cast.secretary.actor, task_id=task.pk, version=1, move=Move.VERIFY)
    with pytest.raises(Refusal, match=r"tasks\.cannot_change"):
        services.change_task(
            actor=cast.secretary.actor,
            task_id=task.pk,
            version=2,
            title="Khác",
            person_id=None,
            due_on=date(2027, 1, 10),
        )
