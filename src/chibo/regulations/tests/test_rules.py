"""The nearest unit wins, key by key; what only a superior may set never comes from the unit itself."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.kernel.errors import Refusal
from chibo.regulations.figures import Bar, MeetingConduct
from chibo.regulations.rules import (
    BadRule,
    OverrideFacts,
    ResolvedRule,
    check_override,
    in_force,
    in_sequence,
    read,
    resolve,
)
from chibo.regulations.selectors import file_on
from chibo.regulations.tests.factories import CELL, CELL_LINE, COMMUNE, DAY, FOREIGN, PROVINCE, facts

CONDUCT = file_on("meeting-conduct", DAY)
UNITS = st.sampled_from([*CELL_LINE, FOREIGN])
VALUES = st.fixed_dictionaries(
    {}, optional={"registration_day": st.integers(1, 28), "due_soon_days": st.integers(0, 30)}
).filter(bool)
STARTS = st.dates(date(2026, 1, 1), date(2027, 12, 31))
OVERRIDES = st.lists(
    st.builds(lambda unit, values, start: facts(unit, values, valid_from=start), UNITS, VALUES, STARTS),
    max_size=8,
)


@given(OVERRIDES, STARTS)
def test_the_nearest_unit_wins_key_by_key(overrides: list[OverrideFacts], on: date) -> None:
    rule = resolve(CONDUCT, on, CELL_LINE, overrides)
    for key in ("registration_day", "due_soon_days"):
        binding = [
            o
            for o in overrides
            if key in o.values and o.valid_from <= on and o.unit_id in CELL_LINE
            if key == "due_soon_days" or o.unit_id != CELL
        ]
        if not binding:
            assert not rule.origin(key).is_override
            continue
        nearest = min(CELL_LINE.index(o.unit_id) for o in binding)
        latest = max(o.valid_from for o in binding if o.unit_id == CELL_LINE[nearest])
        chosen = rule.overrides[key]
        assert (chosen.unit_id, chosen.valid_from) == (CELL_LINE[nearest], latest)
        assert getattr(rule.value, key) == chosen.values[key]


@given(OVERRIDES, STARTS)
def test_what_others_set_changes_nothing(overrides: list[OverrideFacts], on: date) -> None:
    others = [o for o in overrides if o.unit_id == FOREIGN]
    assert resolve(CONDUCT, on, CELL_LINE, others) == resolve(CONDUCT, on, CELL_LINE)


@given(OVERRIDES, STARTS, st.randoms())
def test_the_order_in_which_rows_come_plays_no_part(overrides: list[OverrideFacts], on: date, chance: object) -> None:
    mixed = list(overrides)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert resolve(CONDUCT, on, CELL_LINE, mixed) == resolve(CONDUCT, on, CELL_LINE, overrides)


@given(OVERRIDES, STARTS)
def test_a_stored_rule_is_the_same_rule(overrides: list[OverrideFacts], on: date) -> None:
    rule = resolve(CONDUCT, on, CELL_LINE, overrides)
    assert ResolvedRule.from_snapshot(rule.snapshot()) == rule


def test_a_superior_sets_a_key_for_one_cell() -> None:
    shorter = facts(CELL, {"regular.min_minutes": 60}, decided_by=COMMUNE)
    assert resolve(CONDUCT, DAY, CELL_LINE, [shorter]).value.regular.min_minutes == 60


def test_a_cell_cannot_bind_itself_where_only_a_superior_may() -> None:
    own = facts(CELL, {"regular.min_minutes": 30})
    assert resolve(CONDUCT, DAY, CELL_LINE, [own]).value.regular.min_minutes == 90


def test_a_committee_binds_those_below_and_not_itself() -> None:
    deadline = facts(COMMUNE, {"registration_day": 25})
    assert resolve(CONDUCT, DAY, CELL_LINE, [deadline]).value.registration_day == 25
    assert resolve(CONDUCT, DAY, (COMMUNE, PROVINCE), [deadline]).value.registration_day == 20


def test_what_has_ended_holds_no_more() -> None:
    ended = facts(COMMUNE, {"registration_day": 25}, valid_from=date(2026, 1, 1), valid_to=DAY)
    assert resolve(CONDUCT, DAY, CELL_LINE, [ended]).value.registration_day == 20
    assert resolve(CONDUCT, date(2026, 12, 2), CELL_LINE, [ended]).value.registration_day == 25


def test_it_tells_where_each_key_comes_from() -> None:
    rule = resolve(CONDUCT, DAY, CELL_LINE, [facts(COMMUNE, {"registration_day": 25})])
    own, rest = rule.origin("registration_day"), rule.origin("combined_min_minutes")
    assert (own.basis, own.unit_id, own.is_override) == ("Quy định số 05-QĐ/ĐU", COMMUNE, True)
    assert (rest.basis, rest.signed_on) == ("Hướng dẫn số 42-HD/BTCTW", date(2025, 10, 28))
    assert rest.is_verified
    assert not rule.origin("materials_days_before").is_verified
    assert own.is_verified, "a unit's own decision needs no tag"


def test_a_rule_set_differently_has_another_fingerprint() -> None:
    plain = resolve(CONDUCT, DAY, CELL_LINE)
    changed = resolve(CONDUCT, DAY, CELL_LINE, [facts(COMMUNE, {"registration_day": 25})])
    same = resolve(CONDUCT, DAY, CELL_LINE, [facts(COMMUNE, {"registration_day": 25})])
    assert plain.content_hash == CONDUCT.content_hash
    assert changed.content_hash == same.content_hash != plain.content_hash


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({}, "regulations.nothing_set"),
        ({"attendance_aim": {"part": 1, "whole": 2, "strict": False}}, "regulations.not_overridable"),
        ({"no_such_key": 1}, "regulations.not_overridable"),
        ({"registration_day": 32}, "regulations.too_large"),
        ({"registration_day": "20"}, "regulations.does_not_fit"),
        ({"registration_day": None}, "regulations.does_not_fit"),
        ({"regular.min_minutes": 0}, "regulations.too_small"),
    ],
)
def test_values_that_do_not_fit_are_refused(values: dict[str, object], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        check_override(CONDUCT, values)
    assert refused.value.code == code


def test_values_that_fit_are_taken() -> None:
    check_override(CONDUCT, {"registration_day": 18, "regular.min_minutes": 60, "meeting_day": None})


BARS = st.builds(
    lambda part, more, strict: Bar(part=part, whole=part + more, strict=strict),
    st.integers(1, 20),
    st.integers(0, 20),
    st.booleans(),
)
COUNTS = st.integers(0, 400)


@given(BARS, COUNTS, COUNTS)
def test_one_more_in_favour_never_loses(bar: Bar, base: int, count: int) -> None:
    assert bar.is_met(count + 1, base) >= bar.is_met(count, base)


@given(BARS, COUNTS, COUNTS)
def test_one_more_present_who_agrees_never_loses(bar: Bar, base: int, count: int) -> None:
    """Somebody exempt who comes and votes enters both the count and the base."""
    if bar.part < bar.whole and count <= base:
        assert bar.is_met(count + 1, base + 1) >= bar.is_met(count, base)


@given(BARS, st.integers(1, 400))
def test_the_needed_count_is_the_smallest_that_reaches_the_bar(bar: Bar, base: int) -> None:
    needed = bar.needed(base)
    assert bar.is_met(needed, base)
    assert not bar.is_met(needed - 1, base)
    assert (needed > base * bar.ratio) if bar.strict else (needed >= base * bar.ratio)


def test_nothing_is_reached_over_nobody() -> None:
    assert not Bar(part=1, whole=2, strict=True).is_met(0, 0)


RAW = {
    "id": "petitions",
    "version": 1,
    "shape": "Petitions",
    "title_vi": "Thời hạn",
    "valid_from": date(2025, 1, 1),
    "valid_to": date(2026, 1, 1),
    "legal_basis": [{"number": "Quy định số 1-QĐ/TW", "signed_on": date(2025, 1, 1)}],
    "source": "Toàn văn",
    "certainty": "verified",
    "value": {"terms": [{"code": "grassroots", "name_vi": "Cơ sở", "within_working_days": 30}]},
}


def changed(**more: object) -> dict[str, object]:
    return {**RAW, **more}


@pytest.mark.parametrize(
    "raw",
    [
        changed(shape="Nothing"),
        changed(valid_to=date(2025, 1, 1)),
        changed(legal_basis=[]),
        changed(certainty="sure"),
        changed(version="1"),
        changed(unknown="key"),
        changed(overridable={"terms.nothing": "unit"}),
        changed(marks={"nothing": {"certainty": "general", "source": "x"}}),
        changed(value={"terms": [{"code": "grassroots", "name_vi": "Cơ sở", "within_working_days": "30"}]}),
        changed(value={"terms": [], "more": 1}),
    ],
)
def test_a_rule_file_that_does_not_fit_the_schema_is_refused(raw: dict[str, object]) -> None:
    with pytest.raises(BadRule):
        read(raw)


def test_versions_follow_each_other_without_a_gap() -> None:
    first = read(RAW)
    in_sequence([first, read(changed(version=2, valid_from=date(2026, 1, 1), valid_to=None))])
    with pytest.raises(BadRule, match="begins on"):
        in_sequence([first, read(changed(version=2, valid_from=date(2026, 1, 2), valid_to=None))])
    with pytest.raises(BadRule, match="begins on"):
        in_sequence([first, read(changed(version=2))])
    with pytest.raises(BadRule, match="numbered from 1"):
        in_sequence([read(changed(version=2))])


def test_an_open_end_is_closed_by_the_next_version() -> None:
    """So that a new regulation needs no change of the released file before it."""
    later = date(2026, 3, 1)
    versions = [read(changed(valid_to=None)), read(changed(version=2, valid_from=later, valid_to=None))]
    first, second = in_sequence(versions)
    assert (first.file.valid_to, second.file.valid_to) == (later, None)
    assert in_force([first, second], date(2026, 2, 28)) is first
    assert first.content_hash == versions[0].content_hash
    with pytest.raises(BadRule, match="begins on"):
        in_sequence([read(changed(valid_from=later, valid_to=None)), read(changed(version=2))])


def test_a_correction_is_a_new_version_for_the_same_days() -> None:
    corrected = read(changed(version=2, corrects=1, title_vi="Thời hạn trả lời"))
    in_sequence([read(RAW), corrected])
    assert in_force([read(RAW), corrected], date(2025, 6, 1)) is corrected


def test_a_rule_holds_from_its_first_day_to_the_day_before_its_end() -> None:
    rule = read(RAW)
    days = [date(2024, 12, 31), date(2025, 1, 1), date(2025, 12, 31), date(2026, 1, 1)]
    assert [rule.holds_on(day) for day in days] == [False, True, True, False]


def test_the_figures_come_in_their_shape() -> None:
    assert isinstance(CONDUCT.value, MeetingConduct)
