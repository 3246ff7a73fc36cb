"""What a member is on a day, from the periods of the record."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.kernel.errors import Refusal
from chibo.kernel.months import Month
from chibo.members import rules
from chibo.members.rules import Belonging, History, Period
from chibo.members.states import ExemptionKind, StandingKind, Status, StayKind

DAYS = st.dates(date(2000, 1, 1), date(2040, 12, 31))
DAY = date(2026, 6, 1)


@st.composite
def periods(draw: st.DrawFn, kinds: st.SearchStrategy[str]) -> Period:
    """Return a period of any of the kinds, open or closed."""
    start = draw(DAYS)
    length = draw(st.none() | st.integers(0, 4000))
    return Period(draw(kinds), start, None if length is None else start + timedelta(days=length))


HISTORIES = st.builds(
    History,
    stay=st.sampled_from(StayKind),
    standings=st.tuples(periods(st.sampled_from(StandingKind))),
    exemptions=st.lists(periods(st.sampled_from(ExemptionKind)), max_size=2).map(tuple),
    suspensions=st.lists(periods(st.just("")), max_size=2).map(tuple),
    away=st.lists(periods(st.just(StayKind.TEMPORARY)), max_size=2).map(tuple),
)


@given(periods(st.just("")), DAYS)
def test_a_period_holds_from_its_first_day_and_not_on_the_day_it_ends(period: Period, day: date) -> None:
    inside = period.starts_on <= day and (period.ends_on is None or day < period.ends_on)
    assert period.holds_on(day) is inside
    if period.ends_on is not None:
        assert not period.holds_on(period.ends_on)


@given(HISTORIES, DAYS)
def test_there_is_one_word_for_every_history(history: History, day: date) -> None:
    status = rules.status_on(history, day)
    assert (status is Status.ENDED) == (rules.standing_on(history, day) is None)
    if status in {Status.OFFICIAL, Status.PROBATIONARY}:
        assert status == rules.standing_on(history, day)
        assert history.stay is StayKind.FORMAL


@given(HISTORIES, DAYS)
def test_nobody_is_in_the_base_who_is_not_counted_here(history: History, day: date) -> None:
    for is_present in (True, False):
        if rules.base_on(history, day, is_present=is_present):
            assert rules.counts_on(history, day)
            assert rules.standing_on(history, day) is StandingKind.OFFICIAL


@given(HISTORIES, DAYS)
def test_coming_to_the_meeting_never_takes_anybody_out_of_the_base(history: History, day: date) -> None:
    assert rules.base_on(history, day, is_present=False) <= rules.base_on(history, day, is_present=True)


@given(HISTORIES, DAYS)
def test_suspended_members_and_guests_are_never_in_the_base(history: History, day: date) -> None:
    suspended = any(period.holds_on(day) for period in history.suspensions)
    if suspended or history.stay is StayKind.TEMPORARY:
        assert not rules.base_on(history, day, is_present=True)


EVER = Period("", date(2020, 1, 1))
OFFICIAL = Period(StandingKind.OFFICIAL, date(2016, 5, 19))
PROBATION = Period(StandingKind.PROBATIONARY, date(2016, 5, 19))
EXEMPT = Period(ExemptionKind.AGE_OR_HEALTH, date(2020, 1, 1))
SHORT = Period(ExemptionKind.SHORT, date(2026, 5, 1), date(2026, 7, 1))


@pytest.mark.parametrize(
    ("history", "status", "in_base"),
    [
        (History(StayKind.FORMAL, (OFFICIAL,)), Status.OFFICIAL, (True, True)),
        (History(StayKind.FORMAL, (PROBATION,)), Status.PROBATIONARY, (False, False)),
        (History(StayKind.FORMAL, (OFFICIAL,), exemptions=(EXEMPT,)), Status.EXEMPT, (False, True)),
        (History(StayKind.FORMAL, (OFFICIAL,), exemptions=(SHORT,)), Status.SHORT_EXEMPT, (False, True)),
        (History(StayKind.FORMAL, (OFFICIAL,), away=(EVER,)), Status.AWAY, (False, True)),
        (History(StayKind.FORMAL, (OFFICIAL,), exemptions=(EXEMPT,), away=(EVER,)), Status.AWAY, (False, True)),
        (History(StayKind.FORMAL, (OFFICIAL,), suspensions=(EVER,)), Status.SUSPENDED, (False, False)),
        (History(StayKind.TEMPORARY, (OFFICIAL,), away=(EVER,)), Status.GUEST, (False, False)),
        (History(StayKind.TEMPORARY, (OFFICIAL,), exemptions=(EXEMPT,)), Status.GUEST, (False, False)),
        (History(StayKind.FORMAL, (PROBATION,), exemptions=(EXEMPT,)), Status.EXEMPT, (False, False)),
        (History(StayKind.FORMAL, ()), Status.ENDED, (False, False)),
    ],
)
def test_the_word_and_the_base_of_each_case(history: History, status: Status, in_base: tuple[bool, bool]) -> None:
    assert rules.status_on(history, DAY) is status
    assert tuple(rules.base_on(history, DAY, is_present=present) for present in (False, True)) == in_base


@given(DAYS, st.integers(1, 36))
def test_recognition_is_refused_until_the_probation_is_over_and_gives_its_exact_end(joined: date, months: int) -> None:
    end = rules.probation_ends_on(joined, months)
    assert end > joined
    assert rules.check_recognition(joined, months, end + timedelta(days=400)) == end
    with pytest.raises(Refusal) as refused:
        rules.check_recognition(joined, months, end - timedelta(days=1))
    assert refused.value.facts == {"day": end}


def test_twelve_months_end_on_the_same_day_of_the_next_year_or_the_last_of_the_month() -> None:
    assert rules.probation_ends_on(date(2025, 5, 19), 12) == date(2026, 5, 19)
    assert rules.probation_ends_on(date(2024, 2, 29), 12) == date(2025, 2, 28)


@st.composite
def lives(draw: st.DrawFn) -> list[Belonging]:
    """Return memberships one after another, the last one running and official."""
    day, found = draw(st.dates(date(1945, 1, 1), date(1980, 1, 1))), []
    for _ in range(draw(st.integers(0, 3))):
        ended_on = day + timedelta(draw(st.integers(0, 3000)))
        found.append(Belonging(day, day, ended_on))
        day = ended_on + timedelta(draw(st.integers(0, 2000)))
    return [*found, Belonging(day, day + timedelta(365))]


@given(lives(), st.integers(0, 20000))
def test_party_age_grows_by_one_month_a_month_and_never_shrinks(life: list[Belonging], days: int) -> None:
    assert life[-1].official_on is not None
    day = life[-1].official_on + timedelta(days=days)
    age = rules.party_age_months(life, day)
    tomorrow = rules.party_age_months(life, day + timedelta(days=1))
    assert age is not None and tomorrow is not None
    assert 0 <= age <= tomorrow <= age + 1


@given(lives())
def test_party_age_is_the_time_of_membership_without_the_gaps(life: list[Belonging]) -> None:
    begins_on = rules.party_age_begins_on(life)
    assert begins_on is not None
    last = life[-1].begins_on
    inside = sum((row.ended_on - row.begins_on).days for row in life if row.ended_on)
    assert (last - begins_on).days == inside
    assert life[0].begins_on <= begins_on <= last


@given(lives(), st.integers(0, 1200))
def test_a_badge_is_reached_exactly_in_the_month_in_which_the_age_is(life: list[Belonging], months: int) -> None:
    """Walking month by month, each badge comes up once, and on its day the age is whole years."""
    begins_on = rules.party_age_begins_on(life)
    assert begins_on is not None
    month = Month.of(begins_on).plus(months)
    found = rules.badge_reached(begins_on, (30, 40, 45, 50), month.first_on, month.last_on)
    assert (found is not None) == (months in {360, 480, 540, 600})
    if found is not None:
        years, on = found
        assert Month.of(on) == month and years * 12 == months


def test_party_age_is_counted_from_the_decision_and_only_once_official() -> None:
    admitted, official = date(2011, 5, 10), date(2012, 5, 19)
    life = [Belonging(admitted, official)]
    assert rules.party_age_months(life, date(2012, 5, 18)) is None
    assert rules.party_age_months(life, date(2026, 11, 9)) == 15 * 12 + 5
    assert rules.party_age_months(life, date(2026, 11, 10)) == 15 * 12 + 6
    assert rules.party_age_months([], date(2026, 11, 10)) is None
    assert rules.party_age_months([Belonging(admitted)], date(2026, 11, 10)) is None
    assert rules.party_age_months([Belonging(admitted, official, date(2020, 1, 1))], date(2026, 11, 10)) is None


def test_the_time_between_removal_and_readmission_does_not_count() -> None:
    life = [
        Belonging(date(1990, 1, 1), date(1991, 1, 1), date(1995, 1, 1)),
        Belonging(date(1997, 1, 1), date(1998, 1, 1)),
    ]
    assert rules.party_age_begins_on(life) == date(1992, 1, 2)  # 731 days later: 1996 was a leap year
    assert rules.party_age_months(life, date(2022, 1, 1)) == 30 * 12 - 1
    assert rules.party_age_months(life, date(2022, 1, 2)) == 30 * 12


@given(st.lists(st.frozensets(st.uuids(), max_size=4), min_size=1, max_size=3), st.frozensets(st.uuids(), max_size=3))
def test_a_split_that_passes_leaves_everybody_in_exactly_one_cell(
    parts: list[frozenset[UUID]], staying: frozenset[UUID]
) -> None:
    here = staying.union(*parts)
    try:
        rules.check_split(parts, here)
    except Refusal:
        moved = [one for part in parts for one in part]
        assert not all(parts) or len(set(moved)) < len(moved) or not here - set(moved)
    else:
        remaining = here - frozenset().union(*parts)
        assert remaining and sum(map(len, parts)) + len(remaining) == len(here)
