"""Figures follow what happens, sums hold at every level, months are closed and opened from above."""

import threading
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, time, timedelta
from uuid import UUID

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.cast import Cast

from chibo.access import Denied
from chibo.audit import selectors as audit
from chibo.audit.models import Stale
from chibo.kernel import clock
from chibo.kernel.errors import Refusal
from chibo.kernel.months import Month
from chibo.kernel.share import Share
from chibo.meetings.models import Meeting
from chibo.notices.models import Notice
from chibo.proposals import services as proposals
from chibo.proposals.tests.factories import a_sent
from chibo.reports import selectors, services
from chibo.reports.models import CellMonth, Fact
from chibo.reports.services import facts
from chibo.reports.states import ClosedAs, Indicator, Sign
from chibo.reports.tests.factories import DECEMBER, a_scored_month, counted, decided
from chibo.scoring.models import Score
from chibo.scoring.tests.factories import AFTERWARDS
from chibo.tasks.models import Task

pytestmark = pytest.mark.django_db
JANUARY = datetime(2027, 1, 20, 2, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def the_days_after() -> Iterator[None]:
    with clock.at(AFTERWARDS):
        yield


@pytest.fixture
def scored(cast: Cast) -> Score:
    return a_scored_month(cast)


def table() -> set[tuple[object, ...]]:
    """Everything that holds now, without the rows' own numbers."""
    columns = ("unit_id", "month_on", "indicator", "numerator", "denominator")
    return set(Fact.objects.filter(version=0).values_list(*columns))


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgres
def test_a_month_that_two_workers_count_for_the_first_time_is_counted_once(
    cast: Cast, scored: Score, monkeypatch: pytest.MonkeyPatch
) -> None:
    measure, both = facts.measure, threading.Barrier(2)

    def measure_at_once(unit_id: UUID, month: Month) -> dict[Indicator, Share]:
        found = measure(unit_id, month)
        with suppress(threading.BrokenBarrierError):
            both.wait(1)
        return found

    def count() -> None:
        try:
            with clock.at(AFTERWARDS), transaction.atomic():
                services.refresh(cast.cell.pk, DECEMBER)
        finally:
            connection.close()

    monkeypatch.setattr(facts, "measure", measure_at_once)
    workers = [threading.Thread(target=count) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(20)
    assert selectors.facts_of(cast.cell.pk, DECEMBER)[Indicator.CELLS] == Share(1, 1)
    assert selectors.facts_of(cast.committee.pk, DECEMBER)[Indicator.CELLS] == Share(1, 1)


def test_the_worker_counts_what_happened_and_forgets_the_marks(cast: Cast, scored: Score) -> None:
    assert Stale.objects.exists()
    assert counted() > 0
    assert not Stale.objects.exists()
    facts = selectors.facts_of(cast.cell.pk, DECEMBER)
    meeting = Meeting.objects.get()
    assert facts[Indicator.HELD] == Share(1, 1)
    assert facts[Indicator.PRESENT] == Share(meeting.present_count or 0, meeting.due_count or 0)
    assert facts[Indicator.POINTS] == Share(9000, 1)
    assert facts[Indicator.CONFIRMED] == Share(0, 1)
    assert facts[Indicator.TASKS_DONE] == Share(0, 1)


def test_the_committee_has_the_sum_of_its_cells(cast: Cast, scored: Score) -> None:
    counted()
    assert selectors.facts_of(cast.committee.pk, DECEMBER) == selectors.facts_of(cast.cell.pk, DECEMBER)
    decided(cast, scored)
    counted()
    above = selectors.facts_of(cast.committee.pk, DECEMBER)
    assert (above[Indicator.CONFIRMED], above[Indicator.BAND_GOOD]) == (Share(1, 1), Share(1, 1))


def test_counting_again_changes_nothing(cast: Cast, scored: Score) -> None:
    counted()
    before = table()
    with transaction.atomic():
        services.refresh(cast.cell.pk, DECEMBER)
    assert table() == before


def test_made_anew_the_table_is_the_same(cast: Cast, scored: Score) -> None:
    decided(cast, scored)
    counted()
    before = table()
    services.rebuild_facts()
    assert table() == before


def test_making_the_table_anew_takes_a_transaction_for_each_unit_and_month(
    cast: Cast, scored: Score, monkeypatch: pytest.MonkeyPatch
) -> None:
    decided(cast, scored)
    counted()
    before, count = table(), facts.refresh

    def fall_over(unit_id: UUID, month: Month) -> None:
        if unit_id == cast.cell.pk:
            raise RuntimeError("killed")
        count(unit_id, month)

    with monkeypatch.context() as patched:
        patched.setattr(facts, "refresh", fall_over)
        services.rebuild_facts()
    assert Stale.objects.filter(unit_id=cast.cell.pk).exists()
    Stale.objects.update(retry_at=None)
    services.refresh_stale()
    assert table() == before


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(["cell", "sibling_cell", "staff_cell"]), st.booleans()), max_size=6))
def test_at_every_level_the_total_is_the_sum_of_the_parts(cast: Cast, steps: list[tuple[str, bool]]) -> None:
    """Tasks come in three cells; after any history the committee holds the sum, and so does a table made anew."""
    for name, gets_done in steps:
        unit = getattr(cast, name)
        Task.objects.create(
            unit=unit,
            kind="monthly",
            month_on=DECEMBER.first_on,
            title="Việc",
            due_on=DECEMBER.day(15),
            state="done" if gets_done else "open",
            closed_on=DECEMBER.day(14) if gets_done else None,
        )
        with transaction.atomic():
            services.refresh(unit.pk, DECEMBER)
    cells = [cast.cell.pk, cast.sibling_cell.pk, cast.staff_cell.pk]
    parts = selectors.facts_of_many(cells, DECEMBER, DECEMBER).values()
    whole = selectors.facts_of(cast.committee.pk, DECEMBER)
    for key in Indicator:
        shares = [one[key] for one in parts if key in one]
        assert whole.get(key, Share(0, 0)) == sum(shares, Share(0, 0))
    before = table()
    services.rebuild_facts()
    assert table() == before


