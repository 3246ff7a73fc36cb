"""What is voted on right now is told in one shape; who taps, and how a secret box is held in an item."""

from collections.abc import Iterator

import pytest
from tests.cast import Cast

from chibo.ballots.states import Way
from chibo.kernel import clock
from chibo.meetings import services
from chibo.meetings.models import AgendaItem, Meeting
from chibo.meetings.selectors.voting import voting_in, voting_now
from chibo.meetings.tests.factories import EVENING, a_called, on
from chibo.regulations.states import Method

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_evening_of_the_third() -> Iterator[None]:
    with clock.at(EVENING):
        yield


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    with on(19):
        called = a_called(cast.secretary.actor, cast.cell, chair_id=cast.secretary.id, clerk_id=cast.member.id)
    opened = services.open_meeting(actor=cast.secretary.actor, meeting_id=called.pk, version=called.version)
    services.take_roll(actor=cast.member.actor, meeting_id=opened.pk, absent={})
    return opened


@pytest.fixture
def item(cast: Cast, meeting: Meeting) -> AgendaItem:
    found = AgendaItem.objects.filter(meeting=meeting, outcome_kind="conclusion").first()
    assert found is not None
    services.start_item(actor=cast.member.actor, item_id=found.pk)
    return found


def test_nothing_is_voted_on_before_a_question_is_put(meeting: Meeting, item: AgendaItem) -> None:
    assert voting_now(meeting) is None
    assert voting_in(item) is None


def test_a_question_is_told_with_its_base_and_the_document_it_goes_by(
    cast: Cast, meeting: Meeting, item: AgendaItem
) -> None:
    vote = services.put_to_vote(actor=cast.member.actor, item_id=item.pk)
    found = voting_now(meeting)
    assert found is not None
    assert found == voting_in(item)
    assert (found.kind, found.method, found.is_tapped, found.cast) == (Way.OPEN, Method.HAND, False, None)
    assert (found.id, found.item_id, found.meeting_id) == (vote.pk, item.pk, meeting.pk)
    assert (found.base, found.needed, found.voters) == (14, 8, 14)
    assert found.sheet.options == ("for", "against", "other")
    assert (found.basis.number, found.basis.is_verified) == ("Quy định số 208-QĐ/TW", False)
