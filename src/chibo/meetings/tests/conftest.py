"""What tests of votes share: the evening of the meeting, and its item in hand."""

from collections.abc import Iterator

import pytest
from tests.cast import Cast

from chibo.ballots.services import keys
from chibo.kernel import clock
from chibo.meetings.models import AgendaItem, Meeting
from chibo.meetings.tests.factories import EVENING, a_votable


@pytest.fixture
def evening() -> Iterator[None]:
    """Let it be the evening of 3 December; no key of a box is left behind."""
    with clock.at(EVENING):
        yield
    for box_id in keys.kept():
        keys.destroy(box_id)


@pytest.fixture
def item(cast: Cast) -> AgendaItem:
    """An item that asks for a conclusion, in hand."""
    return a_votable(cast)


@pytest.fixture
def meeting(item: AgendaItem) -> Meeting:
    return item.meeting
