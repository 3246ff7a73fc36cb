"""A cell goes through its month in a browser, from the guidance that comes down to the confirmed score."""

from datetime import UTC, datetime

import pytest

from chibo.kernel import clock
from chibo.kernel.months import Month
from chibo.meetings.models import Meeting
from chibo.meetings.tests.factories import a_registered
from tests.browser import SignIn
from tests.cast import Cast
from tests.journeys.month import after, before, meeting, papers
from tests.journeys.month.table import laid
from tests.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MOST_ACTS = 100


@pytest.fixture
def last_month(cast: Cast) -> Meeting:
    """January is registered, so that February can be kept like it."""
    with clock.at(datetime(2026, 1, 2, 3, tzinfo=UTC)):
        return a_registered(
            cast.secretary.actor,
            cast.cell,
            Month(2026, 1),
            chair_id=cast.secretary.id,
            clerk_id=cast.member.id,
        )


def test_a_month_of_a_cell_of_twenty(site: Site, cast: Cast, last_month: Meeting, sign_in: SignIn) -> None:
    table = laid(site, cast, sign_in)
    before.send_guidance_down(table)
    before.register_and_call(table)
    before.answer_the_call(table)
    papers.open_papers_before(table)

    meeting.open_and_call_the_roll(table)
    meeting.walk_the_agenda(table)
    meeting.adopt_the_resolution(table)
    meeting.score(table)
    meeting.close(table)

    after.report_and_post(table)
    table.acts.keep("month-acts.md")
    assert table.acts.total <= MOST_ACTS, table.acts.table()
    after.confirm(table)
    after.look_from_above(table)
    papers.open_papers_after(table)
    papers.open_report_above(table)
