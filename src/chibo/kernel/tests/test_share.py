"""A share keeps its parts; percentages are rounded once, at the end."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from chibo.kernel.share import Share

SHARES = st.integers(1, 100_000).flatmap(lambda whole: st.builds(Share, st.integers(0, whole), st.just(whole)))


@given(SHARES)
def test_a_percentage_is_never_more_than_half_a_hundredth_off(share: Share) -> None:
    assert share.percent_hundredths is not None
    assert abs(Fraction(share.percent_hundredths, 10_000) - Fraction(share.part, share.whole)) <= Fraction(1, 20_000)


@given(SHARES, SHARES)
def test_a_sum_lies_between_its_parts(one: Share, two: Share) -> None:
    ratios = sorted(Fraction(s.part, s.whole) for s in (one, two))
    total = (one + two).ratio
    assert total is not None
    assert ratios[0] <= total <= ratios[1]


def test_worked_figures() -> None:
    assert Share(17, 20).percent_hundredths == 8500
    assert Share(2, 3).percent_hundredths == 6667
    assert Share(1, 3).percent_hundredths == 3333
    assert Share(299, 300).percent_hundredths == 9967


def test_nothing_has_no_share() -> None:
    assert Share(0, 0).ratio is None
    assert Share(0, 0).percent_hundredths is None
