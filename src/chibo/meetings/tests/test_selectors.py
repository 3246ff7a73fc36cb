"""What is read of meetings before they are opened: reach, checklist, track, clashes."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from itertools import product

import pytest
from tests.cast import OF_THE_CELL, Cast, Player

from chibo.access import Actor, Role
from chibo.kernel.months import Month
from chibo.meetings import selectors, services
from chibo.meetings.models import AgendaItem, Meeting
from chibo.meetings.selectors.reach import is_seen
from chibo.meetings.services import ItemPlan
from chibo.meetings.states import Kind, State
from chibo.meetings.tests.factories import DAY, DECEMBER, a_called, a_draft, a_plan, a_registered, make_special, on
from chibo.members.selectors import actor_for
from chibo.organisations import services as organisations

pytestmark = pytest.mark.django_db


def states(meeting: Meeting) -> dict[str, str]:
    return {check.code: check.state for check in selectors.checklist(meeting, selectors.agenda_of(meeting))}


ABOVE = {"assigned", "committee_member", "committee_secretary", "office", "party_building", "inspection"}
WHO = {
    Kind.GROUP: {"secretary", "deputy", "cell_committee", "probationary"} | ABOVE - {"committee_member"},
    Kind.JOINT: OF_THE_CELL | ABOVE | {"sibling_secretary"},
}
"""Who sees a meeting that only some, or more than the cell, hold; its chair and its clerk left out."""


def see(cast: Cast, meeting: Meeting) -> set[str]:
    return {name for name, player in cast.players.items() if selectors.meetings_for(player.actor).filter(pk=meeting.pk)}


def in_list(actor: Actor, meeting: Meeting) -> bool:
    """Tell whether the meeting stands in the list of a page, which reads by the keys of units."""
    rows, is_wide = selectors.narrowed(actor, selectors.meetings_for(actor))
    assert not is_wide
    return rows.filter(pk=meeting.pk).exists()


def now(player: Player) -> Player:
    """Return the player with the mandates held now."""
    return replace(player, actor=actor_for(player.user.pk, player.actor.name))


@pytest.mark.parametrize("kind", [Kind.REGULAR, Kind.COMMITTEE, Kind.GROUP, Kind.JOINT])
def test_one_meeting_is_seen_by_those_in_whose_list_it_stands(cast: Cast, kind: Kind) -> None:
    """Announced or not, put off or not, chaired and written by members or by nobody of the cell."""
    with on(20):
        meeting = a_registered(cast.secretary.actor, cast.cell)
    make_special(cast, meeting, kind, people=("probationary", "deputy"))
    cast.players = {name: now(player) for name, player in cast.players.items()}
    for state, reason, own in product((State.DRAFT, State.REGISTERED), ("", "Bão"), (True, False)):
        chair, clerk = (cast.member.id, cast.other_member.id) if own else (cast.sibling_member.id, cast.guest.id)
        Meeting.objects.filter(pk=meeting.pk).update(
            state=state, change_reason=reason, kind=kind, chair_id=chair, clerk_id=clerk
        )
        row = Meeting.objects.select_related("unit").get(pk=meeting.pk)
        seen = {name for name, player in cast.players.items() if is_seen(player.actor, row)}
        assert seen == see(cast, meeting), (state, reason, own)
        narrow = {name for name, player in cast.players.items() if in_list(player.actor, meeting)}
        assert narrow == seen, (state, reason, own)
        if kind in WHO and state == State.REGISTERED and not own:
            assert seen - {"sibling_member", "guest"} == WHO[kind] - {"guest"}


def test_a_registered_meeting_is_seen_in_the_cell_and_above_it(cast: Cast) -> None:
    with on(20):
        meeting = a_registered(cast.secretary.actor, cast.cell)
    assert see(cast, meeting) == OF_THE_CELL | ABOVE


def test_a_draft_is_seen_by_those_who_prepare_it_and_put_off_by_all(cast: Cast) -> None:
    with on(20):
        draft = a_draft(cast.secretary.actor, cast.cell)
        assert see(cast, draft) == {"secretary", "deputy", "cell_committee"}
        meeting = a_registered(cast.sibling_secretary.actor, cast.sibling_cell)
        services.postpone_meeting(
            actor=cast.sibling_secretary.actor, meeting_id=meeting.pk, version=meeting.version, reason="Bão"
        )
    assert {"sibling_secretary", "sibling_member", "office"} <= see(cast, meeting)


def test_the_committees_meeting_is_for_its_members_and_the_level_above(cast: Cast) -> None:
    with on(20):
        meeting = services.register_new(
            actor=cast.secretary.actor, unit_id=cast.cell.pk, month=DECEMBER, kind=Kind.COMMITTEE, plan=a_plan()
        )
    assert see(cast, meeting) & OF_THE_CELL == {"secretary", "deputy", "cell_committee"}
    assert {"office", "committee_secretary", "assigned"} <= see(cast, meeting)
    invited = selectors.invited_to(meeting)
    assert {one.full_name for one in invited.called} == {"Hoàng Văn Lâm", "Nguyễn Văn Hải", "Phạm Thị Ngọc Ánh"}
    assert invited.others == ()


def test_whoever_writes_the_minutes_sees_the_meeting(cast: Cast) -> None:
    with on(20):
        meeting = a_registered(cast.secretary.actor, cast.cell, clerk_id=cast.member.id)
    assert selectors.place_in(cast.member.actor, meeting).roles_here == {Role.CLERK}
    assert selectors.place_in(cast.secretary.actor, meeting).roles_here == {Role.CHAIR}
    assert selectors.place_in(cast.operator.actor, meeting).roles_here == frozenset()


def test_the_checklist_of_a_fresh_draft_asks_for_the_day_first(cast: Cast) -> None:
    with on(20):
        draft = a_draft(cast.secretary.actor, cast.cell)
        found = selectors.checklist(draft, selectors.agenda_of(draft))
    assert (found[0].code, found[0].state) == ("meetings.check.not_registered", "late")
    assert {check.code for check in selectors.gaps(found)} == {
        "meetings.check.not_registered",
        "meetings.check.committee_missing",
    }


def test_a_planned_day_that_is_past_is_no_right_day(cast: Cast) -> None:
    with on(25):
        meeting = a_registered(cast.secretary.actor, cast.cell)
    days = {day: selectors.checklist(meeting, [], today=date(2026, 12, day)) for day in (3, 4)}
    codes = {day: {check.code: check.state for check in found} for day, found in days.items()}
    assert codes[3]["meetings.check.day_and_length"] == "ok"
    assert codes[4]["meetings.check.day_is_past"] == "late"
    assert "meetings.check.day_and_length" not in codes[4]


def test_the_checklist_names_what_is_missing(cast: Cast) -> None:
    secretary = cast.secretary.actor
    with on(25):
        meeting = a_registered(secretary, cast.cell, held_on=date(2026, 12, 9), ends_at=time(20, 30))
        report = AgendaItem.objects.get(meeting=meeting, line="report")
        plan = ItemPlan(report.title, preparer_id=cast.deputy.id, prepare_by_on=date(2026, 11, 24))
        services.edit_item(actor=secretary, item_id=report.pk, version=report.version, plan=plan)
        services.add_item(actor=secretary, meeting_id=meeting.pk, plan=ItemPlan("Việc khác"))
        scored = AgendaItem.objects.get(meeting=meeting, line="self_score")
        services.remove_item(actor=secretary, item_id=scored.pk, version=scored.version)
        found = states(meeting)
        late = selectors.checklist(meeting, selectors.agenda_of(meeting), today=date(2026, 11, 25))
    assert found == {
        "meetings.after_latest_day": "now",
        "meetings.too_short": "now",
        "meetings.check.committee_missing": "now",
        "meetings.check.steps_missing": "late",
        "meetings.check.not_prepared": "now",
        "meetings.check.not_assigned": "now",
        "meetings.check.receivers_paper": "ok",
    }
    assert [check.code for check in late if check.state == "late"] == [
        "meetings.check.steps_missing",
        "meetings.check.not_prepared",
    ]


def test_the_committees_closed_meeting_ticks_its_line(cast: Cast) -> None:
    with on(22):
        committee = services.register_new(
            actor=cast.secretary.actor,
            unit_id=cast.cell.pk,
            month=DECEMBER,
            kind=Kind.COMMITTEE,
            plan=a_plan(held_on=date(2026, 11, 23)),
        )
        meeting = a_registered(cast.secretary.actor, cast.cell)
        assert states(meeting)["meetings.check.committee_planned"] == "now"
    moment = datetime(2026, 11, 23, 13, tzinfo=UTC)
    Meeting.objects.filter(pk=committee.pk).update(
        state=State.CLOSED, opened_at=moment, ended_at=moment, closed_at=moment
    )
    assert states(meeting)["meetings.check.committee_met"] == "ok"


def test_a_clash_of_the_assigned_member_is_named_and_no_error(cast: Cast) -> None:
    organisations.give_mandate(
        actor=cast.system,
        user=cast.assigned.user,
        role=Role.ASSIGNED,
        unit=cast.sibling_cell,
        starts_on=date(2026, 1, 2),
    )
    with on(25):
        other = a_registered(
            cast.sibling_secretary.actor, cast.sibling_cell, starts_at=time(20, 0), ends_at=time(22, 0)
        )
        meeting = a_registered(cast.secretary.actor, cast.cell)
        found = selectors.clashes_of(meeting)
    assert [(clash.name, clash.meeting_id) for clash in found] == [("Nguyễn Thị Liên", other.pk)]
    assert states(meeting)["meetings.check.clash"] == "now"


def test_meetings_one_after_the_other_do_not_clash(cast: Cast) -> None:
    organisations.give_mandate(
        actor=cast.system,
        user=cast.assigned.user,
        role=Role.ASSIGNED,
        unit=cast.sibling_cell,
        starts_on=date(2026, 1, 2),
    )
    with on(25):
        a_registered(cast.sibling_secretary.actor, cast.sibling_cell, starts_at=time(17, 0), ends_at=time(19, 30))
        meeting = a_registered(cast.secretary.actor, cast.cell)
        assert selectors.clashes_of(meeting) == []


def test_the_track_goes_with_the_month(cast: Cast) -> None:
    def track() -> list[str]:
        return [step.state for step in selectors.month_track(cast.cell.pk, DECEMBER, guidance_expected=False)]

    with on(19):
        assert track() == ["ok", "now", "wait", "wait", "wait", "wait", "wait"]
    with on(21):
        assert track() == ["ok", "late", "wait", "wait", "wait", "wait", "wait"]
        meeting = a_registered(cast.secretary.actor, cast.cell)
        assert track() == ["ok", "ok", "now", "wait", "wait", "wait", "wait"]
    with on(3, month=12):
        assert track()[2] == "late"
        services.call_meeting(actor=cast.secretary.actor, meeting_id=meeting.pk, version=meeting.version)
        assert track() == ["ok", "ok", "ok", "now", "wait", "wait", "wait"]
    with on(4, month=12):
        assert track()[3] == "late"


def test_the_rules_of_the_day_stay_on_the_meeting(cast: Cast) -> None:
    with on(25):
        meeting = a_called(cast.secretary.actor, cast.cell)
        conduct = selectors.conduct_of(meeting)
    assert conduct.materials_due_on(DAY) == date(2026, 12, 2)
    assert "value" not in meeting.rules["meeting-agenda"]
    assert selectors.lines_of(meeting)["agenda"].decision == "agenda"


def test_the_regular_meeting_of_a_month_and_the_one_before(cast: Cast) -> None:
    with on(19, month=10):
        november = a_registered(cast.secretary.actor, cast.cell, Month(2026, 11))
    with on(19):
        assert selectors.regular_of(cast.cell.pk, DECEMBER) is None
        assert selectors.regular_before(cast.cell.pk, DECEMBER) == november
        assert selectors.regular_before(cast.cell.pk, Month(2026, 11)) is None


def test_a_committee_has_its_own_meeting_of_its_members(cast: Cast) -> None:
    with on(20):
        meeting = services.register_new(
            actor=cast.committee_secretary.actor,
            unit_id=cast.committee.pk,
            month=DECEMBER,
            kind=Kind.SUPERIOR,
            plan=a_plan(held_on=date(2026, 12, 22), place="Trụ sở Đảng ủy", clerk_id=cast.committee_member.id),
        )
        called = services.call_meeting(actor=cast.office.actor, meeting_id=meeting.pk, version=meeting.version).meeting
        services.give_reply(actor=cast.assigned.actor, meeting_id=called.pk, coming=True)
    assert meeting.title == "Hội nghị cấp ủy tháng 12/2026"
    assert {one.full_name for one in selectors.invited_to(meeting).called} == {
        "Trương Quốc Toàn",
        "Nguyễn Thị Liên",
        "Phan Đình Khánh",
    }
    assert selectors.may_read_inside(cast.committee_member.actor, called)
    assert not selectors.may_read_inside(cast.secretary.actor, called)
    assert not see(cast, called) & OF_THE_CELL
