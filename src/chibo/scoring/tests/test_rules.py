"""Points stay within bounds, parts add up, and more points never mean a worse rating."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.kernel.errors import Refusal
from chibo.regulations.figures import ScoreSheet
from chibo.regulations.selectors import rule_for
from chibo.scoring import rules
from chibo.scoring.figures import Given, Marked, Measure, Stand
from chibo.scoring.states import MOVES, Move, State

SHEETS: dict[str, ScoreSheet] = {
    name: rule_for(name, date(2026, 12, 3)).value for name in ("score-sheet-hd42", "score-sheet-an-phu")
}
sheets = st.sampled_from(sorted(SHEETS)).map(SHEETS.__getitem__)


@st.composite
def marked(draw: st.DrawFn) -> tuple[ScoreSheet, list[Marked]]:
    """A sheet with points that its criteria allow; some do not apply."""
    sheet = draw(sheets)
    marks = []
    for item in sheet.items:
        levels = [level.points for level in item.levels] or ([0, item.max_points] if item.kind == "yes_no" else None)
        points = draw(st.sampled_from(levels) if levels else st.integers(0, item.max_points))
        marks.append(Marked(item.code, item.max_points, points, applies=draw(st.booleans())))
    return sheet, marks


@given(marked())
def test_the_total_is_the_sum_and_never_above_what_can_be_reached(found: tuple[ScoreSheet, list[Marked]]) -> None:
    sheet, marks = found
    total = rules.total(sheet, marks)
    assert total == sum(mark.points or 0 for mark in marks if mark.applies)
    assert 0 <= total <= rules.reachable(marks) <= sheet.total_points


@given(marked())
def test_a_scaled_total_stays_within_the_sheet(found: tuple[ScoreSheet, list[Marked]]) -> None:
    sheet, marks = found
    scaled = sheet.model_copy(update={"scale_missing": True})
    assert rules.total(sheet, marks) <= rules.total(scaled, marks) <= sheet.total_points


@given(sheets, st.integers(0, 10_000), st.integers(0, 10_000))
def test_more_points_never_give_a_worse_rating(sheet: ScoreSheet, one: int, other: int) -> None:
    order = [band.code for band in sheet.bands]
    low, high = sorted((one, other))
    assert order.index(sheet.band_for(high).code) <= order.index(sheet.band_for(low).code)


def test_a_band_may_ask_for_full_points_of_a_criterion() -> None:
    sheet = SHEETS["score-sheet-hd42"]
    strict = sheet.model_copy(
        update={"bands": (sheet.bands[0].model_copy(update={"full_items": ("attendance",)}), *sheet.bands[1:])}
    )
    full = [Marked(item.code, item.max_points, item.max_points) for item in sheet.items]
    short = [Marked(m.code, m.max_points, m.max_points - 100 * (m.code == "attendance")) for m in full]
    assert (rules.band(strict, full).code, rules.band(strict, short).code) == ("good", "fair")
    assert rules.total(strict, short) == 9900


@given(marked(), st.integers(-1000, 11_000))
def test_only_points_of_the_criterion_are_taken(found: tuple[ScoreSheet, list[Marked]], points: int) -> None:
    sheet, marks = found
    for mark in marks:
        item = sheet.item(mark.code)
        rules.check_points(item, mark.points or 0)
        if not 0 <= points <= item.max_points:
            with pytest.raises(Refusal, match="out_of_bounds"):
                rules.check_points(item, points)


@given(
    sheets, st.dictionaries(st.sampled_from(["share_present", "unexcused", "minutes_short"]), st.integers(0, 10_000))
)
def test_what_is_proposed_is_allowed(sheet: ScoreSheet, values: dict[str, int]) -> None:
    found = {key: Measure(key, value) for key, value in values.items()}
    for item in sheet.items:
        points = rules.proposal(item, found)
        if points is not None:
            rules.check_points(item, points)


def test_what_can_still_change_proposes_nothing() -> None:
    item = SHEETS["score-sheet-hd42"].item("time")
    assert rules.proposal(item, {"minutes_short": Measure("minutes_short", 0)}) == 500
    assert rules.proposal(item, {"minutes_short": Measure("minutes_short", 0, is_settled=False)}) is None
    assert rules.proposal(item, {"minutes_short": Measure("minutes_short", None)}) is None
    assert rules.proposal(item, {}) is None


def test_a_criterion_that_does_not_apply_gets_no_proposal() -> None:
    sheet = SHEETS["score-sheet-an-phu"]
    assert rules.proposal(sheet.item("committee"), {}, alone=True) == 200
    assert rules.proposal(sheet.item("committee"), {}, alone=True, applies=False) is None


def test_the_distance_to_the_next_rating() -> None:
    sheet = SHEETS["score-sheet-hd42"]
    band, missing = rules.to_next_band(sheet, 8900) or pytest.fail("there is a better one")
    assert (band.code, missing) == ("good", 100)
    assert rules.to_next_band(sheet, 9000) is None


def test_a_correction_needs_a_reason_only_where_points_change() -> None:
    item = SHEETS["score-sheet-hd42"].item("results")
    rules.check_correction(item, 2700, Given(2700))
    with pytest.raises(Refusal, match="no_reason"):
        rules.check_correction(item, 2700, Given(2400))


@given(
    st.dictionaries(st.sampled_from("abc"), st.integers(0, 5)),
    st.dictionaries(st.sampled_from("abc"), st.integers(0, 5)),
)
def test_changes_are_exactly_the_differences(before: dict[str, int], now: dict[str, int]) -> None:
    def stand(points: dict[str, int]) -> Stand:
        return Stand(points, {code: (Measure("share_present", value),) for code, value in points.items()})

    assert rules.changes(stand(before), stand(before)) == []
    assert set(rules.changes(stand(before), stand(now))) == {
        code for code in {*before, *now} if before.get(code) != now.get(code)
    }


def test_every_move_but_the_listed_is_refused() -> None:
    for state in State:
        for move in Move:
            if (state, move) in MOVES:
                assert rules.after(state, move) == MOVES[state, move]
            else:
                with pytest.raises(Refusal, match=f"cannot_{move}"):
                    rules.after(state, move)
