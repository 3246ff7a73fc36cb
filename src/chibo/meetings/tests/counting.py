"""A meeting with an election in it, for tests: who stands, who counts, what they count."""

from uuid import UUID

from tests.cast import Cast

from chibo.ballots import selectors as ballots
from chibo.ballots.models import PaperCount
from chibo.ballots.rules.desk import Count
from chibo.ballots.states import Listed
from chibo.kernel import clock
from chibo.meetings import services
from chibo.meetings.models import AgendaItem, Meeting
from chibo.meetings.services import ItemPlan
from chibo.meetings.services.counting import Election, enter_count, open_election
from chibo.meetings.tests.factories import EVENING, a_called, on
from chibo.regulations.figures import Body

HAI, ANH, SON, QUANG = "Nguyễn Văn Hải", "Phạm Thị Ngọc Ánh", "Trần Văn Sơn", "Vũ Đình Quang"
FIRST = ((HAI, 13), (ANH, 12), (SON, 8), (QUANG, 8))
"""Votes of a first round: two elected, two tied at the last of three seats."""


def a_held(cast: Cast) -> Meeting:
    """Open the meeting of 3 December with everybody there, an item for the election in hand."""
    with on(19):
        called = a_called(cast.secretary.actor, cast.cell, chair_id=cast.secretary.id, clerk_id=cast.cell_committee.id)
        services.add_item(actor=cast.secretary.actor, meeting_id=called.pk, plan=ItemPlan("Bầu chi ủy", 20))
    with clock.at(EVENING):
        opened = services.open_meeting(actor=cast.secretary.actor, meeting_id=called.pk, version=called.version)
        services.take_roll(actor=cast.secretary.actor, meeting_id=opened.pk, absent={})
        services.start_item(actor=cast.secretary.actor, item_id=election_item(opened).pk)
    return opened


def election_item(meeting: Meeting) -> AgendaItem:
    return AgendaItem.objects.get(meeting=meeting, title="Bầu chi ủy")


def team(cast: Cast) -> list[UUID]:
    """Leader and clerk of the counting team."""
    return [cast.other_member.id, cast.member.id]


def an_election(cast: Cast, *names: str, seats: int = 3, body: Body = Body.COMMITTEE) -> Election:
    listed = {cast.people[name].pk: Listed.PROPOSED for name in names}
    return Election(body=body, seats=seats, listed=listed, subject="Bầu chi ủy nhiệm kỳ 2026 - 2028")


def a_count(cast: Cast, item: AgendaItem) -> PaperCount:
    """Open the election of three out of four."""
    election = an_election(cast, HAI, ANH, SON, QUANG)
    return open_election(actor=cast.secretary.actor, item_id=item.pk, election=election, tellers=team(cast))


def figures(cast: Cast, *votes: tuple[str, int], issued: int = 14, invalid: int = 0) -> Count:
    keys = {str(cast.people[name].pk): number for name, number in votes}
    return Count(issued, issued, issued - invalid, invalid, keys)


def agreed(cast: Cast, item: AgendaItem, count: PaperCount, found: Count) -> PaperCount:
    """Let both tellers enter the same."""
    for teller in (cast.member, cast.other_member):
        enter_count(actor=teller.actor, item_id=item.pk, count_id=count.pk, figures=found)
    return ballots.count(count.pk)
