"""The figures themselves, checked against the tables of the regulations."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.access import Role
from chibo.kernel.months import Month
from chibo.regulations.figures import Decision, MeetingAgenda, MeetingConduct, MeetingKind, ScoreSheet
from chibo.regulations.phrases import KEYS
from chibo.regulations.selectors import calendar, library, rule_for
from chibo.regulations.tests.factories import DAY

MONTHS = st.builds(Month, st.integers(2024, 2030), st.integers(1, 12))
SHEETS = [rule for versions in library().values() for rule in versions if isinstance(rule.value, ScoreSheet)]


def conduct() -> MeetingConduct:
    value: MeetingConduct = rule_for("meeting-conduct", DAY).value
    return value


def test_the_days_of_december_2026() -> None:
    month = Month(2026, 12)
    assert conduct().registration_due_on(month) == date(2026, 11, 20)
    assert conduct().meeting_on(month) == date(2026, 12, 3)
    assert conduct().latest_on(month) == date(2026, 12, 7)
    assert conduct().materials_due_on(date(2026, 12, 3)) == date(2026, 12, 2)
    assert conduct().posting_due_on(date(2026, 12, 3)) == date(2026, 12, 5)
    assert conduct().report_due_on(date(2026, 12, 3)) == date(2026, 12, 5)
    assert conduct().closes_on(month) == date(2026, 12, 31)


def test_a_meeting_day_that_is_a_holiday_goes_to_the_next_within_the_first_week() -> None:
    assert conduct().meeting_on(Month(2024, 9), calendar(2024).days_off) == date(2024, 9, 4)
    whole_week = frozenset(date(2026, 12, day) for day in range(1, 10))
    assert conduct().meeting_on(Month(2026, 12), whole_week) == date(2026, 12, 3)


@given(MONTHS)
def test_a_month_is_registered_before_it_is_held_and_closed_after(month: Month) -> None:
    meeting, latest = conduct().meeting_on(month), conduct().latest_on(month)
    assert meeting is not None
    assert latest is not None
    assert conduct().registration_due_on(month) < meeting <= latest <= conduct().closes_on(month)


def test_before_2025_no_day_was_set_for_the_whole_party() -> None:
    earlier: MeetingConduct = rule_for("meeting-conduct", date(2024, 5, 1)).value
    assert earlier.meeting_on(Month(2024, 5)) is None
    assert earlier.latest_on(Month(2024, 5)) is None
    assert earlier.materials_due_on(date(2024, 5, 3)) is None


@pytest.mark.parametrize("version", library()["meeting-agenda"], ids=lambda rule: str(rule.version))
def test_the_standard_agenda_fills_the_least_length(version: object) -> None:
    agenda = version.value  # type: ignore[attr-defined]
    assert isinstance(agenda, MeetingAgenda)
    always = [row for row in agenda.rows(MeetingKind.REGULAR) if row.only_if == "always"]
    assert sum(row.minutes for row in always) >= 90
    assert all(row.decision in set(Decision) for kind in MeetingKind for row in agenda.rows(kind) if row.decision)


def test_the_agenda_ends_with_conclusion_score_and_minutes() -> None:
    agenda: MeetingAgenda = rule_for("meeting-agenda", DAY).value
    outcomes = [row.outcome for row in agenda.rows("regular") if row.outcome]
    assert outcomes == ["agenda", "conclusion", "self_score", "minutes"]


@pytest.mark.parametrize(
    ("decision", "needed", "methods"),
    [
        ("resolution", 9, ["hand", "named"]),
        ("self_score", 9, ["hand", "named"]),
        ("admission", 11, ["secret_paper", "hand"]),
        ("recognition", 11, ["secret_paper", "hand"]),
        ("removal", 11, ["secret_paper", "hand"]),
        ("reprimand", 9, ["secret_paper"]),
        ("expulsion", 11, ["secret_paper"]),
        ("election", 9, ["secret_paper"]),
    ],
)
def test_the_worked_case_of_seventeen_members(decision: str, needed: int, methods: list[str]) -> None:
    """17 full members, 1 exempt and absent, 2 excused, 14 present: base 16, majority 9, two thirds 11."""
    states = rule_for("attendance-states", DAY).value
    roll = [("official", "present")] * 14 + [("official", "excused")] * 2 + [("exempt", "excused")]
    base = sum(states.counts_in_base(state, presence) for state, presence in roll)
    majority = rule_for("vote-majorities", DAY).value.of(decision)
    assert (base, majority.needed.needed(base)) == (16, needed)
    assert [method.value for method in majority.methods] == methods


@pytest.mark.parametrize(
    ("state", "presence", "in_base", "votes"),
    [
        ("official", "present", True, True),
        ("official", "unexcused", True, False),
        ("probationary", "present", False, False),
        ("exempt", "present", True, True),
        ("exempt", "excused", False, False),
        ("away", "excused", False, False),
        ("guest", "present", False, False),
        ("suspended", "present", False, False),
    ],
)
def test_who_stays_in_the_base_and_who_votes(state: str, presence: str, in_base: bool, votes: bool) -> None:
    states = rule_for("attendance-states", DAY).value
    assert (states.counts_in_base(state, presence), states.may_vote(state, presence)) == (in_base, votes)


@pytest.mark.parametrize("rule", SHEETS, ids=lambda rule: rule.id)
def test_a_sheet_adds_up_to_a_hundred_points(rule: object) -> None:
    sheet = rule.value  # type: ignore[attr-defined]
    assert sheet.total_points == 10_000
    assert sum(item.max_points for item in sheet.items) == 10_000


@given(st.sampled_from(SHEETS), st.integers(0, 10_000), st.integers(0, 10_000))
def test_more_points_never_give_a_lower_band(rule: object, one: int, other: int) -> None:
    sheet = rule.value  # type: ignore[attr-defined]
    order = [band.code for band in sheet.bands]
    low, high = sorted((one, other))
    assert order.index(sheet.band_for(high).code) <= order.index(sheet.band_for(low).code)


@pytest.mark.parametrize(
    ("points", "band"), [(9000, "Tốt"), (8999, "Khá"), (7000, "Khá"), (5000, "Trung bình"), (0, "Kém")]
)
def test_the_bands(points: int, band: str) -> None:
    assert rule_for("score-sheet-hd42", DAY).value.band_for(points).label_vi == band


@given(st.integers(0, 90), st.integers(0, 10_000))
def test_no_evidence_fits_two_levels(minutes_short: int, share: int) -> None:
    """Ninety minutes are set; all shares are the same, so that each item has one value to choose by."""
    evidence = {"minutes_short": minutes_short, "length_share": (90 - minutes_short) * 10_000 // 90, "unexcused": 0}
    for item in rule_for("score-sheet-an-phu", DAY).value.items:
        fitting = [
            level.code
            for level in item.levels
            if level.when and all(bound.holds(evidence.get(bound.evidence, share)) for bound in level.when)
        ]
        assert len(fitting) <= 1, item.code


def test_exactly_half_of_the_speakers_is_left_to_people() -> None:
    item = rule_for("score-sheet-an-phu", DAY).value.item("spoke")
    assert not any(all(c.holds(5000) for c in level.when) for level in item.levels)


@pytest.mark.parametrize(
    ("post", "kind", "role"),
    [
        ("secretary", "cell", Role.SECRETARY),
        ("secretary", "grassroots_committee", Role.SECRETARY),
        ("committee_member", "cell", Role.CELL_COMMITTEE),
        ("committee_member", "grassroots_committee", Role.COMMITTEE_MEMBER),
        ("helper", "grassroots_committee", Role.OFFICE),
        ("inspection_chair", "grassroots_committee", Role.INSPECTION),
        ("group_leader", "party_group", Role.GROUP_LEADER),
    ],
)
def test_the_role_that_a_post_gives(post: str, kind: str, role: Role | None) -> None:
    assert rule_for("posts", DAY).value.role_of(post, kind) == role


def test_an_inspection_post_does_not_exist_at_a_cell() -> None:
    with pytest.raises(KeyError):
        rule_for("posts", DAY).value.role_of("inspection_chair", "cell")


def test_posts_name_kinds_that_exist() -> None:
    kinds = {kind.code for kind in rule_for("unit-kinds", DAY).value.kinds}
    named = {kind for post in rule_for("posts", DAY).value.posts for place in post.at for kind in place.kinds}
    assert named <= kinds


@pytest.mark.parametrize("rule", library()["unit-kinds"], ids=lambda rule: str(rule.version))
def test_kinds_contain_kinds_that_exist(rule: object) -> None:
    kinds = rule.value.kinds  # type: ignore[attr-defined]
    assert {below for kind in kinds for below in kind.may_contain} <= {kind.code for kind in kinds}


def test_what_a_cell_may_issue() -> None:
    types = rule_for("paper-types", DAY).value
    barred = {paper.code for paper in types.types if not paper.by_cell}
    assert barred == {"CT", "HD", "TT"}
    assert types.paper("NQ").name_vi == "Nghị quyết"


def test_every_key_that_may_be_set_differently_has_a_label() -> None:
    keys = {f"{rule.id}.{key}" for versions in library().values() for rule in versions for key in rule.file.overridable}
    assert keys == set(KEYS)
