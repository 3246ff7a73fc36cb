"""Whatever the page of a meeting links to opens for whoever sees the link."""

import re
from collections.abc import Callable

import pytest
from django.http import FileResponse
from django.test import Client
from django.urls import reverse
from tests.cast import Cast, sign_in

from chibo.meetings import services
from chibo.meetings.models import Meeting
from chibo.meetings.states import Kind
from chibo.meetings.tests.factories import DECEMBER, a_called, a_closed, a_draft, a_plan, on

pytestmark = pytest.mark.django_db


def drafted(cast: Cast) -> Meeting:
    return a_draft(cast.secretary.actor, cast.cell)


def called(cast: Cast) -> Meeting:
    return a_called(cast.secretary.actor, cast.cell, chair_id=cast.secretary.id, clerk_id=cast.member.id)


def opened(cast: Cast) -> Meeting:
    meeting = called(cast)
    with on(3, month=12, hour=20):
        return services.open_meeting(actor=cast.secretary.actor, meeting_id=meeting.pk, version=meeting.version)


def drafted_above(cast: Cast) -> Meeting:
    return a_draft(cast.office.actor, cast.committee, kind=Kind.SUPERIOR)


def called_above(cast: Cast) -> Meeting:
    meeting = services.register_new(
        actor=cast.office.actor, unit_id=cast.committee.pk, month=DECEMBER, kind=Kind.SUPERIOR, plan=a_plan()
    )
    return services.call_meeting(actor=cast.office.actor, meeting_id=meeting.pk, version=meeting.version).meeting


IN_THE_CELL = ("secretary", "cell_committee", "member", "assigned", "office")
SEEN = [
    *((drafted, player) for player in ("secretary", "cell_committee")),
    *((make, player) for make in (called, opened, a_closed) for player in IN_THE_CELL),
    *((make, player) for make in (drafted_above, called_above) for player in ("office", "committee_secretary")),
    (called_above, "inspection"),
]


@pytest.mark.parametrize(("make", "player"), SEEN)
def test_every_link_on_the_page_opens(client: Client, cast: Cast, make: Callable[[Cast], Meeting], player: str) -> None:
    with on(25):
        meeting = make(cast)
    sign_in(client, getattr(cast, player))
    with on(4, month=12):
        page = client.get(reverse("meetings:detail", args=[meeting.pk]))
        assert page.status_code == 200
        links = set(re.findall(r'href="(/[^"#]*)"', page.content.decode().partition("<main")[2]))
        assert reverse("meetings:readers", args=[meeting.pk]) in links
        assert [link for link in sorted(links) if not opens(client, link)] == []


def opens(client: Client, link: str) -> bool:
    answer = client.get(link)
    if isinstance(answer, FileResponse):
        answer.getvalue()  # read to its end, which closes the file
    return answer.status_code in (200, 302)
