"""From the phones in the room: speaking, being there by code, and who may follow what."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from tests.cast import Cast, sign_in

from chibo.access import Denied
from chibo.audit.models import Entry
from chibo.kernel import clock
from chibo.kernel.errors import Refusal
from chibo.meetings import services
from chibo.meetings.models import AgendaItem, Attendance, Meeting, PresenceSpan, Wish
from chibo.meetings.rules import code_at, is_right
from chibo.meetings.selectors.following import belongs_to
from chibo.meetings.selectors.sitting import current_item, roll_of
from chibo.meetings.services import Speaker
from chibo.meetings.states import Presence, Reason, Wished
from chibo.meetings.tests.factories import a_called, on
from chibo.meetings.views.live_shown import VIEWS, parts_of
from chibo.meetings.views.opening import ROLL_STEPS

EVENING = datetime(2026, 12, 3, 12, 30, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_evening_of_the_third() -> Iterator[None]:
    with clock.at(EVENING):
        yield


@pytest.fixture
def opened(cast: Cast) -> Meeting:
    """Begun by the chair; nobody is called yet."""
    with on(19):
        meeting = a_called(cast.secretary.actor, cast.cell, chair_id=cast.secretary.id, clerk_id=cast.member.id)
        reply = services.give_reply(
            actor=cast.other_member.actor, meeting_id=meeting.pk, coming=False, reason=Reason.ILLNESS
        )
        services.answer_excuses(actor=cast.secretary.actor, meeting_id=meeting.pk, reply_ids=[reply.pk], agreed=True)
    meeting.refresh_from_db()
    return services.open_meeting(actor=cast.secretary.actor, meeting_id=meeting.pk, version=meeting.version)


@pytest.fixture
def held(cast: Cast, opened: Meeting) -> Meeting:
    services.take_roll(actor=cast.member.actor, meeting_id=opened.pk, absent={})
    return opened


def code_of(meeting: Meeting, moment: datetime = EVENING) -> str:
    return code_at(settings.SECRET_KEY, str(meeting.pk), moment)


def presence_of(meeting: Meeting, person_id: object) -> str:
    return Attendance.objects.get(meeting=meeting, person_id=person_id).presence


# -- the code on the wall
@given(st.datetimes(min_value=datetime(2026, 1, 1), max_value=datetime(2030, 1, 1)), st.integers(0, 59))  # noqa: DTZ001
def test_a_code_is_right_in_its_minute_and_in_the_next_and_never_after(day: datetime, later: int) -> None:
    minute = day.replace(second=0, microsecond=0, tzinfo=UTC)
    code = code_at("key", "m", minute)
    assert len(code) == 6
    assert is_right("key", "m", minute + timedelta(seconds=later), f" {code[:3]} {code[3:]}")
    assert is_right("key", "m", minute + timedelta(seconds=60 + later), code)
    codes = {code_at("key", "m", minute + timedelta(minutes=shift)) for shift in (1, 2)}
    if code not in codes:
        assert not is_right("key", "m", minute + timedelta(seconds=120 + later), code)


def test_another_meeting_or_another_key_has_other_codes() -> None:
    moments = [EVENING + timedelta(minutes=shift) for shift in range(20)]
    assert [code_at("key", "m", one) for one in moments] != [code_at("key", "n", one) for one in moments]
    assert [code_at("key", "m", one) for one in moments] != [code_at("yek", "m", one) for one in moments]


def test_by_code_nobody_is_there_but_who_confirms_and_excuses_stand(cast: Cast, opened: Meeting) -> None:
    services.call_roll_by_code(actor=cast.secretary.actor, meeting_id=opened.pk)
    assert roll_of(opened).head.due_present == 0
    assert presence_of(opened, cast.other_member.id) == Presence.EXCUSED

    with clock.at(EVENING + timedelta(minutes=3)):
        now = EVENING + timedelta(minutes=3)
        services.confirm_presence(actor=cast.member.actor, meeting_id=opened.pk, code=code_of(opened, now))

    assert presence_of(opened, cast.member.id) == Presence.PRESENT
    span = PresenceSpan.objects.get(attendance__meeting=opened, attendance__person_id=cast.member.id)
    assert (span.from_at, span.to_at) == (EVENING + timedelta(minutes=3), None)


@pytest.mark.parametrize("name", ["roll", "roll_by_code"])
def test_the_opening_is_over_with_the_roll_however_it_is_called(
    cast: Cast, opened: Meeting, client: Client, name: str
) -> None:
    sign_in(client, cast.secretary)
    for _ in range(2):
        assert client.post(reverse(f"meetings:{name}", args=[opened.pk]), {"anything": "1"}).status_code == 302
    item = current_item(opened)
    assert item is not None and not set(item.steps) & ROLL_STEPS
    assert not AgendaItem.objects.filter(meeting=opened, position__lt=item.position, ended_at=None).exists()


def test_phones_of_a_small_room_ask_at_once_for_their_own_part(cast: Cast, opened: Meeting, client: Client) -> None:
    sign_in(client, cast.deputy)
    address = reverse("meetings:phone", args=[opened.pk])
    assert 'data-jitter="2000"' in client.get(address).content.decode()
    services.take_roll(actor=cast.member.actor, meeting_id=opened.pk, absent={})
    members = Attendance.objects.filter(meeting=opened).count()
    assert f'data-jitter="{10 * members}"' in client.get(address).content.decode()


def test_confirming_twice_is_one_presence(cast: Cast, opened: Meeting) -> None:
    services.call_roll_by_code(actor=cast.secretary.actor, meeting_id=opened.pk)
    for _ in range(2):
        services.confirm_presence(actor=cast.member.actor, meeting_id=opened.pk, code=code_of(opened))
    assert PresenceSpan.objects.filter(attendance__person_id=cast.member.id).count() == 1


def test_beginning_by_code_again_leaves_those_who_are_there(cast: Cast, held: Meeting) -> None:
    before = roll_of(held).there
    services.call_roll_by_code(actor=cast.secretary.actor, meeting_id=held.pk)
    assert roll_of(held).there == before


def test_an_old_or_wrong_code_is_refused(cast: Cast, opened: Meeting) -> None:
    services.call_roll_by_code(actor=cast.secretary.actor, meeting_id=opened.pk)
    for code in ("", "000 00", code_of(opened, EVENING - timedelta(minutes=5))):
        with pytest.raises(Refusal, match=r"meetings.code_is_old"):
            services.confirm_presence(actor=cast.member.actor, meeting_id=opened.pk, code=code)
    assert presence_of(opened, cast.member.id) == Presence.UNEXCUSED


def test_before_the_roll_call_it_says_so(cast: Cast, opened: Meeting) -> None:
    with pytest.raises(Refusal, match=r"meetings.roll_not_begun"):
        services.confirm_presence(actor=cast.member.actor, meeting_id=opened.pk, code=code_of(opened))


def test_who_is_there_stands_in_for_a_comrade_without_a_phone(cast: Cast, opened: Meeting) -> None:
    services.call_roll_by_code(actor=cast.secretary.actor, meeting_id=opened.pk)
    code = code_of(opened)
    with pytest.raises(Refusal, match=r"meetings.stands_in_when_there"):
        services.confirm_presence(actor=cast.member.actor, meeting_id=opened.pk, code=code, person_id=cast.deputy.id)
    services.confirm_presence(actor=cast.member.actor, meeting_id=opened.pk, code=code)
    services.confirm_presence(actor=cast.member.actor, meeting_id=opened.pk, code=code, person_id=cast.deputy.id)
    assert presence_of(opened, cast.deputy.id) == Presence.PRESENT
    entry = Entry.objects.filter(action="meetings.presence.confirm").latest("id")
    assert (entry.actor_person_id, entry.acted_for_id) == (cast.member.id, cast.deputy.id)


def test_somebody_of_another_cell_confirms_nothing(cast: Cast, opened: Meeting) -> None:
    services.call_roll_by_code(actor=cast.secretary.actor, meeting_id=opened.pk)
    with pytest.raises(Denied):
        services.confirm_presence(actor=cast.sibling_member.actor, meeting_id=opened.pk, code=code_of(opened))


# -- asking to speak
def test_a_wish_waits_once_and_is_answered_when_the_floor_is_given(cast: Cast, held: Meeting) -> None:
    first = services.ask_to_speak(actor=cast.member.actor, meeting_id=held.pk)
    assert services.ask_to_speak(actor=cast.member.actor, meeting_id=held.pk) == first
    item = current_item(held)
    assert item is not None
    services.add_speech(actor=cast.secretary.actor, item_id=item.pk, speaker=Speaker(cast.member.id))
    first.refresh_from_db()
    assert (first.state, Wish.objects.count()) == (Wished.SPOKEN, 1)
    again = services.ask_to_speak(actor=cast.member.actor, meeting_id=held.pk)
    assert again.pk != first.pk


def test_a_wish_is_taken_back_by_its_own_member_alone(cast: Cast, held: Meeting) -> None:
    wish = services.ask_to_speak(actor=cast.member.actor, meeting_id=held.pk)
    with pytest.raises(Denied):
        services.withdraw_wish(actor=cast.deputy.actor, wish_id=wish.pk)
    services.withdraw_wish(actor=cast.member.actor, wish_id=wish.pk)
    with pytest.raises(Refusal, match=r"meetings.wish_answered"):
        services.withdraw_wish(actor=cast.member.actor, wish_id=wish.pk)


def test_only_who_is_there_asks_to_speak(cast: Cast, opened: Meeting, held: Meeting) -> None:
    row = Attendance.objects.get(meeting=held, person_id=cast.member.id)
    services.leave_early(actor=cast.secretary.actor, attendance_id=row.pk, version=row.version)
    with pytest.raises(Refusal, match=r"meetings.speaks_when_there"):
        services.ask_to_speak(actor=cast.member.actor, meeting_id=held.pk)
    with pytest.raises(Denied):
        services.ask_to_speak(actor=cast.sibling_member.actor, meeting_id=held.pk)


# -- pages
@pytest.mark.parametrize(
    ("name", "who", "status"),
    [
        ("phone", "member", 200),
        ("phone", "secretary", 200),
        ("phone", "sibling_member", 404),
        ("phone", "office", 404),
        ("phone", "foreign_secretary", 404),
        ("chair", "secretary", 200),
        ("chair", "other_member", 403),
        ("chair", "sibling_member", 404),
        ("wall", "member", 200),
        ("wall", "other_member", 403),
        ("confirm", "other_member", 200),
        ("room_code", "other_member", 403),
    ],
)
def test_who_may_open_what(client: Client, cast: Cast, held: Meeting, name: str, who: str, status: int) -> None:
    """`member` is the clerk of this meeting."""
    sign_in(client, getattr(cast, who))
    assert client.get(reverse(f"meetings:{name}", args=[held.pk])).status_code == status


@pytest.mark.parametrize(
    ("view", "who", "status"),
    [("member", "other_member", 200), ("chair", "other_member", 403), ("wall", "other_member", 403),
     ("clerk", "member", 200), ("member", "sibling_member", 404), ("nothing", "member", 404)],
)  # fmt: skip
def test_who_may_listen_to_what(client: Client, cast: Cast, held: Meeting, view: str, who: str, status: int) -> None:
    sign_in(client, getattr(cast, who))
    answer = client.get(reverse("meetings:events", args=[held.pk, view]))
    assert answer.status_code == status
    if status == 200:
        assert (answer["Content-Type"], answer["Cache-Control"]) == ("text/event-stream", "no-store")


def test_all_views_cost_one_reading_whatever_the_numbers(cast: Cast, held: Meeting) -> None:
    kinds = frozenset(f"{view}.{language}" for view in VIEWS for language in ("vi", "en"))
    with CaptureQueriesContext(connection) as captured:
        found = parts_of(held.pk, kinds)
    # meeting, items, their files, speeches, wishes, paper votes and split boxes, roll call and spans, breaks; what is
    # voted on: ids of items, open votes, boxes, paper votes; results of the item in hand: votes, boxes; who could not
    # vote on a phone: persons, accounts, names
    assert len(captured) == 19, "\n".join(query["sql"][:150] for query in captured)
    assert set(found) == kinds
    for person in (cast.member, cast.deputy, cast.secretary):
        services.ask_to_speak(actor=person.actor, meeting_id=held.pk)
    with CaptureQueriesContext(connection) as again:
        parts_of(held.pk, kinds)
    assert len(again) == len(captured)


def test_what_is_sent_names_nobody_who_is_absent_and_no_words(cast: Cast, held: Meeting) -> None:
    item = current_item(held)
    assert item is not None
    services.add_speech(actor=cast.secretary.actor, item_id=item.pk, speaker=Speaker(cast.member.id), text="Điều riêng")
    parts = parts_of(held.pk, frozenset({"member.vi", "guest.vi", "wall.vi"}))
    said = " ".join(html for regions in parts.values() for html in regions.values())
    assert "Điều riêng" not in said
    assert cast.member.person.full_name.split()[-1] in said


def test_after_the_end_the_parts_say_so(cast: Cast, held: Meeting) -> None:
    Meeting.objects.filter(pk=held.pk).update(state="cancelled")
    regions = parts_of(held.pk, frozenset({"member.vi"}))["member.vi"]
    assert "Buổi sinh hoạt đã kết thúc" in regions["now"]
    assert regions["queue"] == '<div id="live-queue" hidden></div>'


def test_who_is_suspended_is_not_marked_as_there(cast: Cast, opened: Meeting) -> None:
    services.call_roll_by_code(actor=cast.secretary.actor, meeting_id=opened.pk)
    services.confirm_presence(actor=cast.member.actor, meeting_id=opened.pk, code=code_of(opened))
    row = Attendance.objects.get(meeting=opened, person_id=cast.suspended.id)
    with pytest.raises(Refusal, match=r"meetings.suspended_cannot_attend"):
        services.confirm_presence(
            actor=cast.member.actor, meeting_id=opened.pk, code=code_of(opened), person_id=cast.suspended.id
        )
    with pytest.raises(Denied):
        services.confirm_presence(actor=cast.suspended.actor, meeting_id=opened.pk, code=code_of(opened))
    assert presence_of(opened, cast.suspended.id) == row.presence == Presence.SUSPENDED


def test_a_result_stays_on_the_wall_until_somebody_speaks(cast: Cast, held: Meeting) -> None:
    item = current_item(held)
    assert item is not None
    services.all_agree(actor=cast.secretary.actor, item_id=item.pk)
    assert "Thông qua" in parts_of(held.pk, frozenset({"wall.vi"}))["wall.vi"]["wall"]
    with clock.at(EVENING + timedelta(minutes=1)):
        services.add_speech(actor=cast.secretary.actor, item_id=item.pk, speaker=Speaker(cast.member.id))
        wall = parts_of(held.pk, frozenset({"wall.vi"}))["wall.vi"]["wall"]
    assert "Đang phát biểu" in wall
    assert "Không đồng ý" not in wall


def test_whoever_looks_in_from_above_does_not_belong_to_the_room(cast: Cast, opened: Meeting) -> None:
    assert belongs_to(cast.member.actor, opened)
    assert not belongs_to(cast.office.actor, opened)
    assert not belongs_to(cast.assigned.actor, opened)
