"""The agenda before the meeting: what each act does, refuses and leaves behind."""

from datetime import date

import pytest
from tests.cast import Cast

from chibo.access import Denied
from chibo.kernel.errors import Refusal
from chibo.kernel.months import Month
from chibo.meetings import services
from chibo.meetings.models import AgendaItem, Guest, Meeting
from chibo.meetings.services import ItemPlan, Source
from chibo.meetings.tests.factories import a_draft, a_registered, on

pytestmark = pytest.mark.django_db


def titles(meeting: Meeting) -> list[str]:
    return list(AgendaItem.objects.filter(meeting=meeting).values_list("title", flat=True))


def test_an_own_item_goes_to_the_end_of_the_middle_part(cast: Cast) -> None:
    with on(20):
        draft = a_draft(cast.secretary.actor, cast.cell)
        services.add_item(
            actor=cast.cell_committee.actor, meeting_id=draft.pk, plan=ItemPlan("Góp ý nhân sự", planned_minutes=10)
        )
    lines = list(AgendaItem.objects.filter(meeting=draft).values_list("line", "title"))
    place = lines.index(("", "Góp ý nhân sự"))
    assert lines[place + 1][0] == "summary"


def test_what_a_room_brings_is_brought_once_also_after_it_was_taken_off(cast: Cast) -> None:
    source = Source("directive:1", "12-NQ/ĐU", "/dinh-huong/1/")
    plan = ItemPlan("Quán triệt Nghị quyết 12-NQ/ĐU")
    with on(20):
        draft = a_draft(cast.secretary.actor, cast.cell)
        item = services.add_item(actor=cast.secretary.actor, meeting_id=draft.pk, plan=plan, source=source)
        services.remove_item(actor=cast.secretary.actor, item_id=item.pk, version=item.version)
        again = services.add_item(actor=cast.secretary.actor, meeting_id=draft.pk, plan=plan, source=source)
    assert again.pk == item.pk
    assert plan.title not in titles(draft)


def test_an_item_taken_off_comes_back_to_its_place(cast: Cast) -> None:
    with on(20):
        draft = a_draft(cast.secretary.actor, cast.cell)
        before = titles(draft)
        item = AgendaItem.objects.get(meeting=draft, line="discussion")
        services.remove_item(actor=cast.secretary.actor, item_id=item.pk, version=item.version)
        assert item.title not in titles(draft)
        services.restore_item(actor=cast.secretary.actor, item_id=item.pk)
    assert titles(draft) == before


def test_moving_an_item_changes_the_order_alone(cast: Cast) -> None:
    with on(20):
        draft = a_draft(cast.secretary.actor, cast.cell)
        before = titles(draft)
        item = AgendaItem.objects.get(meeting=draft, line="discussion")
        services.move_item(actor=cast.secretary.actor, item_id=item.pk, to=4)
    after = titles(draft)
    assert after[3] == item.title
    assert [title for title in after if title != item.title] == [title for title in before if title != item.title]


def test_a_new_preparer_has_not_prepared_it_yet(cast: Cast) -> None:
    with on(20):
        draft = a_draft(cast.secretary.actor, cast.cell)
        item = AgendaItem.objects.get(meeting=draft, line="report")
        for preparer in (cast.member, cast.deputy):
            item.refresh_from_db()
            plan = ItemPlan(item.title, preparer_id=preparer.id, prepare_by_on=date(2026, 11, 28))
            services.edit_item(actor=cast.secretary.actor, item_id=item.pk, version=item.version, plan=plan)
            item.refresh_from_db()
            assert (item.preparer_id, item.prepared_at) == (preparer.id, None)
            services.mark_prepared(actor=preparer.actor, item_id=item.pk, version=item.version)
        item.refresh_from_db()
    assert item.prepared_at is not None


def test_only_the_preparer_and_the_committee_say_that_it_is_done(cast: Cast) -> None:
    with on(20):
        draft = a_draft(cast.secretary.actor, cast.cell)
        item = AgendaItem.objects.get(meeting=draft, line="report")
        with pytest.raises(Denied):
            services.mark_prepared(actor=cast.member.actor, item_id=item.pk, version=item.version)


