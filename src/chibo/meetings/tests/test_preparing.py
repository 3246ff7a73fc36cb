"""Drafting and registering: what each act does, refuses and leaves behind."""

from datetime import date, time

import pytest
from tests.cast import Cast

from chibo.access import Denied
from chibo.audit.models import Entry
from chibo.kernel.errors import Conflict, Refusal
from chibo.kernel.months import Month
from chibo.meetings import selectors, services
from chibo.meetings.models import AgendaItem, Guest, Meeting
from chibo.meetings.services import ItemPlan
from chibo.meetings.states import Form, Kind, State
from chibo.meetings.tests.factories import DAY, DECEMBER, a_called, a_draft, a_plan, a_registered, on

pytestmark = pytest.mark.django_db


def titles(meeting: Meeting) -> list[str]:
    return list(AgendaItem.objects.filter(meeting=meeting).values_list("title", flat=True))


# -- drafting
def test_a_draft_has_the_standard_agenda_the_secretary_in_the_chair_and_the_day_to_register_by(cast: Cast) -> None:
    with on(10):
        draft = a_draft(cast.secretary.actor, cast.cell)
    assert (draft.title, draft.state) == ("Sinh hoạt chi bộ thường kỳ tháng 12/2026", State.DRAFT)
    assert (draft.chair_id, draft.clerk_id) == (cast.secretary.id, None)
    assert draft.registration_due_on == date(2026, 11, 20)
    lines = list(AgendaItem.objects.filter(meeting=draft).values_list("line", flat=True))
    assert lines[:3] == ["opening", "roll_call", "agenda"]
    assert lines[-3:] == ["resolution", "self_score", "minutes"]
    assert "superior_opinion" in lines
    known = {"meeting-conduct", "meeting-agenda", "vote-majorities", "attendance-states", "minutes-remarks"}
    assert set(draft.rules) == known


def test_the_assigned_committee_member_is_a_guest_from_the_draft_on(cast: Cast) -> None:
    with on(10):
        meeting = a_registered(cast.secretary.actor, cast.cell)
    guest = Guest.objects.get(meeting=meeting)
    assert (guest.person_id, guest.is_assigned) == (cast.assigned.id, True)


def test_a_cell_without_an_assigned_member_has_no_line_for_one(cast: Cast) -> None:
    with on(10):
        draft = a_draft(cast.sibling_secretary.actor, cast.sibling_cell)
    assert not AgendaItem.objects.filter(meeting=draft, line="superior_opinion").exists()


def test_there_is_one_regular_meeting_a_month(cast: Cast) -> None:
    with on(10):
        a_draft(cast.secretary.actor, cast.cell)
        with pytest.raises(Refusal, match=r"meetings\.regular_exists"):
            a_draft(cast.secretary.actor, cast.cell)
        a_draft(cast.secretary.actor, cast.cell, kind=Kind.COMMITTEE)
        a_draft(cast.secretary.actor, cast.cell, Month(2027, 1))


def test_after_a_cancelled_one_the_month_may_have_another(cast: Cast) -> None:
    with on(10):
        first = a_draft(cast.secretary.actor, cast.cell)
        services.cancel_meeting(actor=cast.secretary.actor, meeting_id=first.pk, version=1, reason="Lập nhầm tháng")
        assert a_draft(cast.secretary.actor, cast.cell).pk != first.pk


@pytest.mark.parametrize(
    "player", ["member", "assigned", "office", "sibling_secretary", "foreign_secretary", "inspection"]
)
def test_only_the_cell_itself_drafts(cast: Cast, player: str) -> None:
    with on(10), pytest.raises(Denied):
        a_draft(getattr(cast, player).actor, cast.cell)


# -- registering
def test_registering_keeps_the_plan_and_the_rules_of_the_day(cast: Cast) -> None:
    with on(19):
        meeting = a_registered(cast.secretary.actor, cast.cell, clerk_id=cast.cell_committee.id)
    assert (meeting.state, meeting.held_on, meeting.planned_minutes) == (State.REGISTERED, DAY, 100)
    assert (meeting.chair_id, meeting.clerk_id) == (cast.secretary.id, cast.cell_committee.id)
    assert meeting.rules["meeting-conduct"]["value"]["combined_min_minutes"] == 120
    entry = Entry.objects.filter(action="meetings.meeting.register").get()
    assert entry.object_id == str(meeting.pk)


