"""One's own calendar: what is in it, who gets it, what it costs, and that its address stays a secret."""

import logging
from datetime import date, datetime
from uuid import uuid4

import icalendar
import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import reverse
from tests.cast import Cast, Player, sign_in

from chibo.access import NOBODY, Denied
from chibo.accounts import services as accounts
from chibo.accounts.models import User
from chibo.audit.models import Entry
from chibo.desk import services
from chibo.desk.models import CalendarAddress
from chibo.desk.views.calendar import PER_HOUR
from chibo.kernel import clock
from chibo.meetings import services as meetings
from chibo.meetings.models import Meeting
from chibo.meetings.tests.factories import a_called, a_draft, a_plan, on
from chibo.tasks.tests.factories import a_task
from chibo.web.logs import HidesSecrets

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _forget() -> None:
    caches["local"].clear()


def address_of(player: Player) -> str:
    secret = services.renew_calendar(actor=player.actor)
    return reverse("desk:calendar_file", args=[secret])


def entries(address: str) -> dict[str, icalendar.Event]:
    answer = Client().get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    found = icalendar.Calendar.from_ical(answer.content)
    return {str(event["SUMMARY"]): event for event in found.walk("VEVENT")}


def test_a_program_without_a_session_gets_title_time_and_place(cast: Cast) -> None:
    meeting = a_called(cast.secretary.actor, cast.cell)
    with on(26):
        (event,) = entries(address_of(cast.member)).values()
    assert str(event["UID"]) == f"{meeting.pk}@chibo"
    assert event["DTSTART"].dt == datetime.combine(meeting.held_on, meeting.starts_at, clock.HOME)
    assert (event["DTEND"].dt - event["DTSTART"].dt).total_seconds() == meeting.planned_minutes * 60
    assert str(event["LOCATION"]) == meeting.place
    assert {"ATTENDEE", "ORGANIZER", "COMMENT"}.isdisjoint(event)


def test_no_name_no_agenda_no_link_is_in_the_file(cast: Cast) -> None:
    meeting = a_called(cast.secretary.actor, cast.cell)
    Meeting.objects.update(link="https://hop.example/phong-bi-mat")
    with on(26):
        text = Client().get(address_of(cast.member)).content.decode().replace("\r\n ", "")
    kept = [person.full_name for person in cast.people.values()]
    kept += [item.title for item in meeting.items.all()] + ["phong-bi-mat"]
    assert len(kept) > 20
    assert [words for words in kept if words in text] == []


def test_own_open_tasks_stand_on_their_day_and_nobody_elses(cast: Cast) -> None:
    a_task(cast.secretary.actor, cast.cell, title="Vận động hiến đất", person_id=cast.member.id)
    a_task(cast.secretary.actor, cast.cell, title="Việc của người khác", person_id=cast.other_member.id)
    with on(26):
        found = entries(address_of(cast.member))
    assert list(found) == ["Hạn: Vận động hiến đất"]
    assert isinstance(found["Hạn: Vận động hiến đất"]["DTSTART"].dt, date)


def test_drafts_and_cancelled_meetings_are_left_out(cast: Cast) -> None:
    draft = a_draft(cast.secretary.actor, cast.cell)
    with on(20):
        assert entries(address_of(cast.member)) == {}
        meeting = meetings.register_meeting(
            actor=cast.secretary.actor, meeting_id=draft.pk, version=draft.version, plan=a_plan()
        )
        assert len(entries(address_of(cast.member))) == 1
        meetings.cancel_meeting(
            actor=cast.secretary.actor, meeting_id=meeting.pk, version=meeting.version, reason="Bão số 12"
        )
        assert entries(address_of(cast.member)) == {}


def test_the_assigned_member_sees_that_cell_by_name_and_a_neighbour_nothing(cast: Cast) -> None:
    meeting = a_called(cast.secretary.actor, cast.cell)
    with on(26):
        assert f"{meeting.title} ({cast.cell.name})" in entries(address_of(cast.assigned))
        assert entries(address_of(cast.sibling_member)) == {}
        assert entries(address_of(cast.foreign_secretary)) == {}


