"""The clock can be set, and the day changes at midnight in Vietnam."""

from datetime import UTC, date, datetime

import pytest

from chibo.kernel import clock


def test_the_day_changes_at_midnight_in_vietnam() -> None:
    with clock.at(datetime(2026, 12, 2, 16, 59, tzinfo=UTC)):
        assert clock.today() == date(2026, 12, 2)
    with clock.at(datetime(2026, 12, 2, 17, 0, tzinfo=UTC)):
        assert clock.today() == date(2026, 12, 3)
        assert clock.local(clock.now()).hour == 0


def test_a_clock_set_inside_another_gives_the_outer_one_back() -> None:
    outer, inner = datetime(2026, 1, 1, tzinfo=UTC), datetime(2025, 1, 1, tzinfo=UTC)
    with clock.at(outer):
        with clock.at(inner):
            assert clock.now() == inner
        assert clock.now() == outer
    assert clock.now() > outer


def test_a_moment_without_a_time_zone_is_refused() -> None:
    naive = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)
    with pytest.raises(ValueError, match="time zone"), clock.at(naive):
        pass