def test_registering_late_is_a_fact_and_no_refusal(cast: Cast) -> None:
    with on(28):
        meeting = a_registered(cast.secretary.actor, cast.cell)
    assert meeting.registered_at is not None
    assert meeting.registration_due_on is not None
    assert meeting.registered_at.date() > meeting.registration_due_on


def test_a_move_needs_a_reason_keeps_the_month_and_the_first_registration(cast: Cast) -> None:
    with on(19):
        meeting = a_registered(cast.secretary.actor, cast.cell)
    moved = a_plan(held_on=date(2027, 1, 2))
    with on(30):
        with pytest.raises(Refusal, match=r"meetings\.no_reason"):
            services.register_meeting(
                actor=cast.secretary.actor, meeting_id=meeting.pk, version=meeting.version, plan=moved
            )
        found = services.register_meeting(
            actor=cast.secretary.actor, meeting_id=meeting.pk, version=meeting.version, plan=moved, reason="Lũ lên"
        )
    assert (found.month_on, found.held_on, found.change_reason) == (date(2026, 12, 1), date(2027, 1, 2), "Lũ lên")
    assert found.registered_at == meeting.registered_at


def test_a_moved_meeting_that_was_called_has_to_be_called_again(cast: Cast) -> None:
    with on(25):
        meeting = a_called(cast.secretary.actor, cast.cell)
        found = services.register_meeting(
            actor=cast.secretary.actor,
            meeting_id=meeting.pk,
            version=meeting.version,
            plan=a_plan(held_on=date(2026, 12, 4)),
            reason="Trùng lịch huyện",
        )
    assert found.state == State.REGISTERED


def test_naming_another_clerk_does_not_take_the_notice_back(cast: Cast) -> None:
    with on(25):
        meeting = a_called(cast.secretary.actor, cast.cell)
        found = services.choose_bench(
            actor=cast.secretary.actor,
            meeting_id=meeting.pk,
            version=meeting.version,
            chair_id=cast.deputy.id,
            clerk_id=cast.member.id,
        )
    assert (found.state, found.chair_id, found.clerk_id) == (State.CALLED, cast.deputy.id, cast.member.id)


def test_the_items_of_chair_and_clerk_follow_them_unless_somebody_else_was_named(cast: Cast) -> None:
    with on(19):
        meeting = a_registered(cast.secretary.actor, cast.cell, clerk_id=cast.member.id)
        opening = AgendaItem.objects.get(meeting=meeting, line="opening")
        plan = ItemPlan(opening.title, presenter_id=cast.cell_committee.id)
        services.edit_item(actor=cast.secretary.actor, item_id=opening.pk, version=opening.version, plan=plan)
        services.choose_bench(
            actor=cast.secretary.actor,
            meeting_id=meeting.pk,
            version=meeting.version,
            chair_id=cast.deputy.id,
            clerk_id=cast.other_member.id,
        )
    speaks = dict(AgendaItem.objects.filter(meeting=meeting).values_list("line", "presenter_id"))
    assert (speaks["roll_call"], speaks["agenda"]) == (cast.other_member.id, cast.deputy.id)
    assert (speaks["opening"], speaks["report"]) == (cast.cell_committee.id, cast.secretary.id)


def test_the_second_of_two_at_once_is_shown_the_conflict(cast: Cast) -> None:
    with on(19):
        meeting = a_registered(cast.secretary.actor, cast.cell)
        with pytest.raises(Conflict):
            services.register_meeting(
                actor=cast.deputy.actor, meeting_id=meeting.pk, version=meeting.version - 1, plan=a_plan()
            )


def test_somebody_from_another_cell_neither_chairs_nor_writes(cast: Cast) -> None:
    with on(19), pytest.raises(Refusal, match=r"meetings\.not_of_unit"):
        a_registered(cast.secretary.actor, cast.cell, clerk_id=cast.sibling_member.id)


def test_online_is_refused_where_nobody_permitted_it(cast: Cast) -> None:
    with on(19), pytest.raises(Refusal, match=r"meetings\.online_not_permitted"):
        a_registered(cast.secretary.actor, cast.cell, form=Form.ONLINE, link="https://hop.example")


