"""Which points are right, what the program proposes, what they add up to, and what has changed since.

Source: the score sheets of `regulations` (Hướng dẫn 42-HD/BTCTW, mục II.5). A criterion that does not apply is shown,
and never scaled away unless the superior's sheet says so.
"""

from collections.abc import Iterable, Mapping, Sequence

from chibo.kernel.errors import Refusal
from chibo.regulations.figures import Band, Condition, Item, ScoreSheet
from chibo.scoring.figures import Given, Marked, Measure, Stand
from chibo.scoring.states import MOVES, Move, State


def after(state: State, move: Move) -> State:
    """Return the state that the move leads to. Refuses a move that this state does not know."""
    try:
        return MOVES[state, move]
    except KeyError:
        raise Refusal(f"scoring.cannot_{move.value}", state=state) from None


def check_points(item: Item, points: int) -> None:
    """Refuse points below nothing, above the most, or between the levels of the criterion."""
    if not 0 <= points <= item.max_points:
        raise Refusal("scoring.out_of_bounds", item=item.title_vi, most=written(item.max_points))
    if item.kind == "yes_no" and points not in (0, item.max_points):
        raise Refusal("scoring.all_or_nothing", item=item.title_vi, most=written(item.max_points))
    allowed = sorted({level.points for level in item.levels})
    if item.kind == "levels" and points not in allowed:
        raise Refusal("scoring.no_such_level", item=item.title_vi, levels=", ".join(map(written, allowed)))


def check_correction(item: Item, before: int, given: Given) -> None:
    """Refuse a correction without a reason, and points that the criterion does not know."""
    check_points(item, given.points)
    if given.points != before and not given.reason:
        raise Refusal("scoring.no_reason", item=item.title_vi)


def proposal(item: Item, found: Mapping[str, Measure], *, applies: bool = True, alone: bool = False) -> int | None:
    """Return the points that the evidence gives; None where only a person can say.

    `alone`: the cell has nobody beside its secretary to hold a committee meeting with.
    """
    if not applies:
        return None
    if item.full_if == "only_secretary" and alone:
        return item.max_points
    if item.levels:
        return next((level.points for level in item.levels if level.when and _all_hold(level.when, found)), None)
    if not item.full_when:
        return None
    if _all_hold(item.full_when, found):
        return item.max_points
    return 0 if item.kind == "yes_no" and _all_known(item.full_when, found) else None


def total(sheet: ScoreSheet, marks: Iterable[Marked]) -> int:
    """Return the sum of the points given; scaled to the whole sheet only where the superior's rule says so."""
    known = list(marks)
    points = sum(mark.points or 0 for mark in known if mark.applies)
    most = sum(mark.max_points for mark in known if mark.applies)
    if not sheet.scale_missing or not most or most == sheet.total_points:
        return points
    return (2 * points * sheet.total_points + most) // (2 * most)


def reachable(marks: Iterable[Marked]) -> int:
    """Return the most points that the criteria which apply this month can give."""
    return sum(mark.max_points for mark in marks if mark.applies)


def band(sheet: ScoreSheet, marks: Iterable[Marked]) -> Band:
    """Return the rating of these points, with what a band asks for beside its points."""
    known = list(marks)
    full = frozenset(mark.code for mark in known if mark.applies and mark.points == mark.max_points)
    return sheet.band_for(total(sheet, known), full)


def to_next_band(sheet: ScoreSheet, points: int) -> tuple[Band, int] | None:
    """Return the next better rating and how many points are missing; None at the best."""
    above = [one for one in sheet.bands if one.min_points > points]
    return (above[-1], above[-1].min_points - points) if above else None


def missing(sheet: ScoreSheet, marks: Iterable[Marked]) -> list[str]:
    """Return the titles of the criteria that apply and have no points yet, in their order."""
    return [sheet.item(mark.code).title_vi for mark in marks if mark.applies and mark.points is None]


def weakest(marks: Iterable[Marked], most: int = 3) -> list[Marked]:
    """Return the criteria that lost points, the greatest loss first."""
    lost = [mark for mark in marks if mark.applies and mark.points is not None and mark.points < mark.max_points]
    return sorted(lost, key=lambda mark: (mark.points or 0) - mark.max_points)[:most]


def changes(before: Stand, now: Stand) -> list[str]:
    """Return the criteria whose points, or settled evidence, are not what they were; in the order of now."""
    codes = [*now.points, *(code for code in before.points if code not in now.points)]
    return [
        code
        for code in codes
        if before.points.get(code) != now.points.get(code)
        or _settled(before.evidence.get(code, ())) != _settled(now.evidence.get(code, ()))
    ]


def written(points: int) -> str:
    """Return hundredths as people write points: 450 is 4,5.

    >>> written(500), written(450), written(4125)
    ('5', '4,5', '41,25')
    """
    whole, rest = divmod(points, 100)
    return f"{whole},{rest:02d}".rstrip("0") if rest else str(whole)


def _all_hold(conditions: Sequence[Condition], found: Mapping[str, Measure]) -> bool:
    return _all_known(conditions, found) and all(one.holds(_value(found, one)) for one in conditions)


def _all_known(conditions: Sequence[Condition], found: Mapping[str, Measure]) -> bool:
    return all(
        (measure := found.get(one.evidence)) is not None and measure.value is not None and measure.is_settled
        for one in conditions
    )


def _value(found: Mapping[str, Measure], condition: Condition) -> int:
    value = found[condition.evidence].value
    assert value is not None
    return value


def _settled(measures: Iterable[Measure]) -> dict[str, tuple[int | None, int | None, int | None]]:
    return {one.key: (one.value, one.part, one.whole) for one in measures if one.is_settled}
