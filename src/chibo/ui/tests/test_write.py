"""What is written on a screen: days, numbers, shares."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import translation

from chibo.kernel.months import Month
from chibo.kernel.share import Share
from chibo.ui import write


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (1234.5, "1.234,5"),
        (1000000, "1.000.000"),
        (-3, "−3"),
        (None, ""),
        (Decimal("2.50"), "2,5"),
        (100, "100"),
    ],
)
def test_number(value: float | None, written: str) -> None:
    assert write.number(value) == written


def test_a_share_always_shows_its_fraction_and_two_decimals() -> None:
    assert write.share(Share(17, 20)) == "17/20, đạt 85,00\u00a0%"
    assert write.share(Share(0, 0)) == "0/0"
    assert write.percent(Share(2, 3)) == "66,67\u00a0%"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_day_is_written_day_first_in_both_languages(language: str) -> None:
    with translation.override(language):
        assert write.day(date(2026, 12, 3)) == "03/12/2026"
        assert write.month(Month(2026, 12)) == "12/2026"


def test_a_moment_is_read_on_a_vietnamese_clock() -> None:
    assert write.moment(datetime(2026, 12, 3, 18, 30, tzinfo=UTC)) == "04/12/2026, 01:30"


def test_the_weekday_stands_before_the_day() -> None:
    assert write.weekday_day(date(2026, 12, 3)) == "Thứ Năm 03/12/2026"


def test_a_comrade_is_not_torn_from_the_title() -> None:
    assert write.comrade("Lâm") == "đ/c\u00a0Lâm"
    assert write.initials("Hoàng Văn Lâm") == "HL"
