"""How many queries the pages of the preparation cost: the same for one row and for three hundred."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.cast import Cast, Player, sign_in

from chibo.kernel import clock
from chibo.meetings.models import AgendaItem, Meeting, ReplyRow
from chibo.meetings.selectors.reach import MANY_UNITS
from chibo.meetings.states import Kind, Reply, State
from chibo.meetings.tests.factories import EVENING, a_called, on
from chibo.organisations.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def called(cast: Cast) -> Meeting:
    with on(25):
        return a_called(cast.secretary.actor, cast.cell)


def queries(client: Client, player: Player, address: str) -> int:
    sign_in(client, player)
    with on(26):
        client.get(address)  # what is kept in memory after a first page is not counted
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address).status_code == 200
    return len(seen)


def three_hundred_meetings(meeting: Meeting) -> None:
    Meeting.objects.bulk_create(
        Meeting(
            unit_id=meeting.unit_id,
            month_on=meeting.month_on,
            kind=Kind.EXTRAORDINARY,
            title=f"Họp bất thường {number}",
            state=State.CANCELLED,
        )
        for number in range(300)
    )


def three_hundred_items(meeting: Meeting) -> None:
    AgendaItem.objects.bulk_create(
        AgendaItem(
            meeting=meeting,
            position=100 + number,
            title=f"Nội dung {number}",
            presenter_id=meeting.chair_id,
            preparer_id=meeting.chair_id,
        )
        for number in range(300)
    )


def everybody_answers(meeting: Meeting, cast: Cast) -> None:
    assert meeting.called_at is not None
    ReplyRow.objects.bulk_create(
        ReplyRow(meeting=meeting, person=person, state=Reply.EXCUSE_ASKED, replied_at=meeting.called_at)
        for person in cast.roll
    )


FRAME = 5
"""Session, user, person, mandates; the number of new notices."""


def test_the_list(cast: Cast, called: Meeting, client: Client) -> None:
    # the units in reach; the page of meetings; the unit worked at; for the two months that may be opened: this month's
    # meeting, whether a joint one stands for it, its rule (two versions of the line, what units have set) and the last
    # meeting before it, next month's meeting; the groups of the cell
    asked = FRAME + 1 + 1 + 1 + 1 + 1 + 3 + 1 + 1 + 1
    address = reverse("meetings:list")
    assert queries(client, cast.secretary, address) == asked == 16
    three_hundred_meetings(called)
    assert queries(client, cast.secretary, address) == 16


def test_who_reaches_very_many_units_sees_one_month_of_them(cast: Cast, called: Meeting, client: Client) -> None:
    Unit.objects.bulk_create(
        Unit(name=f"Chi bộ {n}", path=f"{cast.committee.path}9{n:04}", node_no=90000 + n, kind="cell")
        for n in range(MANY_UNITS)
    )
    address = reverse("meetings:list")
    with clock.at(EVENING):
        sign_in(client, cast.office)
        shown = client.get(address).content.decode()
        assert called.title in shown
        assert 'value="12/2026"' in shown
        assert called.title not in client.get(address, {"thang": "11/2026"}).content.decode()
    with clock.at(EVENING + timedelta(days=40)):
        assert called.title not in client.get(address).content.decode()
        assert called.title in client.get(address, {"thang": "12/2026"}).content.decode()


def test_the_work_of_preparation(cast: Cast, called: Meeting, client: Client) -> None:
    # meeting, items, materials; unit, line and overrides for the standard agenda; six for the roster, guests, replies;
    # checklist: the committee's meeting, assigned guests, their mandates, their other meetings; guests in the head,
    # open tasks, opinions
    asked = FRAME + 3 + 3 + 8 + 4 + 3
    address = reverse("meetings:detail", args=[called.pk])
    assert queries(client, cast.secretary, address) == asked == 26
    three_hundred_items(called)
    everybody_answers(called, cast)
    assert queries(client, cast.secretary, address) == 26


def test_a_members_page(cast: Cast, called: Meeting, client: Client) -> None:
    # meeting, items, own reply, materials, guests, own opinions
    asked = FRAME + 6
    address = reverse("meetings:detail", args=[called.pk])
    assert queries(client, cast.member, address) == asked == 11
    three_hundred_items(called)
    assert queries(client, cast.member, address) == 11


def test_answers(cast: Cast, called: Meeting, client: Client) -> None:
    # meeting; six for the roster, guests, replies; guests in the head
    asked = FRAME + 1 + 8 + 1
    address = reverse("meetings:replies", args=[called.pk])
    assert queries(client, cast.secretary, address) == asked == 15
    everybody_answers(called, cast)
    assert queries(client, cast.secretary, address) == 15
