"""What people type is read day first, in either language."""

from datetime import UTC, date, datetime, time

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from chibo.kernel import clock
from chibo.kernel.months import Month
from chibo.ui import fields, forms, read, write


@pytest.mark.parametrize(
    "typed",
    [
        "03/12/2026",
        "3/12/2026",
        "3-12-2026",
        "3.12.2026",
        "03122026",
        "031226",
        "3/12/26",
        " 3 / 12 / 2026 ",
        "2026-12-03",
        "3/12",
    ],
)
def test_a_day_is_read_day_first(typed: str) -> None:
    with clock.at(datetime(2026, 11, 24, tzinfo=UTC)):
        assert read.day(typed) == date(2026, 12, 3)


@pytest.mark.parametrize("typed", ["", "12", "31/02/2026", "12/25/2026", "hôm nay", "3/12/026", "1/2/3/4", "32/1"])
def test_what_is_no_day_is_refused(typed: str) -> None:
    with pytest.raises(ValueError):
        read.day(typed)


def test_two_digits_of_a_year_are_the_nearest_past_one() -> None:
    with clock.at(datetime(2026, 11, 24, tzinfo=UTC)):
        assert read.day("19/5/58").year == 1958
        assert read.day("19/5/27").year == 2027


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_day_written_is_read_back(day: date) -> None:
    assert read.day(write.day(day)) == day


@pytest.mark.parametrize("typed", ["19:30", "19h30", "19.30", "1930", "19g30", "19 h 30"])
def test_a_time_is_read(typed: str) -> None:
    assert read.clock_time(typed) == time(19, 30)


def test_short_times_and_what_is_no_time() -> None:
    assert read.clock_time("7h") == time(7, 0)
    assert read.clock_time("730") == time(7, 30)
    for typed in ("25:00", "19:75", "tối", ""):
        with pytest.raises(ValueError):
            read.clock_time(typed)


def test_a_month_is_read() -> None:
    assert {read.month(typed) for typed in ("12/2026", "12-2026", "122026", "2026-12")} == {Month(2026, 12)}
    with pytest.raises(ValueError):
        read.month("13/2026")


class RegisterForm(forms.Form):
    held_on = fields.DayField(label="Ngày họp")
    starts_at = fields.TimeField(label="Giờ", required=False)
    place = fields.TidyCharField(label="Nơi họp")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_form_takes_the_third_of_december_in_both_languages(language: str) -> None:
    with translation.override(language):
        form = RegisterForm({"held_on": "03/12/2026", "starts_at": "19h30", "place": "  Nhà  văn hóa "})
        assert form.is_valid()
        assert form.cleaned_data == {
            "held_on": date(2026, 12, 3),
            "starts_at": time(19, 30),
            "place": "Nhà văn hóa",
        }


def test_a_form_keeps_what_was_typed_and_says_what_is_missing() -> None:
    form = RegisterForm({"held_on": "25/25/2026", "place": ""})
    assert not form.is_valid()
    assert form.errors["held_on"] == ["Ghi ngày theo thứ tự ngày/tháng/năm, ví dụ 03/12/2026."]
    assert form.errors["place"] == ["Chưa ghi: Nơi họp."]
    assert 'value="25/25/2026"' in str(form["held_on"])


def test_text_is_kept_in_one_normal_form() -> None:
    form = RegisterForm({"held_on": "3/12/2026", "place": "Xã Tiê\u0300n"})
    assert form.is_valid()
    assert form.cleaned_data["place"] == "Xã Tiền"
