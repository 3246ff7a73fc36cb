"""The clerk's room: what is typed is kept with every act, refusals are shown, and it costs the same for any room."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.cast import Cast, sign_in

from chibo.kernel import clock
from chibo.meetings import services
from chibo.meetings.models import AgendaItem, Attendance, Meeting, Speech
from chibo.meetings.states import State
from chibo.meetings.tests.factories import a_called, on

pytestmark = pytest.mark.django_db
EVENING = datetime(2026, 12, 3, 12, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def the_evening_of_the_third() -> Iterator[None]:
    with clock.at(EVENING):
        yield


@pytest.fixture
def called(cast: Cast) -> Meeting:
    with on(19):
        return a_called(cast.secretary.actor, cast.cell, chair_id=cast.secretary.id, clerk_id=cast.member.id)


@pytest.fixture
def opened(cast: Cast, called: Meeting) -> Meeting:
    meeting = services.open_meeting(actor=cast.secretary.actor, meeting_id=called.pk, version=called.version)
    services.take_roll(actor=cast.member.actor, meeting_id=meeting.pk, absent={})
    return meeting


def discussed(meeting: Meeting) -> AgendaItem:
    found = AgendaItem.objects.filter(meeting=meeting, is_formal=False).order_by("position").first()
    assert found is not None
    return found


def editor(item: AgendaItem, **typed: Any) -> dict[str, Any]:
    return {"editor_item": str(item.pk), "item_version": item.version, "text": "", "conclusion": "", **typed}


def address(name: str, *ids: Any) -> str:
    return reverse(f"meetings:{name}", args=ids)


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("secretary", 200),
        ("member", 200),  # the clerk of this meeting
        ("other_member", 403),
        ("office", 403),
        ("assigned", 403),
        ("sibling_secretary", 404),
        ("foreign_secretary", 404),
    ],
)
def test_the_room_is_the_leaders_and_the_benchs(
    client: Client, cast: Cast, opened: Meeting, who: str, status: int
) -> None:
    sign_in(client, getattr(cast, who))
    assert client.get(address("room", opened.pk)).status_code == status


def test_opening_and_the_roll_take_two_acts(client: Client, cast: Cast, called: Meeting) -> None:
    sign_in(client, cast.secretary)
    form = {"version": called.version, "chair": str(cast.secretary.id), "clerk": str(cast.member.id)}
    assert client.post(address("open", called.pk), form).status_code == 302
    absent = {f"p-{cast.deputy.id}": "excused-illness"}
    assert client.post(address("roll", called.pk), absent).status_code == 302
    called.refresh_from_db()
    assert called.state == State.OPEN
    assert Attendance.objects.get(person_id=cast.deputy.id).presence == "excused"
    # welcome and roll call are over; the agenda is up for its vote
    running = AgendaItem.objects.get(meeting=called, started_at__isnull=False, ended_at=None)
    assert running.line == "agenda"


@pytest.mark.parametrize(("who", "first"), [("secretary", "chair"), ("member", "room")])
def test_the_roll_once_taken_leads_on_first_to_ones_own_desk(
    client: Client, cast: Cast, opened: Meeting, who: str, first: str
) -> None:
    sign_in(client, getattr(cast, who))
    text = client.get(address("roll", opened.pk)).content.decode()
    assert [name for name in ("room", "chair") if f'href="{address(name, opened.pk)}"' in text] == ["room", "chair"]
    primary = text.split('class="btn btn--primary"')
    assert len(primary) == 2
    assert primary[1].lstrip().startswith(f'href="{address(first, opened.pk)}"')


def test_whatever_is_pressed_keeps_what_was_typed(client: Client, cast: Cast, opened: Meeting) -> None:
    sign_in(client, cast.member)
    item = discussed(opened)
    typed = editor(item, text="Tháng qua 6 hộ hiến đất.", conclusion="Nhất trí.")
    client.post(address("speak", opened.pk, item.pk), {**typed, "person": str(cast.secretary.id), "draft_key": "k1"})
    item.refresh_from_db()
    assert (item.text, item.conclusion) == ("Tháng qua 6 hộ hiến đất.", "Nhất trí.")
    speech = Speech.objects.get()
    typed = editor(item, text=item.text, conclusion=item.conclusion)
    typed |= {"editor_speech": str(speech.pk), "speech_version": speech.version, "speech": "Xin lùi hạn."}
    client.post(address("speak", opened.pk, item.pk), {**typed, "person": str(cast.deputy.id), "draft_key": "k2"})
    speech.refresh_from_db()
    assert speech.text == "Xin lùi hạn."
    assert Speech.objects.count() == 2


def test_keeping_while_typing_answers_with_the_next_versions(client: Client, cast: Cast, opened: Meeting) -> None:
    sign_in(client, cast.member)
    item = discussed(opened)
    answer = client.post(address("keep", opened.pk, item.pk), editor(item, text="Một"), headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert f'name="item_version" value="{item.version + 1}"' in answer.content.decode()


def test_a_stale_editor_writes_nothing_and_says_so(client: Client, cast: Cast, opened: Meeting) -> None:
    item = discussed(opened)
    services.write_text(actor=cast.secretary.actor, item_id=item.pk, version=item.version, text="Bản của bí thư")
    sign_in(client, cast.member)
    answer = client.post(address("keep", opened.pk, item.pk), editor(item, text="Bản của thư ký"))
    assert answer.status_code == 409  # so nothing is put in the place of the versions
    item.refresh_from_db()
    assert item.text == "Bản của bí thư"


def test_nonsense_in_hidden_fields_breaks_nothing(client: Client, cast: Cast, opened: Meeting) -> None:
    sign_in(client, cast.member)
    item = discussed(opened)
    keep, speak = address("keep", opened.pk, item.pk), address("speak", opened.pk, item.pk)
    assert client.post(keep, {"editor_item": "x"}).status_code == 404
    assert client.post(keep, {"editor_speech": "\x00"}).status_code == 404
    assert client.post(speak, {"person": "x"}).status_code == 404
    assert client.post(keep, editor(item, text="Một", item_version="²")).status_code == 409


@pytest.mark.parametrize("nonsense", ["\0", "x" * 5000])
def test_what_no_page_sends_is_cut_or_not_there(client: Client, cast: Cast, opened: Meeting, nonsense: str) -> None:
    sign_in(client, cast.secretary)
    item, person = discussed(opened), str(cast.deputy.id)
    assert client.post(address("put", opened.pk, item.pk), {"decision": nonsense}).status_code == 404
    assert client.post(address("put", opened.pk, item.pk), {"subject": nonsense}).status_code == 302
    spoken = {"person": person, "draft_key": nonsense}
    assert client.post(address("speak", opened.pk, item.pk), spoken).status_code == 302
    assert Speech.objects.get().draft_key == ""


def test_words_that_came_by_the_pause_and_by_the_button_are_no_conflict(
    client: Client, cast: Cast, opened: Meeting
) -> None:
    sign_in(client, cast.member)
    item = discussed(opened)
    typed = editor(item, text="Một ý ")
    client.post(address("keep", opened.pk, item.pk), typed)
    answer = client.post(address("go", opened.pk, item.pk), typed, follow=True)  # the version of before
    assert "Một ý" in answer.content.decode()
    assert AgendaItem.objects.get(pk=item.pk).started_at is not None


def test_keeping_an_earlier_item_answers_with_its_own_versions(client: Client, cast: Cast, opened: Meeting) -> None:
    sign_in(client, cast.member)
    item = discussed(opened)
    running = AgendaItem.objects.get(meeting=opened, started_at__isnull=False, ended_at=None)
    assert running.pk != item.pk
    answer = client.post(address("keep", opened.pk, item.pk), editor(item, text="Một"))
    assert f'name="editor_item" value="{item.pk}"' in answer.content.decode()


def test_all_agree_ends_a_formal_item_in_one_act(client: Client, cast: Cast, opened: Meeting) -> None:
    sign_in(client, cast.member)
    item = AgendaItem.objects.get(meeting=opened, line="agenda")
    client.post(address("agree_all", opened.pk, item.pk))
    item.refresh_from_db()
    assert item.outcome is not None
    assert item.ended_at == EVENING


def test_a_refused_count_is_shown_and_keeps_what_was_typed(client: Client, cast: Cast, opened: Meeting) -> None:
    sign_in(client, cast.member)
    item = discussed(opened)
    services.start_item(actor=cast.member.actor, item_id=item.pk)
    vote = services.put_to_vote(actor=cast.member.actor, item_id=item.pk)
    tally = {"version": 1, "for_count": 99, "against_count": 0, "other_count": 0}
    answer = client.post(address("count", opened.pk, item.pk, vote.pk), tally, follow=True)
    assert "nhiều hơn số đồng chí có mặt" in answer.content.decode()
    vote.refresh_from_db()
    assert vote.state == "open"


def test_a_task_without_a_day_is_refused_in_its_line(client: Client, cast: Cast, opened: Meeting) -> None:
    sign_in(client, cast.member)
    item = discussed(opened)
    answer = client.post(
        address("give_task", opened.pk, item.pk), {"title": "Vận động 2 hộ", "person": "", "due_on": ""}
    )
    assert answer.status_code == 422
    assert "Vận động 2 hộ" in answer.content.decode()


def test_the_room_costs_the_same_with_many_speeches(client: Client, cast: Cast, opened: Meeting) -> None:
    sign_in(client, cast.member)
    counts = []
    for many in (1, 60):
        item = discussed(opened)
        Speech.objects.bulk_create(
            Speech(item=item, name="Lý Thị Mẩy", text="Ý kiến", spoken_at=EVENING) for _ in range(many)
        )
        with CaptureQueriesContext(connection) as queries:
            client.get(address("room", opened.pk))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_meeting_held_on_paper_is_entered_with_its_own_days_and_hours(
    client: Client, cast: Cast, called: Meeting
) -> None:
    """Two weeks later: open, roll, agenda, resolution, score, minutes, end are one press each, two with a draft."""
    sign_in(client, cast.secretary)
    bench = {"version": called.version, "chair": str(cast.secretary.id), "clerk": str(cast.member.id)}
    with clock.at(EVENING + timedelta(days=16)):
        # chair, clerk and hour stand there already
        client.post(address("open", called.pk) + "?giay=1", bench | {"starts_at": "19:30"})
        client.post(address("roll", called.pk), {f"p-{cast.deputy.id}": "excused-illness"})
        # the last day lies after the meeting, though before the day of entering
        item = discussed(called)
        line = {"title": "Vận động 2 hộ", "person": "", "due_on": "15/12/2026"}
        assert client.post(address("give_task", called.pk, item.pk), line).status_code == 302
        for found in AgendaItem.objects.filter(meeting=called, outcome_kind__in=["agenda", "conclusion", "minutes"]):
            client.post(address("agree_all", called.pk, found.pk))
        score = AgendaItem.objects.get(meeting=called, outcome_kind="self_score")
        services.record_outcome(actor=cast.secretary.actor, item_id=score.pk, block={"title": "Tự chấm 90"})
        called.refresh_from_db()
        page = client.get(address("room", called.pk)).content.decode()
        assert 'value="21:10"' in page  # the planned end is filled in
        wrong = client.post(address("close", called.pk), {"version": called.version, "ends_at": "tối"}, follow=True)
        assert "Chưa ghi đúng giờ kết thúc" in wrong.content.decode()
        client.post(address("close", called.pk), {"version": called.version, "ends_at": "21:05"})
    called.refresh_from_db()
    assert (called.state, called.is_on_paper) == (State.CLOSED, True)
    assert (called.opened_at, called.ended_at) == (EVENING, EVENING + timedelta(minutes=95))


def test_going_back_interrupts_the_later_item_and_the_meeting_comes_back_to_it(
    client: Client, cast: Cast, opened: Meeting
) -> None:
    """An item left without its vote says so; looked at again it is put right, and none after it is skipped."""
    first, after = list(AgendaItem.objects.filter(meeting=opened, position__in=(3, 4)).order_by("position"))
    assert first.outcome_kind == "agenda"
    services.conclude_item(actor=cast.member.actor, item_id=first.pk, version=None)
    sign_in(client, cast.secretary)
    shown = client.get(address("room", opened.pk), {"muc": str(first.pk)}).content.decode()
    assert "Mục này chưa được thông qua" in shown
    assert "Mở lại mục này" in shown
    desk = client.get(address("chair", opened.pk)).content.decode()
    assert (shown.count("chưa thông qua</small>"), desk.count("chưa thông qua</small>")) == (1, 1)
    services.start_item(actor=cast.member.actor, item_id=first.pk)
    after.refresh_from_db()
    assert (after.started_at, after.ended_at) == (None, None)
    client.post(address("agree_all", opened.pk, first.pk), {})
    after.refresh_from_db()
    assert after.started_at is not None
    assert after.ended_at is None
    assert "chưa thông qua</small>" not in client.get(address("chair", opened.pk)).content.decode()


def test_the_minutes_to_be_read_are_a_press_away_and_the_chair_finds_the_desk(
    client: Client, cast: Cast, opened: Meeting
) -> None:
    item = AgendaItem.objects.get(meeting=opened, outcome_kind="minutes")
    services.start_item(actor=cast.member.actor, item_id=item.pk)
    sign_in(client, cast.secretary)
    shown = client.get(address("room", opened.pk)).content.decode()
    assert address("minutes", opened.pk, "pdf") in shown
    assert address("chair", opened.pk) in shown