@pytest.mark.parametrize(
    ("plan", "code"),
    [
        (ItemPlan("  "), "no_title"),
        (ItemPlan("Chuyên đề quý IV"), "thematic_inside_regular"),
        (ItemPlan("Việc khác", planned_minutes=0), "item_minutes"),
    ],
)
def test_an_item_that_cannot_be_is_refused_and_nothing_is_written(cast: Cast, plan: ItemPlan, code: str) -> None:
    with on(20):
        draft = a_draft(cast.secretary.actor, cast.cell)
        before = titles(draft)
        with pytest.raises(Refusal, match=code):
            services.add_item(actor=cast.secretary.actor, meeting_id=draft.pk, plan=plan)
    assert titles(draft) == before


def test_nobody_from_outside_is_given_an_item(cast: Cast) -> None:
    with on(20):
        draft = a_draft(cast.secretary.actor, cast.cell)
        with pytest.raises(Refusal, match=r"meetings\.not_of_unit"):
            services.add_item(
                actor=cast.secretary.actor,
                meeting_id=draft.pk,
                plan=ItemPlan("Việc khác", presenter_id=cast.sibling_member.id),
            )


def test_a_cancelled_meeting_is_no_longer_prepared(cast: Cast) -> None:
    with on(20):
        draft = a_draft(cast.secretary.actor, cast.cell)
        services.cancel_meeting(actor=cast.secretary.actor, meeting_id=draft.pk, version=1, reason="Không cần")
        with pytest.raises(Refusal, match=r"meetings\.no_longer_prepared"):
            services.add_item(actor=cast.secretary.actor, meeting_id=draft.pk, plan=ItemPlan("Việc khác"))


def test_a_guest_is_invited_and_taken_off_again(cast: Cast) -> None:
    with on(20):
        meeting = a_registered(cast.secretary.actor, cast.cell)
        guest = services.invite_guest(
            actor=cast.secretary.actor,
            meeting_id=meeting.pk,
            name="Trần Văn Tuyên",
            office="Trưởng ban công tác Mặt trận",
        )
        assert Guest.objects.filter(meeting=meeting).count() == 2
        services.uninvite_guest(actor=cast.secretary.actor, guest_id=guest.pk, version=guest.version)
    assert [one.is_assigned for one in Guest.objects.filter(meeting=meeting)] == [True]


def test_last_months_agenda_is_taken_over_with_order_minutes_and_own_items(cast: Cast) -> None:
    secretary = cast.secretary.actor
    with on(19, month=10):
        last = a_registered(secretary, cast.cell, Month(2026, 11))
        services.add_item(actor=secretary, meeting_id=last.pk, plan=ItemPlan("Đọc báo Đảng", 7))
        study = AgendaItem.objects.get(meeting=last, line="study")
        services.move_item(actor=secretary, item_id=study.pk, to=4)
        study.refresh_from_db()
        plan = ItemPlan(study.title, planned_minutes=9, presenter_id=cast.member.id)
        services.edit_item(actor=secretary, item_id=study.pk, version=study.version, plan=plan)
    with on(19):
        meeting = a_registered(secretary, cast.cell)
        brought = services.add_item(
            actor=secretary, meeting_id=meeting.pk, plan=ItemPlan("Quán triệt 12-NQ/ĐU"), source=Source("directive:1")
        )
        services.copy_agenda(actor=secretary, meeting_id=meeting.pk)
        services.copy_agenda(actor=secretary, meeting_id=meeting.pk)
    items = list(AgendaItem.objects.filter(meeting=meeting))
    assert [item.title for item in items if item.pk != brought.pk] == titles(last)
    assert [(item.line, item.planned_minutes, item.presenter_id) for item in items][3] == ("study", 9, cast.member.id)
    assert [item.line for item in items].index("summary") == items.index(brought) + 1


def test_there_must_be_an_agenda_to_take_over(cast: Cast) -> None:
    with on(19):
        meeting = a_registered(cast.secretary.actor, cast.cell)
        with pytest.raises(Refusal, match=r"meetings\.no_last_agenda"):
            services.copy_agenda(actor=cast.secretary.actor, meeting_id=meeting.pk)
