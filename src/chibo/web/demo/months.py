"""One month of one cell, played through the services as its people would: register, call, hold, conclude."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from chibo.access import Actor
from chibo.desk import services as desk
from chibo.kernel import clock
from chibo.kernel.months import Month
from chibo.meetings import selectors as seen
from chibo.meetings import services as meetings
from chibo.meetings.figures import Plan
from chibo.meetings.rules import Absence
from chibo.meetings.selectors.rolling import lines_to_call
from chibo.meetings.selectors.sitting import items_of, roll_of
from chibo.meetings.services import ItemPlan, Speaker
from chibo.meetings.states import Mention, Outcome, Presence, Reason
from chibo.resolutions import services as resolutions
from chibo.resolutions.figures import Fault, Text
from chibo.resolutions.states import Kind
from chibo.scoring import services as scoring
from chibo.scoring.selectors import lines_of, score_of_meeting
from chibo.tasks import selectors as tasks
from chibo.tasks import services as giving
from chibo.tasks.states import Move
from chibo.web.demo import election, names, texts
from chibo.web.demo.ground import Ground
from chibo.web.demo.texts import TOPICS, Topic

if TYPE_CHECKING:
    from chibo.meetings.models import AgendaItem, Meeting

START, LENGTH = time(14, 0), timedelta(minutes=120)
TALK = "discussion"
"""Line of the standard agenda in which everybody speaks."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Which cell plays which month, and on which day it meets."""

    cell: int
    month: Month
    held_on: date

    @property
    def seed(self) -> int:
        """A number that makes cells and months differ, always the same ones."""
        return self.cell * 5 + self.month.year * 12 + self.month.number

    @property
    def topic(self) -> Topic:
        return TOPICS[self.seed % len(TOPICS)]

    def at(self, day: date, hour: int = 9, minute: int = 0) -> datetime:
        return datetime.combine(day, time(hour, minute), tzinfo=clock.HOME)

    def before(self, days: int) -> date:
        return self.held_on - timedelta(days=days)


def register(ground: Ground, turn: Turn) -> Meeting:
    """Start the month, so that what waits comes onto the agenda, and register its meeting."""
    secretary, unit = ground.actor(ground.secretary(turn.cell)), ground.cells[turn.cell]
    started = desk.prepare_month(actor=secretary, unit=unit, month=turn.month)
    draft = seen.meeting_for(secretary, started.meeting_id)
    plan = Plan(
        held_on=turn.held_on,
        starts_at=START,
        ends_at=(datetime.combine(turn.held_on, START) + LENGTH).time(),
        place=names.CELLS[turn.cell].room,
        chair_id=secretary.person_id,
        clerk_id=ground.people[ground.clerk(turn.cell)].pk,
    )
    return meetings.register_meeting(actor=secretary, meeting_id=draft.pk, version=draft.version, plan=plan)


def register_committee(ground: Ground, month: Month, held_on: date) -> None:
    """Draft and register the monthly meeting of the committee itself."""
    office = ground.actor(names.OFFICE[0])
    started = desk.prepare_month(actor=office, unit=ground.committee, month=month)
    draft = seen.meeting_for(office, started.meeting_id)
    plan = Plan(
        held_on=held_on,
        starts_at=time(8, 0),
        ends_at=time(10, 0),
        place=names.CELLS[0].room,
        chair_id=ground.people[names.COMMITTEE_SECRETARY].pk,
    )
    meetings.register_meeting(actor=office, meeting_id=draft.pk, version=draft.version, plan=plan)


def call(ground: Ground, turn: Turn, meeting: Meeting) -> Meeting:
    """Send the notice; most members answer, one asks to be excused and is."""
    secretary = ground.actor(ground.secretary(turn.cell))
    _name_presenters(ground, turn, meeting)
    meeting.refresh_from_db()
    called = meetings.call_meeting(actor=secretary, meeting_id=meeting.pk, version=meeting.version).meeting
    invited = seen.invited_to(called).called
    for number, comrade in enumerate(invited):
        if comrade.user_id is None or comrade.full_name in (ground.secretary(turn.cell), ground.clerk(turn.cell)):
            continue
        actor = ground.actor(comrade.full_name)
        if number == turn.seed % len(invited):
            reply = meetings.give_reply(actor=actor, meeting_id=called.pk, coming=False, reason=Reason.DUTY)
            meetings.answer_excuses(actor=secretary, meeting_id=called.pk, reply_ids=[reply.pk], agreed=True)
        elif (number + turn.seed) % 7:
            meetings.give_reply(actor=actor, meeting_id=called.pk, coming=True)
    return called


