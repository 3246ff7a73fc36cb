"""The rule of a day for a line of units costs one query, or none where it was fetched before."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.kernel.workdays import add_working_days
from chibo.regulations.figures import ScoreSheet
from chibo.regulations.selectors import (
    NoRule,
    all_rules_for,
    calendar,
    calendar_from,
    day_off_names,
    find_rule,
    history_of,
    library,
    overrides_along,
    rule_for,
    rule_for_each,
    rules_for,
    scale,
    score_sheet_for,
)
from chibo.regulations.tests.factories import (
    CELL,
    CELL_LINE,
    COMMUNE,
    DAY,
    FOREIGN,
    PROVINCE,
    SIBLING,
    ids,
    override,
)

FIRST_DAYS = {
    "meeting-conduct": date(2018, 7, 6),
    "meeting-agenda": date(2018, 7, 6),
    "unit-kinds": date(2011, 1, 19),
    "posts": date(2011, 1, 19),
    "attendance-states": date(2011, 1, 19),
    "vote-majorities": date(2011, 1, 19),
    "membership": date(2011, 1, 19),
    "member-dates": date(2025, 7, 1),
    "minutes-remarks": date(2011, 1, 19),
    "petitions": date(2011, 1, 19),
    "reaching": date(2025, 7, 1),
    "commitments": date(2025, 7, 1),
    "group-meetings": date(2025, 7, 1),
    "joint-meetings": date(2025, 7, 1),
    "paper-layout": date(2018, 4, 3),
    "paper-types": date(2018, 4, 3),
    "score-sheet": date(2025, 10, 28),
    "score-sheet-hd42": date(2025, 10, 28),
    "score-sheet-an-phu": date(2025, 10, 28),
    "days-off": date(2021, 1, 1),
    "elections": date(2024, 10, 10),
    "discipline-ballot": date(2021, 7, 28),
}


def test_every_rule_has_a_first_day_here() -> None:
    assert set(FIRST_DAYS) == set(library())


@given(st.sampled_from(sorted(FIRST_DAYS)), st.data())
def test_no_day_is_without_a_rule_from_its_first_day_on(rule_id: str, data: Any) -> None:
    on = data.draw(st.dates(FIRST_DAYS[rule_id], date(2100, 1, 1)))
    rule = rule_for(rule_id, on)
    assert rule.valid_from <= on
    assert rule.valid_to is None or on < rule.valid_to


@given(st.sampled_from(sorted(FIRST_DAYS)), st.data())
def test_before_its_first_day_there_is_none(rule_id: str, data: Any) -> None:
    on = data.draw(st.dates(date(1930, 2, 3), FIRST_DAYS[rule_id]).filter(lambda day: day != FIRST_DAYS[rule_id]))
    assert find_rule(rule_id, on) is None
    with pytest.raises(NoRule):
        rule_for(rule_id, on)


def test_the_rule_goes_by_the_day() -> None:
    before, after = date(2025, 10, 27), date(2025, 10, 28)
    assert rule_for("meeting-conduct", before).value.attendance_aim.needed(20) == 18  # more than 85 %
    assert rule_for("meeting-conduct", after).value.attendance_aim.needed(20) == 18  # at least 90 %
    assert rule_for("meeting-conduct", before).value.attendance_aim.needed(7) == 6
    assert rule_for("meeting-conduct", after).value.attendance_aim.needed(7) == 7
    assert rule_for("unit-kinds", date(2026, 7, 25)).value.kind("cell").name_vi == "Chi bộ trực thuộc"
    assert rule_for("unit-kinds", date(2026, 7, 26)).value.kind("cell").name_vi == "Chi bộ"
    assert rule_for("paper-layout", date(2026, 5, 26)).value.recipients_separator == ","
    assert rule_for("paper-layout", date(2026, 5, 27)).value.recipients_separator == ";"


def test_a_name_that_is_no_rule_is_a_mistake_of_the_program() -> None:
    with pytest.raises(KeyError, match="meeting-conduct"):
        rule_for("meeting-conducts", DAY)


@pytest.mark.django_db
def test_a_rule_without_units_costs_no_query(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        rule_for("meeting-conduct", DAY)


@pytest.mark.django_db(transaction=True)
def test_queries(django_assert_num_queries: Any) -> None:
    override(COMMUNE, {"registration_day": 22})
    with django_assert_num_queries(1):  # what the line has set differently
        assert rule_for("meeting-conduct", DAY, CELL_LINE).value.registration_day == 22
    with django_assert_num_queries(1):  # the same for all rules
        rules = rules_for(["meeting-conduct", "vote-majorities"], DAY, CELL_LINE)
        assert rules["meeting-conduct"].value.registration_day == 22
    with django_assert_num_queries(1):
        assert {rule.id for rule in all_rules_for(DAY, CELL_LINE)} == set(library()) - {"score-sheet-an-phu"}
    fetched = overrides_along(CELL_LINE)
    with django_assert_num_queries(0):
        for day in (DAY, date(2026, 1, 10), date(2026, 1, 9)):
            rule_for("meeting-conduct", day, CELL_LINE, overrides=fetched)


@pytest.mark.django_db(transaction=True)
def test_one_query_for_three_hundred_units(django_assert_num_queries: Any) -> None:
    override(COMMUNE, {"registration_day": 22})
    override(CELL, {"due_soon_days": 10})
    lines = {CELL: CELL_LINE, SIBLING: (SIBLING, COMMUNE, PROVINCE), FOREIGN: (FOREIGN, PROVINCE)}
    from chibo.kernel.ids import uuid7

    lines.update({uuid7(): (uuid7(), COMMUNE, PROVINCE) for _ in range(297)})
    with django_assert_num_queries(1):
        found = rule_for_each("meeting-conduct", DAY, lines)
    assert len(found) == 300
    assert found[CELL].value.due_soon_days == 10
    assert (found[SIBLING].value.registration_day, found[FOREIGN].value.registration_day) == (22, 20)


@pytest.mark.django_db(transaction=True)
def test_the_score_sheet_of_a_unit(django_assert_num_queries: Any) -> None:
    override(COMMUNE, {"sheet": "score-sheet-an-phu"}, rule_id="score-sheet")
    with django_assert_num_queries(1):
        sheet = score_sheet_for(DAY, CELL_LINE)
    assert sheet is not None
    assert isinstance(sheet.value, ScoreSheet)
    assert sheet.id == "score-sheet-an-phu"
    other = score_sheet_for(DAY, (FOREIGN, PROVINCE))
    assert other is not None
    assert other.id == "score-sheet-hd42"
    assert score_sheet_for(date(2025, 10, 27), CELL_LINE) is None


@pytest.mark.django_db(transaction=True)
def test_the_history_of_a_unit_shows_its_own_rows_newest_first() -> None:
    first = override(COMMUNE, {"registration_day": 22})
    second = override(COMMUNE, {"registration_day": 21}, valid_from=date(2026, 6, 1))
    other = override(FOREIGN, {"registration_day": 20})
    assert [row.pk for row in history_of([COMMUNE])] == [second.pk, first.pk]
    assert ids(history_of([COMMUNE, FOREIGN], "meeting-conduct")) == {first.pk, second.pk, other.pk}
    assert not history_of([COMMUNE], "score-sheet")


def test_days_off_and_days_worked_in_exchange() -> None:
    year = calendar(2026)
    closed = [date(2026, 1, 1), date(2026, 1, 2), date(2026, 2, 17), date(2026, 4, 27), date(2026, 9, 2)]
    assert not any(year.is_working(day) for day in closed)
    assert year.is_working(date(2026, 1, 10)), "a Saturday worked for 2/1"
    assert year.is_working(date(2026, 8, 22)), "a Saturday worked for 31/8"
    assert not year.is_working(date(2026, 12, 5))
    assert day_off_names(2026)[date(2026, 9, 2)] == "Quốc khánh"


def test_a_term_runs_over_the_turn_of_the_year() -> None:
    start = date(2026, 12, 30)
    assert add_working_days(start, 2, calendar_from(start)) == date(2027, 1, 4)


@pytest.mark.django_db(transaction=True)
def test_the_scale_beside_an_act_tells_what_applies_and_who_set_it() -> None:
    override(COMMUNE, {"registration_day": 22})
    rule = rule_for("meeting-conduct", DAY, CELL_LINE)
    own = scale(rule, "registration_day", unit_names={COMMUNE: "Đảng bộ xã Sơn Lộc"})
    assert (own.text, own.basis) == ("Hạn đăng ký: ngày 22 của tháng trước", "Quy định số 05-QĐ/ĐU")
    assert (own.set_by, own.since, own.certainty) == ("Đảng bộ xã Sơn Lộc", date(2026, 1, 10), "verified")
    centre = scale(rule, "materials_days_before", here="Gửi ngày 01/12")
    assert centre.basis == "Hướng dẫn số 42-HD/BTCTW ngày 28/10/2025, Mục II"
    assert (centre.set_by, centre.certainty, centre.here) == ("", "secondary", "Gửi ngày 01/12")
    with pytest.raises(KeyError, match="nothing"):
        scale(rule, "nothing")