def test_an_unchanged_calendar_is_not_sent_again(cast: Cast) -> None:
    a_called(cast.secretary.actor, cast.cell)
    with on(26):
        address = address_of(cast.member)
        mark = Client().get(address)["ETag"]
        again = Client().get(address, headers={"If-None-Match": mark})
        assert (again.status_code, again.content) == (304, b"")
        a_task(cast.secretary.actor, cast.cell, title="Mới", person_id=cast.member.id)
        assert Client().get(address, headers={"If-None-Match": mark}).status_code == 200


@pytest.mark.parametrize("number", [1, 300])
def test_queries_do_not_grow(cast: Cast, django_assert_num_queries, number: int) -> None:  # type: ignore[no-untyped-def]
    for index in range(number):
        a_task(cast.secretary.actor, cast.cell, title=f"Việc {index}", person_id=cast.member.id)
    with on(26):
        address, client = address_of(cast.member), Client()
        with django_assert_num_queries(5):  # the address with its user; person; mandates; meetings; tasks
            assert client.get(address).content.count(b"BEGIN:VEVENT") == number


def test_renewing_and_dropping_end_the_old_address_at_once(cast: Cast) -> None:
    old = address_of(cast.member)
    new = address_of(cast.member)
    assert (Client().get(old).status_code, Client().get(new).status_code) == (404, 200)
    services.drop_calendar(actor=cast.member.actor)
    services.drop_calendar(actor=cast.member.actor)
    assert Client().get(new).status_code == 404
    assert not CalendarAddress.objects.exists()


def test_a_closed_account_has_no_calendar(cast: Cast) -> None:
    address = address_of(cast.member)
    accounts.deactivate_user(actor=cast.operator.actor, place=accounts.NOWHERE, user_id=cast.member.user.pk)
    assert Client().get(address).status_code == 404


def test_nobody_has_no_address() -> None:
    with pytest.raises(Denied):
        services.renew_calendar(actor=NOBODY)
    with pytest.raises(Denied):
        services.drop_calendar(actor=NOBODY)


def test_the_page_shows_the_address_once_and_keeps_only_its_hash(client: Client, cast: Cast) -> None:
    sign_in(client, cast.member)
    shown = client.post(reverse("desk:calendar_renew"))
    secret = shown.content.decode().partition("/lich/")[2].partition(".ics")[0]
    assert len(secret) == 43
    assert shown["Referrer-Policy"] == "no-referrer"
    assert "no-store" in shown["Cache-Control"] or "no-cache" in shown["Cache-Control"]
    assert secret not in client.get(reverse("desk:calendar")).content.decode()
    assert secret not in str(list(CalendarAddress.objects.values())) + str(list(Entry.objects.values()))
    assert client.post(reverse("desk:calendar_drop")).status_code == 302
    assert not CalendarAddress.objects.exists()


def test_the_file_is_kept_by_no_program_in_between(cast: Cast) -> None:
    answer = Client().get(address_of(cast.member))
    assert answer["Cache-Control"] == "private, no-cache"
    assert answer["Referrer-Policy"] == "no-referrer"


def test_the_log_never_says_the_secret(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    address = address_of(cast.member)
    services.drop_calendar(actor=cast.member.actor)
    caplog.handler.addFilter(HidesSecrets())
    with caplog.at_level(logging.DEBUG):
        Client().get(address)
    assert "/lich/…" in caplog.text
    assert address not in caplog.text


def test_whoever_asks_too_often_waits(cast: Cast) -> None:
    address, client = address_of(cast.member), Client()
    codes = [client.get(address).status_code for _time in range(PER_HOUR + 1)]
    assert codes == [200] * PER_HOUR + [429]
    assert Client().get(address_of(cast.secretary)).status_code == 200


def test_a_guessed_address_is_nobodys(cast: Cast) -> None:
    assert User.objects.exists()
    assert Client().get(f"/lich/{uuid4().hex}.ics").status_code == 404