def test_proposals_are_facts_of_the_months_from_their_sending_to_their_answer(cast: Cast) -> None:
    sent = a_sent(cast)
    a_sent(cast, cast.committee)  # owed by a committee: no figure of a cell
    counted()
    assert selectors.facts_of(cast.cell.pk, DECEMBER)[Indicator.PROPOSALS_WAITING] == Share(0, 1)
    due_in = Month.of(sent.due_on)
    assert selectors.facts_of(cast.committee.pk, due_in)[Indicator.PROPOSALS_DUE] == Share(0, 1)
    with clock.at(datetime.combine(sent.due_on + timedelta(days=3), time(9), clock.HOME)):
        answer = {"proposal_id": sent.pk, "version": sent.version, "text": "Đã sửa ba bóng đèn."}
        proposals.answer(actor=cast.secretary.actor, **answer)
        counted()
        found = selectors.facts_of(cast.cell.pk, due_in)
        assert (found[Indicator.PROPOSALS_DUE], found[Indicator.PROPOSALS_LATE]) == (Share(1, 1), Share(1, 1))
        assert Indicator.PROPOSALS_WAITING not in found
        before = table()
        services.rebuild_facts()
        assert table() == before


def test_a_cell_that_moved_takes_its_counts_along(cast: Cast, scored: Score) -> None:
    counted()
    line = [str(cast.cell.pk), str(cast.foreign_committee.pk)]
    Fact.objects.filter(unit=cast.cell).update(ancestor_ids=line)  # as if it had been counted elsewhere
    for row in Fact.objects.filter(unit=cast.committee):
        row.pk, row.unit = None, cast.foreign_committee
        row.save()
    Fact.objects.filter(unit=cast.committee).delete()
    with transaction.atomic():
        services.refresh(cast.cell.pk, DECEMBER)
    assert selectors.facts_of(cast.foreign_committee.pk, DECEMBER) == {}
    assert selectors.facts_of(cast.committee.pk, DECEMBER) == selectors.facts_of(cast.cell.pk, DECEMBER)


def test_the_superior_closes_with_what_is_missing(cast: Cast, scored: Score) -> None:
    decided(cast, scored)
    with clock.at(JANUARY):
        closed = services.close_month(actor=cast.office.actor, unit_id=cast.committee.pk, month=DECEMBER)
        assert {row.unit.name: row.closed_as for row in closed} == {
            "Chi bộ thôn Trung Hòa": ClosedAs.WHOLE,
            "Chi bộ thôn Phú Vinh": ClosedAs.NOT_HELD,
            "Chi bộ cơ quan Đảng ủy xã": ClosedAs.NOT_HELD,
        }
        assert selectors.facts_of(cast.cell.pk, DECEMBER, 1)[Indicator.POINTS] == Share(9000, 1)
        with pytest.raises(Refusal, match="nothing_to_close"):
            services.close_month(actor=cast.office.actor, unit_id=cast.committee.pk, month=DECEMBER)


def test_the_committees_secretary_closes_too(cast: Cast, scored: Score) -> None:
    with clock.at(JANUARY):
        secretary = cast.committee_secretary.actor
        assert len(services.close_month(actor=secretary, unit_id=cast.committee.pk, month=DECEMBER)) == 3


def test_reopening_keeps_the_first_version_and_says_the_difference(cast: Cast, scored: Score) -> None:
    with clock.at(JANUARY):
        services.close_month(actor=cast.office.actor, unit_id=cast.committee.pk, month=DECEMBER)
        row = CellMonth.objects.get(unit=cast.cell)
        with pytest.raises(Refusal, match="reopen_needs_reason"):
            services.reopen_month(actor=cast.office.actor, cell_month_id=row.pk, version=row.version, reason=" ")
        services.reopen_month(actor=cast.office.actor, cell_month_id=row.pk, version=row.version, reason="Bổ sung")
        decided(cast, scored)
        services.close_month(actor=cast.office.actor, unit_id=cast.committee.pk, month=DECEMBER)
    row.refresh_from_db()
    assert (row.closings, row.changes["confirmed"]) == (2, [1, 0])
    assert selectors.facts_of(cast.cell.pk, DECEMBER, 1)[Indicator.CONFIRMED] == Share(0, 1)
    assert selectors.facts_of(cast.cell.pk, DECEMBER, 2)[Indicator.CONFIRMED] == Share(1, 1)