def _name_presenters(ground: Ground, turn: Turn, meeting: Meeting) -> None:
    """Give what came onto the agenda by itself to the deputy secretary."""
    secretary = ground.actor(ground.secretary(turn.cell))
    deputy = ground.people[ground.deputy(turn.cell)].pk
    for one in items_of(meeting):
        if one.item.source_key and one.item.presenter_id is None:
            plan = ItemPlan(one.item.title, planned_minutes=10, presenter_id=deputy)
            meetings.edit_item(actor=secretary, item_id=one.item.pk, version=one.item.version, plan=plan)


def give_opinions(ground: Ground, turn: Turn, meeting: Meeting) -> None:
    """Let two members write ahead what they will say on the matter under discussion."""
    talk = next((one.item for one in items_of(meeting) if one.item.line == TALK), None)
    if talk is None:
        return
    for name, words in zip(names.CELLS[turn.cell].members[7:9], turn.topic.speeches, strict=False):
        meetings.write_opinion(actor=ground.actor(name), meeting_id=meeting.pk, text=words, item_id=talk.pk, send=True)


def hold(ground: Ground, turn: Turn, meeting: Meeting, *, minutes: int = 100) -> Meeting:
    """Hold the meeting from the roll to the close, item by item in the order of the agenda."""
    moment = turn.at(turn.held_on, START.hour)
    with clock.at(moment):
        meeting = open_(ground, turn, meeting)
        _settle_last_tasks(ground, turn)
    items = [one.item for one in items_of(meeting)]
    planned = sum(item.planned_minutes for item in items)
    for item in items:
        with clock.at(moment):
            _take_up(ground, turn, meeting, item)
        moment += timedelta(minutes=minutes) * item.planned_minutes / planned
    with clock.at(moment):
        secretary = ground.actor(ground.secretary(turn.cell))
        meeting.refresh_from_db()
        return meetings.close_meeting(actor=secretary, meeting_id=meeting.pk, version=meeting.version)


def finish(ground: Ground, turn: Turn, meeting: Meeting) -> None:
    """Post the papers on the national app and report to the committee above, the day after."""
    secretary = ground.actor(ground.secretary(turn.cell))
    with clock.at(turn.at(turn.held_on + timedelta(days=1))):
        posted = meetings.mark_posted(actor=secretary, meeting_id=meeting.pk, version=meeting.version)
        meetings.send_report(actor=secretary, meeting_id=meeting.pk, version=posted.version)


def open_(ground: Ground, turn: Turn, meeting: Meeting) -> Meeting:
    """Open the meeting and call the roll: the excused are absent, now and then one without a reason."""
    secretary, clerk = ground.actor(ground.secretary(turn.cell)), ground.actor(ground.clerk(turn.cell))
    meeting.refresh_from_db()
    opened = meetings.open_meeting(actor=secretary, meeting_id=meeting.pk, version=meeting.version)
    absent = {
        line.person_id: Absence(Presence.EXCUSED, line.reason or Reason.OTHER)
        for line in lines_to_call(opened)
        if line.presence is Presence.EXCUSED
    }
    guests = [guest.pk for guest in seen.invited_to(opened).guests if turn.seed % 2]
    meetings.take_roll(actor=clerk, meeting_id=opened.pk, absent=absent, guest_ids=guests)
    return opened


def _take_up(ground: Ground, turn: Turn, meeting: Meeting, item: AgendaItem) -> None:
    """Do in one item of the agenda what it is there for."""
    clerk = ground.actor(ground.clerk(turn.cell))
    if item.outcome_kind in (Outcome.AGENDA, Outcome.MINUTES):
        meetings.all_agree(actor=clerk, item_id=item.pk)
    elif item.outcome_kind == Outcome.CONCLUSION:
        _resolve(ground, turn, meeting, item)
    elif item.outcome_kind == Outcome.SCORE:
        _score(ground, turn, meeting)
    elif item.title == election.TITLE:
        election.hold(ground, turn, meeting, item)
    elif item.line == TALK:
        _discuss(turn, clerk, meeting, item)
    else:
        text = None if item.is_formal else _text_of(turn, item)
        meetings.conclude_item(actor=clerk, item_id=item.pk, version=None, text=text)


def _text_of(turn: Turn, item: AgendaItem) -> str:
    topic = turn.topic
    if item.source_key:
        return texts.TAKEN_UP.format(guidance=topic.guidance)
    own = {"report": topic.report, "ideology": topic.ideology, "study": texts.STUDY[turn.seed % len(texts.STUDY)]}
    return own.get(item.line) or texts.STANDING.get(item.line, "")


