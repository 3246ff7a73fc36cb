"""What waits on a desk above many cells: the same rows as by the tree, found without reading the tree."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection
from tests.cast import Cast

from chibo.access import scope
from chibo.kernel import clock
from chibo.meetings import selectors as meetings
from chibo.meetings import services
from chibo.meetings.models import CellRequest
from chibo.meetings.selectors import meetings_for
from chibo.meetings.tests.factories import a_registered, on
from chibo.organisations.selectors import within
from chibo.scoring import selectors as scoring
from chibo.scoring.selectors import scores_for
from chibo.scoring.tests.factories import AFTERWARDS, adopted, an_open_meeting, closed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def what_waits(cast: Cast) -> Iterator[None]:
    """One cell has a score, a request and a meeting ahead, another a meeting ahead."""
    meeting = an_open_meeting(cast.secretary, cast.cell, cast.member)
    request = services.write_request(actor=cast.member.actor, meeting_id=meeting.pk, text="Hỗ trợ xi măng làm đường.")
    services.send_request(actor=cast.secretary.actor, request_id=request.pk, version=request.version)
    adopted(cast.secretary.actor, meeting)
    closed(cast.secretary.actor, meeting)
    with on(19):
        a_registered(cast.sibling_secretary.actor, cast.sibling_cell)
    with clock.at(AFTERWARDS):
        yield


PLAYERS = ("office", "secretary", "member", "assigned", "sibling_secretary", "foreign_office")


@pytest.mark.parametrize("player", PLAYERS)
def test_the_rows_are_those_of_the_plain_filter(cast: Cast, player: str) -> None:
    actor, today = getattr(cast, player).actor, clock.today()
    span = today - timedelta(days=30), today + timedelta(days=30)
    states = ("self_scored", "appraised")
    reach = within(scope(actor, "meetings.request.answer"), unit="meeting__unit")
    pairs = [
        (scoring.waiting_for(actor), scores_for(actor, "scoring.score.decide").filter(state__in=states)),
        (scoring.to_appraise_for(actor), scores_for(actor, "scoring.score.appraise").filter(state="self_scored")),
        (meetings.requests_waiting(actor), CellRequest.objects.filter(reach, state="sent")),
        (
            meetings.standing_between(actor, *span),
            meetings_for(actor).filter(state__in=("registered", "called", "open"), held_on__range=span),
        ),
    ]
    found = [len(rows) for rows, _plain in pairs]
    assert [set(rows) for rows, _plain in pairs] == [set(plain) for _rows, plain in pairs]
    assert player != "office" or (found[0], found[2], found[3]) == (1, 1, 1)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL plans by what it knows of the rows")
def test_the_tree_is_not_looked_through(cast: Cast) -> None:
    actor, today = cast.office.actor, clock.today()
    for rows in (
        scoring.waiting_for(actor),
        meetings.requests_waiting(actor),
        meetings.standing_between(actor, today, today + timedelta(days=14)),
    ):
        assert "path>" not in rows.explain()
