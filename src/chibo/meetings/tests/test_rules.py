"""What is decided without tables."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.kernel.errors import Refusal
from chibo.kernel.months import Month
from chibo.meetings.figures import MonthFacts, Part, Plan, Slot, later, minutes_of
from chibo.meetings.rules import (
    STEPS,
    Phase,
    check_plan,
    check_sitting,
    check_title,
    heads,
    missing_steps,
    must_come,
    order_after_move,
    overlaps,
    phase_of,
    place_of_new,
    remarks_on,
    track_of,
)
from chibo.meetings.states import MOVES, Form, Kind, Reply, State
from chibo.members.states import Status
from chibo.regulations import selectors as regulations
from chibo.regulations.figures import MeetingConduct

DECEMBER = Month(2026, 12)
DAY = date(2026, 12, 3)
times = st.times(max_value=time(23, 59)).map(lambda moment: moment.replace(second=0, microsecond=0))
slots = st.builds(Slot, held_on=st.just(DAY), starts_at=times, minutes=st.integers(1, 600))


@pytest.fixture
def conduct() -> MeetingConduct:
    value: MeetingConduct = regulations.rule_for("meeting-conduct", DAY).value
    return value


def plan(**changes: object) -> Plan:
    usual = {"held_on": DAY, "starts_at": time(19, 30), "ends_at": time(21, 0), "place": "Nhà văn hóa"}
    return Plan(**(usual | changes))  # type: ignore[arg-type]


# -- registering
def test_a_plan_for_day_3_in_one_room_is_taken(conduct: MeetingConduct) -> None:
    check_plan(plan(), DECEMBER, conduct)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"ends_at": time(19, 30)}, "meetings.ends_before_start"),
        ({"ends_at": time(8, 0)}, "meetings.ends_before_start"),
        ({"held_on": date(2027, 12, 3)}, "meetings.day_far_off"),
        ({"held_on": date(2026, 10, 31)}, "meetings.day_far_off"),
        ({"place": ""}, "meetings.no_place"),
        ({"form": Form.ONLINE, "link": "https://hop.example"}, "meetings.online_not_permitted"),
        ({"form": Form.BOTH, "link": "https://hop.example"}, "meetings.online_not_permitted"),
    ],
)
def test_a_plan_that_cannot_be_is_refused(conduct: MeetingConduct, changes: dict[str, object], code: str) -> None:
    with pytest.raises(Refusal, match=code):
        check_plan(plan(**changes), DECEMBER, conduct)


def test_chair_and_clerk_are_two(conduct: MeetingConduct) -> None:
    one = uuid4()
    with pytest.raises(Refusal, match=r"meetings\.chair_is_clerk"):
        check_plan(plan(chair_id=one, clerk_id=one), DECEMBER, conduct)


def test_online_where_it_is_permitted_needs_a_link_and_no_place(conduct: MeetingConduct) -> None:
    permitted = conduct.model_copy(update={"online": conduct.online.model_copy(update={"permitted": True})})
    check_plan(plan(form=Form.ONLINE, place="", link="https://hop.example"), DECEMBER, permitted)
    with pytest.raises(Refusal, match=r"meetings\.no_link"):
        check_plan(plan(form=Form.ONLINE, place=""), DECEMBER, permitted)


@pytest.mark.parametrize(
    ("day", "minutes", "codes"),
    [
        (DAY, 90, []),
        (DAY, 89, ["meetings.too_short"]),
        (date(2026, 12, 5), 90, ["meetings.not_on_set_day"]),
        (date(2026, 12, 8), 90, ["meetings.after_latest_day"]),
        (date(2027, 1, 3), 60, ["meetings.outside_month", "meetings.too_short"]),
    ],
)
def test_another_day_and_a_short_meeting_are_remarked(
    conduct: MeetingConduct, day: date, minutes: int, codes: list[str]
) -> None:
    found = remarks_on(Kind.REGULAR, DECEMBER, Slot(day, time(19, 0), minutes), conduct)
    assert [remark.code for remark in found] == codes


def test_a_holiday_moves_the_set_day(conduct: MeetingConduct) -> None:
    assert remarks_on(Kind.REGULAR, DECEMBER, Slot(date(2026, 12, 4), time(19, 0), 90), conduct, frozenset({DAY})) == []


def test_only_the_regular_meeting_has_a_set_day(conduct: MeetingConduct) -> None:
    slot = Slot(date(2026, 12, 20), time(19, 0), 30)
    assert remarks_on(Kind.EXTRAORDINARY, DECEMBER, slot, conduct) == []


@given(first=st.integers(1, 300), second=st.integers(1, 300))
def test_one_sitting_lasts_as_long_as_the_rule_says(first: int, second: int) -> None:
    conduct: MeetingConduct = regulations.rule_for("meeting-conduct", DAY).value
    one = Part(Kind.REGULAR, DAY, time(8, 0), first)
    other = Part(Kind.THEMATIC, DAY, later(time(8, 0), first), second)
    if first + second >= conduct.combined_min_minutes:
        check_sitting(one, other, conduct)
    else:
        with pytest.raises(Refusal, match=r"meetings\.sitting_too_short"):
            check_sitting(one, other, conduct)


@pytest.mark.parametrize(
    ("other", "code"),
    [
        (Part(Kind.EXTRAORDINARY, DAY, time(9, 30), 60), "meetings.sitting_kinds"),
        (Part(Kind.REGULAR, DAY, time(9, 30), 60), "meetings.sitting_kinds"),
        (Part(Kind.THEMATIC, DAY, time(9, 0), 60), "meetings.not_one_after_other"),
        (Part(Kind.THEMATIC, DAY + timedelta(1), time(9, 30), 60), "meetings.not_one_after_other"),
    ],
)
def test_parts_of_a_sitting_never_mix(conduct: MeetingConduct, other: Part, code: str) -> None:
    with pytest.raises(Refusal, match=code):
        check_sitting(Part(Kind.REGULAR, DAY, time(8, 0), 90), other, conduct)


@given(moment=times, minutes=st.integers(0, 2000))
def test_later_stays_within_the_day(moment: time, minutes: int) -> None:
    assert minutes_of(later(moment, minutes)) == min(minutes_of(moment) + minutes, 1439)


@given(one=slots, other=slots)
def test_an_overlap_is_mutual_and_means_a_shared_minute(one: Slot, other: Slot) -> None:
    shared = set(range(minutes_of(one.starts_at), minutes_of(one.starts_at) + one.minutes)) & set(
        range(minutes_of(other.starts_at), minutes_of(other.starts_at) + other.minutes)
    )
    assert bool(overlaps(one, [other])) == bool(overlaps(other, [one])) == bool(shared)


# -- agenda
@pytest.mark.parametrize(
    "title", ["Chuyên đề: Học tập và làm theo Bác", "SINH HOẠT CHUYÊN ĐỀ quý IV", "Báo cáo chuyên đề"]
)
def test_a_thematic_paper_never_goes_into_a_regular_meeting(title: str) -> None:
    with pytest.raises(Refusal, match=r"meetings\.thematic_inside_regular"):
        check_title(Kind.REGULAR, title)
    check_title(Kind.THEMATIC, title)


def test_an_item_that_speaks_of_a_thematic_resolution_is_no_thematic_paper() -> None:
    check_title(Kind.REGULAR, "Kiểm điểm việc thực hiện nghị quyết chuyên đề")


def test_an_item_has_a_title() -> None:
    with pytest.raises(Refusal, match=r"meetings\.no_title"):
        check_title(Kind.REGULAR, "")


lines = st.lists(
    st.sampled_from([("opening", Phase.OPENING), ("", Phase.MAIN), ("talk", Phase.MAIN), ("summary", Phase.END)]),
    max_size=12,
)


@given(lines=lines, before=st.sampled_from(["", "summary", "nowhere"]))
def test_a_new_item_stands_inside_and_never_after_the_first_of_the_end(
    lines: list[tuple[str, Phase]], before: str
) -> None:
    place = place_of_new(lines, before)
    assert 1 <= place <= len(lines) + 1
    ends = [index for index, (_, phase) in enumerate(lines, start=1) if phase is Phase.END]
    assert not ends or place <= ends[0]


@given(order=st.lists(st.uuids(), min_size=1, max_size=20, unique=True), data=st.data())
def test_moving_keeps_everybody_and_the_order_of_the_rest(order: list[UUID], data: st.DataObject) -> None:
    moved, to = data.draw(st.sampled_from(order)), data.draw(st.integers(-5, 30))
    found = order_after_move(order, moved, to)
    assert sorted(found) == sorted(order)
    assert [key for key in found if key != moved] == [key for key in order if key != moved]
    assert found.index(moved) == max(0, min(to - 1, len(order) - 1))


def test_what_is_not_on_the_agenda_cannot_be_moved() -> None:
    with pytest.raises(ValueError, match="not on the agenda"):
        order_after_move([uuid4()], uuid4(), 1)


@pytest.mark.parametrize(
    ("steps", "phase"), [(["O1"], Phase.OPENING), (["M1", "M2"], Phase.MAIN), (["E6"], Phase.END), ([], Phase.MAIN)]
)
def test_an_item_stands_in_the_part_of_its_step(steps: list[str], phase: Phase) -> None:
    assert phase_of(steps) is phase


def test_missing_steps_are_named_in_their_order() -> None:
    assert missing_steps(["O1", "M1", "E6"], [["M1"], []]) == ["O1", "E6"]


# -- who comes
@pytest.mark.parametrize(
    ("status", "comes"),
    [
        (Status.OFFICIAL, True),
        (Status.PROBATIONARY, True),
        (Status.GUEST, True),
        (Status.EXEMPT, False),
        (Status.SHORT_EXEMPT, False),
        (Status.AWAY, False),
        (Status.SUSPENDED, False),
    ],
)
def test_exempt_away_and_suspended_members_need_not_come(status: Status, comes: bool) -> None:
    assert must_come(status) is comes


@given(called=st.lists(st.uuids(), max_size=30, unique=True), data=st.data())
def test_the_answers_add_up_to_those_called(called: list[UUID], data: st.DataObject) -> None:
    strangers = {uuid4(): Reply.COMING}
    replies = {one: data.draw(st.sampled_from(Reply)) for one in called if data.draw(st.booleans())} | strangers
    head = heads(called, replies)
    assert head.coming + head.excuse_asked + head.excused + head.silent == head.called == len(called)


# -- track
@given(
    facts=st.builds(
        MonthFacts,
        guidance_at=st.none() | st.just(datetime(2026, 11, 10, 3, tzinfo=UTC)),
        registered_at=st.none() | st.just(datetime(2026, 11, 19, 3, tzinfo=UTC)),
        registration_due_on=st.dates(date(2026, 11, 1), date(2026, 11, 30)),
        held_on=st.none() | st.just(DAY),
        is_cancelled=st.booleans(),
        is_postponed=st.booleans(),
    ),
    today=st.dates(date(2026, 11, 1), date(2027, 1, 31)),
)
def test_the_track_has_seven_steps_and_asks_for_one_at_most(facts: MonthFacts, today: date) -> None:
    steps = track_of(facts, today)
    assert [step.code for step in steps] == list(STEPS)
    assert sum(step.state in {"now", "late"} for step in steps) <= 1


def test_a_postponed_meeting_is_not_late() -> None:
    facts = MonthFacts(
        registered_at=datetime(2026, 11, 19, 3, tzinfo=UTC),
        registration_due_on=date(2026, 11, 20),
        is_postponed=True,
    )
    assert track_of(facts, date(2026, 12, 20))[1].state == "now"


def test_what_was_not_registered_by_its_day_is_late() -> None:
    facts = MonthFacts(guidance_expected=False, registration_due_on=date(2026, 11, 20))
    assert [track_of(facts, day)[1].state for day in (date(2026, 11, 20), date(2026, 11, 21))] == ["now", "late"]


def test_no_move_leaves_a_final_state() -> None:
    assert not {state for state, _ in MOVES} & {State.CLOSED, State.CANCELLED}
