"""What the program counts by itself about a meeting, for the criteria of a sheet that show it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from chibo.kernel import clock
from chibo.kernel.months import Month
from chibo.kernel.share import Share
from chibo.meetings import selectors as meetings
from chibo.meetings.states import Kind, Outcome, State
from chibo.regulations.figures import Evidence, MeetingConduct
from chibo.scoring.figures import Measure
from chibo.tasks import selectors as tasks
from chibo.tasks.rules import share_done

if TYPE_CHECKING:
    from chibo.meetings.models import AgendaItem, Meeting
    from chibo.meetings.rules import RollHead


@dataclass
class Sources:
    """What is read of a meeting; each part is read once, when the first criterion asks for it."""

    meeting: Meeting

    @cached_property
    def conduct(self) -> MeetingConduct:
        return meetings.conduct_of(self.meeting)

    @cached_property
    def head(self) -> RollHead | None:
        return meetings.roll_head(self.meeting)

    @cached_property
    def items(self) -> Sequence[AgendaItem]:
        return meetings.agenda_of(self.meeting)

    @property
    def is_over(self) -> bool:
        return self.meeting.state == State.CLOSED

    @property
    def minutes(self) -> int | None:
        """How long it took, or has taken so far; None before it began."""
        if self.meeting.opened_at is None:
            return None
        end = self.meeting.ended_at or clock.now()
        return int((end - self.meeting.opened_at).total_seconds()) // 60


def evidence_of(meeting: Meeting, keys: Sequence[Evidence]) -> dict[str, Measure]:
    """Return the measures asked for, by key. At most 16 queries for any number of members, items and tasks.

    Only sums leave this function: they belong to the meeting's public face.
    """
    sources = Sources(meeting)
    return {key: _COUNTS[key](sources) for key in keys if key in _COUNTS}


def thematic_held(meeting: Meeting) -> bool:
    """Tell whether the unit holds a thematic meeting in the month of this one. One query."""
    if meeting.kind == Kind.THEMATIC:
        return True
    found = meetings.regular_of(meeting.unit_id, Month.of(meeting.month_on), Kind.THEMATIC)
    return found is not None and found.opened_at is not None


def is_alone(meeting: Meeting) -> bool:
    """Tell whether the secretary has nobody to hold a committee meeting with. Six queries."""
    called, _ = meetings.people_of(Kind.COMMITTEE, meeting.unit, meeting.held_on or clock.today())
    return len(called) <= 1


def _minutes_short(of: Sources) -> Measure:
    key, asked = Evidence.MINUTES_SHORT, of.conduct.kind(of.meeting.kind).min_minutes
    if of.minutes is None or not asked:
        return Measure(key, None, of.minutes, asked)
    short = max(0, asked - of.minutes)
    return Measure(key, short, of.minutes, asked, is_settled=of.is_over or not short)


def _length_share(of: Sources) -> Measure:
    asked = of.conduct.kind(of.meeting.kind).min_minutes
    if of.minutes is None or not asked:
        return Measure(Evidence.LENGTH_SHARE, None, of.minutes, asked)
    return _share(Evidence.LENGTH_SHARE, Share(of.minutes, asked), is_settled=of.is_over)


def _share_present(of: Sources) -> Measure:
    if of.head is None:
        return Measure(Evidence.SHARE_PRESENT, None, is_settled=False)
    return _share(Evidence.SHARE_PRESENT, of.head.share)


def _unexcused(of: Sources) -> Measure:
    if of.head is None:
        return Measure(Evidence.UNEXCUSED, None, is_settled=False)
    return Measure(Evidence.UNEXCUSED, of.head.unexcused)


def _committee_met(of: Sources) -> Measure:
    found = meetings.regular_of(of.meeting.unit_id, Month.of(of.meeting.month_on), Kind.COMMITTEE)
    met = found is not None and found.state == State.CLOSED
    return Measure(Evidence.COMMITTEE_MET, int(met), is_settled=met or of.is_over)


def _notice_sent(of: Sources) -> Measure:
    return Measure(Evidence.NOTICE_SENT, int(of.meeting.called_at is not None))


def _posted_before(of: Sources) -> Measure:
    """Materials sent in time, against all; nothing is known where there are none."""
    day = of.meeting.held_on
    due_on = of.conduct.materials_due_on(day) if day else None
    sent = [row.sent_at for row in meetings.materials_of(of.meeting)]
    if due_on is None or not sent:
        return Measure(Evidence.POSTED_BEFORE, None)
    in_time = sum(moment is not None and clock.local(moment).date() <= due_on for moment in sent)
    return Measure(Evidence.POSTED_BEFORE, int(in_time == len(sent)), in_time, len(sent))


def _steps_done(of: Sources) -> Measure:
    """Steps covered by items that were reached; the last ones, still on the agenda, are taken as coming."""
    lines = meetings.lines_of(of.meeting).values()
    wanted = {step for line in lines if line.only_if == "always" for step in line.steps}
    reached = {step for item in of.items if _counts(item, of) for step in item.steps}
    return _share(Evidence.STEPS_DONE, Share(len(wanted & reached), len(wanted)), is_settled=True)


def _counts(item: AgendaItem, of: Sources) -> bool:
    if item.started_at is not None or item.outcome is not None:
        return True
    score = next((one.position for one in of.items if one.outcome_kind == Outcome.SCORE), None)
    return not of.is_over and score is not None and item.position >= score


def _share_spoke(of: Sources) -> Measure:
    if of.head is None:
        return Measure(Evidence.SHARE_SPOKE, None, is_settled=False)
    kept = of.meeting.spoke_count  # from its close on
    spoke = meetings.speakers_count(of.meeting) if kept is None else kept
    return _share(Evidence.SHARE_SPOKE, Share(spoke, of.head.present), is_settled=of.is_over)


def _praise_or_reminder(of: Sources) -> Measure:
    found = len(meetings.mentions_of(of.meeting))
    return Measure(Evidence.PRAISE_OR_REMINDER, int(found > 0), is_settled=of.is_over or found > 0)


def _tasks_done(of: Sources) -> Measure:
    """Of the tasks due in the month before, those that are done."""
    before = Month.of(of.meeting.month_on).plus(-1)
    fates = tasks.fates_of(of.meeting.unit_id, before)
    return _share(Evidence.TASKS_DONE, share_done(fates, before.last_on))


def _concluded(of: Sources) -> Measure:
    return _all_have_come(of, Evidence.CONCLUDED, Outcome.CONCLUSION)


def _tasks_assigned(of: Sources) -> Measure:
    made = tasks.tasks_of(item.pk for item in of.items)
    given = made.filter(person__isnull=False, due_on__isnull=False).count()
    return Measure(Evidence.TASKS_ASSIGNED, given, is_settled=of.is_over or given > 0)


def _minutes_adopted(of: Sources) -> Measure:
    return _all_have_come(of, Evidence.MINUTES_ADOPTED, Outcome.MINUTES)


def _all_have_come(of: Sources, key: Evidence, kind: Outcome) -> Measure:
    """Of the items that ask for this outcome, of which there must be one, whether all have theirs."""
    wanted = [item for item in of.items if item.outcome_kind == kind]
    done = bool(wanted) and all(item.outcome is not None for item in wanted)
    return Measure(key, int(done), is_settled=done or of.is_over)


def _posted_after(of: Sources) -> Measure:
    key, meeting = Evidence.POSTED_AFTER, of.meeting
    due_on = of.conduct.posting_due_on(meeting.held_on) if meeting.held_on else None
    if due_on is None:
        return Measure(key, None)
    if meeting.posted_at is not None:
        return Measure(key, int(clock.local(meeting.posted_at).date() <= due_on))
    return Measure(key, 0, is_settled=clock.today() > due_on)


def _share(key: Evidence, share: Share, *, is_settled: bool = True) -> Measure:
    return Measure(key, share.percent_hundredths, share.part, share.whole, is_settled=is_settled)


_COUNTS: dict[Evidence, Callable[[Sources], Measure]] = {
    Evidence.MINUTES_SHORT: _minutes_short,
    Evidence.LENGTH_SHARE: _length_share,
    Evidence.SHARE_PRESENT: _share_present,
    Evidence.UNEXCUSED: _unexcused,
    Evidence.COMMITTEE_MET: _committee_met,
    Evidence.NOTICE_SENT: _notice_sent,
    Evidence.POSTED_BEFORE: _posted_before,
    Evidence.STEPS_DONE: _steps_done,
    Evidence.SHARE_SPOKE: _share_spoke,
    Evidence.PRAISE_OR_REMINDER: _praise_or_reminder,
    Evidence.TASKS_DONE: _tasks_done,
    Evidence.CONCLUDED: _concluded,
    Evidence.TASKS_ASSIGNED: _tasks_assigned,
    Evidence.MINUTES_ADOPTED: _minutes_adopted,
    Evidence.POSTED_AFTER: _posted_after,
}
