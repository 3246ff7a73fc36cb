"""What a merged cell left behind is read by whoever reaches its successor, and changed by nobody through that."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from tests.cast import Cast, Player, sign_in

from chibo.access import Denied
from chibo.kernel import clock
from chibo.meetings.tests.factories import DECEMBER, a_draft
from chibo.members.selectors import actor_for
from chibo.members.services import merge_cells
from chibo.organisations.models import Unit
from chibo.resolutions.models import Resolution
from chibo.resolutions.tests.factories import EVENING, an_adopted, an_open_meeting
from chibo.tasks.models import Task

pytestmark = pytest.mark.django_db
MERGED_ON = date(2026, 12, 3)


@pytest.fixture
def adopted(cast: Cast) -> Resolution:
    """A resolution that the first cell adopted before it was merged with its neighbour."""
    with clock.at(EVENING):
        return an_adopted(cast, an_open_meeting(cast))


def merged(cast: Cast) -> Unit:
    with clock.at(EVENING):
        return merge_cells(
            actor=cast.office.actor,
            units=[cast.cell, cast.sibling_cell],
            name="Chi bộ thôn Liên Hòa",
            kind="cell",
            merged_on=MERGED_ON,
            decision="20-QĐ/ĐU",
        )


def pages(cast: Cast, adopted: Resolution) -> list[str]:
    task = Task.objects.filter(unit=cast.cell).first()
    assert task is not None
    return [
        reverse("organisations:unit", args=[cast.cell.pk]),
        reverse("meetings:detail", args=[adopted.meeting_id]),
        reverse("resolutions:detail", args=[adopted.pk]),
        reverse("tasks:detail", args=[task.pk]),
    ]


def statuses(client: Client, player: Player, urls: list[str]) -> set[int]:
    sign_in(client, player)
    return {client.get(url).status_code for url in urls}


def test_members_of_the_successor_read_meetings_resolutions_and_tasks(
    client: Client, cast: Cast, adopted: Resolution
) -> None:
    urls = pages(cast, adopted)
    with clock.at(EVENING):
        assert statuses(client, cast.sibling_member, urls) == {404}
        successor = merged(cast)
        assert statuses(client, cast.sibling_member, urls) == {200}
        assert statuses(client, cast.member, urls) == {200}
        assert 200 not in statuses(client, cast.foreign_secretary, urls)
        sign_in(client, cast.sibling_member)
        page = client.get(reverse("organisations:unit", args=[successor.pk])).content.decode()
        assert "Các chi bộ đã sáp nhập vào đây" in page
        assert urls[0] in page
        readers = client.get(reverse("organisations:readers", args=[cast.cell.pk])).content.decode()
        assert "Quách Thị Đào" in readers
        assert adopted.number_text in client.get(reverse("resolutions:list")).content.decode()


def test_nobody_writes_into_the_past(cast: Cast, adopted: Resolution) -> None:
    merged(cast)
    with clock.at(EVENING):
        user = cast.sibling_secretary.user
        actor = actor_for(user.pk, user.display_name)
        with pytest.raises(Denied):
            a_draft(actor, cast.cell, DECEMBER.plus(1))