def _discuss(turn: Turn, clerk: Actor, meeting: Meeting, talk: AgendaItem) -> None:
    topic = turn.topic
    there = [row for row in roll_of(meeting).rows if row.presence == Presence.PRESENT]
    meetings.start_item(actor=clerk, item_id=talk.pk)
    for number, words in enumerate(topic.speeches):
        who = there[(number * 3 + turn.seed) % len(there)]
        meetings.add_speech(actor=clerk, item_id=talk.pk, speaker=Speaker(person_id=who.person_id), text=words)
    _give_tasks(turn, clerk, talk, [row.person_id for row in there])
    praised = there[turn.seed % len(there)].person_id
    meetings.mention(actor=clerk, meeting_id=meeting.pk, kind=Mention.PRAISE, text=topic.praise, person_id=praised)
    meetings.conclude_item(actor=clerk, item_id=talk.pk, version=None, conclusion=topic.conclusion)


def _give_tasks(turn: Turn, clerk: Actor, item: AgendaItem, people: list[UUID]) -> None:
    for number, (title, days) in enumerate(turn.topic.tasks):
        meetings.give_item_task(
            actor=clerk,
            item_id=item.pk,
            title=title,
            due_on=turn.held_on + timedelta(days=days + 30 * (number % 2)),
            person_id=people[(turn.seed + number * 4) % len(people)],
        )


def _settle_last_tasks(ground: Ground, turn: Turn) -> None:
    """Verify what is due; one in five is not done yet and gets a new day."""
    secretary = ground.actor(ground.secretary(turn.cell))
    undecided = tasks.undecided_of(ground.cells[turn.cell].pk)
    due = [task for task in undecided if task.due_on and task.due_on <= turn.held_on]
    for number, task in enumerate(due):
        if (number + turn.seed) % 5:
            giving.settle_task(
                actor=secretary, task_id=task.pk, version=task.version, move=Move.VERIFY, text="Đúng hạn, đã kiểm tra."
            )
        else:
            giving.change_task(
                actor=secretary,
                task_id=task.pk,
                version=task.version,
                title=task.title,
                person_id=task.person_id,
                due_on=turn.held_on + timedelta(days=25),
                carries_over=True,
            )


def _resolve(ground: Ground, turn: Turn, meeting: Meeting, item: AgendaItem) -> None:
    """Draft the resolution from what the meeting has recorded, with a shortcoming where the topic names one."""
    secretary = ground.actor(ground.secretary(turn.cell))
    draft = resolutions.draft_resolution(actor=secretary, meeting_id=meeting.pk, item_id=item.pk)
    fault, cause, remedy = turn.topic.shortcoming
    if fault:
        text = Text(Kind(draft.kind), draft.subject, draft.assessment, draft.direction, draft.arrangement)
        due_on = turn.held_on + timedelta(days=20)
        draft = resolutions.edit_draft(
            actor=secretary,
            resolution_id=draft.pk,
            version=None,
            text=text,
            faults=[Fault(fault, cause, "Chi ủy", remedy, due_on)],
        )
    resolutions.adopt_resolution(actor=secretary, resolution_id=draft.pk, version=draft.version)


def _score(ground: Ground, turn: Turn, meeting: Meeting) -> None:
    """Score the meeting: what the program can count stands, the rest is full but for one criterion."""
    secretary = ground.actor(ground.secretary(turn.cell))
    score = scoring.draft_score(actor=secretary, meeting_id=meeting.pk)
    lines = lines_of(score)
    points = {line.code: line.max_points if line.self_points is None else line.self_points for line in lines}
    weakest = max((line for line in lines if line.self_points is None), key=lambda line: line.max_points, default=None)
    if weakest is not None:
        points[weakest.code] -= 100 * (turn.seed % 4)
    for line in lines:
        if any(fact["key"] == "committee_met" and not fact["value"] for fact in line.evidence):
            points[line.code] -= 200
    weak = turn.topic.remind and f"{turn.topic.remind}: chi ủy đôn đốc hằng tuần."
    scoring.adopt_self_score(
        actor=secretary, score_id=score.pk, version=score.version, points=points, weak=weak or "Nêu ý kiến gọn hơn."
    )


def confirm(ground: Ground, turn: Turn, meeting: Meeting) -> None:
    """Let the assigned member appraise and the committee decide; months before any sheet have no score."""
    score = score_of_meeting(meeting.pk)
    if score is None:
        return
    with clock.at(turn.at(turn.held_on + timedelta(days=2))):
        assigned = ground.actor(names.ASSIGNED[turn.cell])
        score = scoring.appraise(
            actor=assigned, score_id=score.pk, version=score.version, appraisal="Nhất trí với kết quả tự chấm."
        )
    with clock.at(turn.at(turn.held_on + timedelta(days=6))):
        scoring.decide(
            actor=ground.actor(names.OFFICE[0]),
            score_id=score.pk,
            version=score.version,
            decided_on=clock.today(),
            notice_number=f"{turn.month.number:02d}-TB/ĐU",
        )
