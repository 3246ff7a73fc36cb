"""Who belongs to a cell on a day, and who of them counts."""

from collections import Counter
from datetime import date

from tests.cast import Cast

from chibo.members import rules, selectors
from chibo.members.states import Status

DAY = date(2026, 1, 3)


def test_the_roll_has_twenty_with_one_word_for_each(cast: Cast) -> None:
    words = Counter(comrade.status for comrade in selectors.roster(cast.cell.pk, DAY))
    assert words == {
        Status.OFFICIAL: 14,
        Status.PROBATIONARY: 2,
        Status.EXEMPT: 1,
        Status.SUSPENDED: 1,
        Status.AWAY: 1,
        Status.GUEST: 1,
    }


def test_the_base_holds_official_members_and_the_absent_ones_only_when_present(cast: Cast) -> None:
    roll = selectors.roster(cast.cell.pk, DAY)

    def base(is_present: bool) -> int:
        return sum(rules.in_base(c.stay, c.standing, c.status, is_present=is_present) for c in roll)

    assert (base(is_present=False), base(is_present=True)) == (14, 16)
