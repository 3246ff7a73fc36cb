"""A group in the first cell of the demo, which met last month, and a meeting of all cells together to come."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from chibo.kernel import clock
from chibo.meetings import selectors as reading
from chibo.meetings import services as meetings
from chibo.meetings.figures import Plan
from chibo.meetings.services import Speaker
from chibo.meetings.states import Kind
from chibo.members import services as members
from chibo.web.demo import names

if TYPE_CHECKING:
    from chibo.kernel.months import Month
    from chibo.meetings.models import Meeting
    from chibo.web.demo.ground import Ground

NAME = "Tổ đảng Kỹ thuật"
WORDS = "Đề nghị chi ủy phân công thêm một đồng chí cùng tổ kiểm tra trạm bơm số 2 trước mùa mưa."
SAID = "Hai đồng chí trong tổ đã xong việc được giao; còn hồ sơ hoàn công trạm số 2 chậm một tuần."


def divide(ground: Ground, month: Month) -> None:
    """Found the group at the beginning of a month and hold its meeting of that month on the next day."""
    secretary = ground.actor(ground.secretary(0))
    people = names.CELLS[0].members[9:15]
    leader, deputy = (ground.people[name].pk for name in people[:2])
    with clock.at(_moment(month.first_on, 9)):
        group = members.found_group(
            actor=secretary, cell=ground.cells[0], name=NAME, founded_on=month.first_on, decision="06-NQ/CB"
        )
        members.arrange_group(
            actor=secretary,
            group=group,
            person_ids=[ground.people[name].pk for name in people if name in ground.people],
            leader_id=leader,
            deputy_id=deputy,
            since=month.first_on,
        )
    chair = ground.actor(people[0])
    day = month.first_on + timedelta(days=1)
    plan = Plan(day, time(17), time(18), place=names.CELLS[0].room, chair_id=leader, clerk_id=deputy)
    with clock.at(_moment(month.first_on, 10)):
        meeting = meetings.register_new(
            actor=chair, unit_id=ground.cells[0].pk, month=month, kind=Kind.GROUP, plan=plan, group_id=group.pk
        )
        meetings.call_meeting(actor=chair, meeting_id=meeting.pk, version=meeting.version)
    _hold(ground, meeting, people[0], people[1])


def meet_together(ground: Ground, month: Month) -> None:
    """Register and call a meeting of all cells, in the middle of a month to come."""
    secretary = ground.actor(names.COMMITTEE_SECRETARY)
    chair = ground.people[names.COMMITTEE_SECRETARY].pk
    plan = Plan(month.day(16), time(7, 30), time(10), place=names.CELLS[0].room, chair_id=chair)
    with clock.at(_moment(month.plus(-1).day(12), 9)):
        meeting = meetings.register_new(
            actor=secretary,
            unit_id=ground.committee.pk,
            month=month,
            kind=Kind.JOINT,
            plan=plan,
            cell_ids=[cell.pk for cell in ground.cells],
        )
        meetings.call_meeting(actor=secretary, meeting_id=meeting.pk, version=meeting.version)


def _hold(ground: Ground, meeting: Meeting, leader: str, deputy: str) -> None:
    chair = ground.actor(leader)
    assert meeting.held_on is not None, "a registered meeting has its day"
    with clock.at(_moment(meeting.held_on, 17)):
        meeting.refresh_from_db()
        meetings.open_meeting(actor=chair, meeting_id=meeting.pk, version=meeting.version)
        meetings.take_roll(actor=chair, meeting_id=meeting.pk, absent={})
        items = {item.line: item for item in reading.agenda_of(meeting)}
        speaker = Speaker(person_id=ground.people[deputy].pk)
        meetings.add_speech(actor=chair, item_id=items["member_tasks"].pk, speaker=speaker, text=SAID)
        meetings.conclude_item(actor=chair, item_id=items["to_committee"].pk, version=None, conclusion=WORDS)
    with clock.at(_moment(meeting.held_on, 18)):
        meeting.refresh_from_db()
        meetings.close_meeting(actor=chair, meeting_id=meeting.pk, version=meeting.version)


def _moment(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=clock.HOME)