def test_last_months_plan_is_taken_over_in_one_act(cast: Cast) -> None:
    with on(19, month=10):
        a_registered(
            cast.secretary.actor,
            cast.cell,
            Month(2026, 11),
            starts_at=time(14, 0),
            ends_at=time(15, 40),
            clerk_id=cast.member.id,
        )
    with on(15):
        assert selectors.kept_on(cast.cell.pk, DECEMBER) == DAY
        meeting = services.register_like_last_month(actor=cast.secretary.actor, unit_id=cast.cell.pk, month=DECEMBER)
    assert (meeting.held_on, meeting.starts_at, meeting.planned_minutes) == (DAY, time(14, 0), 100)
    assert (meeting.place, meeting.clerk_id, meeting.state) == ("Nhà văn hóa thôn", cast.member.id, State.REGISTERED)


def test_a_kept_day_that_is_past_is_not_registered(cast: Cast) -> None:
    with on(15):
        a_registered(cast.secretary.actor, cast.cell, Month(2026, 11))
    with on(5, month=12):
        assert selectors.kept_on(cast.cell.pk, DECEMBER) is None
        with pytest.raises(Refusal, match=r"meetings\.kept_day_is_past"):
            services.register_like_last_month(actor=cast.secretary.actor, unit_id=cast.cell.pk, month=DECEMBER)


def test_there_must_be_a_last_month(cast: Cast) -> None:
    with on(15), pytest.raises(Refusal, match=r"meetings\.no_last_month"):
        services.register_like_last_month(actor=cast.secretary.actor, unit_id=cast.cell.pk, month=DECEMBER)
    assert not Meeting.objects.exists()


def test_what_is_registered_is_not_registered_like_last_month_again(cast: Cast) -> None:
    with on(15):
        a_registered(cast.secretary.actor, cast.cell, Month(2026, 11))
        a_registered(cast.secretary.actor, cast.cell)
        with pytest.raises(Refusal, match=r"meetings\.cannot_register"):
            services.register_like_last_month(actor=cast.secretary.actor, unit_id=cast.cell.pk, month=DECEMBER)


def test_a_thematic_meeting_follows_the_regular_one_in_one_sitting(cast: Cast) -> None:
    with on(19):
        regular = a_registered(cast.secretary.actor, cast.cell, ends_at=time(21, 0))
        for start, end, code in (
            (time(21, 10), time(22, 0), "one_after_other"),
            (time(21, 0), time(21, 20), "too_short"),
        ):
            with pytest.raises(Refusal, match=code):
                services.register_new(
                    actor=cast.secretary.actor,
                    unit_id=cast.cell.pk,
                    month=DECEMBER,
                    kind=Kind.THEMATIC,
                    plan=a_plan(starts_at=start, ends_at=end),
                    follows_id=regular.pk,
                )
        second = services.register_new(
            actor=cast.secretary.actor,
            unit_id=cast.cell.pk,
            month=DECEMBER,
            kind=Kind.THEMATIC,
            plan=a_plan(starts_at=time(21, 0), ends_at=time(21, 40)),
            follows_id=regular.pk,
        )
    assert (second.kind, second.follows_id) == (Kind.THEMATIC, regular.pk)


def test_postponing_goes_back_to_a_draft_and_the_level_above_agrees(cast: Cast) -> None:
    with on(28):
        meeting = a_called(cast.secretary.actor, cast.cell)
        postponed = services.postpone_meeting(
            actor=cast.secretary.actor, meeting_id=meeting.pk, version=meeting.version, reason="Bão số 9"
        )
        assert (postponed.state, postponed.held_on, postponed.change_agreed) == (State.DRAFT, None, False)
        with pytest.raises(Denied):
            services.agree_postponement(actor=cast.secretary.actor, meeting_id=meeting.pk, version=postponed.version)
        agreed = services.agree_postponement(actor=cast.office.actor, meeting_id=meeting.pk, version=postponed.version)
    assert agreed.change_agreed


def test_nothing_is_agreed_where_nothing_was_put_off(cast: Cast) -> None:
    with on(28):
        meeting = a_registered(cast.secretary.actor, cast.cell)
        with pytest.raises(Refusal, match=r"meetings\.not_postponed"):
            services.agree_postponement(actor=cast.office.actor, meeting_id=meeting.pk, version=meeting.version)


@pytest.mark.parametrize("act", [services.postpone_meeting, services.cancel_meeting])
def test_putting_off_and_cancelling_need_a_reason(cast: Cast, act: object) -> None:
    with on(28):
        meeting = a_registered(cast.secretary.actor, cast.cell)
        with pytest.raises(Refusal, match=r"meetings\.no_reason"):
            act(actor=cast.secretary.actor, meeting_id=meeting.pk, version=meeting.version, reason="  ")  # type: ignore[operator]
    meeting.refresh_from_db()
    assert meeting.state == State.REGISTERED
