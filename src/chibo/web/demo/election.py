"""An election in the first cell, the month before: a member of its committee, by ballots that two tellers counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chibo.ballots.rules.desk import Count
from chibo.ballots.states import Listed
from chibo.meetings import services as meetings
from chibo.meetings.selectors.counting import who_may_count
from chibo.meetings.services import Election, ItemPlan
from chibo.regulations.figures import Body
from chibo.web.demo.ground import Ground

if TYPE_CHECKING:
    from chibo.meetings.models import AgendaItem, Meeting
    from chibo.web.demo.months import Turn

TITLE = "Bầu bổ sung chi ủy viên"


def plan(ground: Ground, turn: Turn, meeting: Meeting) -> None:
    """Put the election onto the agenda, before the meeting is called."""
    secretary = ground.actor(ground.secretary(turn.cell))
    meetings.add_item(actor=secretary, meeting_id=meeting.pk, plan=ItemPlan(TITLE, planned_minutes=15))


def hold(ground: Ground, turn: Turn, meeting: Meeting, item: AgendaItem) -> None:
    """Two stand for one seat, one proposed and one nominated; one ballot is invalid, three go to the second."""
    clerk = ground.actor(ground.clerk(turn.cell))
    bench = {ground.secretary(turn.cell), ground.deputy(turn.cell), ground.clerk(turn.cell)}
    there = [name for _pk, name, _note in who_may_count(meeting) if name not in bench]
    tellers = [name for name in there if ground.people[name].user_id is not None][:2]
    first, second = [ground.people[name].pk for name in there if name not in tellers][:2]
    election = Election(
        body=Body.COMMITTEE,
        seats=1,
        subject=TITLE,
        listed={first: Listed.PROPOSED, second: Listed.NOMINATED},
    )
    meetings.start_item(actor=clerk, item_id=item.pk)
    team = [ground.people[name].pk for name in tellers]
    count = meetings.open_election(actor=clerk, item_id=item.pk, election=election, tellers=team)
    given = count.voters_count
    votes = {str(first): given - 4, str(second): 3}
    for name in tellers:
        figures = Count(issued=given, returned=given, valid=given - 1, invalid=1, votes=votes)
        meetings.enter_count(actor=ground.actor(name), item_id=item.pk, count_id=count.pk, figures=figures)
    meetings.conclude_item(
        actor=clerk, item_id=item.pk, version=None, text="Chi bộ bầu tổ kiểm phiếu, tiến hành bỏ phiếu kín."
    )
