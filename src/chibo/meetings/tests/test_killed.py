"""A process killed while it seals leaves a meeting that is open as before, or closed and whole; nothing in between."""

import pytest
from tests.cast import Cast
from tests.killing import killed_after

from chibo.documents.models import IssuedPaper
from chibo.kernel import clock
from chibo.meetings import services
from chibo.meetings.models import AgendaItem, Meeting
from chibo.meetings.selectors import check_seals
from chibo.meetings.states import Outcome, State
from chibo.meetings.tests.factories import EVENING, a_votable
from chibo.meetings.tests.process import started

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def decided(cast: Cast) -> Meeting:
    """Open, with nothing left to decide."""
    meeting = a_votable(cast).meeting
    with clock.at(EVENING):
        for item in AgendaItem.objects.filter(meeting=meeting).exclude(outcome_kind=Outcome.NONE):
            if item.outcome_kind == Outcome.SCORE:
                services.record_outcome(actor=cast.secretary.actor, item_id=item.pk, block={"title": "Tự chấm"})
            else:
                services.all_agree(actor=cast.secretary.actor, item_id=item.pk)
    return meeting


@pytest.mark.parametrize("seconds", [0.05, 0.4, None])
def test_a_seal_is_whole_or_not_there_after_a_kill(cast: Cast, decided: Meeting, seconds: float | None) -> None:
    with started(decided.pk) as sealing:
        killed_after(sealing, seconds, begun="sealing", done="sealed")
    meeting = Meeting.objects.get(pk=decided.pk)
    minutes = IssuedPaper.objects.filter(origin_id=meeting.pk, type_code="BB")
    if meeting.state == State.OPEN:
        assert (meeting.seal, meeting.minutes_paper_id, minutes.count()) == ("", None, 0)
        with clock.at(EVENING):
            services.close_meeting(actor=cast.secretary.actor, meeting_id=meeting.pk, version=meeting.version)
    assert seconds is not None or meeting.state == State.CLOSED
    assert minutes.count() == 1
    assert list(check_seals()) == [1]