def test_a_month_is_closed_after_its_end_and_by_the_superior_only(cast: Cast, scored: Score) -> None:
    with pytest.raises(Refusal, match="month_not_over"):
        services.close_month(actor=cast.office.actor, unit_id=cast.committee.pk, month=DECEMBER)
    for who in ("secretary", "assigned", "inspection", "foreign_office"):
        with pytest.raises(Denied):
            services.close_month(actor=getattr(cast, who).actor, unit_id=cast.committee.pk, month=Month(2026, 11))


def test_a_reminder_tells_the_secretaries_of_what_is_missing(cast: Cast, scored: Score) -> None:
    cells = [cast.cell.pk, cast.sibling_cell.pk]
    assert services.remind(actor=cast.office.actor, unit_ids=cells, month=DECEMBER) == 1
    notice = Notice.objects.get(kind="reports.notice.late")
    assert notice.user == cast.sibling_secretary.user
    with pytest.raises(Refusal, match="nobody_to_remind"):
        services.remind(actor=cast.office.actor, unit_ids=[cast.cell.pk], month=DECEMBER)
    with pytest.raises(Denied):
        services.remind(actor=cast.secretary.actor, unit_ids=[cast.sibling_cell.pk], month=DECEMBER)


def test_the_board_knows_the_signs(cast: Cast, scored: Score) -> None:
    cells = [cast.cell, cast.sibling_cell]
    grid = selectors.grid_of(cells, Month(2026, 11), Month(2027, 1))
    assert grid[cast.cell.pk, DECEMBER].sign is Sign.SCORED
    assert grid[cast.sibling_cell.pk, DECEMBER].sign is Sign.LATE
    assert grid[cast.cell.pk, Month(2026, 11)].sign is Sign.LATE
    assert grid[cast.cell.pk, Month(2027, 1)].sign is Sign.NONE


def test_a_month_before_any_rule_is_passed_over(cast: Cast) -> None:
    Stale.objects.all().delete()
    Stale.objects.create(unit_id=cast.cell.pk, month_on="2010-11-01", topic="members", command_id=cast.cell.pk)
    assert counted() == 1
    assert not Fact.objects.exists()


def test_a_month_that_cannot_be_counted_does_not_keep_the_others_waiting(cast: Cast, scored: Score) -> None:
    """The stored rule of the meeting is broken, as after a disk fault: that month waits, the others are counted."""
    kept = Meeting.objects.get().rules
    Meeting.objects.update(rules={"meeting-conduct": {"value": {}}})
    Stale.objects.create(unit_id=cast.sibling_cell.pk, month_on="2026-12-01", topic="tasks", command_id=cast.cell.pk)
    others = Stale.objects.exclude(unit_id=cast.cell.pk, month_on=DECEMBER.first_on)
    assert others.exists()
    counted()
    assert not others.exists()
    assert selectors.facts_of(cast.cell.pk, DECEMBER) == {}
    (waiting,) = audit.set_aside()
    assert (waiting.unit_id, waiting.month_on, waiting.failures) == (cast.cell.pk, DECEMBER.first_on, 1)
    assert waiting.error.startswith("KeyError")
    assert counted() == 0  # not tried at every tick

    Meeting.objects.update(rules=kept)
    with clock.at(AFTERWARDS + timedelta(minutes=2)):
        assert counted() == 1
    assert audit.set_aside() == []
    assert selectors.facts_of(cast.cell.pk, DECEMBER)[Indicator.HELD] == Share(1, 1)


def test_what_keeps_failing_is_tried_ever_more_rarely(cast: Cast, scored: Score) -> None:
    Meeting.objects.update(rules={"meeting-conduct": {"value": {}}})
    now, tries = AFTERWARDS, []
    for _ in range(12):
        with clock.at(now):
            counted()
        (waiting,) = audit.set_aside()
        assert waiting.retry_at is not None
        tries.append(waiting.retry_at - now)
        now = waiting.retry_at
    assert tries[:3] == [timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=4)]
    assert tries[-1] == timedelta(hours=6)


def test_an_act_in_a_month_set_aside_has_it_tried_at_once(cast: Cast, scored: Score) -> None:
    kept = Meeting.objects.get().rules
    Meeting.objects.update(rules={"meeting-conduct": {"value": {}}})
    counted()
    Meeting.objects.update(rules=kept)
    Stale.objects.create(unit_id=cast.cell.pk, month_on="2026-12-01", topic="tasks", command_id=cast.cell.pk)
    assert counted() == 1
    assert not Stale.objects.exists()
